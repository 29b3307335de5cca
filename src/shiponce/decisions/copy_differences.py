"""List the differences between a copy and its original, already known to be twins (Q5, Q7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from shiponce.decisions.buyer_comparison import bare


class Difference(StrEnum):
    """A difference that a person should know about; the hub uses the original's value."""

    #: The copy has fewer lines: it mirrors a part of the purchase.
    PARTIAL = "partial"
    QUANTITY = "quantity"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The fields of one order that are compared."""

    #: (sku, quantity) of each line.
    goods: tuple[tuple[str, int], ...]
    #: Streets, city, postcode, country; empty if the platform shows no address. Names
    #: and states are not compared, because platforms write them in too many ways.
    address: tuple[str, ...] = ()


def differences(copy: Mirrored, original: Mirrored) -> tuple[Difference, ...]:
    """Return every difference between copy and original, in the order of ``Difference``."""
    found = []
    if len(copy.goods) < len(original.goods):
        found.append(Difference.PARTIAL)
    if _quantities_differ(copy, original):
        found.append(Difference.QUANTITY)
    ours, theirs = "".join(copy.address), "".join(original.address)
    if ours and theirs and bare(ours) != bare(theirs):
        found.append(Difference.ADDRESS)
    return tuple(found)


def _quantities_differ(copy: Mirrored, original: Mirrored) -> bool:
    """Return True if a SKU of both orders has different quantities, or the total quantities differ.

    The totals are not compared if the copy has fewer lines.
    """
    mine, theirs = _units(copy.goods), _units(original.goods)
    common = mine.keys() & theirs.keys()
    if any(mine[sku] != theirs[sku] for sku in common):
        return True
    whole = len(copy.goods) >= len(original.goods)
    return whole and mine.total() != theirs.total()


def _units(goods: Iterable[tuple[str, int]]) -> Counter[str]:
    units: Counter[str] = Counter()
    for sku, quantity in goods:
        units[sku.strip().casefold()] += quantity
    return units
