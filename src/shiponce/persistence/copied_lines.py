"""Which lines of a combined order each of its copies mirrors.

A copy was made of one of the orders that the buyer combined. The combined order keeps the ids of
their lines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from shiponce.persistence.json_columns import ids

_LINES = """
WITH linked(copy_id, original_id) AS (
    SELECT t.copy_id, t.original_id FROM json_each(:ids) j
        CROSS JOIN twins t ON t.copy_id = j.value
    UNION SELECT u.copy_id, u.original_id FROM json_each(:ids) j
        CROSS JOIN suspended_twins u ON u.copy_id = j.value),
made_of AS (SELECT k.copy_id, k.original_id, coalesce(
        (SELECT c.order_id FROM copies_of_combined c WHERE c.copy_id = k.copy_id),
        (SELECT min(other.order_id) FROM order_keys mine
            JOIN order_keys other ON other.platform = mine.platform AND other.value = mine.value
            JOIN superseded s ON s.order_id = other.order_id
            WHERE mine.order_id = k.copy_id
            HAVING count(DISTINCT other.order_id) = 1)) AS old_id
    FROM linked k WHERE EXISTS (SELECT 1 FROM superseded s WHERE s.by_id = k.original_id))
SELECT m.copy_id, there.line_no FROM made_of m
CROSS JOIN order_lines was ON was.order_id = m.old_id
CROSS JOIN order_lines there ON there.order_id = m.original_id AND there.remote_id = was.remote_id
ORDER BY m.copy_id, was.line_no
"""


def of_copies(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return, for each copy of a combined order, the combined order's lines that it mirrors.

    The lines are in the old order's sequence. Other orders are left out, and copies of which it is
    unknown which of the old orders they were made of.
    """
    found: dict[int, list[int]] = {}
    for copy_id, line_no in conn.execute(_LINES, {"ids": ids(sorted(order_ids))}):
        found.setdefault(copy_id, []).append(line_no)
    return {copy_id: tuple(lines) for copy_id, lines in found.items()}


def shared(lines: Mapping[int, Collection[int]], one: int, other: int, line_no: int) -> bool:
    """Return True if line *line_no* of the order *other* may be a line of its twin *one*.

    *lines* come from ``of_copies``.
    """
    mine, theirs = lines.get(one), lines.get(other)
    if mine is None:
        return True
    return line_no in mine if theirs is None else not set(mine).isdisjoint(theirs)
