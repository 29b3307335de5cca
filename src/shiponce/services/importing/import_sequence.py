"""Decide the sequence in which stores are imported; warn if a chosen sequence is wrong (W9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.decisions.import_sequence import Early, Turn, early
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import stores
from shiponce.views.sentence import Sentence


def everything(conn: sqlite3.Connection, first: Sequence[Store] = ()) -> list[Store]:
    """Return every connected store, those in *first* before the others.

    In reconciling mode marketplaces always come before shops, regardless of *first* (W9).
    """
    named = {store.name for store in first}
    wanted = [*first, *(store for store in _live(conn) if store.name not in named)]
    if stores.mode(conn) is MatchingMode.RECONCILING:
        wanted.sort(key=lambda store: not store.platform.is_marketplace)
    return wanted


def warnings(conn: sqlite3.Connection, chosen: Sequence[Store]) -> tuple[Sentence, ...]:
    """Return the warnings about importing these stores in this order."""
    return tuple(_said("warning.shop_before_markets", one) for one in _early(conn, chosen))


def standing_warnings(conn: sqlite3.Connection) -> tuple[Sentence, ...]:
    """Return the warnings about the order in which the stores are connected."""
    chosen = everything(conn)
    return tuple(_said("warning.shop_connected_first", one) for one in _early(conn, chosen))


def _early(conn: sqlite3.Connection, chosen: Sequence[Store]) -> list[Early]:
    connected = [_turn(conn, store) for store in _live(conn)]
    turns = [_turn(conn, store) for store in chosen]
    return list(early(turns, connected, stores.mode(conn), stores.method(conn)))


def _live(conn: sqlite3.Connection) -> list[Store]:
    return [store for store in stores.every(conn) if store.live]


def _turn(conn: sqlite3.Connection, store: Store) -> Turn:
    return Turn(store, stores.import_state(conn, store.id).imported_at)


def _said(code: str, one: Early) -> Sentence:
    names = [store.name for store in one.markets]
    facts = {"store": one.shop.name, "markets": ", ".join(names)}
    return Sentence(code, facts | {"first": " ".join([*names, one.shop.name])})
