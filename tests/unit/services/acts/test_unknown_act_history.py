"""An order's history shows that an act of its became unknown, and how that ended."""

from __future__ import annotations

import pytest

from shiponce.domain.act import ActState
from shiponce.domain.shipment import Route
from shiponce.errors import Refused, Unreachable
from shiponce.hub import Hub
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import World, a_hub, an_order, until_sure

LOST = Unreachable("error.unreachable", platform="word.house", operation="word.call.buyLabel")


def imported() -> tuple[Hub, World, int]:
    """One Amazon order."""
    hub, world = a_hub()
    world.stores["amz"].orders = {an_order().remote_id: an_order()}
    hub.imports.run_all()
    return hub, world, hub.orders.find(an_order().number)


def history(hub: Hub, order: int) -> list[str]:
    """What the history says, without the notifications."""
    found = [one.what.code for one in hub.orders.detail(order).history]
    return [code for code in found if "notification" not in code]


def test_a_purchase_that_the_carrier_shows_later() -> None:
    """Begun, unknown, found, shipped."""
    hub, world, order = imported()
    house = world.carriers[Route.HOUSE]
    house.after, house.deaf = [LOST], [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(order, "house:ground")
    assert history(hub, order)[-2:] == ["event.purchase_begun", "event.purchase_unknown"]
    until_sure(hub, world)
    assert history(hub, order)[-2:] == ["event.purchase_found", "event.shipped"]


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_purchase_that_was_none(by_hand: bool) -> None:
    """Nobody has a label: the carrier showed none twice, or a person says so."""
    hub, world, order = imported()
    house = world.carriers[Route.HOUSE]
    house.before, house.deaf = [LOST], [LOST] * (99 if by_hand else 1)
    with pytest.raises(Unreachable):
        hub.shipping.ship(order, "house:ground")
    until_sure(hub, world)
    if by_hand:
        hub.acts.settle_purchase(hub.acts.unknown_purchases()[0].id, by="Ada", saw="an empty list")
    codes = history(hub, order)
    assert codes.count("event.purchase_unknown") == 1
    end = (
        ["event.not_bought", "event.given_up_by", "event.seen"] if by_hand else ["event.not_bought"]
    )
    assert codes[-len(end) :] == end
    assert "event.purchase_found" not in codes


def test_a_void_without_an_answer() -> None:
    """Unknown, then live after all."""
    hub, world, order = imported()
    sid = hub.shipping.ship(order, "house:ground").id
    house = world.carriers[Route.HOUSE]

    def lose(remote_id: str) -> None:
        raise LOST

    house.void, house.deaf = lose, [LOST]  # type: ignore[method-assign]
    with pytest.raises(Unreachable):
        hub.shipping.void(sid)
    assert history(hub, order)[-1] == "event.void_unknown"
    until_sure(hub, world)
    assert history(hub, order)[-1] == "event.void_not_done"


def test_what_nobody_has_said_the_end_of() -> None:
    """The buyer was killed: from its deadline on the purchase is unknown, and the history says so.

    Before that it is under way, and nobody is told that it is settled.
    """
    hub, world, order = imported()
    house = world.carriers[Route.HOUSE]
    sid = hub.shipping.ship(order, "house:ground").id

    def die(remote_id: str) -> None:
        raise KeyboardInterrupt

    house.void, house.deaf = die, [LOST] * 99  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        hub.shipping.void(sid)
    (act,) = hub.acts.rows()
    assert act.state is ActState.OPEN
    with pytest.raises(Refused) as early:
        hub.acts.settle(act.id, happened=True, saw="the carrier's page")
    assert early.value.code == "limit.act_open"
    for language in LANGUAGES:
        assert say("limit.act_open", language, **early.value.facts) in early.value.sentence_in(
            language
        )
    world.clock.wait(minutes=5)
    hub.tick()
    assert history(hub, order)[-1] == "event.void_unknown"


def test_the_doctor_names_every_purchase_in_doubt() -> None:
    """One command each; of a package of two orders the one that settles it."""
    hub, world = a_hub()
    orders = [an_order(remote_id=f"111-000000{n}-0000001") for n in range(1, 5)]
    world.stores["amz"].orders = {one.remote_id: one for one in orders}
    hub.imports.run_all()
    house = world.carriers[Route.HOUSE]
    for number, together in ((0, (1,)), (2, ()), (3, ())):
        house.after, house.deaf = [LOST], [LOST]
        with pytest.raises(Unreachable):
            hub.shipping.ship(
                hub.orders.find(orders[number].number),
                "house:ground",
                together=[hub.orders.find(orders[n].number) for n in together],
            )
    (finding,) = (one for one in hub.maintenance.doctor() if one.code == "unknown_purchase")
    settles = [f"shiponce settle {one.id}" for one in hub.acts.unknown_purchases()]
    assert len(settles) == 3
    assert [one for one in finding.commands if "settle" in one] == settles
