"""Rules about notifications: each package is recorded once, with its number and content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mockplace.kernel.judging.articles import articles
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.recorded import about, is_stopped, is_warned, named
from mockplace.kernel.judging.world_record import (
    Family,
    Package,
    Sold,
    WorldRecord,
    address_at,
    plain,
)
from mockplace.kernel.records import PlatformOrder, ShippedPackage
from mockplace.kernel.registered_rules import PLATFORMS


def notified_twice(case: Case) -> Iterator[Looked]:
    """Find packages that a platform has recorded more than once.

    Two causes are beyond the program's control, so a package recorded twice counts as admitted:

    - if the connector passed it on, and a person is warned or shown a stopped notification;
    - if a request arrived twice, and a person is warned.
    """
    for order in case.record.world.orders.values():
        numbers = Counter(plain(package.tracking) for package in order.packages if package.tracking)
        relayed = {plain(one.tracking) for one in order.packages if one.recorded_by == "relay"}
        warned = is_warned(case, order)
        excused = relayed if warned or is_stopped(case, order) else set[str]()
        if warned:
            excused |= _repeated(case, order)
        for tracking, times in numbers.items():
            if times == 1:
                yield NoFinding.FINE
            elif times == 2 and tracking in excused:
                yield NoFinding.ADMITTED
            else:
                yield about(order, "notified-twice", tracking=tracking, times=times)


def recorded_again(record: WorldRecord, family: Family) -> Counter[Sold]:
    """Return the units of packages that an order of a purchase has on record once more."""
    found: Counter[Sold] = Counter()
    for order in family.orders:
        known: set[str] = set()
        for package in order.packages:
            number = plain(package.tracking)
            if number and number in known:
                found |= Counter(record.units(order, package.units))
            known.add(number)
    return found


def open_everywhere(case: Case) -> Iterator[Looked]:
    """Find packages that have left while every platform still shows the purchase as open."""
    record = case.record
    for package in record.packages:
        if not (package.is_ours and package.is_live and package.left_at):
            continue
        for family in record.purchases_of(package):
            if family.is_cancelled:
                continue
            if any(order.packages or order.status == "shipped" for order in family.orders):
                yield NoFinding.FINE
            elif family.places & case.people.stopped:
                yield NoFinding.ADMITTED
            else:
                yield found(
                    "open-everywhere",
                    family.name,
                    order=family.original.order_id,
                    tracking=package.tracking,
                    inside=articles(record, package.units),
                )


def dead_number(case: Case) -> Iterator[Looked]:
    """Find platforms that show the tracking number of a voided label."""
    for order, package, known in named(case.record):
        if any(one.is_live for one in known):
            yield NoFinding.FINE
        if any(one.is_live for one in known) or not known:
            continue
        after = case.record.said_at(order, package) > min(one.voided_at for one in known)
        corrects = PLATFORMS.selling(order.platform).shipments.corrects_packages
        mendable = corrects and _instead(case.record, order, known)
        if not (after or mendable):
            yield NoFinding.FINE
        elif is_stopped(case, order):
            yield NoFinding.ADMITTED
        else:
            yield about(order, "dead-number", tracking=package.tracking)


def invented_number(case: Case) -> Iterator[Looked]:
    """Find tracking numbers that neither a carrier gave nor a person entered.

    Numbers of other carriers are none of them: the record has a package for each.
    """
    for order, package, known in named(case.record):
        if known or _others(case.record, order, package):
            yield NoFinding.FINE
        else:
            yield about(order, "invented-number", tracking=package.tracking)


def foreign_number(case: Case) -> Iterator[Looked]:
    """Find packages that a platform was told of by the number of another purchase's package.

    Purchases that go to one address may be in one package, and have one number from elsewhere.
    """
    for order, package, known in named(case.record):
        if all(one.kind == "unseen" for one in known):
            others = _others(case.record, order, package)
        else:
            others = []
        if others:
            families = case.record.purchases_of(others[0])
            theirs = ", ".join(one.original.order_id for one in families) or "no order"
            yield about(order, "foreign-number", tracking=package.tracking, others=theirs)
        else:
            yield NoFinding.FINE


def _others(record: WorldRecord, order: PlatformOrder, package: ShippedPackage) -> list[Package]:
    """Return the packages of other purchases that have a confirmed tracking number.

    A package from elsewhere belongs to the purchase of which a platform was told first.
    """
    own = record.families[order.purchase]
    mine = [one.made_at for one in record.named(order, package.tracking)]
    return [
        one
        for one in record.of_tracking.get(plain(package.tracking), [])
        if own not in record.purchases_of(one)
        and (
            one.kind != "unseen"
            or (
                one.made_at < min(mine, default=0)
                and not any(_goes_with(own, other) for other in record.purchases_of(one))
            )
        )
    ]


def _goes_with(one: Family, other: Family) -> bool:
    """Return True if two purchases go to the same address."""
    places = [address_at(family.original, family.original.placed_at) for family in (one, other)]
    return places[0].is_same(places[1])


def _instead(record: WorldRecord, order: PlatformOrder, dead: list[Package]) -> bool:
    """Return True if the program's live packages now hold units of the voided packages."""
    live = [one for one in record.of_purchase[order.purchase] if one.is_live and one.is_ours]
    return any(
        units + sum(one.units.get(sold, 0) for one in live) > record.ordered(sold)
        for one in dead
        for sold, units in one.units.items()
    )


def _repeated(case: Case, order: PlatformOrder) -> set[str]:
    """Return an order's tracking numbers if a request about it arrived twice, else none."""
    repeated = any(
        call.fault == "arrives_twice" and call.order_id == order.order_id
        for call in case.record.world.calls
    )
    return {plain(one.tracking) for one in order.packages} if repeated else set()
