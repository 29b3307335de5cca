"""What is to be known of a label that is voided after stores were notified of it (N8)."""

from __future__ import annotations

import sqlite3

from shiponce.store import shipments, stores, voided
from shiponce.views import Sentence


def told(conn: sqlite3.Connection, shipment_id: int) -> Sentence | None:
    """Name the stores that know of a package, and what becomes of it there; None: no store."""
    row, names = shipments.one(conn, shipment_id), voided.told(conn, shipment_id)
    if row is None or not names:
        return None
    facts: dict[str, object] = {"stores": ", ".join(names), "tracking": row["tracking"]}
    return Sentence(f"warning.void_told_{stores.mode(conn).value}", facts)
