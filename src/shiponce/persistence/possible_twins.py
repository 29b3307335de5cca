"""Record pairs of a copy and a marketplace order that may be its original, as last found.

Nothing proves such a pair: an editable id names the original, or the two are only alike. A pair
counts while the copy has no original. A pair that is only alike ends when the original has a copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from shiponce.persistence.json_columns import ids

#: SQL condition: the pair *p* of ``possible_twins`` still counts.
STANDS = """NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = p.copy_id)
    AND (p.named OR NOT EXISTS (SELECT 1 FROM twins t WHERE t.original_id = p.original_id))"""


def put(conn: sqlite3.Connection, found: Mapping[int, Mapping[int, bool]]) -> None:
    """Record the possible originals of each copy: original → whether an id names it."""
    before: dict[int, dict[int, bool]] = {}
    for copy_id, original_id, named in conn.execute(
        "SELECT p.copy_id, p.original_id, p.named FROM json_each(?) j"
        " CROSS JOIN possible_twins p ON p.copy_id = j.value",
        (ids(sorted(found)),),
    ):
        before.setdefault(copy_id, {})[original_id] = bool(named)
    changed = [copy for copy in found if found[copy] != before.get(copy, {})]
    _delete(conn, changed)
    conn.executemany(
        "INSERT INTO possible_twins VALUES (?, ?, ?)",
        [(copy, original, named) for copy in changed for original, named in found[copy].items()],
    )


def _delete(conn: sqlite3.Connection, copy_ids: Collection[int]) -> None:
    conn.executemany("DELETE FROM possible_twins WHERE copy_id = ?", [(n,) for n in copy_ids])
