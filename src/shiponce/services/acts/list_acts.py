"""List acts for a person: which are unknown, since when, and what they block."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.domain.act import UNSETTLED, ActKind
from shiponce.persistence import acts, packages_known_to_stores, shipments
from shiponce.persistence.acts import ActRow
from shiponce.views.acts import ActView
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

#: Kind of an unknown act → its warning; all other kinds share the warning about a notification.
_UNKNOWN = {ActKind.BUY: "warning.buy_unknown", ActKind.VOID: "warning.void_unknown"}
#: What an act of each kind blocks until its outcome is known.
_BLOCKS = Family("act.blocks.{}", ActKind)


def listing(
    conn: sqlite3.Connection, *, everything: bool, limit: int | None
) -> tuple[ActView, ...]:
    """Return the unknown acts, oldest first; with *everything* all acts, newest first."""
    return tuple(_view(conn, row) for row in acts.listing(conn, everything=everything, limit=limit))


def warnings(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[Sentence]:
    """Return the orders' warnings: unknown acts, packages recorded twice, and late labels."""
    unknown = [_warning(row) for row in acts.unknown_of(conn, order_ids)]
    twice = [
        Sentence("warning.recorded_twice", {"store": store, "tracking": tracking})
        for store, tracking in packages_known_to_stores.recorded_twice(conn, order_ids)
    ]
    late = [Sentence("warning.late_label", row.facts) for row in acts.late_labels(conn, order_ids)]
    return unknown + twice + late


def _warning(row: ActRow) -> Sentence:
    facts: dict[str, object] = {
        "since_at": row.at,
        "store": row.store or "",
        "tracking": row.tracking or "",
        "notification": row.notice_id,
    }
    kind = row.kind
    return Sentence(_UNKNOWN.get(kind, "warning.notification_unknown"), facts)


def _view(conn: sqlite3.Connection, row: ActRow) -> ActView:
    state, kind = row.state, row.kind
    unsettled = state in UNSETTLED
    reason = Sentence(row.code, row.facts) if row.code else None
    store = row.store or ""
    return ActView(
        row.id,
        kind,
        state,
        row.order_id,
        row.number or "",
        store,
        row.shipment_id,
        row.notice_id,
        row.key,
        row.at,
        row.look_at,
        reason if unsettled else None,
        Sentence(_BLOCKS[kind], {"store": store}) if unsettled else None,
        row.by,
        row.settled_at,
        row.settled_by,
        row.saw,
        shipments.orders_under(conn, row.shipment_id) if row.shipment_id else (),
    )
