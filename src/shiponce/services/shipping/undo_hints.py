"""Show whether and where a shipment can be undone: in the hub, at the carrier, or not at all.

A package entered by hand has no label of ours; its entry is undone in the hub. A label
recovered from a marketplace has no id in the hub, so only the marketplace can void it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime

from shiponce.decisions.carrier_pickup import collected_by
from shiponce.domain.shipment import Route, VoidWay, void_way
from shiponce.persistence import shipments
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.shipments import Shipment
from shiponce.services.shipping.nothing_due import due_after_void
from shiponce.views.sentence import Sentence


def undo(
    conn: sqlite3.Connection, order: OrderRecord, facts: Mapping[str, object], now: datetime
) -> Sentence | None:
    """Return how a shipped order can be reopened: which package to void, and by when.

    If nothing of the package would be due then, only its postage can be had back. None if the order
    has no live package, or if the carrier has collected the package.
    """
    shipment = _named(conn, order.id, str(facts.get("tracking", "")))
    if shipment is None:
        return None
    known: dict[str, object] = {
        "number": ", ".join(shipments.orders_under(conn, shipment.id)),
        "shipment": shipment.id,
        "carrier": shipment.carrier,
        "tracking": shipment.tracking,
    }
    how = _way(shipment)
    is_due = any(due_after_void(conn, one) for one in shipments.together(conn, shipment.id))
    if how is VoidWay.THERE:
        return Sentence("undo.shipped_there", known)
    if how is VoidWay.ENTRY:
        return Sentence("undo.shipped_entry" if is_due else "undo.entry_not_due", known)
    collected = _collected(shipment)
    if collected is None:
        return Sentence("undo.shipped" if is_due else "undo.label_not_due", known)
    if collected <= now:
        return None
    until = known | {"until_at": collected}
    return Sentence("undo.shipped_until" if is_due else "undo.label_not_due_until", until)


def notes(conn: sqlite3.Connection, order_id: int, now: datetime) -> Iterator[Sentence]:
    """Yield notes on an order's live packages.

    A note names the orders that share a package, or states that the label of a collected package
    can no longer be voided.
    """
    live = list(_live(conn, order_id))
    if len(live) > 1:
        named = (f"{one.carrier} {one.tracking} ({one.id})" for one in live)
        yield Sentence("note.several_packages", {"n": len(live), "labels": ", ".join(named)})
    for shipment in live:
        together = shipments.orders_under(conn, shipment.id)
        if len(together) > 1:
            shared: dict[str, object] = {"orders": ", ".join(together), "first": together[0]}
            by_hand = shipment.route is Route.MANUAL
            code = "note.shared_entry" if by_hand else "note.shared_label"
            yield Sentence(code, shared | {"tracking": shipment.tracking})
        collected = _collected(shipment) if _way(shipment) is VoidWay.LABEL else None
        if collected is not None and collected <= now:
            facts: dict[str, object] = {"tracking": shipment.tracking, "at": collected}
            yield Sentence("note.collected", facts)


def warnings(conn: sqlite3.Connection, order_id: int) -> Iterator[Sentence]:
    """Yield a warning for each live label that can be voided only at its carrier."""
    for shipment in _live(conn, order_id):
        if _way(shipment) is VoidWay.THERE:
            facts: dict[str, object] = {
                "tracking": shipment.tracking,
                "shipment": shipment.id,
            }
            yield Sentence("warning.label_without_id", facts)


def _collected(shipment: Shipment) -> datetime | None:
    recorded = shipment.shipped_at
    return collected_by(shipment.route, recorded)


def _live(conn: sqlite3.Connection, order_id: int) -> Iterator[Shipment]:
    for shipment_id in shipments.live(conn, order_id):
        row = shipments.one(conn, shipment_id)
        if row is not None:
            yield row


def _named(conn: sqlite3.Connection, order_id: int, tracking: str) -> Shipment | None:
    """Return the live package with this tracking number, or else the latest live package."""
    live = list(_live(conn, order_id))
    return next((one for one in live if one.tracking == tracking), live[-1] if live else None)


def _way(shipment: Shipment) -> VoidWay:
    return void_way(shipment.route, shipment.remote_id)
