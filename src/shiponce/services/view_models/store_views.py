"""Show stores with their notification switch and the state of their imports."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from shiponce.domain.store import Store
from shiponce.persistence import disconnected_orders, stores
from shiponce.services.notifying.buyer_emails import shop_emails
from shiponce.views.sentence import Sentence
from shiponce.views.stores import StoreRow
from shiponce.words import durations


def store_row(
    conn: sqlite3.Connection, store: Store, number: int, now: datetime, stale_after: timedelta
) -> StoreRow:
    """Return a store with its notification switch and the state of its import."""
    changed_at, changed_by = stores.switch_of(conn, store.id)
    state = stores.import_state(conn, store.id)
    trouble = None
    if state.trouble and store.live:
        trouble = Sentence(state.trouble.code, state.trouble.facts)
    return StoreRow(
        store.id,
        store.name,
        store.platform,
        store.account,
        store.integration,
        store.notifications_on,
        changed_at,
        changed_by,
        state.imported_at,
        trouble,
        number,
        store.replaced,
        state.swept_at,
        state.sweep_found,
        _stale(store, state.imported_at, now, stale_after) if store.live else None,
        store.market,
        store.prime_to_awaiting,
        store.buy_shipping,
        stores.disconnected_at(conn, store.id),
        disconnected_orders.count_of(conn, store.id) if store.disconnected else 0,
        None if store.platform.is_marketplace else shop_emails(conn, store),
    )


def _stale(
    store: Store, imported_at: datetime | None, now: datetime, after: timedelta
) -> Sentence | None:
    """Return a warning if a store's last complete import is too long ago."""
    if imported_at is None or now - imported_at <= after:
        return None
    age = now - imported_at
    facts = {"store": store.name, "n": age // timedelta(hours=1), "age": durations.as_fact(age)}
    return Sentence("warning.stale_store", facts)
