"""Decide whether a purchase was shipped twice, under two orders.

A purchase was shipped twice if live labels cover more units than were sold. Parts of one order in
two packages are not a double shipment, and a label that both orders share counts once. The caller
knows which orders are one purchase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Why two orders are one purchase."""

    #: A copy and its original.
    LINKED = "linked"
    #: Two copies of one original, in two shops.
    COPIES = "other_copy"
    #: A copy and its original; their link is suspended while the original's store is disconnected.
    SUSPENDED = "suspended"
    #: Two orders with the same origin key.
    KEY = "same_key"
    #: The same order of one account, imported through two connections.
    ORDER = "same_order"
    #: Two orders that contain the same platform line, because an eBay buyer combined orders.
    LINES = "same_lines"
    #: Without proof: a copy and an order that may be its original, even if a person rejected the
    #: pair, or two copies that name the same original.
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one line; *label* is the id of the shipment whose label covers them, or 0."""

    sku: str
    #: The platform's id of the line.
    line: str
    units: int
    label: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One order of a purchase: units ordered, and units under live labels."""

    order_id: int
    #: (platform, account) of the order's store.
    account: tuple[str, str]
    ordered: tuple[Units, ...]
    packed: tuple[Units, ...]


def forbids_second_label(basis: Basis, *, proved: bool, rejected: bool, reconciling: bool) -> bool:
    """Return True if the database refuses a label for an order whose twin has one.

    It always does so for linked orders, even if their link is suspended, and for copies of one
    original. For other twins, it does so only in reconciling mode, and only if they are proved and
    no person rejected them. In all other cases a person can ship the second order, and is only told
    that its twin was shipped (W7).
    """
    if basis in (Basis.LINKED, Basis.COPIES, Basis.SUSPENDED):
        return True
    return reconciling and proved and not rejected


def shipped_twice(one: Member, other: Member, basis: Basis) -> bool:
    """Return True if the live labels of both orders cover more units than were sold.

    Orders that share a platform's lines are compared line by line, other orders by SKU. Orders of
    two accounts, whose SKUs may differ, are also compared by their total units.
    """
    if not one.packed or not other.packed:
        return False
    if basis in (Basis.ORDER, Basis.LINES):
        both = {unit.line for unit in one.ordered} & {unit.line for unit in other.ordered}
        return _over(one, other, lambda unit: unit.line if unit.line in both else None)
    if _over(one, other, lambda unit: unit.sku.strip().casefold() or None):
        return True
    return one.account != other.account and _over(one, other, lambda unit: "")


#: A function that returns the key under which units are summed, or None to ignore the units.
_Group = Callable[[Units], str | None]


def _over(one: Member, other: Member, group: _Group) -> bool:
    ordered = _sums(one.ordered, group) | _sums(other.ordered, group)  # the larger for each key
    packed: Counter[str] = Counter()
    for label in {unit.label for unit in (*one.packed, *other.packed)}:
        mine, theirs = (
            _sums((unit for unit in side.packed if unit.label == label), group)
            for side in (one, other)
        )
        packed += mine | theirs
    return any(units > ordered[name] for name, units in packed.items())


def _sums(units: Iterable[Units], group: _Group) -> Counter[str]:
    found: Counter[str] = Counter()
    for unit in units:
        name = group(unit)
        if name is not None:
            found[name] += unit.units
    return found
