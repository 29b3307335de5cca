"""O1: of each line a person reads where every unit is, and the numbers add up."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES, say
from shiponce.words.order_items import items_text
from tests.promises.merchant import Trade

#: How the seller takes a unit out of an order: Amazon charges, and refunds, only what is shipped.
TAKEN = {"amz": "cancelled", "bay": "refunded", "shop": "refunded"}
STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
MODES = pytest.mark.parametrize("mode", list(MatchingMode))


def parts(trade: Trade, order: PlatformOrder) -> dict[str, dict[str, int]]:
    """Where the units of each SKU are; they must be as many as were ordered."""
    found = {}
    for line in trade.hub.orders.detail(trade.id(order)).lines:
        owed = {name: units for name, units in line.parts.items() if name != "surplus"}
        assert sum(owed.values()) == line.quantity, (line.sku, line.parts)
        found[line.sku] = dict(line.parts)
    return found


def history(trade: Trade, order: PlatformOrder) -> list[tuple[str, object]]:
    """What the history says of units, with the items."""
    detail = trade.hub.orders.detail(trade.id(order))
    return [
        (one.what.code, one.what.facts["items"])
        for one in detail.history
        if one.what.code.startswith("event.units_")
    ]


def take_out(trade: Trade, order: PlatformOrder) -> None:
    """The seller cancels or refunds a mug."""
    if TAKEN[order.store] == "cancelled":
        trade.cancel_there(order, MUG=1)
    else:
        trade.refund_there(order, MUG=1)


def items(trade: Trade, order: PlatformOrder, language: str = "en") -> str:
    """The items as every list shows them."""
    (row,) = trade.hub.orders.rows([trade.id(order)])
    return items_text(row.items, row.due_lines, language)


@MODES
@STORES
@pytest.mark.proves("O1", "O2", "O3")
def test_units_of_a_line_add_up_whoever_took_them(store: str, mode: MatchingMode) -> None:
    """Refunded, then shipped by others, then the rest by us: every step is in the history."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 4), ("BOWL", 1))
    trade.take_in()
    assert items(trade, order) == "MUG × 4, BOWL × 1"
    take_out(trade, order)
    trade.ship_there(order, "1Z1", MUG=1)
    trade.take_in()
    assert parts(trade, order) == {
        "MUG": {TAKEN[store]: 1, "shipped_by_others": 1, "due": 2},
        "BOWL": {"due": 1},
    }
    assert items(trade, order) == "MUG × 2 of 4 due, BOWL × 1"
    assert items(trade, order, "fr") == "MUG × 2 sur 4 à expédier, BOWL × 1"
    assert dict(history(trade, order)) == {
        f"event.units_{TAKEN[store]}": "MUG × 1",
        "event.units_of_others": "MUG × 1",
    }
    detail = trade.hub.orders.detail(trade.id(order))
    shown = [one.tracking for one in detail.shipments]
    shown += [one.tracking for one in detail.packages_of_others]
    assert shown == ["1Z1"]
    notes = trade.hub.orders.why(trade.id(order)).notes
    assert [(one.facts["n"], one.facts["units"]) for one in notes if "by_others" in one.code] == [
        (1, 4)
    ]
    trade.ship(order)
    trade.settle()
    assert parts(trade, order)["MUG"] == {
        TAKEN[store]: 1,
        "shipped_by_others": 1,
        "shipped_here": 2,
    }
    assert items(trade, order) == "MUG × 4, BOWL × 1"
    assert "note.by_others" in trade.sentences(order)
    assert len(history(trade, order)) == 2


@STORES
@pytest.mark.proves("O1", "O3")
def test_what_is_cancelled_after_the_label_is_not_owed(store: str) -> None:
    """The units under the label stand beside the sum; the order says so and names the label."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    trade.hub.shipping.ship(trade.id(order), "house:ground")
    take_out(trade, order)
    trade.hub.imports.run(store)
    found = parts(trade, order)["MUG"]
    assert found in (
        {TAKEN[store]: 1, "shipped_here": 1, "surplus": 1},
        {"shipped_here": 2},  # where the platform knew of the shipment before the refund
    )


@pytest.mark.proves("O1")
def test_nothing_is_due_of_an_order_that_its_platform_calls_shipped() -> None:
    """BigCommerce shows no package of it: that is said, in place of units to ship."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 2))
    trade.take_in()
    trade.world.shipping.mark_shipped("shop", order.order_id)
    trade.wait(5)
    trade.take_in()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert parts(trade, order) == {"MUG": {"no_package": 2}}
    assert trade.due(order) == {}


@pytest.mark.proves("O1")
def test_nothing_is_due_of_an_order_that_was_cancelled_here() -> None:
    """A person cancels it in the hub; the platform still shows its units as ordered."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 2))
    trade.take_in()
    trade.hub.orders.cancel(trade.id(order))
    assert parts(trade, order) == {"MUG": {"cancelled": 2}}


@pytest.mark.proves("O1")
def test_every_package_from_here_is_named() -> None:
    """An order in three packages: the headline names the last, a note names them all."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 3))
    trade.take_in()
    numbers = [trade.ship(order, lines={1: 1}).tracking for _ in range(3)]
    (note,) = [
        one
        for one in trade.hub.orders.why(trade.id(order)).notes
        if one.code == "note.several_packages"
    ]
    for language in LANGUAGES:
        said = say(note.code, language, **note.facts)
        assert all(number in said for number in numbers)


@pytest.mark.proves("O5", "O8")
def test_a_voided_label_of_a_buyer_who_asks_to_cancel_is_not_to_be_shipped_again() -> None:
    """One voice: the headline says what the restriction says."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 2))
    trade.take_in()
    shipment = trade.ship(order, lines={1: 1})
    trade.hub.shipping.void(shipment.id)
    assert trade.sentences(order)[0] == "why.label_voided"
    trade.world.after_sale.request_cancellation("amz", order.order_id, "mistake", lines=[])
    trade.wait(5)
    trade.take_in()
    assert trade.sentences(order)[0] == "why.label_voided_asked"
    (found,) = [one for one in trade.hub.maintenance.doctor() if one.code == "voided"]
    assert found.way_out is not None
    assert found.way_out.code == "doctor.way_out.voided_asked"
    assert not [one for one in found.commands if one.startswith("shiponce ship")]
    cards = {one.platform: one.asks_to_cancel for one in trade.hub.orders.look(trade.id(order))}
    assert [platform for platform, asked in cards.items() if asked] == ["amazon"]
