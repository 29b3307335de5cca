"""Count the units of a purchase that others shipped, from what its platforms show (O2).

A platform shows our own packages too, and may show one package for several orders of a purchase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from shiponce.decisions.obligations import Obligation, bare, by_sku
from shiponce.domain.order import Package


@dataclass(frozen=True, slots=True)
class Counted:
    """The platform's count of one line of an order."""

    remote_id: str
    sku: str
    #: Units that the platform counts as shipped, by us or by others.
    fulfilled: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What one platform shows of the packages of one order."""

    order_id: int
    lines: tuple[Counted, ...]
    #: The packages that the platform lists; the list may be incomplete.
    packages: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """What we shipped of a purchase, as far as a platform may show it."""

    #: Tracking numbers of our labels, live or voided, and of corrected notifications.
    numbers: Collection[str]
    #: Units by SKU that a store of the purchase was notified of, voided labels included; connectors
    #: pass a notification on to the other platforms.
    notified: Mapping[str, int]
    #: Units by SKU of each of our untracked packages that a store was notified of.
    untracked: tuple[Mapping[str, int], ...]
    #: Units by SKU of each live package whose notification the marketplace refused: a person may
    #: have entered such a package there, under any tracking number.
    by_hand: tuple[Mapping[str, int], ...] = ()


def shipped_by_others(shown: Sequence[Shown], ours: Mapping[int, Ours]) -> Counter[str]:
    """Return the units, by SKU, that others shipped of one purchase.

    *shown* holds each order of the purchase once, *ours* what the store of each order was notified
    of. A package with a tracking number counts once, even if several orders show it. If several
    orders show units without a number, they are assumed to be the same units.
    """
    numbered: dict[str, Counter[str]] = {}
    by_order: list[Counter[str]] = []
    for one in shown:
        mine = ours[one.order_id]
        foreign, listed, counted = Counter[str](), Counter[str](), Counter[str]()
        unnumbered = sum(map(by_sku, mine.untracked), Counter[str]())
        for line in one.lines:
            counted[_sku(line)] += line.fulfilled
        for package in one.packages:
            listed += _units(one, package)
        for package in packages_of_others(one, mine):
            units = _units(one, package)
            if package.tracking:
                number = bare(package.tracking)
                numbered[number] = numbered.get(number, Counter()) | units
            else:  # ours look like those of others: ours are taken off first
                units, unnumbered = units - unnumbered, unnumbered - units
            foreign += units
        by_order.append(foreign + (counted - (listed | by_sku(mine.notified))))
    found = sum(numbered.values(), Counter[str]())
    for units in by_order:
        found |= units
    return found


def packages_of_others(one: Shown, mine: Ours, *, by_units: bool = False) -> tuple[Package, ...]:
    """Return the packages of an order that are not ours.

    A package with one of our tracking numbers is ours. With *by_units*, a package also counts as
    ours if it holds the same units as our untracked package, or as a package that a person may have
    entered because a notification was refused. Equal units prove nothing, so callers that count
    units do not use *by_units*.
    """
    own = {bare(number) for number in mine.numbers}
    entered = [by_sku(units) for units in mine.by_hand] if by_units else []
    untracked = [by_sku(units) for units in mine.untracked] if by_units else []
    found = []
    for package in one.packages:
        if package.tracking and bare(package.tracking) in own:
            continue
        units = _units(one, package)
        if not package.tracking and units in untracked:
            untracked.remove(units)
        elif units in entered:
            entered.remove(units)
        else:
            found.append(package)
    return tuple(found)


def one_for_each_number(packages: Sequence[Package]) -> tuple[Package, ...]:
    """Return the packages; combine those with the same tracking number into one."""
    found: dict[str, Package] = {}
    for package in packages:
        name = bare(package.tracking) or f"no number {len(found)}"
        known = found.get(name)
        lines = (*(known.lines if known else ()), *package.lines)
        units = {line: sum(n for one, n in lines if one == line) for line, _ in lines}
        found[name] = replace(known or package, lines=tuple(units.items()))
    return tuple(found.values())


def _units(one: Shown, package: Package) -> Counter[str]:
    """Return the units of a package by SKU."""
    skus = {line.remote_id: _sku(line) for line in one.lines}
    units = Counter[str]()
    for name, quantity in package.lines:
        if name in skus:
            units[skus[name]] += quantity
    return units


def by_line(
    own: Shown, mine: Ours, lines: Sequence[Obligation], found: Mapping[str, int]
) -> dict[int, int]:
    """Return {line_no: units shipped by others}; *found* comes from ``shipped_by_others``.

    The order's own packages name their lines; other units go to the lines of their SKU in order, up
    to what is owed of each.
    """
    numbers = dict(zip((line.remote_id for line in own.lines), lines, strict=True))
    units = dict.fromkeys((line.line_no for line in lines), 0)
    left = Counter(found)
    for package in packages_of_others(own, mine):
        for name, quantity in package.lines:
            if name in numbers:
                _assign(numbers[name], name, quantity, units, left)
    for name, line in numbers.items():
        _assign(line, name, line.ordered, units, left)
    return units


def _assign(
    line: Obligation, remote_id: str, most: int, units: dict[int, int], left: Counter[str]
) -> None:
    """Move units from *left* to a line's *units*: at most *most*, and no more than it requires."""
    sku = bare(line.sku) or remote_id
    taken = max(0, min(most, left[sku], line.required - units[line.line_no]))
    units[line.line_no] += taken
    left[sku] -= taken


def _sku(line: Counted) -> str:
    """Return the name by which the lines of twins are compared."""
    return bare(line.sku) or line.remote_id
