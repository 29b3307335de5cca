"""A claimed notification with everything that its call needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from shiponce.decisions.obligations import bare
from shiponce.decisions.units_shipped_by_others import packages_of_others
from shiponce.domain.act import Act
from shiponce.domain.order import Package
from shiponce.domain.platform import Capability
from shiponce.domain.shipment import Confirmation, ShipmentState
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import (
    acts,
    imported_orders,
    obligations,
    order_states,
    packages_known_to_stores,
    shipments,
    shipped_elsewhere,
    stores,
)
from shiponce.persistence.outbox import Notification
from shiponce.persistence.shipments import Shipment
from shiponce.services.notifying.notification_lines import (
    Contents,
    contents,
    expected,
    line_names,
)
from shiponce.services.notifying.packages_shown import not_shown, shown, units_of
from shiponce.services.notifying.stop_notification import is_cancelled


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed notification with everything that its call needs."""

    notification_id: int
    order_id: int
    store: Store
    confirmation: Confirmation
    attempts: int
    verify: bool
    #: The label was voided meanwhile: nothing is sent any more.
    voided: bool
    #: The buyer cancelled after the label was bought (Q6): nothing is sent; a person must decide.
    cancelled: bool
    #: Only a part was shipped, and it is unknown which of the store's own lines the part contains.
    riddle: bool
    #: The order was shipped elsewhere; the copy may be closed already (N11).
    elsewhere: bool = False
    #: Tracking numbers of the order's other packages that were shipped elsewhere.
    beside: tuple[str, ...] = ()
    #: Tracking numbers of our other packages of the purchase; a store may show them, too.
    own: tuple[str, ...] = ()
    #: The tracking number that this store was notified of before, '' for a package without one;
    #: None if it was not notified.
    corrects: str | None = None
    #: Tracking numbers of the purchase's voided labels; a store may show them without a conflict.
    dead: tuple[str, ...] = ()
    #: The voided tracking numbers that this package replaces if the store shows them.
    replaces: tuple[str, ...] = ()
    #: The marketplace store and its order id, if the package must first be read from this store.
    ask: tuple[Store, str] | None = None
    #: The number of this claim; once a newer claim exists, the holder of this claim writes nothing.
    claim: int = 0
    #: The earlier attempt whose outcome is unknown, or None.
    act: Act | None = None
    #: True if the package contains only a part of its order.
    is_part: bool = False
    #: The number of our other packages that have no tracking number and the same lines, and that
    #: the store accepted: the store shows them beside this one.
    alike: int = 0
    #: The notified order; None if the hub does not have it.
    target: int | None = None
    #: The units that the store lists under the package's tracking number if it was notified of the
    #: package; empty if they are not known.
    expected: Contents = ()
    #: The package holds only units that others shipped, under another number: nobody is owed it.
    is_surplus: bool = False
    #: The name of each line of the store's order, by the store's id of the line.
    line_names: tuple[tuple[str, str], ...] = ()

    @property
    def can_change_it(self) -> bool:
        """Return True if the store can change its package with this number into our package."""
        if self.store.platform.can(Capability.KEEPS_PACKAGES):
            return False
        tracking = self.confirmation.tracking
        return any(bare(one) == bare(tracking) for one in self.replaces)

    def times_shown(self, packages: Sequence[Package], tracking: str) -> int:
        """Return how often a store shows this package, with its units, under a tracking number.

        A package without a number is known by its lines.
        """
        found = shown(packages, tracking, self.confirmation.lines)
        if not tracking:
            return max(0, len(found) - self.alike)
        if not found or self.missing(packages, tracking):
            return 0
        if not self.expected or any(not one.lines for one in found):
            return len(found)
        listed = units_of(found)  # one package may be shown as several
        times = min(listed[line] // units for line, units in self.expected)
        return min(len(found), times)

    def missing(self, packages: Sequence[Package], tracking: str) -> Contents:
        """Return the units that are missing where a store shows this package's tracking number.

        Empty if the store does not show the number. If the store was told of no lines, units that
        it shows in other packages are not missing.
        """
        if not tracking or not shown(packages, tracking):
            return ()
        found = not_shown(packages, tracking, self.expected)
        if not found or self.confirmation.lines:
            return found
        listed = units_of(packages)
        return tuple((line, units) for line, units in found if units > listed[line])

    def missing_items(self, packages: Sequence[Package], tracking: str) -> str:
        """Return the names and units of what is missing; '' if nothing is."""
        names = dict(self.line_names)
        return ", ".join(
            f"{names.get(line) or line} × {units}"
            for line, units in self.missing(packages, tracking)
        )

    def is_shown(self, packages: Sequence[Package], tracking: str) -> bool:
        """Return True if a store shows this package under a tracking number."""
        return self.times_shown(packages, tracking) > 0


def job_of(conn: sqlite3.Connection, notification: Notification) -> Job:
    """Gather what a claimed notification's call needs. Needs a transaction."""
    shipment = shipments.one(conn, notification.shipment_id)
    assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
    store = stores.one(conn, notification.store_id)
    mode = stores.mode(conn)
    lines = contents(conn, shipment, notification.target_id, store.platform, mode)
    order_id = shipment.order_id
    purchase = order_states.family(conn, order_states.original_of(conn, order_id) or order_id)
    own = packages_known_to_stores.own_numbers(conn, notification, purchase)
    dead = tuple(
        one for one in _dead(conn, notification, purchase, mode) if not one or one not in own
    )
    return Job(
        notification.id,
        shipment.order_id,
        store,
        _confirmation(conn, notification, shipment, store, lines or ()),
        notification.attempts,
        bool(notification.verify),
        shipment.state is ShipmentState.VOIDED,
        is_cancelled(conn, notification.target_id, shipment.order_id),
        lines is None,
        shipment.state is ShipmentState.ELSEWHERE,
        _beside(conn, shipment, purchase),
        own,
        notification.corrects,
        dead,
        tuple(one for one in dead if one not in acts.replaced_by_others(conn, notification)),
        _marketplace(conn, shipment) if shipped_elsewhere.is_unread(shipment) else None,
        notification.claims,
        acts.of_notification(conn, notification.id),
        is_part=not shipments.is_whole(conn, notification.shipment_id),
        alike=_alike(conn, notification, store, lines or ()),
        target=notification.target_id,
        expected=expected(conn, notification, shipment, store, lines or ()),
        is_surplus=_is_surplus(conn, notification, shipment),
        line_names=line_names(conn, notification.target_id),
    )


def _is_surplus(conn: sqlite3.Connection, notification: Notification, shipment: Shipment) -> bool:
    """Return True if a twin's store would be notified of units that others shipped already.

    A person may have corrected the notification to the number of the others: that one is sent.
    """
    if shipment.state is not ShipmentState.LABELLED or notification.target_id == shipment.order_id:
        return False
    number = bare(notification.tracking or shipment.tracking)
    (there,) = obligations.shown(conn, [shipment.order_id])
    if any(bare(package.tracking) == number for package in there.packages):
        return False
    packed = {part.line_no: part.quantity for part in shipments.package(conn, shipment.id)}
    return all(
        min(one.surplus, one.others) >= packed[one.line_no]
        for one in obligations.of_order(conn, shipment.order_id)
        if packed.get(one.line_no)
    )


def _beside(
    conn: sqlite3.Connection, shipment: Shipment, purchase: Sequence[int]
) -> tuple[str, ...]:
    """Return the tracking numbers of others' packages that a store may show beside this one."""
    if shipped_elsewhere.is_unread(shipment):
        return ()
    if shipment.state is ShipmentState.ELSEWHERE or shipments.is_whole(conn, shipment.id):
        return shipped_elsewhere.beside(conn, shipment)
    ours = obligations.ours(conn, purchase)
    return tuple(
        package.tracking
        for one in obligations.shown(conn, purchase)
        for package in packages_of_others(one, ours[one.order_id], by_units=True)
    )


def _dead(
    conn: sqlite3.Connection,
    notification: Notification,
    purchase: Sequence[int],
    mode: MatchingMode,
) -> tuple[str, ...]:
    """Return the earlier tracking numbers that this notification's number replaces.

    In documented mode this is only the number that the hub sent to this store before.
    """
    earlier = () if notification.corrects is None else (notification.corrects,)
    if mode is MatchingMode.DOCUMENTED:
        return earlier
    if not shipments.is_whole(conn, notification.shipment_id):
        return (*earlier, *packages_known_to_stores.refused_of_voided(conn, notification))
    return (*earlier, *shipments.voided_numbers(conn, purchase))


def _marketplace(conn: sqlite3.Connection, shipment: Shipment) -> tuple[Store, str]:
    there = imported_orders.remote_order(conn, shipment.order_id)
    return stores.one(conn, there.store_id), there.remote_id


def _confirmation(
    conn: sqlite3.Connection,
    notification: Notification,
    shipment: Shipment,
    store: Store,
    lines: Contents,
) -> Confirmation:
    target = notification.target_id
    return Confirmation(
        platform=store.platform,
        remote_order=notification.target_remote,
        reference=notification.reference,
        carrier=notification.carrier or shipment.carrier,
        service=shipment.service,
        tracking=notification.tracking or shipment.tracking,
        shipped_at=shipment.shipped_at,
        lines=lines,
        extra=_extra(conn, shipment, target),
    )


def _extra(
    conn: sqlite3.Connection, shipment: Shipment, target: int | None
) -> tuple[tuple[str, str], ...]:
    """Return the platform's own fields of the order; the address is that of the package."""
    found = dict(imported_orders.extra_fields(conn, target))
    if shipment.destination and target == shipment.order_id and "order_address_id" in found:
        found["order_address_id"] = shipment.destination
    return tuple(sorted(found.items()))


def _alike(
    conn: sqlite3.Connection, notification: Notification, store: Store, lines: Contents
) -> int:
    mode = stores.mode(conn)
    others = map(
        partial(shipments.one, conn), packages_known_to_stores.other_untracked(conn, notification)
    )
    return sum(
        contents(conn, other, notification.target_id, store.platform, mode) == lines
        for other in others
        if other is not None
    )
