"""R9: what rules can do with an order, and every criterion by which they find it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from shiponce.cli.rule_syntax import read_action, read_test
from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Rule
from shiponce.errors import BadInput
from shiponce.views.shipping import ShipOption
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade


def rule(when: str, *then: str, name: str = "a rule") -> Rule:
    """A rule as a person writes it."""
    return Rule(name, (read_test(when),), tuple(map(read_action, then)))


def preselected(trade: Trade, order_id: int) -> list[ShipOption]:
    """What the faces preselect of an order's options."""
    return [one for one in trade.hub.shipping.options(order_id) if one.preferred]


CRITERIA = {
    "marketplace equals amazon": {"amz"},
    "store equals bay": {"bay"},
    "source equals storefront": {"shop"},
    "order number starts with 1": {"amz", "shop"},
    "total at least 45": {"bay"},
    "quantity equals 3": {"bay"},
    "weight at least 600": {"shop"},
    "sku equals JAR": {"shop"},
    "item name contains glass": {"bay"},
    "lines equals 2": {"bay"},
    "country equals US": {"amz", "bay", "shop"},
    "state is blank": set(),
    "postcode is blank": set(),
    "requested service equals Expedited": {"amz"},
    "program equals prime": {"amz"},
    "tag include Amazon Prime Order": {"amz"},
    "ship by at least 2026-11-01": {"amz", "bay"},
    "paid date equals 2026-11-20": {"amz", "bay", "shop"},
}


@pytest.mark.proves("R9", "R3")
def test_every_criterion_finds_its_orders() -> None:
    """One rule a criterion, each with a tag of its own; three orders, and what each then bears."""
    trade = Trade()
    for number, when in enumerate(CRITERIA):
        trade.hub.rules.add(rule(when, f"add tag t{number}", name=when))
    orders = {
        "amz": trade.buy("amz", ("MUG", 1), prime=True, requested_service="Expedited"),
        "bay": trade.buy(
            "bay",
            ("MUG", 2),
            ("BOWL", 1),
        ),
        "shop": trade.buy("shop", ("JAR", 1)),
    }
    trade.take_in()
    tags = {
        name: trade.hub.orders.rows([trade.id(order)])[0].tags for name, order in orders.items()
    }
    found = {
        when: {name for name, own in tags.items() if f"t{number}" in own}
        for number, when in enumerate(CRITERIA)
    }
    first = {name for name, order in orders.items() if order.order_id.startswith("1")}
    assert found == CRITERIA | {"order number starts with 1": first}


@pytest.mark.proves("R9", "R4")
def test_every_action_does_what_it_says() -> None:
    """Hold until a date, tag, service, package, note; what comes after the stop is not done."""
    trade = Trade()
    trade.hub.rules.add(
        rule(
            "sku equals MUG",
            "hold 2026-11-24",
            "add tag gift",
            "set carrier and service to UPS Ground",
            "set package small box",
            "add note fragile",
            "stop processing",
        )
    )
    trade.hub.rules.add(rule("sku equals MUG", "add tag never", "add note never", name="later"))
    order = trade.buy("amz")
    trade.take_in()
    detail = trade.hub.orders.detail(trade.id(order))
    assert detail.row.status is OrderStatus.ON_HOLD
    assert detail.hold_until == datetime(2026, 11, 24, tzinfo=UTC)
    assert detail.row.tags == ("gift",)
    wished = (detail.wished_service, detail.wished_package, detail.note)
    assert wished == ("UPS Ground", "small box", "fragile")
    trade.world.advance_to(int(datetime(2026, 11, 24, 1, tzinfo=UTC).timestamp() * 1000))
    trade.hub.tick()
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    (option,) = preselected(trade, trade.id(order))
    trade.hub.shipping.ship(trade.id(order), option.code)
    trade.settle()
    assert [carrier for carrier, _ in trade.shown(order)[1]] == ["UPS"]
    copy = trade.world.orders["shop", trade.copy(order).order_id]
    assert [(one.carrier, one.service) for one in copy.packages] == [("ups", "UPS Ground")]


@pytest.mark.proves("R9")
@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("UPS Ground", "house:ground"),
        ("ups  2nd day air", "house:two_day"),
        ("house:overnight", "house:overnight"),
    ],
)
def test_carrier_and_service_are_preselected(wish: str, code: str) -> None:
    """By name, whatever the case, or by an option's code; nothing else is preselected."""
    trade = Trade()
    trade.hub.rules.add(rule("sku equals MUG", f"set carrier and service {wish}"))
    order = trade.buy("shop")
    trade.take_in()
    assert [(one.code, one.available) for one in preselected(trade, trade.id(order))] == [
        (code, True)
    ]


@pytest.mark.proves("R9")
def test_a_service_of_buy_shipping_is_preselected() -> None:
    """Of two that bear the name, the one that is available; of a code, that very one."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    bought = [
        o for o in trade.hub.shipping.options(trade.id(order)) if o.route.value == "buy_shipping"
    ]
    wanted = next(one for one in bought if one.available)
    trade.hub.rules.add(rule("sku equals MUG", f"set carrier and service to {wanted.code}"))
    trade.hub.reprocessing.run()
    (option,) = preselected(trade, trade.id(order))
    assert option.code == wanted.code


@pytest.mark.proves("R9", "R4", "R5", "R8")
def test_a_later_rule_overrides_the_service_and_reprocessing_changes_it() -> None:
    """Tried, traced and run again, as any other action."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in()
    order_id = trade.id(order)
    trade.hub.rules.add(rule("sku equals MUG", "set carrier and service to UPS Ground", name="one"))
    trade.hub.rules.add(rule("sku equals MUG", "set service house:two_day", name="two"))
    assert preselected(trade, order_id) == []
    outcome = [one for row in trade.hub.reprocessing.dry_run().rows for one in row.outcome]
    assert any("house:two_day" in one.facts.values() for one in outcome)
    assert {row.rule for row in trade.hub.reprocessing.trace(order_id)} == {"one", "two"}
    trade.hub.reprocessing.run()
    assert [one.code for one in preselected(trade, order_id)] == ["house:two_day"]
    trade.hub.rules.switch(trade.hub.rules.rows()[1].id, enabled=False)
    trade.hub.reprocessing.run()
    assert [one.code for one in preselected(trade, order_id)] == ["house:ground"]


@pytest.mark.proves("R9", "P4")
def test_a_service_that_nobody_offers_is_said_when_shipping() -> None:
    """It is one more option, closed, with the reason; the others stay open."""
    trade = Trade()
    trade.hub.rules.add(rule("sku equals MUG", "set carrier and service to Royal Mail Tracked 24"))
    order = trade.buy("shop")
    trade.take_in()
    (option,) = preselected(trade, trade.id(order))
    assert not option.available
    assert option.restriction is not None
    assert option.restriction.code == "limit.service_not_offered"
    assert option.way_out is not None
    for sentence in (option.restriction, option.way_out):
        assert all(say(sentence.code, one, **sentence.facts) for one in LANGUAGES)
    assert any(one.available for one in trade.hub.shipping.options(trade.id(order)))
    trade.ship(order)
    assert not preselected(trade, trade.id(order))


@pytest.mark.proves("R9", "P4")
def test_a_route_that_is_closed_says_its_own_reason() -> None:
    """A Buy Shipping service for a storefront order: Amazon sells it no label."""
    trade = Trade()
    trade.hub.rules.add(rule("sku equals MUG", "set service buy_shipping:UPS_PTP_GND"))
    order = trade.buy("shop")
    trade.take_in()
    (option,) = preselected(trade, trade.id(order))
    assert (option.code, option.available) == ("buy_shipping", False)
    assert option.restriction is not None
    assert option.restriction.code == "limit.buy_shipping_elsewhere"


@pytest.mark.proves("R9")
def test_an_unknown_service_is_said_when_it_is_added() -> None:
    """What no label was bought of is pointed out; what cannot be a service is refused."""
    trade = Trade(connected=("shop", "bay"))

    def said(then: str) -> list[str]:
        row = trade.hub.rules.add(rule("sku equals MUG", then, name=then))
        for warning in row.warnings:
            assert all(say(warning.code, one, **warning.facts) for one in LANGUAGES)
        return [warning.code for warning in row.warnings]

    assert said("set carrier and service to UPS Ground") == []
    assert said("set service house:ground") == []
    assert said("set carrier and service to UPS Grund") == ["warning.rule_service_unseen"]
    assert said("set service buy_shipping:UPS_PTP_GND") == ["warning.rule_service_nowhere"]
    with pytest.raises(BadInput) as no:
        said("set service ground")
    assert no.value.code == "error.rule_service"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("marketplace is foo", "warning.rule_value_unknown"),
        ("marketplace is not foo", "warning.rule_value_unknown"),
        ("marketplace contains bigg", "warning.rule_value_unknown"),
        ("source is shop", "warning.rule_value_unknown"),
        ("program is plus", "warning.rule_value_unknown"),
        ("store starts with amz", "warning.rule_store_unknown"),
        ("marketplace is Amazon", ""),
        ("marketplace contains big", ""),
        ("source is storefront, ebay", ""),
        ("program is prime", ""),
        ("program is blank", ""),
        ("store is Shop", ""),
        ("sku is foo", ""),
    ],
)
def test_a_value_that_no_order_can_have_is_said(when: str, code: str) -> None:
    """Where the possible values are known, one that fits none of them is pointed out."""
    trade = Trade(connected=("shop", "bay"))
    row = trade.hub.rules.add(rule(when, "add tag gift"))
    assert [warning.code for warning in row.warnings] == ([code] if code else [])
    for warning in row.warnings:
        value = str(warning.facts["value"])
        assert all(value in say(warning.code, one, **warning.facts) for one in LANGUAGES)


def test_a_rule_about_a_store_may_come_before_the_store() -> None:
    """It is said as long as there is no such store, with those that there are."""
    wanted = rule("store is bay", "add tag gift")
    for connected, codes in (
        ((), ["warning.rule_no_stores"]),
        (("shop",), ["warning.rule_store_unknown"]),
        (("shop", "bay"), []),
    ):
        row = Trade(connected=connected).hub.rules.add(wanted)
        assert [warning.code for warning in row.warnings] == codes


@pytest.mark.proves("R9")
@pytest.mark.parametrize(
    "text",
    [
        "set carrier and service to UPS Ground",
        "set carrier and service UPS Ground",
        "set service to UPS Ground",
        "set service UPS Ground",
        "SET_CARRIER_AND_SERVICE UPS Ground",
    ],
)
def test_the_action_is_written_as_the_field_names_it(text: str) -> None:
    """Its name in ShipStation's help, or the short one."""
    action, argument = read_action(text)
    assert json.dumps([action.value, argument]) == '["set_service", "UPS Ground"]'
