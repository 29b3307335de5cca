"""An order is closed when the platform's counts leave no unit to ship."""

from __future__ import annotations

from typing import Any

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Line, OrderStatus
from shiponce.platforms.unit_counts import status_by_units

OPEN = OrderStatus.AWAITING_SHIPMENT


def line(**more: Any) -> Line:
    """A line of two units."""
    return Line("1", "MUG", "Mug", 2, Money(100, "USD"), **more)


@pytest.mark.proves("O1", "O3")
@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([line(fulfilled=1)], OPEN),
        ([line(fulfilled=2)], OrderStatus.SHIPPED),
        ([line(fulfilled=1, refunded=1)], OrderStatus.SHIPPED),
        ([line(fulfilled=1, cancelled=1)], OrderStatus.SHIPPED),
        ([line(fulfilled=1, refunded=1), line()], OPEN),
        ([line(fulfilled=2), line(physical=False)], OrderStatus.SHIPPED),
        ([line(fulfilled=2), line(collected=True)], OrderStatus.SHIPPED),
        ([line(refunded=1, cancelled=1)], OrderStatus.CANCELLED),
        ([line(refunded=2), line(physical=False)], OrderStatus.CANCELLED),
        ([line(refunded=2), line(collected=True)], OPEN),
        ([line(refunded=2), line(collected=True, fulfilled=2)], OPEN),
        ([line(physical=False)], OPEN),
        ([], OPEN),
    ],
)
def test_the_counts_of_the_lines_close_an_order(lines: list[Line], status: OrderStatus) -> None:
    """What is digital or only collected closes nothing by itself."""
    assert status_by_units(OPEN, lines) is status


@pytest.mark.parametrize("status", [one for one in OrderStatus if one is not OPEN])
def test_only_an_order_that_waits_is_closed(status: OrderStatus) -> None:
    """One that is not paid or on hold stays so, although nothing is left of it."""
    assert status_by_units(status, [line(fulfilled=2)]) is status
