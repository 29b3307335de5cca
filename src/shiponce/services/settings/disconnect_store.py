"""Disconnect a store and connect it again.

Nothing is deleted. A store's open orders are excluded, the copies hidden behind them are judged
again, and the store's pending notifications wait. Connecting the same account again, under any
name, restores all of this.
"""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Sequence

from shiponce.domain.store import MatchingMode, Store
from shiponce.errors import Refused
from shiponce.persistence import (
    disconnected_orders,
    event_log,
    imported_orders,
    order_states,
    outbox,
    rejected_twins,
    shipments,
    shipped_elsewhere,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.find_store import store_named
from shiponce.services.importing.supersede_combined import close_superseded
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.notifying.notify_shipped_elsewhere import tell_copies
from shiponce.services.settings.connection_checks import must_be_connected
from shiponce.views.stores import Disconnection

#: Reason code of an order that is in no grid because its store is disconnected.
WHY = "why.store_disconnected"


class _OnlyAsked(Exception):
    """Raised to roll back the transaction of a preview."""


class Disconnecting:
    """Disconnects the stores of one database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def plan(self, name: str) -> Disconnection:
        """Return what disconnecting a store would do; the change is made and rolled back."""
        found: list[Disconnection] = []
        try:
            with self._db.write() as conn:
                found.append(self._carry_out(conn, name))
                raise _OnlyAsked
        except _OnlyAsked:
            return found[0]

    def disconnect(self, name: str) -> Disconnection:
        """Disconnect a store; return the effects.

        Refused while a label for one of its orders is being bought or may have been bought.
        """
        with self._db.write() as conn:
            return self._carry_out(conn, name)

    def _carry_out(self, conn: sqlite3.Connection, name: str) -> Disconnection:
        at = to_ms(self._clock.now())
        store = store_named(conn, name)
        if store.replaced:
            raise Refused("limit.disconnect_replaced", store=name, by=_successor(conn, store))
        must_be_connected(store)
        family = stores.family(conn, store.id)
        buying = disconnected_orders.in_purchase(conn, family)
        if buying:
            raise Refused("limit.disconnect_in_purchase", store=name, numbers=", ".join(buying))
        stores.disconnect(conn, family, at)
        leaving = disconnected_orders.open_orders(conn, family)
        freed, shown = _exclude(conn, store, leaving, at)
        stopped = outbox.pause_disconnected(conn)
        live = [one for one in stores.every(conn) if one.live]
        done = Disconnection(
            store=name,
            platform=store.platform,
            account=store.account,
            excluded=len(leaving),
            judged_again=freed,
            shown=shown,
            stopped=stopped,
            kept=disconnected_orders.count_closed(conn, family),
            last_marketplace=store.platform.is_marketplace
            and not any(one.platform.is_marketplace for one in live),
        )
        data: dict[str, object] = {
            "store": name,
            "orders": done.excluded,
            "copies": done.judged_again,
            "notifications": done.stopped,
        }
        event_log.record(conn, at, ("store_disconnected", None, data))
        return done


def exclude_again(conn: sqlite3.Connection, order_ids: Sequence[int], at: int) -> None:
    """Exclude the orders that are open again although their store is disconnected."""
    for order_id in order_ids:
        store = stores.one(conn, shipments.stores_of(conn, [order_id])[order_id])
        row = order_states.state_of(conn, order_id)
        if store.disconnected and row is not None and row.status.is_open:
            _exclude(conn, store, [order_id], at)


def _exclude(
    conn: sqlite3.Connection, store: Store, leaving: Sequence[int], at: int
) -> tuple[int, int]:
    """Exclude open orders; return how many copies were judged again and how many became visible."""
    copies = disconnected_orders.suspend_links(conn, leaving)
    matcher = Matcher(conn, at)
    market = f" --market {store.market}" if store.market else ""
    facts = {"platform_id": store.platform.value, "market": market}
    facts |= {"account": shlex.quote(store.account)}
    standing = sorted(set(copies) - disconnected_orders.among(conn, copies))
    disconnected_orders.exclude(conn, leaving, at, why=WHY, facts=facts)
    shown = matcher.free(standing)
    event_log.record_all(conn, at, [("excluded", n, {"store": store.name}) for n in leaving])
    return len(standing), shown


def bring_back(conn: sqlite3.Connection, store: Store, at: int) -> int:
    """Restore the orders, links and notifications of a store that was connected again.

    Each order gets its former status. Then twins are judged as if the store's orders had just
    arrived, and shipments made meanwhile are taken into account. Return how many orders were
    restored.
    """
    family = stores.family(conn, store.id)
    returning = disconnected_orders.of_stores(conn, family)
    homeless = disconnected_orders.return_orders(conn, returning)
    matcher = Matcher(conn, at)
    for link in disconnected_orders.suspended(conn, returning):
        _link_again(matcher, link)
    matcher.free([n for n in homeless if order_states.original_of(conn, n) is None])
    if matcher.mode is MatchingMode.RECONCILING:
        _judge_again(matcher, returning)
    event_log.record_all(conn, at, [("returned", n, {"store": store.name}) for n in returning])
    tell_copies(conn, shipped_elsewhere.originals(conn), at)
    outbox.resume(conn, at)
    return len(returning)


def _judge_again(matcher: Matcher, returning: Sequence[int]) -> None:
    found = imported_orders.candidates(matcher.conn, returning)
    arrived = {n: one.keys for n, one in found.items() if one.platform.is_marketplace}
    matcher.judge_again(set(returning) - set(arrived))
    matcher.originals_arrived(arrived)
    close_superseded(matcher, list(arrived))


def _link_again(matcher: Matcher, link: disconnected_orders.Suspended) -> None:
    """Link a copy to its restored original again, if no decision and no shipment forbids it."""
    conn, copy_id, original_id = matcher.conn, link.copy_id, link.original_id
    refused = rejected_twins.rejected_originals(conn, [copy_id]).get(copy_id, frozenset())
    documented = matcher.mode is MatchingMode.DOCUMENTED
    sent = bool(shipments.live(conn, copy_id))
    linked = order_states.original_of(conn, copy_id) is not None
    # In documented mode an original that returns after its copy was shipped becomes a separate
    # order.
    if not (linked or refused & {0, original_id} or (documented and sent)):
        disconnected_orders.relink(conn, copy_id)
        disconnected_orders.hide_again(conn, copy_id, matcher.at)
        disconnected_orders.drop_suspended(conn, copy_id)  # else its units would count twice
        event_log.record(conn, matcher.at, ("hidden", copy_id, _named(conn, original_id)))
        matcher.linked(copy_id, original_id)
    elif not (linked or sent):
        matcher.free([copy_id])  # it stays visible, now for another reason
    disconnected_orders.drop_suspended(conn, copy_id)


def _named(conn: sqlite3.Connection, original_id: int) -> dict[str, object]:
    return {"original": imported_orders.number_of(conn, original_id)}


def _successor(conn: sqlite3.Connection, store: Store) -> str:
    return next(
        other.name
        for other in stores.every(conn)
        if other.connection == store.connection and not other.replaced
    )
