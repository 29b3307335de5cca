"""What platforms have on record about packages, in the form in which several rules read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mockplace.kernel.judging.findings import Case, Looked, found
from mockplace.kernel.judging.world_record import (
    Package,
    WorldRecord,
    recorded_packages,
    shows,
)
from mockplace.kernel.records import PlatformOrder, ShippedPackage


def named(record: WorldRecord) -> Iterator[tuple[PlatformOrder, ShippedPackage, list[Package]]]:
    """Yield each shipment that a program confirmed, with its order and packages.

    The packages are those of the same purchase that have the confirmed tracking number.
    """
    for order in record.world.orders.values():
        for package in recorded_packages(order):
            if package.tracking:
                yield order, package, record.named(order, package.tracking)


def to_be_recorded(case: Case) -> Iterator[tuple[Package, PlatformOrder]]:
    """Yield (package, order) for each package that the order's platform must record.

    It must do so when the package has left, and from the first notification with its number on.
    """
    record = case.record
    for package in record.packages:
        if not (package.is_ours and package.is_live):
            continue
        if not package.tracking and package.kind == "unseen":
            continue  # nobody knows of such a package beyond what one platform was told
        for family in record.purchases_of(package):
            for order in family.orders:
                if not (package.left_at or shows(order, package.tracking)):
                    continue
                if must_know(case, order) and record.lines_of(order) & {*package.units}:
                    yield package, order


def must_know(case: Case, order: PlatformOrder) -> bool:
    """Return True if the program has to notify an order's platform of packages."""
    if order.store in case.people.silenced or order.status == "cancelled":
        return False
    reached = case.is_connected(order.store) or not order.mirrors
    return reached and not case.record.families[order.purchase].is_cancelled


def is_stopped(case: Case, order: PlatformOrder) -> bool:
    """Return True if a person is told that a notification about this order has stopped."""
    return (order.store, order.order_id) in case.people.stopped


def is_warned(case: Case, order: PlatformOrder) -> bool:
    """Return True if a person is warned of the purchase."""
    return bool(case.record.families[order.purchase].places & case.people.warned)


def about(order: PlatformOrder, code: str, **facts: object) -> Looked:
    """Return a finding about an order as its platform shows it."""
    own = {"store": order.store, "order": order.order_id}
    return replace(found(code, order.purchase), facts=own | facts, about=_numbers(facts))


def _numbers(facts: Mapping[str, object]) -> frozenset[str]:
    return frozenset({str(facts["tracking"])} - {""}) if "tracking" in facts else frozenset()
