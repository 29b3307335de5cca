"""What makes two orders alike: as much money, the same goods, and little time between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.decisions.similar_orders import TIME_APART, are_alike, goods_of, is_alike
from shiponce.domain.evidence import LIKENESS, EvidenceLine
from shiponce.domain.money import Money
from tests.doubles.platforms_in_memory import an_order
from tests.unit.decisions.test_matching import COPY, ORIGINAL


def test_a_copy_with_the_same_total_goods_and_time_is_alike() -> None:
    """Other ids and other numbers do not matter."""
    assert are_alike(COPY, ORIGINAL)
    assert are_alike(replace(COPY, placed_at=ORIGINAL.placed_at + TIME_APART), ORIGINAL)


@pytest.mark.parametrize(
    "change",
    [
        {"total": Money(2600, "USD")},
        {"total": Money(2599, "EUR")},
        {"goods": (("MUG", 3),)},
        {"goods": (("BOWL", 2),)},
        {"placed_at": ORIGINAL.placed_at + TIME_APART + timedelta(milliseconds=1)},
    ],
)
def test_one_difference_is_enough(change: dict[str, object]) -> None:
    """Total, currency, units, SKU and time each count."""
    assert not are_alike(replace(COPY, **change), ORIGINAL)  # type: ignore[arg-type]  # by name


def test_who_bought_decides_nothing() -> None:
    """Buyer and address are shown with the weight of likeness, and leave the answer as it is."""
    buyer = EvidenceLine("buyer", "Ada", "A. Lovelace", agrees=False, weight=LIKENESS)
    assert is_alike([buyer])


def test_a_line_of_no_units_orders_nothing() -> None:
    """A line that was cancelled stays in the record when a package speaks of it."""
    (line,) = an_order().lines
    gone = replace(line, sku="BOWL", quantity=0)
    assert goods_of([line, gone]) == goods_of([line])
