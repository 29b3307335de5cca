"""Return the warnings about the whole hub that last as long as their cause."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.store import Integration, MatchingMode, Method, Store
from shiponce.persistence import imported_orders, restored_backup, stores
from shiponce.persistence.timestamps import from_ms
from shiponce.services.view_models import unknown_weight_units
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

_NOTIFICATIONS_OFF = Family("warning.notifications_off_{}", MatchingMode)


def lasting_warnings(
    conn: sqlite3.Connection, mode: MatchingMode, connected: Sequence[Store]
) -> tuple[Sentence, ...]:
    """Return the warnings that every screen shows as long as their cause lasts."""
    live = [store for store in connected if store.live]
    chosen = stores.setting(conn, "method") == Method.B.value
    shops = [store for store in live if store.platform.is_shop]
    markets = [store for store in live if store.platform.is_marketplace]
    found: list[Sentence] = []
    put_back = restored_backup.restored(conn)
    if put_back is not None:
        waiting = {"stores": ", ".join(put_back.stores), "made_at": from_ms(put_back.made_at)}
        found.append(Sentence("warning.restored", waiting))
    if chosen and live and not markets:
        found.append(Sentence("warning.method_b_alone"))
    for shop in shops if markets else ():
        if mode is MatchingMode.DOCUMENTED and shop.integration is Integration.NEW:
            found.append(Sentence("warning.new_integration", {"store": shop.name}))
        elif not shop.notifications_on:
            code = _NOTIFICATIONS_OFF[mode]
            found.append(Sentence(code, {"store": shop.name}))
    for shop in shops:
        found += unknown_weight_units.of_store(
            shop.name, imported_orders.extra_of_newest(conn, shop.id)
        )
    return tuple(found)
