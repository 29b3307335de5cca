"""Correct the carrier and tracking number of a notification that a platform refused."""

from __future__ import annotations

import shlex
import sqlite3

from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.domain.shipment import ShipmentState
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    event_log,
    outbox,
    same_purchase,
    shipments,
    shipped_elsewhere,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Notification
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.connection_checks import must_not_be_disconnected
from shiponce.services.shipping.duplicate_tracking_number import must_be_one_package
from shiponce.services.shipping.one_shipment_per_package import must_be_another_package


def correct(
    db: Database,
    clock: Clock,
    notification_id: int,
    carrier: str,
    tracking: str,
    by: str,
    *,
    same_package: bool,
) -> None:
    """Correct carrier and tracking number of a stopped notification.

    Pending and stopped notifications of the same shipment are corrected too. A tracking number of
    another purchase is refused, unless both purchases are in the *same_package*. The number of
    another shipment of the same purchase is refused in any case.
    """
    if not (carrier.strip() and tracking.strip()):
        raise BadInput("error.correction_needs_all")
    carrier, tracking = carrier_name(carrier), tracking_number(tracking)
    at = to_ms(clock.now())
    with db.write() as conn:
        row = outbox.one(conn, notification_id)
        if row is None:
            raise BadInput("error.no_notification", notification=notification_id)
        must_be_sendable(conn, row)
        package = shipments.together(conn, row.shipment_id)
        together = [one.order_id for one in package]
        contents = {one.order_id: shipments.units_by_sku(conn, one.id) for one in package}
        must_be_another_package(conn, contents, tracking, own=[one.id for one in package])
        must_be_one_package(conn, together, tracking, said=same_package)
        if not outbox.correct(conn, notification_id, carrier, tracking, at):
            raise _not_correctable(conn, row)
        shipment = shipments.one(conn, row.shipment_id)
        assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
        data: dict[str, object] = {"carrier": carrier, "tracking": tracking, "by": by}
        event_log.record(conn, at, ("notification_corrected", shipment.order_id, data))


def must_be_sendable(conn: sqlite3.Connection, notification: Notification) -> None:
    """Raise Refused if the notification waits for a store that is disconnected."""
    must_not_be_disconnected(stores.one(conn, notification.store_id))
    shipment = shipments.one(conn, notification.shipment_id)
    if shipment is not None and shipped_elsewhere.is_unread(shipment):
        store_id = shipments.stores_of(conn, [shipment.order_id])[shipment.order_id]
        must_not_be_disconnected(stores.one(conn, store_id))


def _not_correctable(conn: sqlite3.Connection, notification: Notification) -> Refused:
    """Return why a notification cannot be corrected; for a live package, with the way out."""
    found = Refused("limit.notification_not_stopped", notification=notification.id)
    shipment = shipments.one(conn, notification.shipment_id)
    if shipment is not None and shipment.state is ShipmentState.LABELLED:
        order_id: int = shipment.order_id
        named = same_purchase.names(conn, [order_id])
        found.facts |= {"shipment": shipment.id, "ref": shlex.quote(named[order_id])}
        found.way_out = "way_out.enter_anew"
    return found
