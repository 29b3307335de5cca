"""Decide whether two orders are alike: their totals, goods and times agree.

Likeness alone never hides an order. A copy whose key is editable is hidden only if the orders are
alike too, and a person is shown the originals that are alike (B8). ``same_purchase`` decides by
keys which orders are one purchase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shiponce.decisions.buyer_comparison import PERSONAL
from shiponce.domain.evidence import LIKENESS, EvidenceLine
from shiponce.domain.money import Money
from shiponce.domain.order import Line, OrderKey
from shiponce.domain.platform import Platform, Source

#: Copies arrive within hours; a larger gap means a different purchase.
TIME_APART = timedelta(days=3)
#: The fields that are compared. Buyer and address are shown beside them. Platforms write names and
#: addresses in too many ways, so they count only together, and only if an id, too, speaks for
#: another purchase (``is_of_another_purchase``).
FIELDS = ("total", "goods", "placed")

#: (sku, quantity) of each line with units, sorted.
Goods = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The fields of an order that matching compares; none is personal data."""

    id: int
    number: str
    platform: Platform
    source: Source
    keys: tuple[OrderKey, ...]
    placed_at: datetime
    total: Money
    goods: Goods


def goods_of(lines: Iterable[Line]) -> Goods:
    """Return (sku, quantity) of each line, sorted; lines without units are left out."""
    return tuple(sorted((line.sku, line.quantity) for line in lines if line.quantity))


def likeness(copy: Candidate, original: Candidate) -> tuple[EvidenceLine, ...]:
    """Compare total, goods and time, with the copy's values first."""
    agrees = (
        copy.total == original.total,
        copy.goods == original.goods,
        abs(copy.placed_at - original.placed_at) <= TIME_APART,
    )
    values = zip(FIELDS, _shown(copy), _shown(original), agrees, strict=True)
    return tuple(EvidenceLine(*compared, LIKENESS) for compared in values)


def _shown(candidate: Candidate) -> tuple[str, ...]:
    goods = ", ".join(f"{sku} × {quantity}" for sku, quantity in candidate.goods)
    return (str(candidate.total), goods, candidate.placed_at.isoformat(timespec="minutes"))


def is_alike(evidence: Sequence[EvidenceLine]) -> bool:
    """Return True if total, goods and time agree in the evidence."""
    return all(line.agrees for line in evidence if line.field in FIELDS)


#: The least part of an original's total that a copy shows, in percent: connectors may leave out the
#: tax that a marketplace collects, which is below 30 % everywhere.
LEAST_TOTAL = 70


def may_be_copy(copy: Candidate, original: Candidate) -> bool:
    """Return True if goods and time agree, and the total agrees or lacks at most a tax."""
    evidence = likeness(copy, original)
    others = all(line.agrees for line in evidence if line.field not in ("total",))
    paid, shown = original.total, copy.total
    within = paid.minor * LEAST_TOTAL <= shown.minor * 100 <= paid.minor * 100
    return others and paid.currency == shown.currency and within


def is_of_another_purchase(
    copy: Candidate, original: Candidate, people: Sequence[EvidenceLine]
) -> bool:
    """Return True if the ids, the buyer and the address of a copy all point to another purchase.

    *people* compares buyer and address. What one of the orders lacks points nowhere: a copy without
    an id, and one whose buyer or address is unknown, may be of this purchase.
    """
    named = {key.key for key in copy.keys}
    if not named or named & {key.key for key in original.keys}:
        return False
    differing = {line.field for line in people if not line.agrees}
    return differing >= set(PERSONAL)


def are_alike(copy: Candidate, original: Candidate) -> bool:
    """Return True if total, goods and time of two orders agree."""
    return is_alike(likeness(copy, original))
