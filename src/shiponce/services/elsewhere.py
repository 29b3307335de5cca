"""Tells an open copy of an order that somebody else has shipped on its marketplace (N11).

Documented mode tells linked copies only, as it does of a shipment that is made here. What is still
to be told is derived from what the platforms show, so the order of the imports
and their number do not matter; the notification is written in the transaction that saw it, and the
carrier and tracking number are read from the marketplace before it is sent. A part that somebody
else has shipped tells nobody anything: the marketplace does not call such an order shipped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from shiponce.decisions.elsewhere import sent
from shiponce.decisions.notices import Owed, Party
from shiponce.domain.order import Package
from shiponce.domain.platform import MatchingMode, Platform
from shiponce.domain.shipment import NoticeState
from shiponce.store import elsewhere, events, notices, orders, shipments, sold, stores
from shiponce.store.elsewhere import Untold
from shiponce.store.notices import Timing


def tell_copies(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> int:
    """Write down what the open copies of these orders are still to be told. How many were added.

    Needs a transaction. In reconciling mode a copy that a rule kept out counts as well (R7); one
    whose shop has its notifications switched off gets an entry that says so, and is told nothing
    (D1).
    """
    if not order_ids:
        return 0
    linked_only = stores.mode(conn) is MatchingMode.DOCUMENTED
    added = 0
    for copy in elsewhere.untold(conn, order_ids):
        if _is_ours(conn, copy.original) or (linked_only and copy.copy is None):
            continue
        for shipment_id in elsewhere.of(conn, copy.original) or [_begin(conn, copy.original, at)]:
            added += _tell(conn, shipment_id, copy, at)
    notices.pause_disconnected(conn)
    return added


def _is_ours(conn: sqlite3.Connection, original: int) -> bool:
    """Return True if a label under another order of the same purchase explains what is shown."""
    return (
        sold.sent_elsewhere(conn, original) is not None
        or shipments.sent_under_its_key(conn, original) is not None
    )


def _begin(conn: sqlite3.Connection, original: int, at: int) -> int:
    shipment_id = elsewhere.begin(conn, original, at)
    events.record(conn, at, ("shipped_elsewhere", original, {}))
    found = elsewhere.packages(conn, original)
    if found:
        learn(conn, shipment_id, found, at)
    return shipment_id


def learn(conn: sqlite3.Connection, shipment_id: int, packages: Sequence[Package], at: int) -> None:
    """Record the packages that the marketplace shows of a shipment that is not ours."""
    row = shipments.one(conn, shipment_id)
    assert row is not None, "its id was read just now"  # noqa: S101
    found = sent(packages, elsewhere.ordered(conn, row["order_id"]))
    elsewhere.settle(conn, shipment_id, found, at)
    notices.pause_disconnected(conn)


def _tell(conn: sqlite3.Connection, shipment_id: int, copy: Untold, at: int) -> bool:
    if elsewhere.is_known(conn, shipment_id, copy.store_id, copy.remote_id):
        return False
    store = stores.one(conn, copy.store_id)
    party = Party(store.id, Platform.BIGCOMMERCE, copy.remote_id, copy.copy, store.notices_on)
    before = notices.told_before(conn, shipment_id, party)
    notice_id = notices.add(conn, shipment_id, Owed(party, verify=True), Timing(at), at, before)
    assert notice_id is not None, "nobody else has added it in this transaction"  # noqa: S101
    if not store.notices_on:
        code = "notice.switched_off"
        notices.finish(conn, notice_id, NoticeState.WITHDRAWN, at, code=code)
    if copy.copy is not None:
        number = orders.number_of(conn, copy.original)
        events.record(conn, at, ("original_shipped_elsewhere", copy.copy, {"original": number}))
    return True
