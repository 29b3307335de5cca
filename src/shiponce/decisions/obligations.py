"""Derive what is due: per order line, the units that are still owed to the buyer (O1).

Due = ordered - cancelled - refunded - collected - shipped by us - shipped by others. What we
shipped is counted over linked orders together, in reconciling mode. Nothing here is remembered:
every number follows from the platforms' own counts and packages and from our labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shiponce.domain.order import Package


@dataclass(frozen=True, slots=True)
class Obligation:
    """What is owed of one order line; all numbers are units."""

    line_no: int
    sku: str
    #: The platform's id of the address; '' for the only one.
    destination: str
    ordered: int
    cancelled: int
    refunded: int
    #: Units that the buyer collects in the shop, and units without a package (downloads).
    collected: int
    #: Units under our live labels of this order.
    ours: int
    #: Units in packages that others shipped.
    others: int
    #: Units under our live labels of the linked orders of the purchase, up to what is left.
    twins: int = 0

    @property
    def required(self) -> int:
        """Return the units that somebody has to ship, or has shipped."""
        return max(0, self.ordered - self.cancelled - self.refunded - self.collected)

    @property
    def due(self) -> int:
        """Return the units that are still to be shipped."""
        return max(0, self.required - self.ours - self.twins - self.others)

    @property
    def shipped(self) -> int:
        """Return the units that have left, shipped by us or by others."""
        return self.ours + self.twins + self.others

    @property
    def here(self) -> int:
        """Return the units that are owed and are under our labels."""
        return self.ours - self.surplus

    @property
    def surplus(self) -> int:
        """Return the units under our labels that nobody is owed any more (O3, O8)."""
        return min(self.ours, max(0, self.ours + self.others - self.required))


def with_twins(
    obligations: Sequence[Obligation], units: Mapping[str, int]
) -> tuple[Obligation, ...]:
    """Return what is owed after *units*, by SKU, left under labels of linked orders.

    They go to the lines of their SKU in order, up to what is left of each.
    """
    left = _by_sku(units)
    found = []
    for one in obligations:
        sku = bare(one.sku)
        taken = min(left[sku], one.due) if sku else 0
        left[sku] -= taken
        found.append(replace(one, twins=taken))
    return tuple(found)


def are_comparable(obligations: Iterable[Obligation], units: Mapping[str, int]) -> bool:
    """Return True if every one of *units*, by SKU, has a line among *obligations*."""
    known = {bare(one.sku) for one in obligations}
    return all(bare(sku) and bare(sku) in known for sku, n in units.items() if n)


def due_units(obligations: Iterable[Obligation]) -> dict[int, int]:
    """Return {line_no: units due}, without the lines of which nothing is due."""
    return {one.line_no: one.due for one in obligations if one.due}


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
        unnumbered = sum(map(_by_sku, mine.untracked), Counter[str]())
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
        by_order.append(foreign + (counted - (listed | _by_sku(mine.notified))))
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
    entered = [_by_sku(units) for units in mine.by_hand] if by_units else []
    untracked = [_by_sku(units) for units in mine.untracked] if by_units else []
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


def _by_sku(units: Mapping[str, int]) -> Counter[str]:
    found = Counter[str]()
    for sku, count in units.items():
        found[bare(sku)] += count
    return found


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


def bare(text: str) -> str:
    """Return a text for comparison: only its letters and digits, in upper case."""
    return "".join(character for character in text if character.isalnum()).upper()
