"""Rules about the content of packages: each platform is told of every unit that left, and no other.

Several shipments on record under one tracking number are read together: their units may be in one
package, or in several labels that have the same number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mockplace.kernel import confirmations
from mockplace.kernel.judging.articles import articles
from mockplace.kernel.judging.findings import Case, Looked, NoFinding
from mockplace.kernel.judging.plurals import NO_NUMBER
from mockplace.kernel.judging.recorded import about, is_stopped, must_know, named, to_be_recorded
from mockplace.kernel.judging.world_record import (
    Package,
    Sold,
    WorldRecord,
    plain,
    recorded_packages,
    same_number,
    shows,
)
from mockplace.kernel.records import PlatformOrder, ShippedPackage
from mockplace.kernel.registered_rules import PLATFORMS

Units = Counter[Sold]


def wrong_content(case: Case) -> Iterator[Looked]:
    """Find packages that a platform recorded with lines or units that they do not contain.

    A package of which it recorded too little is a case of ``never_notified``.
    """
    record = case.record
    for order, package, known in named(record):
        inside = _inside(record, order, [one for one in known if one.is_live and one.is_ours])
        if inside is None:
            continue
        if not _surplus(record, order, package, inside):
            yield NoFinding.FINE
        elif is_stopped(case, order):
            yield NoFinding.ADMITTED
        else:
            said = record.units(order, package.units)
            yield about(
                order,
                "wrong-content",
                tracking=package.tracking,
                recorded=articles(record, said),
                inside=articles(record, inside),
            )


def never_notified(case: Case) -> Iterator[Looked]:
    """For each order, find units that left and that its platform does not show.

    First every package is looked for by its number, with its units. Then the platforms of one
    purchase are compared: what a program told one of them, the others must know too.
    """
    found: dict[tuple[str, str], Units] = {}
    for order, tracking, packages in _by_number(case):
        missing = _missing(case.record, order, tracking, packages)
        found.setdefault((order.store, order.order_id), Counter()).update(missing)
        why = f"package {tracking or NO_NUMBER} left with that"
        if shows(order, tracking):
            why = f"it shows package {tracking or NO_NUMBER} without that"
        yield _judged(case, order, missing, why, tracking=tracking)
    for family in case.record.families.values():
        for order in family.orders:
            if not must_know(case, order):
                continue
            for other in family.orders:
                if other is not order:
                    known = found.setdefault((order.store, order.order_id), Counter())
                    yield from _compared(case, order, other, known)


def needless_stop(case: Case) -> Iterator[Looked]:
    """Find stopped notifications of packages that the platform would accept."""
    for package, order in to_be_recorded(case):
        if not is_stopped(case, order):
            continue
        if shows(order, package.tracking) or not _has_room(case.record, order, package):
            yield NoFinding.FINE
        else:
            yield about(order, "needless-stop", tracking=package.tracking)


def _compared(
    case: Case, order: PlatformOrder, other: PlatformOrder, known: Units
) -> Iterator[Looked]:
    """Find units of which the platform of *other* was told, and that of *order* was not.

    *known* are the units that were found already; what is found here is added to them.
    """
    record = case.record
    left = _unshipped(record, order)
    here = _on_record(record, order, order.packages)
    theirs = [one for one in recorded_packages(other) if _is_live(record, other, one)]
    missing = (_on_record(record, other, theirs) - here - known) & left
    if not missing:
        return
    sold = next(iter(missing))
    number = next(one.tracking for one in theirs if sold in record.units(other, one.units))
    where = f"in package {number}" if number else "without a tracking number"
    known.update(missing)
    yield _judged(case, order, missing, f"{other.store} was told of that {where}")


def _judged(case: Case, order: PlatformOrder, missing: Units, why: str, **facts: object) -> Looked:
    if not missing:
        return NoFinding.FINE
    if is_stopped(case, order):
        return NoFinding.ADMITTED
    units = articles(case.record, missing)
    return about(order, "never-notified", missing=units, why=why, **facts)


def _by_number(case: Case) -> Iterator[tuple[PlatformOrder, str, list[Package]]]:
    """Yield each order with the packages of one tracking number that its platform must know."""
    found: dict[tuple[str, str, str], tuple[PlatformOrder, str, list[Package]]] = {}
    for package, order in to_be_recorded(case):
        if not package.tracking and case.record.was_collected(package):
            continue  # a shop was told that nothing of its copy is left
        key = (order.store, order.order_id, plain(package.tracking))
        found.setdefault(key, (order, package.tracking, []))[2].append(package)
    yield from found.values()


def _missing(
    record: WorldRecord, order: PlatformOrder, tracking: str, packages: list[Package]
) -> Units:
    """Return the units of packages with one number that an order does not show.

    Of a number that it shows, the units must be ones that the platform would still take, and
    nothing else may be on record in their place: that is wrong content.
    """
    inside = _inside(record, order, packages) or Counter()
    shown = [one for one in order.packages if same_number(order, tracking, one.tracking)]
    if not shown:
        return inside
    if any(_surplus(record, order, one, inside) for one in shown):
        return Counter()
    said: Units = Counter()
    for one in shown:
        said.update(record.units(order, one.units))
    if PLATFORMS.selling(order.platform).shipments.whole_lines_only:
        said = Counter({sold: max(units, inside[sold]) for sold, units in said.items()})
    return (inside - said) & _unshipped(record, order)


def _inside(record: WorldRecord, order: PlatformOrder, packages: list[Package]) -> Units | None:
    """Return the units of an order's lines in packages, None if there is no package."""
    if not packages:
        return None
    mine = record.lines_of(order)
    found: Units = Counter()
    for package in packages:
        found.update({sold: units for sold, units in package.units.items() if sold in mine})
    return found


def _surplus(
    record: WorldRecord, order: PlatformOrder, package: ShippedPackage, inside: Units
) -> Units:
    """Return the units on record that are not in the packages with that number."""
    said = Counter(record.units(order, package.units))
    if PLATFORMS.selling(order.platform).shipments.whole_lines_only:
        return Counter({sold: units for sold, units in said.items() if not inside[sold]})
    return said - inside


def _unshipped(record: WorldRecord, order: PlatformOrder) -> Units:
    """Return the units that an order shows as unshipped and that the buyer does not collect."""
    left = confirmations.remaining(order)
    lines = [line for line in order.lines if left.get(line.line_id, 0) > 0]
    found = Counter({record.sold(order, line.line_id): left[line.line_id] for line in lines})
    return Counter({sold: units for sold, units in found.items() if not _by_buyer(record, sold)})


def _by_buyer(record: WorldRecord, sold: Sold) -> bool:
    """Return True if the buyer collects a line in the store, or has done so."""
    order = record.order(sold[:2])
    lines = [line for line in order.lines if line.line_id == sold[2]] if order else []
    return any(line.facts.pickup or line.collected for line in lines)


def _on_record(
    record: WorldRecord, order: PlatformOrder, packages: Iterable[ShippedPackage]
) -> Units:
    """Return the units that an order's platform has on record; one number counts once."""
    of_number: dict[str, Units] = {}
    for nth, package in enumerate(packages):
        said = Counter(record.units(order, package.units))
        number = plain(package.tracking) or f"none {nth}"
        known = record.named(order, package.tracking)
        inside = _inside(record, order, [one for one in known if one.kind != "unseen"])
        if inside and said & inside:
            said &= inside  # what a platform was told beyond the label is another finding
        of_number[number] = of_number.get(number, Counter()) | said
    found: Units = Counter()
    for said in of_number.values():
        found.update(said)
    return found


def _is_live(record: WorldRecord, order: PlatformOrder, package: ShippedPackage) -> bool:
    """Return True if a shipment on record stands for a package that left or will leave."""
    return any(one.is_live for one in record.named(order, package.tracking))


def _has_room(record: WorldRecord, order: PlatformOrder, package: Package) -> bool:
    """Return True if a platform would accept a package: its units are still unshipped there."""
    left = confirmations.remaining(order)
    wanted = {line: package.units.get(record.sold(order, line), 0) for line in left}
    return any(wanted.values()) and all(units <= left[line] for line, units in wanted.items())
