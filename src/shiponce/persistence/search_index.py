"""Search orders in every grid: by number, buyer, goods, tracking number and tag.

``search_texts`` holds the platform's texts about an order and our own tracking numbers, folded
(``text_folding``), one field per line. A search looks for a plain substring, so no character has a
special meaning. The table holds buyers' names, so it is personal data; its rows only repeat data of
other tables.

``search_trigrams`` is SQLite's index over these texts, by every part of three characters. It is
filled after an import; texts that are not in it yet are in ``search_pending``, and are read
themselves. So are all texts in a search for one or two characters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import orjson

from shiponce.domain.order import ImportedOrder
from shiponce.domain.text_folding import folded
from shiponce.persistence import order_references
from shiponce.persistence.json_columns import ids
from shiponce.views.orders import Grid

_PUT = """
INSERT INTO search_texts (order_id, names, words) VALUES (?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET
    names = excluded.names, words = excluded.words
"""

#: The grids, and None for an order that is excluded because its store is disconnected.
_PLACES = (*Grid, None)
#: Encodes an order id and its grid as one number (id * _BASE + grid), which SQLite returns fast.
_BASE = 16
_CASES = " ".join(f"WHEN '{grid.value}' THEN {n}" for n, grid in enumerate(Grid))
#: The shortest query for which the index is used, in characters.
_INDEXED = 3
_ALL_TEXTS = "search_texts"
#: The texts that may contain the query.
_LIKELY_TEXTS = """(SELECT * FROM search_texts WHERE order_id IN (
        SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH :parts
        UNION SELECT order_id FROM search_pending))"""
_FIND = f"""
WITH text_hit(order_id, is_name, is_word) AS (
    SELECT order_id, instr(names, :bare) OR instr(numbers, :bare){{spaced}}, instr(words, :query)
    FROM {{texts}}
), hit(order_id, is_name) AS (
    SELECT order_id, is_name FROM text_hit WHERE is_name OR is_word
    UNION SELECT order_id, 0 FROM order_state
    WHERE tags <> '[]' AND tags IN (SELECT value FROM json_each(:tags))
    UNION SELECT value, 1 FROM json_each(:named)
), found AS (
    SELECT order_id FROM hit
    UNION SELECT t.original_id FROM hit h JOIN twins t ON t.copy_id = h.order_id WHERE h.is_name
    UNION SELECT t.copy_id FROM hit h JOIN twins t ON t.original_id = h.order_id WHERE h.is_name
)
SELECT json_group_array(place) FROM (
    SELECT s.order_id * {_BASE} + CASE
        WHEN s.visibility = 'visible' THEN CASE s.status {_CASES} END
        ELSE CASE s.visibility {_CASES} ELSE {len(Grid)} END END AS place
    FROM found f CROSS JOIN order_state s ON s.order_id = f.order_id
    ORDER BY s.sort_at DESC, s.order_id DESC)
"""  # noqa: S608 - constants only


def put(conn: sqlite3.Connection, orders: Iterable[tuple[int, ImportedOrder]]) -> None:
    """Record the texts by which these orders are found."""
    conn.executemany(_PUT, [_row(order_id, order) for order_id, order in orders])


def index_pending(conn: sqlite3.Connection) -> None:
    """Add the texts that were recorded since the last call to the index."""
    conn.execute(
        "INSERT INTO search_trigrams (search_trigrams, rowid, names, words, numbers)"
        " SELECT 'delete', order_id, names, words, numbers FROM search_pending"
        " WHERE names IS NOT NULL"
    )
    conn.execute(
        "INSERT INTO search_trigrams (rowid, names, words, numbers)"
        " SELECT t.order_id, t.names, t.words, t.numbers FROM search_pending p"
        " JOIN search_texts t ON t.order_id = p.order_id"
    )
    conn.execute("DELETE FROM search_pending")


def rebuild(conn: sqlite3.Connection) -> None:
    """Make the index anew from the texts, so that nothing of earlier texts is left in it."""
    conn.execute("INSERT INTO search_trigrams (search_trigrams) VALUES ('rebuild')")
    conn.execute("DELETE FROM search_pending")


def _row(order_id: int, order: ImportedOrder) -> tuple[int, str, str]:
    tracking = (package.tracking.replace(" ", "") for package in order.packages)
    lines = [field for line in order.lines for field in (line.sku, line.title)]
    buyer = [order.buyer, order.ship_to.name if order.ship_to else ""]
    return (
        order_id,
        fields([order.number, order.remote_id, *tracking]),
        fields([*buyer, *lines]),
    )


def keep_goods(conn: sqlite3.Connection, order_ids: Sequence[int]) -> None:
    """Remove the buyers' names of these orders from texts and index; numbers and goods stay."""
    goods: dict[int, list[str]] = {order_id: [] for order_id in order_ids}
    for order_id, sku, title in conn.execute(
        "SELECT order_id, sku, title FROM order_lines"
        " WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, line_no",
        (ids(list(order_ids)),),
    ):
        goods[order_id] += (sku, title)
    conn.executemany(
        "UPDATE search_texts SET words = ? WHERE order_id = ?",
        [(fields(texts), order_id) for order_id, texts in goods.items()],
    )
    rebuild(conn)


def fields(texts: Iterable[str]) -> str:
    """Return each non-empty text once, folded, one per line."""
    return "\n".join(dict.fromkeys(filter(None, map(folded, texts))))


def find(conn: sqlite3.Connection, query: str) -> list[tuple[int, Grid | None]]:
    """Return each order that contains the text, with its grid; newest first.

    The search covers number, buyer, goods, tracking number and tags, and the names ``#12`` and
    ``store:number`` of one order. An excluded order has no grid.
    If an order is found by its number or tracking number, its twin is returned too. A blank query
    finds nothing.
    """
    wanted = folded(query)
    if not wanted:
        return []
    facts = {
        "query": wanted,
        "bare": wanted.replace(" ", ""),
        "tags": _tags(conn, wanted),
        "named": ids(_named(conn, query.strip())),
    }
    texts = _ALL_TEXTS
    spaced = " OR instr(names, :query)" if facts["bare"] != wanted else ""
    if min(len(wanted), len(facts["bare"])) >= _INDEXED and "\0" not in wanted:
        texts = _LIKELY_TEXTS
        facts["parts"] = f"({_parts(wanted)}) OR ({_parts(facts['bare'])})"
    found = conn.execute(_FIND.format(texts=texts, spaced=spaced), facts)
    places: list[int] = orjson.loads(found.fetchone()[0])
    return [(place // _BASE, _PLACES[place % _BASE]) for place in places]


def _parts(wanted: str) -> str:
    """Return the query for the index: every part of three characters, each a quoted text."""
    parts = dict.fromkeys(wanted[n : n + _INDEXED] for n in range(len(wanted) - _INDEXED + 1))
    return " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)


def _named(conn: sqlite3.Connection, query: str) -> list[int]:
    """Return the orders that the query names as ``#12`` or ``store:number``."""
    if query.startswith("#") or ":" in query:
        return order_references.matching(conn, query)
    return []


def _tags(conn: sqlite3.Connection, wanted: str) -> str:
    """Return every stored tag list that has a tag containing the text."""
    every = conn.execute("SELECT DISTINCT tags FROM order_state WHERE tags <> '[]'")
    return ids([row[0] for row in every if any(wanted in folded(t) for t in orjson.loads(row[0]))])


def listed(conn: sqlite3.Connection, query: str) -> list[int]:
    """Return records of excluded orders whose id or origin key contains the text, newest first."""
    wanted = folded(query)
    if not wanted:
        return []
    rows = conn.execute(
        "SELECT id FROM listed WHERE instr(lower(remote_id), :query)"
        " OR instr(lower(coalesce(origin_value, '')), :query) ORDER BY at DESC, id DESC",
        {"query": wanted},
    )
    return [row[0] for row in rows]
