"""Notify the shop of an open copy whose original was shipped outside the hub (N11).

Documented mode notifies linked copies only, as it does for shipments from the hub. The hub derives
the due notifications from what the platforms show, so the sequence and number of imports do not
matter. A notification is recorded in the transaction that records the shipment; carrier and
tracking number are read from the marketplace before the notification is sent. If others shipped
only a part of the original, reconciling mode reports their packages too, documented mode does not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from shiponce.decisions.shipments_to_report import sent
from shiponce.decisions.stores_to_notify import DueNotification, Party
from shiponce.decisions.units_shipped_by_others import one_for_each_number, packages_of_others
from shiponce.domain.order import OrderStatus, Package
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.persistence import (
    combined_orders,
    event_log,
    imported_orders,
    numbers_of_other_orders,
    obligations,
    order_states,
    outbox,
    packages_known_to_stores,
    shipments,
    shipped_elsewhere,
    stores,
)
from shiponce.persistence.outbox import Timing
from shiponce.persistence.shipped_elsewhere import Untold
from shiponce.words.domain_words import STATUS_WORD

#: Why an order is open again: its label was voided, or its hand-entered shipment taken back.
REOPENED = ("why.label_voided", "why.entry_taken_back")


def tell_copies(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> int:
    """Record the notifications still due to the open copies of these orders; return how many.

    Needs a transaction. In reconciling mode this includes copies that a rule excluded (R7). If a
    copy's shop has notifications off, the notification is recorded as withdrawn and not sent (D1).
    """
    if not order_ids:
        return 0
    linked_only = stores.mode(conn) is MatchingMode.DOCUMENTED
    added = 0 if linked_only else _tell_parts(conn, order_ids, at)
    for copy in shipped_elsewhere.untold(conn, order_ids):
        if _is_ours(conn, copy.original) or (linked_only and copy.copy is None):
            continue
        if not shipped_elsewhere.of(conn, copy.original):
            _begin(conn, copy.original, at)  # which may record several packages
        for shipment_id in shipped_elsewhere.of(conn, copy.original):
            added += _tell(conn, shipment_id, copy, at)
    outbox.pause_disconnected(conn)
    return added


def _tell_parts(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> int:
    """Record the notifications of packages that others shipped beside ours; return how many.

    Without them a copy would stay open for ever: the hub's own package holds the rest only.
    """
    added = 0
    for copy in shipped_elsewhere.partly_gone(conn, order_ids):
        if any(line.surplus for line in obligations.of_order(conn, copy.original)):
            continue  # units were shipped twice: a person looks at the alarm first
        mine = obligations.ours(conn, order_states.family(conn, copy.original))[copy.original]
        (there,) = obligations.shown(conn, [copy.original])
        of_others = one_for_each_number(packages_of_others(there, mine, by_units=True))
        parts = [package for package in of_others if package.lines]  # others name no units
        untold = Untold(copy.original, copy.store_id, copy.remote_id, copy.copy)
        for shipment_id in shipped_elsewhere.add_packages(conn, copy.original, parts, at):
            added += _tell(conn, shipment_id, untold, at)
    return added


def _is_ours(conn: sqlite3.Connection, original: int) -> bool:
    """Return True if a label of ours for another order of the purchase explains the shipment."""
    return (
        combined_orders.sent_elsewhere(conn, original) is not None
        or shipments.sent_under_its_key(conn, original) is not None
        or numbers_of_other_orders.only_these_are_shown(conn, original)
    )


def _begin(conn: sqlite3.Connection, original: int, at: int) -> None:
    shipment_id = shipped_elsewhere.begin(conn, original, at)
    event_log.record(conn, at, ("shipped_elsewhere", original, {}))
    found = shipped_elsewhere.packages(conn, original)
    if found and all(one.carrier for one in found):  # else the marketplace is asked before sending
        learn(conn, shipment_id, found, at)


def learn(conn: sqlite3.Connection, shipment_id: int, packages: Sequence[Package], at: int) -> None:
    """Record the packages that the marketplace shows for a shipment that is not ours."""
    row = shipments.one(conn, shipment_id)
    assert row is not None, "its id was read just now"  # noqa: S101
    found = sent(packages, shipped_elsewhere.ordered(conn, row.order_id))
    shipped_elsewhere.settle(conn, shipment_id, found, at)
    outbox.pause_disconnected(conn)


def follow_platform(conn: sqlite3.Connection, order_id: int, at: int) -> None:
    """Let an order that a void has reopened follow its platform's status again.

    As long as a store may show the voided label, the platform's "shipped" may be caused by that
    label. Once no store can show it, "shipped" means a shipment elsewhere.
    """
    state = order_states.state_of(conn, order_id)
    if state is None or not state.hub_set or state.why not in REOPENED:
        return
    closed = state.status is OrderStatus.CANCELLED  # nothing of it is due
    if closed or packages_known_to_stores.may_be_known(conn, order_states.family(conn, order_id)):
        return
    shown, why, facts = imported_orders.shown(conn, order_id)
    if shown is not OrderStatus.SHIPPED:
        if state.status is OrderStatus.AWAITING_SHIPMENT:
            order_states.restate(conn, order_id, state.status, hub_set=False)
        return
    order_states.move(conn, order_id, at, why=why, facts=facts, status=shown, hub_set=False)
    if state.status is not shown:
        words = {"before": STATUS_WORD[state.status], "after": STATUS_WORD[shown]}
        event_log.record(conn, at, ("status_there", order_id, {**words}))
    tell_copies(conn, [order_id], at)


def _tell(conn: sqlite3.Connection, shipment_id: int, copy: Untold, at: int) -> bool:
    if shipped_elsewhere.is_known(conn, shipment_id, copy.store_id, copy.remote_id):
        return False
    store = stores.one(conn, copy.store_id)
    party = Party(store.id, store.platform, copy.remote_id, copy.copy, store.notifications_on)
    before = packages_known_to_stores.number_sent_before(conn, shipment_id, party)
    notification_id = outbox.add(
        conn, shipment_id, DueNotification(party, verify=True), Timing(at), at, before
    )
    assert notification_id is not None, "nobody else has added it in this transaction"  # noqa: S101
    if not store.notifications_on:
        code = "notification.switched_off"
        outbox.finish(conn, notification_id, NotificationState.WITHDRAWN, at, code=code)
    if copy.copy is not None:
        number = imported_orders.number_of(conn, copy.original)
        event_log.record(conn, at, ("original_shipped_elsewhere", copy.copy, {"original": number}))
    return True
