"""Find a store by its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from shiponce.domain.store import Store
from shiponce.errors import BadInput
from shiponce.persistence import stores


def store_named(conn: sqlite3.Connection, name: str) -> Store:
    """Return the store of this name; BadInput, with the known names, when there is none."""
    store = stores.named(conn, name)
    if store is None:
        known = ", ".join(s.name for s in stores.every(conn)) or "–"
        raise BadInput("error.no_store", store=name, known=known)
    return store


def stores_named(conn: sqlite3.Connection, names: Iterable[str]) -> list[Store]:
    """Return the stores of these names, each once, in this order; see ``store_named``."""
    return [store_named(conn, name) for name in dict.fromkeys(names)]
