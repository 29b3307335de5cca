"""Catch up for a store whose notifications were switched on again (D5).

At the store's next import its open copies are matched, and the store is notified of what was
shipped of them while its notifications were off.
"""

from __future__ import annotations

from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import order_states, outbox, shipments, stores
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.notifying import add_notifications


def match_open_copies(matcher: Matcher, store: Store) -> int:
    """Match open copies at the first import after notifications were switched on again.

    In reconciling mode only notifications are caught up, because copies are matched even while
    notifications are off. Return how many copies became hidden. Needs the import's transaction.
    """
    if not store.platform.is_shop or not store.notifications_on:
        return 0
    switched, _ = stores.switch_of(matcher.conn, store.id)
    before = stores.import_state(matcher.conn, store.id).imported_at
    if switched is None or before is None or switched < before:
        return 0
    hidden = 0
    if matcher.mode is MatchingMode.DOCUMENTED:
        hidden = matcher.judge_again(order_states.unlinked_copies(matcher.conn, store.id))
    _notify_of_shipments(matcher, store)
    return hidden


def _notify_of_shipments(matcher: Matcher, store: Store) -> None:
    """Record the notifications of shipments of the store's open copies, made while it was off."""
    conn, at = matcher.conn, matcher.at
    outbox.send_switched_off(conn, store.id, at)
    for original in order_states.originals_of_open_copies(conn, store.id):
        for order_id in order_states.family(conn, original):
            for shipment_id in shipments.live(conn, order_id):
                add_notifications.add(conn, shipment_id, at, catching_up=True)
