"""Bought labels with what is known of their documents; no bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.document import Checksum, DocumentFormat
from shiponce.domain.shipment import Route, ShipmentState
from shiponce.persistence.json_columns import an_id, ids
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A bought label, live or voided, and its document."""

    #: The shipment that the label was bought for.
    shipment_id: int
    order_id: int
    number: str
    store_id: int
    store: str
    route: Route
    carrier: str
    service: str
    tracking: str
    #: The carrier's own id of the label; '' or None if the hub does not know it.
    remote_id: str | None
    state: ShipmentState
    at: datetime
    format: DocumentFormat | None
    size: int | None
    checksum: Checksum | None
    #: Why there are no bytes; None also if nothing was ever recorded of a document.
    missing: str | None
    #: Whether the label is being voided, or nobody knows yet whether it was.
    void_open: bool


_ROWS = TypedRows(LabelRow)
_SELECT = """
SELECT s.id AS shipment_id, s.order_id, o.number, o.store_id, st.name AS store, s.route, s.carrier,
    s.service, s.tracking, s.remote_id, s.state, coalesce(s.settled_at, s.at) AS at, d.format,
    d.size, d.checksum, d.missing, EXISTS (SELECT 1 FROM acts a WHERE a.shipment_id = s.id
        AND a.kind = 'void' AND a.state IN ('open', 'unknown')) AS void_open
FROM shipments s JOIN orders o ON o.id = s.order_id JOIN stores st ON st.id = o.store_id
LEFT JOIN label_documents d ON d.shipment_id = s.id
WHERE s.combined_with IS NULL AND s.route <> 'manual' AND s.state IN ('labelled', 'voided')
"""


def one(conn: sqlite3.Connection, shipment_id: int) -> LabelRow | None:
    """Return a label by the shipment that it was bought for, or by one that shares it."""
    return _ROWS.first(
        conn.execute(
            f"{_SELECT} AND s.id = "  # noqa: S608 - a constant
            "(SELECT coalesce(combined_with, id) FROM shipments WHERE id = ?)",
            (an_id(shipment_id),),
        )
    )


def of_orders(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[LabelRow]:
    """Return the labels of these orders' packages, the oldest first."""
    return _ROWS.all(
        conn.execute(
            f"{_SELECT} AND s.id IN (SELECT coalesce(combined_with, id) FROM shipments"  # noqa: S608 - a constant
            " WHERE order_id IN (SELECT value FROM json_each(?))) ORDER BY s.id",
            (ids(sorted(order_ids)),),
        )
    )


def newest(conn: sqlite3.Connection, limit: int) -> list[LabelRow]:
    """Return the labels that were bought last, the newest first."""
    return _ROWS.all(conn.execute(f"{_SELECT} ORDER BY s.id DESC LIMIT ?", (limit,)))


def count(conn: sqlite3.Connection) -> int:
    """Return how many labels there are."""
    row = conn.execute(
        "SELECT count(*) FROM shipments WHERE combined_with IS NULL AND route <> 'manual'"
        " AND state IN ('labelled', 'voided')"
    ).fetchone()
    return int(row[0])
