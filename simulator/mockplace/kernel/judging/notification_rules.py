"""Rules about notifications: each package is recorded once, with its number and content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from mockplace.kernel import confirmations
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.world_record import (
    Family,
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


def recorded_twice(family: Family) -> bool:
    """Return True if an order of a purchase has a package on record more than once."""
    return any(
        times > 1
        for order in family.orders
        for times in Counter(plain(one.tracking) for one in order.packages if one.tracking).values()
    )


def never_notified(case: Case) -> Iterator[Looked]:
    """For each order, find shipped packages with its units that its platform does not show."""
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
    """Find tracking numbers that neither a carrier gave nor a person entered.

    Numbers of other carriers are none of them: the record has a package for each.
    """
    for order, package, named in _named(case.record):
        if named or _others(case.record, order, package):
            yield NoFinding.FINE
        else:
            yield _about(order, "invented-number", tracking=package.tracking)


def foreign_number(case: Case) -> Iterator[Looked]:
    """Find packages that a platform was told of by the number of another purchase's package."""
    for order, package, named in _named(case.record):
        others = [] if named else _others(case.record, order, package)
        if others:
            families = case.record.purchases_of(others[0])
            theirs = ", ".join(one.original.order_id for one in families) or "no order"
            yield _about(order, "foreign-number", tracking=package.tracking, others=theirs)
        else:
            yield NoFinding.FINE


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

    Two kinds of e-mails do not count: those about a package that the connector passed on and whose
    label was voided; and one e-mail per package that a shop sent about a copy because of its own
    setting (see ``mailed_by_setting``).
    """
    for purchase, letters in _letters(case).items():
        if letters.caused > letters.allowed:
            yield _mailed("mailed-twice", purchase, letters)
        else:
            yield NoFinding.FINE


def mailed_by_setting(case: Case) -> Iterator[Looked]:
    """Find buyers who got a surplus e-mail only because of a shop's own setting for copies.

    No request can prevent such an e-mail; the merchant can switch the setting off.
    """
    for purchase, letters in _letters(case).items():
        if letters.caused <= letters.allowed < letters.written:
            yield _mailed("mailed-by-setting", purchase, letters)
        else:
            yield NoFinding.FINE


@dataclass(slots=True)
class _Letters:
    """The e-mails about the packages of one purchase."""

    allowed: int
    written: int = 0
    #: E-mails that a shop sent about a copy because the shop's own setting is on.
    by_setting: int = 0
    stores: set[str] = field(default_factory=set)

    @property
    def caused(self) -> int:
        """The e-mails that have another cause than a shop's setting."""
        return self.written - min(self.by_setting, self.allowed)


def _letters(case: Case) -> dict[str, _Letters]:
    """Return the e-mails about packages, by purchase."""
    found: dict[str, _Letters] = {}
    orders = case.record.world.orders
    for mail in case.record.world.mails:
        order = orders.get((mail.store, mail.order_id))
        if order is None or mail.about != "shipped":
            continue
        letters = found.get(order.purchase)
        if letters is None:
            numbers = {plain(one.tracking) for one in case.record.of_purchase[order.purchase]}
            letters = found[order.purchase] = _Letters(max(1, len(numbers)))
        letters.written += 1
        if mail.by_setting and order.mirrors:
            letters.by_setting += 1
            letters.stores.add(order.store)
    for order, package, named in _named(case.record):
        relayed = package.recorded_by == "relay" and named
        if relayed and not any(one.is_live for one in named) and order.purchase in found:
            found[order.purchase].written -= 1
    return found


def _mailed(code: str, purchase: str, letters: _Letters) -> Looked:
    stores = ", ".join(sorted(letters.stores))
    return found(code, purchase, letters=letters.written, packages=letters.allowed, stores=stores)


def _left(case: Case) -> Iterator[tuple[Package, PlatformOrder]]:
    """Yield (package, order) for each shipped package that the order's platform must record."""
    record = case.record
    for package in record.packages:
        if not (package.is_ours and package.is_live and package.left_at):
            continue
        if not package.tracking and record.was_collected(package):
            continue  # a shop was told that nothing of its copy is left
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
    """Yield each shipment that a program confirmed, with its order and packages.

    The packages are those of the same purchase that have the confirmed tracking number.
    """
    for order in record.world.orders.values():
        for package in recorded_packages(order):
            if package.tracking:
                yield order, package, record.named(order, package.tracking)


def _others(record: WorldRecord, order: PlatformOrder, package: ShippedPackage) -> list[Package]:
    """Return the packages of other purchases that have a confirmed tracking number."""
    known = record.of_tracking.get(plain(package.tracking), [])
    own = record.families[order.purchase]
    return [one for one in known if one.kind != "unseen" and own not in record.purchases_of(one)]


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
    own = {"store": order.store, "order": order.order_id}
    return replace(found(code, order.purchase), facts=own | facts, about=_numbers(facts))


def _numbers(facts: Mapping[str, object]) -> frozenset[str]:
    return frozenset({str(facts["tracking"])} - {""}) if "tracking" in facts else frozenset()
