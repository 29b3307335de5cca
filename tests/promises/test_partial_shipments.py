"""Q1 and P2: parts of an order, and the limits of Amazon Buy Shipping."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.cli.root_command import COMMANDS
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.views.shipping import ShipOption
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

#: Each platform's own word for an order of which a part has left.
STATUS = {"amz": "PARTIALLY_SHIPPED", "bay": "FULFILLED", "shop": "Partially Shipped"}


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.proves("Q1")
def test_a_part_of_a_line_is_one_thing_on_each_platform(store: str) -> None:
    """Amazon: partially shipped. BigCommerce: status 3. EBay: the whole line is fulfilled.

    The hub itself counts what is in its packages, whatever the platform makes of them.
    """
    trade = Trade(profile="generic-app")
    order = trade.buy(store, ("MUG", 3))
    trade.take_in()
    order_id = trade.id(order)
    line = trade.hub.orders.detail(order_id).lines[0].line_no
    trade.hub.shipping.ship(order_id, "house:ground", lines={line: 1})
    trade.settle()
    there = trade.world.orders[order.store, order.order_id]
    card = next(one for one in trade.hub.orders.look(order_id) if one.remote_id == order.order_id)
    assert card.status == STATUS[store]
    assert there.status_id == (3 if store == "shop" else there.status_id)
    assert [sum(parcel.units.values()) for parcel in there.packages] == [1]
    (own,) = trade.hub.orders.detail(order_id).lines
    assert (own.quantity, own.shipped) == (3, 1)
    if store != "bay":  # there nothing is left to ship, by eBay's own count
        assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
        trade.hub.shipping.ship(order_id, "house:ground", lines={line: 2})
        trade.settle()
        assert there.status == "shipped"
        assert [sum(p.units.values()) for p in there.packages] == [1, 2]
        assert trade.status(order) is OrderStatus.SHIPPED
        with pytest.raises(Refused):
            trade.hub.shipping.ship(order_id, "house:ground")
    trade.check()


@pytest.mark.parametrize("store", ["amz", "bay"])
@pytest.mark.proves("Q1", "Q5")
def test_the_copy_is_told_of_the_same_part(store: str) -> None:
    """BigCommerce counts units: its copy is partially shipped, with the same number."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 3))
    trade.take_in()
    order_id = trade.id(order)
    line = trade.hub.orders.detail(order_id).lines[0].line_no
    shipment = trade.hub.shipping.ship(order_id, "house:ground", lines={line: 1})
    trade.settle()
    copy = trade.copy(order)
    assert (copy.status, copy.status_id) == ("partial", 3)
    assert [(p.tracking, sum(p.units.values())) for p in copy.packages] == [(shipment.tracking, 1)]
    trade.settle()
    assert len(copy.packages) == 1
    trade.check()


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.proves("N8", "Q1")
def test_the_number_of_a_voided_part_is_no_business_of_another_part(store: str) -> None:
    """What holds other lines is told beside it, on eBay too, which corrects nothing."""
    trade = Trade(profile="generic-app")
    order = trade.buy(store, ("MUG", 1), ("BOWL", 1))
    trade.take_in()
    order_id = trade.id(order)
    mug, bowl = (one.line_no for one in trade.hub.orders.detail(order_id).lines)
    voided = trade.hub.shipping.ship(order_id, "house:ground", lines={mug: 1})
    trade.settle()
    trade.hub.shipping.void(voided.id)
    other = trade.hub.shipping.ship(order_id, "house:ground", lines={bowl: 1})
    trade.settle()
    shown = [parcel.tracking for parcel in trade.world.orders[store, order.order_id].packages]
    assert shown == [voided.tracking, other.tracking]
    again = trade.hub.shipping.ship(order_id, "house:ground", lines={mug: 1})
    trade.settle()
    shown = [parcel.tracking for parcel in trade.world.orders[store, order.order_id].packages]
    stopped = [
        one.reason.code
        for one in trade.hub.notifications.rows()
        if one.state is NotificationState.STOPPED and one.reason
    ]
    if store == "bay":
        assert (shown, stopped) == (
            [voided.tracking, other.tracking],
            ["error.not_correctable_ebay"],
        )
    else:
        assert (sorted(shown), stopped) == (sorted([again.tracking, other.tracking]), [])


# -- P2


def bought(trade: Trade, order: PlatformOrder, **more: object) -> list[ShipOption]:
    """What Amazon itself sells for an order."""
    found = trade.hub.shipping.options(trade.id(order), **more)  # type: ignore[arg-type]  # by name
    return [one for one in found if one.route.value == "buy_shipping"]


def reason(option: ShipOption) -> str:
    """The code of why an option is closed; it is said in every language, with the way out."""
    assert option.restriction is not None
    for one in filter(None, (option.restriction, option.way_out)):
        assert all(say(one.code, language, **one.facts) for language in LANGUAGES)
    return option.restriction.code


@pytest.mark.proves("P2")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_one_package_only(mode: MatchingMode) -> None:
    """A part of an order, and several orders in one parcel, are closed with their reasons."""
    trade = Trade(mode=mode)
    order, other = trade.buy("amz", ("MUG", 2), buyer="ada"), trade.buy("amz", buyer="ada")
    trade.take_in()
    line = trade.hub.orders.detail(trade.id(order)).lines[0].line_no
    assert any(one.available for one in bought(trade, order))
    (part,) = bought(trade, order, lines={line: 1})
    assert reason(part) == "limit.buy_shipping_one_package"
    (both,) = bought(trade, order, together=[trade.id(other)])
    assert reason(both) == "limit.buy_shipping_one_order"
    code = next(one.code for one in bought(trade, order) if one.available)
    for more in ({"lines": {line: 1}}, {"together": [trade.id(other)]}):
        with pytest.raises(Refused):
            trade.hub.shipping.ship(trade.id(order), code, **more)
    assert trade.world.labels == {}


@pytest.mark.proves("P2")
def test_nothing_goes_abroad() -> None:
    """The buyer lives in another country than the market."""
    trade = Trade()
    order = trade.buy("amz")
    there = trade.world.orders[order.store, order.order_id]
    there.buyer = replace(there.buyer, country="CA", state="ON", postcode="M5V 2T6")
    trade.take_in()
    (closed,) = bought(trade, order)
    assert reason(closed) == "limit.buy_shipping_abroad"


@pytest.mark.proves("P2", "P3")
def test_a_service_that_comes_too_late_bears_amazons_reason() -> None:
    """The promised day draws near: the slow service is closed, with the date that Amazon names."""
    trade = Trade()
    order = trade.buy("amz", prime=True)
    trade.take_in()
    there = trade.world.orders[order.store, order.order_id]
    there.deliver_by = trade.world.now + int(timedelta(days=2).total_seconds() * 1000)
    late = [one for one in bought(trade, order) if not one.available]
    assert late
    for one in late:
        assert reason(one) == "limit.carrier_late_on"
        assert one.restriction is not None
        assert "later than the promised delivery date" in say(
            one.restriction.code, **one.restriction.facts
        )
        assert one.restriction.facts["arrives_at"] == one.arrives_by
        with pytest.raises(Exception):  # noqa: B017, PT011 - refused here or by Amazon
            trade.hub.shipping.ship(trade.id(order), one.code)
    assert trade.world.labels == {}


@pytest.mark.proves("P2", "N10")
def test_the_label_goes_where_amazon_says() -> None:
    """Nothing that the hub has of the address is sent: Amazon uses its own, and knows at once."""
    trade = Trade()
    order = trade.buy("amz", prime=True)
    trade.take_in()
    conn = trade.hub._db.conn
    with trade.hub._db.write():
        conn.execute(
            "UPDATE people SET street1 = 'Somewhere else' WHERE order_id = ?", (trade.id(order),)
        )
    code = next(one.code for one in bought(trade, order) if one.available)
    trade.ship(order, code)
    (label,) = trade.world.labels.values()
    assert "Somewhere else" not in repr(label.details)
    assert trade.by(order) == ["buy-shipping"]
    trade.settle()
    assert trade.by(order) == ["buy-shipping"]
    assert trade.by(trade.copy(order)) == ["api"]


@pytest.mark.proves("P2", "Q2")
def test_a_prime_order_is_neither_split_nor_combined() -> None:
    """By no route, not even by hand; whole and alone it can be shipped."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 2), prime=True, buyer="ada")
    other = trade.buy("amz", buyer="ada")
    trade.take_in()
    line = trade.hub.orders.detail(trade.id(order)).lines[0].line_no
    split = trade.hub.shipping.options(trade.id(order), lines={line: 1})
    assert {reason(one) for one in split} == {"limit.prime_split"}
    together = trade.hub.shipping.options(trade.id(order), together=[trade.id(other)])
    assert {reason(one) for one in together} <= {
        "limit.prime_combined",
        "limit.buy_shipping_one_order",
    }
    for more in ({"lines": {line: 1}}, {"together": [trade.id(other)]}):
        with pytest.raises(Refused):
            trade.hub.shipping.ship(trade.id(order), "house:ground", **more)
    assert any(one.available for one in trade.hub.shipping.options(trade.id(order)))


@pytest.mark.proves("P2")
def test_there_are_no_return_labels_and_no_manifests() -> None:
    """Nothing asks Amazon for either, and no command offers one."""
    assert not {name for name in COMMANDS if "return" in name or "manifest" in name}
