"""What a platform says against shipping is a restriction with a way out, on every route (O5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import Condition
from shiponce.domain.shipment import Route
from shiponce.errors import Refused
from shiponce.hub import Hub
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import World, a_hub, an_order

LIMITS = {
    Condition.BUYER_ASKS_TO_CANCEL: ("limit.buyer_asks_to_cancel", "way_out.answer_cancellation"),
    Condition.COLLECTED: ("limit.collected", "way_out.hand_over"),
    Condition.PLATFORM_COLLECTS: ("limit.platform_collects", "way_out.ship_on_platform"),
    Condition.PLATFORM_CONFIRMS: ("limit.platform_confirms", "way_out.buy_on_platform"),
    Condition.TRANSPARENCY_CODES: ("limit.transparency_codes", "way_out.enter_codes"),
}
#: Conditions that a person may overrule.
OVERRULABLE = {Condition.BUYER_ASKS_TO_CANCEL, Condition.TRANSPARENCY_CODES}


def hub_with(*conditions: Condition, cancelled: int = 0) -> tuple[Hub, World, int]:
    """A hub with one Amazon order that has these conditions."""
    hub, world = a_hub()
    order = an_order(remote_id="111-1", conditions=conditions)
    (line,) = order.lines
    order = replace(order, lines=(replace(line, cancelled=cancelled),))
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    return hub, world, hub.orders.find("amz:111-1")


def closed(hub: Hub, order_id: int) -> dict[Route, tuple[str, str | None]]:
    """The restriction and the way out of each route that is closed."""
    return {
        one.route: (one.restriction.code, one.way_out.code if one.way_out else None)
        for one in hub.shipping.options(order_id)
        if one.restriction is not None
    }


@pytest.mark.parametrize("condition", Condition)
def test_a_condition_closes_the_options_and_names_the_way_out(condition: Condition) -> None:
    """Only Amazon's own label stays open where Amazon itself confirms."""
    hub, _, order_id = hub_with(condition)
    found = closed(hub, order_id)
    assert found[Route.HOUSE] == found[Route.MANUAL] == LIMITS[condition]
    own = found.get(Route.BUY_SHIPPING)
    assert (own == LIMITS[condition]) is (condition is not Condition.PLATFORM_CONFIRMS)
    with pytest.raises(Refused):
        hub.shipping.ship(order_id, "house:ground")
    for language in LANGUAGES:
        for option in hub.shipping.options(order_id):
            for part in filter(None, (option.restriction, option.way_out)):
                assert say(part.code, language, **part.facts)


@pytest.mark.parametrize("condition", Condition)
def test_a_person_overrules_only_what_a_person_may(condition: Condition) -> None:
    """Then the order is shipped; otherwise nothing is changed."""
    hub, _, order_id = hub_with(condition)
    if condition in OVERRULABLE:
        (gone,) = hub.orders.overrule(order_id)
        assert (gone.kind, gone.overruled) == (condition, True)
        assert hub.shipping.ship(order_id, "house:ground").tracking
        return
    with pytest.raises(Refused):
        hub.orders.overrule(order_id)
    assert closed(hub, order_id)[Route.HOUSE] == LIMITS[condition]


def test_an_order_of_which_nothing_is_due_says_where_its_units_are() -> None:
    """limit.nothing_due names the cancelled units."""
    hub, _, order_id = hub_with(cancelled=an_order().lines[0].quantity)
    assert closed(hub, order_id)[Route.HOUSE][0] == "limit.nothing_due"
