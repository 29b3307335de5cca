"""Rules about notifications: platforms record each package once, with its number and content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mockplace.kernel import confirmations
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.world_record import (
    Package,
    WorldRecord,
    plain,
    recorded_packages,
    shows,
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
        warned = _is_warned(case, order)
        excused = relayed if warned or _is_stopped(case, order) else set[str]()
        if warned:
            excused |= _repeated(case, order)
        for tracking, times in numbers.items():
            if times == 1:
                yield NoFinding.FINE
            elif times == 2 and tracking in excused:
                yield NoFinding.ADMITTED
            else:
                yield _about(order, "notified-twice", tracking=tracking, times=times)


def never_notified(case: Case) -> Iterator[Looked]:
    """Find shipped packages that a platform does not show although they hold units of its order."""
    for package, order in _left(case):
        if shows(order, package.tracking):
            yield NoFinding.FINE
        elif _is_stopped(case, order):
            yield NoFinding.ADMITTED
        else:
            yield _about(order, "never-notified", tracking=package.tracking)


def needless_stop(case: Case) -> Iterator[Looked]:
    """Find stopped notifications of packages that the platform would accept."""
    for package, order in _left(case):
        if not _is_stopped(case, order):
            continue
        if shows(order, package.tracking) or not _has_room(case.record, order, package):
            yield NoFinding.FINE
        else:
            yield _about(order, "needless-stop", tracking=package.tracking)


def open_everywhere(case: Case) -> Iterator[Looked]:
    """Find packages that have left while every platform shows their order open."""
    record = case.record
    for package in record.packages:
        if not (package.is_ours and package.is_live and package.left_at):
            continue
        for family in record.purchases_of(package):
            if family.is_cancelled:
                continue
            if any(order.packages for order in family.orders):
                yield NoFinding.FINE
            elif family.places & case.people.stopped:
                yield NoFinding.ADMITTED
            else:
                yield found("open-everywhere", family.name, tracking=package.tracking)


def dead_number(case: Case) -> Iterator[Looked]:
    """Find platforms that show the tracking number of a voided label."""
    for order, package, named in _named(case.record):
        if any(one.is_live for one in named):
            yield NoFinding.FINE
        if any(one.is_live for one in named) or not named:
            continue
        after = case.record.said_at(order, package) > min(one.voided_at for one in named)
        corrects = PLATFORMS.selling(order.platform).shipments.corrects_packages
        mendable = corrects and _instead(case.record, order, named)
        if not (after or mendable):
            yield NoFinding.FINE
        elif _is_stopped(case, order):
            yield NoFinding.ADMITTED
        else:
            yield _about(order, "dead-number", tracking=package.tracking)


def invented_number(case: Case) -> Iterator[Looked]:
    """Find tracking numbers that neither a carrier gave nor a person entered."""
    for order, package, named in _named(case.record):
        if named:
            yield NoFinding.FINE
        else:
            yield _about(order, "invented-number", tracking=package.tracking)


def wrong_content(case: Case) -> Iterator[Looked]:
    """Find packages that a platform recorded with other lines or units than they contain."""
    record = case.record
    for order, package, named in _named(record):
        live = [one for one in named if one.is_live and one.is_ours]
        if len(live) != 1:
            continue
        mine = record.lines_of(order)
        wanted = {sold: units for sold, units in live[0].units.items() if sold in mine}
        said = record.units(order, package.units)
        whole_lines = PLATFORMS.selling(order.platform).shipments.whole_lines_only
        if (whole_lines and said.keys() == wanted.keys()) or said == wanted:
            yield NoFinding.FINE
        elif _is_stopped(case, order):
            yield NoFinding.ADMITTED
        else:
            yield _about(
                order,
                "wrong-content",
                tracking=package.tracking,
                recorded=sum(said.values()),
                inside=sum(wanted.values()),
            )


def mailed_twice(case: Case) -> Iterator[Looked]:
    """Find buyers who got more than one e-mail about a package, counting all platforms.

    A package that the connector passed on and whose label was voided does not count.
    """
    emails: Counter[str] = Counter()
    orders = case.record.world.orders
    for order, package, named in _named(case.record):
        if package.recorded_by == "relay" and named and not any(one.is_live for one in named):
            emails[order.purchase] -= 1
    for mail in case.record.world.mails:
        written_of = orders.get((mail.store, mail.order_id))
        if written_of is not None and mail.about == "shipped":
            emails[written_of.purchase] += 1
    for purchase, written in emails.items():
        packages = {plain(one.tracking) for one in case.record.of_purchase[purchase]}
        if written > max(1, len(packages)):
            yield found("mailed-twice", purchase, letters=written, packages=len(packages))
        else:
            yield NoFinding.FINE


def _left(case: Case) -> Iterator[tuple[Package, PlatformOrder]]:
    """Yield each shipped package with each order on whose platform it must be recorded."""
    record = case.record
    for package in record.packages:
        if not (package.is_ours and package.is_live and package.left_at):
            continue
        for family in record.purchases_of(package):
            for order in family.orders:
                if order.store in case.people.silenced or order.status == "cancelled":
                    continue
                reached = case.is_connected(order.store) or not order.mirrors
                if (
                    reached
                    and not family.is_cancelled
                    and record.lines_of(order) & {*package.units}
                ):
                    yield package, order


def _has_room(record: WorldRecord, order: PlatformOrder, package: Package) -> bool:
    """Return True if a platform would accept a package: its units are still unshipped there."""
    left = confirmations.remaining(order)
    wanted = {line: package.units.get(record.sold(order, line), 0) for line in left}
    return any(wanted.values()) and all(units <= left[line] for line, units in wanted.items())


def _named(record: WorldRecord) -> Iterator[tuple[PlatformOrder, ShippedPackage, list[Package]]]:
    """Yield each shipment that a program confirmed, with its order and the packages that it names.

    The shipment names those packages of its purchase that have the confirmed tracking number.
    """
    for order in record.world.orders.values():
        for package in recorded_packages(order):
            if package.tracking:
                yield order, package, record.named(order, package.tracking)


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


def _is_warned(case: Case, order: PlatformOrder) -> bool:
    """Return True if a person is warned of the purchase."""
    return bool(case.record.families[order.purchase].places & case.people.warned)


def _is_stopped(case: Case, order: PlatformOrder) -> bool:
    """Return True if a person is told that a notification about this order has stopped."""
    return (order.store, order.order_id) in case.people.stopped


def _about(order: PlatformOrder, code: str, **facts: object) -> Looked:
    return found(code, order.purchase, store=order.store, order=order.order_id, **facts)
