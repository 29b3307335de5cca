"""Say which stores show, or may show, the package of a label that is voided (N8)."""

from __future__ import annotations

import sqlite3

from shiponce.domain.store import MatchingMode
from shiponce.persistence import conditions, shipments, stores, voided_labels
from shiponce.services.shipping.nothing_due import due_after_void
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

_SHOWN = Family("warning.void_told_{}", MatchingMode)


def notified_stores(conn: sqlite3.Connection, shipment_id: int) -> Sentence | None:
    """Return a warning that names the stores notified of a package; None if none was notified."""
    row, names = shipments.one(conn, shipment_id), voided_labels.notified_stores(conn, shipment_id)
    if row is None or not names:
        return None
    facts: dict[str, object] = {"stores": ", ".join(names), "tracking": row.tracking}
    if conditions.is_collected(conn, row.order_id):
        return Sentence("warning.void_told_collected", facts)
    if not any(due_after_void(conn, one) for one in shipments.together(conn, shipment_id)):
        return Sentence("warning.void_told_not_due", facts)
    return Sentence(_SHOWN[stores.mode(conn)], facts)


def perhaps_notified(conn: sqlite3.Connection, shipment_id: int) -> Sentence | None:
    """Return a warning that names the stores whose answer was lost; None if there are none."""
    row, names = shipments.one(conn, shipment_id), voided_labels.perhaps_notified(conn, shipment_id)
    if row is None or not names:
        return None
    facts: dict[str, object] = {"stores": ", ".join(names), "tracking": row.tracking}
    return Sentence("warning.void_perhaps_told", facts)
