"""Find the orders that are one purchase, for every matching mode and user interface.

Two orders are one purchase if they are linked, have the same origin key, are the same order of one
account (imported through two connections), or share an eBay line. If a person rejects a pair, a key
from an editable field no longer counts. A key from a read-only field still does: the rejection only
permits shipping both orders, and the user interfaces still show them as one purchase.

Two orders that may be one purchase (``possible_twins``) are returned only where they are asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shiponce.decisions.double_shipments import Basis, Member, Units
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence.json_columns import ids
from shiponce.persistence.possible_twins import STANDS

#: A person said that a and b are not one purchase.
_NO = """EXISTS (SELECT 1 FROM twin_refusals r
    WHERE (r.copy_id = a.id AND r.original_id IN (0, b.id))
    OR (r.copy_id = b.id AND r.original_id IN (0, a.id)))"""

#: SQL: all orders that are one purchase with an order in *first*, and why. CROSS JOIN makes
#: SQLite's query planner use the keys; otherwise it would scan every order.
_BONDS = """
SELECT j.value AS mine, t.original_id AS other, 'linked' AS basis, 1 AS proved, 0 AS refused
    FROM {first} j CROSS JOIN twins t ON t.copy_id = j.value
UNION ALL
SELECT j.value, t.copy_id, 'linked', 1, 0
    FROM {first} j CROSS JOIN twins t ON t.original_id = j.value
UNION ALL
SELECT j.value, t.original_id, 'suspended', 1, 0
    FROM {first} j CROSS JOIN suspended_twins t ON t.copy_id = j.value
UNION ALL
SELECT j.value, t.copy_id, 'suspended', 1, 0
    FROM {first} j CROSS JOIN suspended_twins t ON t.original_id = j.value
UNION ALL
-- Copies in two shops, or written twice into one. Two in one shop of an original that replaced
-- others are parts of what a buyer combined.
SELECT a.id, b.id, 'other_copy', 1, 0
    FROM {first} j CROSS JOIN twins t ON t.copy_id = j.value
    CROSS JOIN twins u ON u.original_id = t.original_id AND u.copy_id <> t.copy_id
    CROSS JOIN orders a ON a.id = t.copy_id CROSS JOIN orders b ON b.id = u.copy_id
    CROSS JOIN stores x ON x.id = a.store_id CROSS JOIN stores y ON y.id = b.store_id
    WHERE (x.platform, x.account) <> (y.platform, y.account)
    OR NOT EXISTS (SELECT 1 FROM superseded z WHERE z.by_id = t.original_id)
UNION ALL
SELECT a.id, b.id, 'same_key', mine.grade = 'proves' AND yours.grade = 'proves', {no}
    FROM {first} j CROSS JOIN order_keys mine ON mine.order_id = j.value
    CROSS JOIN order_keys yours ON yours.platform = mine.platform
    AND yours.value = mine.value AND yours.order_id <> mine.order_id
    CROSS JOIN orders a ON a.id = mine.order_id CROSS JOIN orders b ON b.id = yours.order_id
    CROSS JOIN stores x ON x.id = a.store_id CROSS JOIN stores y ON y.id = b.store_id
    WHERE (mine.grade = 'proves' AND yours.grade = 'proves')
    OR ((x.platform, x.account) <> (y.platform, y.account) AND NOT {no})
UNION ALL
SELECT a.id, b.id, 'same_order', 1, 0
    FROM {first} j CROSS JOIN orders a ON a.id = j.value
    CROSS JOIN stores x ON x.id = a.store_id
    CROSS JOIN stores y ON y.platform = x.platform AND y.account = x.account AND y.id <> x.id
    CROSS JOIN orders b ON b.store_id = y.id AND b.remote_id = a.remote_id
UNION ALL
SELECT mine.order_id, yours.order_id, 'same_lines', 1, 0
    FROM {first} j CROSS JOIN sold_lines mine ON mine.order_id = j.value
    CROSS JOIN sold_lines yours ON yours.store_id = mine.store_id
    AND yours.line_id = mine.line_id AND yours.order_id <> mine.order_id
"""
#: SQL: all orders that may be one purchase with an order in *first*. Two copies may be one if an id
#: of both names the same original, or if one is linked to it.
_POSSIBLE = f"""
UNION ALL
SELECT a.id, b.id, 'possible', 0, {{no}}
    FROM {{first}} j CROSS JOIN possible_twins p ON p.copy_id = j.value
    CROSS JOIN orders a ON a.id = p.copy_id CROSS JOIN orders b ON b.id = p.original_id
    WHERE {STANDS}
UNION ALL
SELECT a.id, b.id, 'possible', 0, {{no}}
    FROM {{first}} j CROSS JOIN possible_twins p ON p.original_id = j.value
    CROSS JOIN orders a ON a.id = p.original_id CROSS JOIN orders b ON b.id = p.copy_id
    WHERE {STANDS}
UNION ALL
SELECT a.id, b.id, 'possible', 0, {{no}}
    FROM {{first}} j CROSS JOIN possible_twins p ON p.copy_id = j.value AND p.named
    CROSS JOIN possible_twins q ON q.original_id = p.original_id AND q.named
    AND q.copy_id <> p.copy_id
    CROSS JOIN orders a ON a.id = p.copy_id CROSS JOIN orders b ON b.id = q.copy_id
    WHERE NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = a.id)
UNION ALL
SELECT a.id, b.id, 'possible', 0, {{no}}
    FROM {{first}} j CROSS JOIN possible_twins p ON p.copy_id = j.value AND p.named
    CROSS JOIN twins u ON u.original_id = p.original_id
    CROSS JOIN orders a ON a.id = p.copy_id CROSS JOIN orders b ON b.id = u.copy_id
    WHERE NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = a.id)
"""  # noqa: S608 - constants only
_LABELLED = "(SELECT DISTINCT order_id AS value FROM shipments WHERE state = 'labelled')"
_HAS_LABEL = (
    " WHERE EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = other AND s.state = 'labelled')"
)
#: The strongest basis first. Of several bonds between two orders only the strongest is returned.
_STRENGTH = (
    Basis.LINKED,
    Basis.COPIES,
    Basis.SUSPENDED,
    Basis.ORDER,
    Basis.KEY,
    Basis.LINES,
    Basis.POSSIBLE,
)


@dataclass(frozen=True, slots=True)
class Bond:
    """Two orders of one purchase, and why they are one purchase."""

    order_id: int
    other_id: int
    basis: Basis
    #: True if the bond rests on read-only fields only.
    proved: bool
    #: A person said that the two orders are not one purchase.
    refused: bool


def bonds(
    conn: sqlite3.Connection, order_ids: Collection[int], *, possible: bool = False
) -> tuple[Bond, ...]:
    """Return the bonds between these orders and others of the same purchase, one for each pair.

    With *possible*, also return the bonds to orders that may be the same purchase.
    """
    script = _BONDS + _POSSIBLE if possible else _BONDS
    query = script.format(first="json_each(:ids)", no=_NO)
    return _strongest(conn.execute(query, {"ids": ids(sorted(order_ids))}).fetchall())


def bonds_of_labels(conn: sqlite3.Connection) -> tuple[Bond, ...]:
    """Return all bonds in the file between two orders that both have a live label.

    Bonds between orders that may be one purchase are included.
    """
    found = (_BONDS + _POSSIBLE).format(first=_LABELLED, no=_NO)
    query = f"SELECT * FROM ({found}){_HAS_LABEL}"  # noqa: S608 - constants only
    return _strongest(conn.execute(query).fetchall())


def _strongest(rows: Sequence[sqlite3.Row]) -> tuple[Bond, ...]:
    found: dict[tuple[int, int], Bond] = {}
    for row in rows:
        bond = Bond(row[0], row[1], Basis(row[2]), bool(row[3]), bool(row[4]))
        before = found.get((bond.order_id, bond.other_id))
        if before is None or _rank(bond) < _rank(before):
            found[bond.order_id, bond.other_id] = bond
    return tuple(found[pair] for pair in sorted(found))


def _rank(bond: Bond) -> tuple[int, bool]:
    return _STRENGTH.index(bond.basis), not bond.proved


@dataclass(frozen=True, slots=True)
class Held:
    """A shipment that took units: a live label, an open purchase, or another program's package."""

    order_id: int
    #: The order as a person writes it: ``store:number``.
    order: str
    number: str
    state: ShipmentState
    carrier: str
    tracking: str
    #: The shipment that the label was bought for; other shipments may share the label. 0 if the
    #: platform shows the order as shipped, and the hub has no shipment of it.
    label: int
    #: The order may be the same purchase as the one that is asked about; nothing proves it.
    possible: bool = False


def holding(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, list[Held]]:
    """Return the shipments that take, or may take, units of each order, oldest first."""
    rows = conn.execute(
        "SELECT s.order_id, t.name || ':' || o.number, o.number, s.state, s.carrier, s.tracking,"
        " coalesce(s.combined_with, s.id) FROM json_each(?) j"
        " CROSS JOIN shipments s ON s.order_id = j.value"
        " CROSS JOIN orders o ON o.id = s.order_id CROSS JOIN stores t ON t.id = o.store_id"
        " WHERE s.state IN ('purchasing', 'unknown', 'labelled', 'elsewhere') ORDER BY s.id",
        (ids(sorted(order_ids)),),
    )
    found: dict[int, list[Held]] = {}
    for row in rows:
        one = Held(row[0], row[1], row[2], ShipmentState(row[3]), *row[4:])
        found.setdefault(one.order_id, []).append(one)
    return found


def left(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, list[Held]]:
    """Return what ``holding`` returns, and the orders that their platforms show as shipped.

    An order of which others shipped a part is included.
    """
    found = holding(conn, order_ids)
    rows = conn.execute(
        "SELECT o.id, t.name || ':' || o.number, o.number, 'elsewhere',"
        " coalesce(json_extract(o.packages, '$[0].carrier'), ''),"
        " coalesce(json_extract(o.packages, '$[0].tracking'), ''), 0 FROM json_each(?) j"
        " CROSS JOIN orders o ON o.id = j.value JOIN stores t ON t.id = o.store_id"
        " WHERE o.shown_status = 'shipped' OR EXISTS (SELECT 1 FROM order_lines l"
        " WHERE l.order_id = o.id AND l.elsewhere > 0) ORDER BY o.id",
        (ids(sorted(order_ids)),),
    )
    for row in rows:
        if row[0] not in found:
            found[row[0]] = [Held(row[0], row[1], row[2], ShipmentState(row[3]), *row[4:])]
    return found


def members(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, Member]:
    """Return for each order its account, its physical units, and the units under live labels."""
    asked = ids(sorted(order_ids))
    ordered = _units(
        conn.execute(
            "SELECT l.order_id, l.sku, l.remote_id, l.quantity, 0 FROM json_each(?) j"
            " CROSS JOIN order_lines l ON l.order_id = j.value WHERE l.physical = 1",
            (asked,),
        ).fetchall()
    )
    packed = _units(
        conn.execute(
            "SELECT s.order_id, l.sku, l.remote_id, p.quantity, coalesce(s.combined_with, s.id)"
            " FROM json_each(?) j CROSS JOIN shipments s ON s.order_id = j.value"
            " CROSS JOIN package_lines p ON p.shipment_id = s.id"
            " CROSS JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no"
            " WHERE s.state = 'labelled'",
            (asked,),
        ).fetchall()
    )
    accounts = conn.execute(
        "SELECT o.id, t.platform, t.account FROM json_each(?) j CROSS JOIN orders o"
        " ON o.id = j.value CROSS JOIN stores t ON t.id = o.store_id",
        (asked,),
    )
    return {
        row[0]: Member(
            row[0], (row[1], row[2]), tuple(ordered.get(row[0], ())), tuple(packed.get(row[0], ()))
        )
        for row in accounts
    }


def _units(rows: Sequence[sqlite3.Row]) -> dict[int, list[Units]]:
    found: dict[int, list[Units]] = {}
    for order_id, *unit in rows:
        found.setdefault(order_id, []).append(Units(*unit))
    return found


def names(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, str]:
    """Return each order's name as the command line writes it: ``store:number``."""
    rows = conn.execute(
        "SELECT o.id, t.name || ':' || o.number FROM json_each(?) j CROSS JOIN orders o"
        " ON o.id = j.value CROSS JOIN stores t ON t.id = o.store_id",
        (ids(sorted(order_ids)),),
    )
    return dict(rows.fetchall())


def origin(conn: sqlite3.Connection, order_ids: Sequence[int]) -> str:
    """Return the name of a purchase: its orders' most common origin key, or its first order."""
    row = conn.execute(
        "SELECT k.platform || ' ' || k.value FROM json_each(?) j"
        " CROSS JOIN order_keys k ON k.order_id = j.value GROUP BY k.platform, k.value"
        " ORDER BY count(*) DESC, min(k.grade), 1 LIMIT 1",
        (ids(list(order_ids)),),
    ).fetchone()
    own = "SELECT platform || ' ' || remote_id FROM orders WHERE id = ?"
    row = row or conn.execute(own, (order_ids[0],)).fetchone()
    return str(row[0])
