"""Explain an order shipped outside the hub: by whom, in which package, which store was notified.

Both twins show this: the original as the reason of its status, the copy as a note.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.persistence import (
    imported_orders,
    notification_queries,
    obligations,
    order_states,
    shipments,
    shipped_elsewhere,
)
from shiponce.persistence.notification_queries import StoreNotified
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.shipped_elsewhere import ShownPackage
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family, platform_word

_OF_COPY = Family("note.copy_{}", NotificationState)

#: Notes of a copy that tell how its original was shipped elsewhere.
_OF_ORIGINAL = frozenset(
    {
        "note.original_elsewhere",
        "note.original_elsewhere_untracked",
        "note.original_partly_elsewhere",
        "note.original_partly_untracked",
    }
)
_NOTIFIED = (NotificationState.SENT, NotificationState.ALREADY_KNOWN)


def headline(conn: sqlite3.Connection, row: OrderRecord) -> Sentence | None:
    """Return the reason for the status of an order shipped outside the hub, else None.

    If others shipped only a part of the order, it has a label of ours, which is the reason.
    """
    packages = shipped_elsewhere.shown(conn, row.id)
    if not packages or row.status is not OrderStatus.SHIPPED or shipments.live(conn, row.id):
        return None
    facts = {"platform": platform_word(row.platform), "package": _named(packages)}
    code = "why.shipped_elsewhere" if facts["package"] else "why.shipped_elsewhere_untracked"
    if packages[0].settled_at is None:
        code = "why.shipped_elsewhere_unread"
    return Sentence(code, facts)


def notes(conn: sqlite3.Connection, row: OrderRecord) -> tuple[Sentence, ...]:
    """Return notes on notifying BigCommerce of a purchase shipped outside the hub (N11)."""
    original = order_states.original_of(conn, row.id) or row.id
    found: list[Sentence] = []
    if original != row.id and shipped_elsewhere.shown(conn, original):
        found.append(_of_original(conn, original))
    found += [
        _of_notification(one)
        for shipment in shipped_elsewhere.of(conn, original)
        for one in notification_queries.of_shipment(conn, shipment)
        if original == row.id or one.target_id == row.id
    ]
    return tuple(found)


def names_packages(found: Sequence[Sentence]) -> bool:
    """Return True if a note of a copy already names the packages in which others shipped."""
    return any(one.code in _OF_ORIGINAL for one in found)


def _of_original(conn: sqlite3.Connection, original: int) -> Sentence:
    _, _, facts = imported_orders.shown(conn, original)
    number = imported_orders.number_of(conn, original)
    packages = _named(shipped_elsewhere.shown(conn, original))
    code = "note.original_elsewhere" if packages else "note.original_elsewhere_untracked"
    sent = sum(
        line.quantity
        for shipment in shipped_elsewhere.of(conn, original)
        for line in shipments.package(conn, shipment)
    )
    if 0 < sent < sum(one.required for one in obligations.of_order(conn, original)):
        code = "note.original_partly_elsewhere" if packages else "note.original_partly_untracked"
    return Sentence(code, facts | {"original": number, "package": packages})


def _of_notification(row: StoreNotified) -> Sentence:
    state = NotificationState(row.state)
    facts: dict[str, object] = {"store": row.store, "copy": row.target_number}
    if state in _NOTIFIED:
        return Sentence(_OF_COPY[state], facts | {"at": row.sent_at})
    return Sentence(_OF_COPY[state], facts | {"notification": row.id})


def _named(packages: Sequence[ShownPackage]) -> str:
    named = (f"{one.carrier} {one.tracking}".strip() for one in packages if one.tracking)
    return ", ".join(named)
