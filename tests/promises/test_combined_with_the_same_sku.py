"""Q4, O1, N1: a buyer combines orders that hold the same SKU, after a label was bought for one.

Each old order has a copy in the shop. A copy is told only of the packages with its own units.
"""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.views.shipping import ShipmentView
from tests.promises.merchant import Trade
from tests.promises.test_combined_after_the_label import BY, combine, is_well, label

ALL = ("amz", "bay", "shop")


def orders(*units: int) -> tuple[Trade, list[PlatformOrder]]:
    """Import one buyer's orders of mugs, each with its copy."""
    trade = Trade(connected=ALL)
    found = [trade.buy("bay", ("MUG", n), buyer="Ada") for n in units]
    trade.take_in()
    return trade, found


def copy_of(trade: Trade, order: PlatformOrder) -> PlatformOrder:
    """Return the shop's copy of an old order, which has the same lines."""
    wanted = [(line.sku, line.quantity) for line in order.lines]
    (found,) = [
        one
        for one in trade.world.orders.values()
        if one.store == "shop" and [(line.sku, line.quantity) for line in one.lines] == wanted
    ]
    return found


def packages(trade: Trade, order: PlatformOrder) -> dict[str, dict[str, int]]:
    """Return the units in each package that a platform shows, by tracking number."""
    current = trade.world.orders[order.store, order.order_id]
    skus = {line.line_id: line.sku for line in current.lines}
    found: dict[str, dict[str, int]] = {}
    for one in current.packages:
        for line, units in one.units.items():
            inside = found.setdefault(one.tracking, {})
            inside[skus[line]] = inside.get(skus[line], 0) + units
    return found


def due_of_copies(trade: Trade, *sold: PlatformOrder) -> list[dict[str, int]]:
    """Return the due units of the copy of each order."""
    return [trade.due(copy_of(trade, one)) for one in sold]


def entered(trade: Trade, order: PlatformOrder, tracking: str, **units: int) -> ShipmentView:
    """Enter a package by hand."""
    lines = trade.numbered(order, **units) if units else None
    return trade.hub.shipping.ship(
        trade.id(order), "manual", lines=lines, carrier="UPS", tracking=tracking
    )


@BY
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.proves("Q4", "O1", "N1")
def test_each_copy_is_told_of_its_own_package(option: str, first: int) -> None:
    """The label of one order goes to its copy, that of the rest to the other copy."""
    trade, sold = orders(3, 4)
    one, two = sold[first], sold[1 - first]
    units = {one.order_id: (3, 4)[first], two.order_id: (4, 3)[first]}
    earlier = label(trade, one, option)
    new = combine(trade, *sold)
    assert due_of_copies(trade, one, two) == [{}, {"MUG": units[two.order_id]}]
    later = trade.ship(new)
    is_well(trade)
    here, there = {"MUG": units[one.order_id]}, {"MUG": units[two.order_id]}
    assert packages(trade, new) == {earlier.tracking: here, later.tracking: there}
    assert packages(trade, copy_of(trade, one)) == {earlier.tracking: here}
    assert packages(trade, copy_of(trade, two)) == {later.tracking: there}
    assert due_of_copies(trade, one, two) == [{}, {}]


@pytest.mark.proves("Q4", "O1", "N1", "Q1")
def test_a_part_left_before() -> None:
    """Two of three mugs left under the old order; the rest of both leaves in two packages."""
    trade, (one, two) = orders(3, 4)
    first = label(trade, one, "house:ground", MUG=2)
    new = combine(trade, one, two)
    assert due_of_copies(trade, one, two) == [{"MUG": 1}, {"MUG": 4}]
    lines = trade.hub.orders.detail(trade.id(new)).lines
    due = {line.line_no: line.due for line in lines}
    assert sorted(due.values()) == [1, 4]
    (mine,) = [n for n, units in due.items() if units == 1]
    (other,) = [n for n, units in due.items() if units == 4]
    second = trade.ship(new, lines={mine: 1, other: 3})
    third = trade.ship(new)
    is_well(trade)
    assert packages(trade, copy_of(trade, one)) == {
        first.tracking: {"MUG": 2},
        second.tracking: {"MUG": 1},
    }
    assert packages(trade, copy_of(trade, two)) == {
        second.tracking: {"MUG": 3},
        third.tracking: {"MUG": 1},
    }


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.proves("Q4", "O1", "N1")
def test_three_orders(at_once: bool) -> None:
    """Combined at once, or one after the other."""
    trade, (one, two, three) = orders(1, 2, 3)
    first = label(trade, two, "house:ground")
    if at_once:
        new = combine(trade, one, two, three)
    else:
        both = trade.world.combine("both", "bay", [one.order_id, two.order_id])
        trade.world.advance_to(trade.world.now + 60_000)
        trade.hub.imports.run("bay")
        new = combine(trade, both, three, name="all")
    assert due_of_copies(trade, one, two, three) == [{"MUG": 1}, {}, {"MUG": 3}]
    rest = trade.ship(new)
    is_well(trade)
    assert packages(trade, copy_of(trade, one)) == {rest.tracking: {"MUG": 1}}
    assert packages(trade, copy_of(trade, two)) == {first.tracking: {"MUG": 2}}
    assert packages(trade, copy_of(trade, three)) == {rest.tracking: {"MUG": 3}}


@pytest.mark.proves("Q4", "O1", "N1")
def test_several_lines_of_one_sku_in_one_order() -> None:
    """The old order has two lines of mugs and one of bowls; its copy has the same."""
    trade = Trade(connected=ALL)
    one = trade.buy("bay", ("MUG", 1), ("BOWL", 1), ("MUG", 2), buyer="Ada")
    two = trade.buy("bay", ("MUG", 4), ("BOWL", 2), buyer="Ada")
    trade.take_in()
    first = label(trade, one, "house:ground")
    new = combine(trade, one, two)
    assert due_of_copies(trade, one, two) == [{}, {"MUG": 4, "BOWL": 2}]
    second = trade.ship(new)
    is_well(trade)
    assert packages(trade, copy_of(trade, one)) == {first.tracking: {"MUG": 3, "BOWL": 1}}
    assert packages(trade, copy_of(trade, two)) == {second.tracking: {"MUG": 4, "BOWL": 2}}


@pytest.mark.proves("Q4", "N1")
def test_numbers_entered_by_hand_after_combining() -> None:
    """The rest leaves under two numbers that a person enters."""
    trade, (one, two) = orders(1, 4)
    entered(trade, one, "1Z999AA10123456784")
    new = combine(trade, one, two)
    (line,) = [n.line_no for n in trade.hub.orders.detail(trade.id(new)).lines if n.due]
    for number, units in (("1Z999AA10123456775", 3), ("1Z999AA10123456793", 1)):
        trade.hub.shipping.ship(
            trade.id(new), "manual", lines={line: units}, carrier="UPS", tracking=number
        )
        trade.wait(3)
    is_well(trade)
    assert packages(trade, copy_of(trade, one)) == {"1Z999AA10123456784": {"MUG": 1}}
    assert packages(trade, copy_of(trade, two)) == {
        "1Z999AA10123456775": {"MUG": 3},
        "1Z999AA10123456793": {"MUG": 1},
    }
