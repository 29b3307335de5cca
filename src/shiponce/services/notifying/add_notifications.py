"""Record which stores are to be notified of a shipment, in the shipment's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shiponce.decisions.stores_to_notify import DueNotification, Party, due_notifications
from shiponce.domain.order import OriginKey
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState, Route
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import (
    excluded_and_quarantined,
    imported_orders,
    order_states,
    outbox,
    packages_known_to_stores,
    shipments,
    stores,
)
from shiponce.persistence.conditions import is_collected
from shiponce.persistence.outbox import Timing
from shiponce.persistence.shipments import Shipment
from shiponce.services.notifying import notification_timing
from shiponce.services.notifying.notification_lines import holds_nothing_of


def add(conn: sqlite3.Connection, shipment_id: int, at: int, *, catching_up: bool = False) -> int:
    """Record the missing notifications of a shipment; return how many were added.

    *catching_up*: the shipment is older than the link that makes the notification due. The store
    may already know of the shipment, so the store is read before anything is sent.
    """
    shipment = shipments.one(conn, shipment_id)
    assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
    found = _due(conn, shipment.order_id, shipment.route)
    added = _write(conn, shipment_id, found, at, catching_up)
    _note_switched_off(conn, shipment, at)
    return added


def _note_switched_off(conn: sqlite3.Connection, shipment: Shipment, at: int) -> None:
    """Record the copies whose store is not notified of a shipment, because it is switched off.

    The orders then say so, and the notifications are sent once the switch is on again (D5).
    """
    if is_collected(conn, shipment.order_id):
        return
    for party in _parties(conn, shipment.order_id).copies:
        if party.notifications_on or (
            party.order_id and holds_nothing_of(conn, shipment, party.order_id)
        ):
            continue
        notification_id = outbox.add(conn, shipment.id, DueNotification(party), Timing(at), at)
        if notification_id is not None:
            code = "notification.switched_off"
            outbox.finish(conn, notification_id, NotificationState.WITHDRAWN, at, code=code)


def would_notify(
    conn: sqlite3.Connection, order_ids: Sequence[int]
) -> Mapping[Route, tuple[str, ...]]:
    """Return, for each route, the stores to notify of a shipment of these orders; write nothing.

    Stores are returned by name. Disconnected stores are left out. In documented mode, stores that
    keep the tracking number of an earlier, voided label are left out too (N8).
    """
    documented = stores.mode(conn) is MatchingMode.DOCUMENTED
    live = {store.id: store.name for store in stores.every(conn) if store.live}
    parties = {order_id: _parties(conn, order_id) for order_id in order_ids}
    return {
        route: tuple(
            dict.fromkeys(
                live[one.party.store_id]
                for order_id in order_ids
                for one in parties[order_id].due(route)
                if one.party.store_id in live
                and not (
                    documented
                    and packages_known_to_stores.sent_for_voided_label(conn, order_id, one.party)
                )
            )
        )
        for route in Route
    }


def notified_platforms(conn: sqlite3.Connection, order_ids: Sequence[int]) -> tuple[Party, ...]:
    """Return the stores to notify if these orders are shipped by hand, disconnected ones too."""
    found = (one.party for order_id in order_ids for one in _due(conn, order_id, Route.MANUAL))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Parties:
    """The stores that show an order of a purchase."""

    mine: Party
    original: Party | None
    copies: tuple[Party, ...]

    def due(self, route: Route) -> tuple[DueNotification, ...]:
        return due_notifications(self.mine, route=route, original=self.original, copies=self.copies)


def _parties(conn: sqlite3.Connection, order_id: int) -> _Parties:
    mine = outbox.party_of(conn, order_id)
    copies = _copies(conn, order_id, mine.platform)
    return _Parties(mine, _original(conn, order_id), tuple(copies))


def _due(conn: sqlite3.Connection, order_id: int, route: Route) -> tuple[DueNotification, ...]:
    """Return the due notifications; none of a copy whose original the buyer collects."""
    parties = _parties(conn, order_id)
    if parties.original is not None and is_collected(conn, order_id):
        return ()
    return parties.due(route)


def _write(
    conn: sqlite3.Connection,
    shipment_id: int,
    found: tuple[DueNotification, ...],
    at: int,
    catching_up: bool,
) -> int:
    first: tuple[int, int] | None = None
    added = 0
    shipment = shipments.one(conn, shipment_id)
    assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
    delays = notification_timing.stored_delays(conn)
    due = delays.due(at, shipment.route)
    for one in found:
        if one.party.order_id and holds_nothing_of(conn, shipment, one.party.order_id):
            continue
        when = delays.timing(one, at, shipment.route, first)
        before = packages_known_to_stores.number_sent_before(conn, shipment_id, one.party)
        due_now = DueNotification(one.party, one.waits, one.verify or catching_up)
        notification_id = outbox.add(conn, shipment_id, due_now, when, at, before)
        documented = stores.mode(conn) is MatchingMode.DOCUMENTED
        if notification_id is not None and before is not None and documented:
            facts: dict[str, object] = {"tracking": before}
            code = "notification.old_tracking_stays"
            outbox.finish(
                conn, notification_id, NotificationState.WITHDRAWN, at, code=code, facts=facts
            )
        added += notification_id is not None
        known = notification_id or outbox.of(conn, shipment_id, one.party)
        first = first or (None if known is None else (known, due))
    outbox.pause_disconnected(conn)
    return added


def _original(conn: sqlite3.Connection, order_id: int) -> Party | None:
    original = order_states.original_of(conn, order_id)
    return None if original is None else outbox.party_of(conn, original)


def _copies(conn: sqlite3.Connection, order_id: int, platform: Platform) -> list[Party]:
    """Return the copies of an original; in reconciling mode also those that a rule excluded (R7).

    If *order_id* is itself a copy, return the other copies of its original.
    """
    original = order_id if platform.is_marketplace else order_states.original_of(conn, order_id)
    if original is None:
        return []
    found = [
        outbox.party_of(conn, copy)
        for copy in order_states.copies_of(conn, original)
        if copy != order_id
    ]
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return found
    by_id = {store.id: store for store in stores.every(conn)}
    own = imported_orders.candidates(conn, [original])[original]
    keys: list[OriginKey] = [key.key for key in own.keys]
    return found + [
        _excluded_party(by_id[store_id], remote)
        for store_id, remote in excluded_and_quarantined.excluded_copies(conn, keys)
    ]


def _excluded_party(store: Store, remote_id: str) -> Party:
    return Party(store.id, store.platform, remote_id, None, store.notifications_on)
