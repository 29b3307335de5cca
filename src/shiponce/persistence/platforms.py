"""The table of platforms, filled from the registered platforms; other tables refer to it."""

from __future__ import annotations

import sqlite3

from shiponce.domain.platform import platforms
from shiponce.errors import BadInput
from shiponce.persistence.json_columns import pack

#: The platforms that are shops, for ``platform IN …`` in a query.
SHOPS = "(SELECT id FROM platforms WHERE role = 'shop')"


def is_behind(conn: sqlite3.Connection) -> bool:
    """Return True if the table lacks a registered platform or has another role for it."""
    known = {tuple(row) for row in conn.execute("SELECT id, role FROM platforms")}
    return not known.issuperset((one.value, one.traits.role.value) for one in platforms())


def fill(conn: sqlite3.Connection) -> None:
    """Add every registered platform to the table; the caller holds the write transaction."""
    conn.executemany(
        "INSERT INTO platforms VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET role = excluded.role",
        [(one.value, one.traits.role.value) for one in platforms()],
    )


def must_be_registered(conn: sqlite3.Connection) -> None:
    """Raise BadInput if the file has stores or orders of a platform that is not registered."""
    row = conn.execute(
        "SELECT id FROM platforms p WHERE id NOT IN (SELECT value FROM json_each(?)) AND ("
        " EXISTS (SELECT 1 FROM stores WHERE platform = p.id)"
        " OR EXISTS (SELECT 1 FROM order_keys WHERE platform = p.id)"
        " OR EXISTS (SELECT 1 FROM orders WHERE source = p.id))",
        (pack([one.value for one in platforms()]),),
    ).fetchone()
    if row is not None:
        raise BadInput("error.platform_not_installed", name=row[0])
