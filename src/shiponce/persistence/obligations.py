"""The facts from which obligations are derived, and the units that others shipped."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import orjson

from shiponce.decisions.obligations import Obligation, are_comparable, bare, with_twins
from shiponce.decisions.units_shipped_by_others import Counted, Ours, Shown
from shiponce.domain.order import Package
from shiponce.domain.store import MatchingMode
from shiponce.persistence import copied_lines, numbers_of_other_orders, stores
from shiponce.persistence.json_columns import ids

_LINES = """
SELECT l.order_id, l.line_no, l.sku, l.destination, l.quantity, l.cancelled, l.refunded,
    CASE WHEN l.collected OR NOT l.physical OR :linked AND EXISTS (
        SELECT 1 FROM twins t JOIN order_lines sold ON sold.order_id = t.original_id
        WHERE t.copy_id = l.order_id AND sold.collected) THEN l.quantity ELSE 0 END AS collected,
    coalesce((SELECT sum(p.quantity) FROM shipments s JOIN package_lines p ON p.shipment_id = s.id
        WHERE s.order_id = l.order_id AND s.state = 'labelled' AND p.line_no = l.line_no), 0),
    l.elsewhere
FROM json_each(:ids) j CROSS JOIN order_lines l ON l.order_id = j.value
ORDER BY l.order_id, l.line_no
"""


def obligations(
    conn: sqlite3.Connection, order_ids: Collection[int]
) -> dict[int, tuple[Obligation, ...]]:
    """Return what is owed of each order, line by line.

    In reconciling mode units under labels of linked orders are not due, and no unit of a copy is
    due if the buyer collects the original.
    """
    found: dict[int, list[Obligation]] = {}
    reconciling = stores.mode(conn) is MatchingMode.RECONCILING
    asked = {"ids": ids(sorted(order_ids)), "linked": reconciling}
    for order_id, *line in conn.execute(_LINES, asked):
        found.setdefault(order_id, []).append(Obligation(*line))
    obliged = {order_id: tuple(lines) for order_id, lines in found.items()}
    for order_id, among, units in _left_with_twins(conn, found):
        obliged[order_id] = with_twins(obliged[order_id], units, among)
    return obliged


_UNITS_OF_TWINS = """
WITH family(order_id, other) AS (
    SELECT j.value, t.original_id FROM json_each(:ids) j CROSS JOIN twins t ON t.copy_id = j.value
    UNION ALL
    SELECT j.value, t.copy_id FROM json_each(:ids) j CROSS JOIN twins t ON t.original_id = j.value
    UNION ALL
    SELECT j.value, b.copy_id FROM json_each(:ids) j CROSS JOIN twins a ON a.copy_id = j.value
        CROSS JOIN twins b ON b.original_id = a.original_id AND b.copy_id <> a.copy_id
    UNION ALL
    SELECT j.value, u.original_id FROM json_each(:ids) j
        CROSS JOIN suspended_twins u ON u.copy_id = j.value
    UNION ALL
    SELECT j.value, u.copy_id FROM json_each(:ids) j
        CROSS JOIN suspended_twins u ON u.original_id = j.value)
SELECT f.order_id, f.other, l.line_no, l.sku, sum(p.quantity) FROM family f
CROSS JOIN shipments s ON s.order_id = f.other AND s.state = 'labelled'
CROSS JOIN package_lines p ON p.shipment_id = s.id
CROSS JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
GROUP BY f.order_id, f.other, l.line_no
ORDER BY f.order_id, f.other, l.line_no
"""
#: (order, its lines that the units belong to, None for any line, units by SKU).
_Left = tuple[int, tuple[int, ...] | None, Mapping[str, int]]


def units_of_twins(
    conn: sqlite3.Connection, order_ids: Collection[int]
) -> dict[int, dict[str, int]]:
    """Return, by order and SKU, the units under live labels of the orders linked to it.

    Empty in documented mode, where every order is a purchase of its own.
    """
    found: dict[int, Counter[str]] = {}
    for order_id, _, units in _left_with_twins(conn, order_ids):
        found.setdefault(order_id, Counter()).update(units)
    return {order_id: dict(units) for order_id, units in found.items()}


def _left_with_twins(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[_Left]:
    """Return the units under live labels of linked orders; those of known lines come first.

    A copy of a combined order counts only the units of the order that it was made of, and its own
    units count only for the lines of that order.
    """
    if not order_ids or stores.mode(conn) is MatchingMode.DOCUMENTED:
        return []
    rows = conn.execute(_UNITS_OF_TWINS, {"ids": ids(sorted(order_ids))}).fetchall()
    lines = copied_lines.of_copies(conn, {n for row in rows for n in row[:2]}) if rows else {}
    found: dict[tuple[int, tuple[int, ...] | None], Counter[str]] = {}
    for order_id, other, line_no, sku, units in rows:
        if copied_lines.shared(lines, order_id, other, line_no):
            among = None if order_id in lines else lines.get(other)
            found.setdefault((order_id, among), Counter())[sku] += units
    first = sorted(found, key=lambda one: one[1] is None)
    return [(order_id, among, found[order_id, among]) for order_id, among in first]


def is_over(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if the labels of an order and its twins hold more units than are required.

    Units whose lines cannot be compared count as more.
    """
    units = units_of_twins(conn, [order_id]).get(order_id, {})
    lines = of_order(conn, order_id)
    if not are_comparable(lines, units):
        return True
    packed, required = Counter[str](), Counter[str]()
    for sku, count in units.items():
        packed[bare(sku)] += count
    for line in lines:
        packed[bare(line.sku)] += line.ours
        required[bare(line.sku)] += line.required
    return bool(packed - required)


def rests_due(conn: sqlite3.Connection, order_ids: Collection[int]) -> frozenset[int]:
    """Return the orders of which a part left under labels of linked orders, and the rest is due.

    An order whose lines cannot be compared with theirs is left out: nobody knows what its rest is.
    """
    units = units_of_twins(conn, order_ids)
    known = obligations(conn, units) if units else {}
    return frozenset(
        order_id
        for order_id, lines in known.items()
        if are_comparable(lines, units[order_id]) and any(one.due for one in lines)
    )


def rest_is_due(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if ``rests_due`` returns this order."""
    return bool(rests_due(conn, [order_id]))


def surplus(
    conn: sqlite3.Connection,
    order_ids: Collection[int],
    obliged: Mapping[int, Collection[Obligation]],
) -> dict[int, int]:
    """Return how many units under labels of each order are not due; orders without are left out.

    In reconciling mode the labels of an original's copies count too. *obliged* is what is owed of
    each of the orders.
    """
    found = {n: sum(one.surplus for one in obliged.get(n, ())) for n in order_ids}
    if stores.mode(conn) is MatchingMode.RECONCILING:
        copies = _labelled_copies(conn, order_ids)
        behind = obligations(conn, [copy for _, copy in copies])
        for original, copy in copies:
            found[original] += sum(one.surplus for one in behind.get(copy, ()))
    return {n: units for n, units in found.items() if units}


def _labelled_copies(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return (original, copy) for each copy of these orders with a live label."""
    rows = conn.execute(
        "SELECT DISTINCT t.original_id, t.copy_id FROM json_each(?) j"
        " CROSS JOIN twins t ON t.original_id = j.value"
        " JOIN shipments s ON s.order_id = t.copy_id AND s.state = 'labelled'",
        (ids(sorted(order_ids)),),
    )
    return [(row[0], row[1]) for row in rows]


_REFUNDED_IN_COPIES = """
SELECT t.original_id, t.copy_id, l.sku, sum(l.refunded)
FROM json_each(:ids) j CROSS JOIN twins t ON t.original_id = j.value
JOIN order_state state ON state.order_id = t.original_id AND state.status <> 'cancelled'
CROSS JOIN order_lines l ON l.order_id = t.copy_id AND l.refunded > 0
WHERE state.status <> 'shipped' OR EXISTS (SELECT 1 FROM shipments s WHERE s.state = 'labelled'
    AND (s.order_id = t.original_id OR s.order_id = t.copy_id))
GROUP BY t.original_id, t.copy_id, l.sku
"""


def refunded_in_copies(
    conn: sqlite3.Connection, order_ids: Collection[int]
) -> dict[int, dict[str, int]]:
    """Return, by original and SKU, the units that only a copy shows as refunded.

    Originals that are closed, without a live label, are left out. SKUs are compared as ``bare``
    writes them.
    """
    found: dict[int, Counter[str]] = {}
    for original, _, sku, units in conn.execute(
        _REFUNDED_IN_COPIES, {"ids": ids(sorted(order_ids))}
    ):
        by_sku = found.setdefault(original, Counter())
        by_sku[bare(sku)] = max(by_sku[bare(sku)], units)
    for original, lines in obligations(conn, found).items():
        for one in lines:
            found[original][bare(one.sku)] -= one.refunded + one.cancelled
    return {original: dict(+units) for original, units in found.items() if +units}


def originals_refunded_in_copies(conn: sqlite3.Connection) -> list[int]:
    """Return the originals with a copy that shows a refund."""
    rows = conn.execute(
        "SELECT DISTINCT t.original_id FROM order_lines l JOIN twins t ON t.copy_id = l.order_id"
        " WHERE l.refunded > 0 ORDER BY t.original_id"
    )
    return [row[0] for row in rows]


def of_order(conn: sqlite3.Connection, order_id: int) -> tuple[Obligation, ...]:
    """Return what is owed of one order, line by line."""
    return obligations(conn, [order_id]).get(order_id, ())


_PURCHASES = """
SELECT DISTINCT coalesce(t.original_id, u.original_id, j.value) FROM json_each(?) j
LEFT JOIN twins t ON t.copy_id = j.value LEFT JOIN suspended_twins u ON u.copy_id = j.value
"""


def purchases(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[tuple[int, ...]]:
    """Return the orders of each purchase that has one of *order_ids*: the original, its copies.

    In documented mode every order is a purchase of its own, as the help article sees it.
    """
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return [(order_id,) for order_id in sorted(set(order_ids))]
    originals = sorted(row[0] for row in conn.execute(_PURCHASES, (ids(sorted(order_ids)),)))
    copies: dict[int, list[int]] = {}
    for original, copy in conn.execute(
        "SELECT t.original_id, t.copy_id FROM json_each(:ids) j"
        " CROSS JOIN twins t ON t.original_id = j.value UNION SELECT u.original_id, u.copy_id"
        " FROM json_each(:ids) j CROSS JOIN suspended_twins u ON u.original_id = j.value"
        " ORDER BY 2",
        {"ids": ids(originals)},
    ):
        copies.setdefault(original, []).append(copy)
    return [(original, *copies.get(original, ())) for original in originals]


def begun(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[int]:
    """Return those of *order_ids* of which a platform shows units or packages as shipped.

    Orders for which units of others are recorded are included.
    """
    rows = conn.execute(
        "SELECT j.value FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value"
        " WHERE o.packages <> '[]' OR EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id"
        " AND (l.fulfilled > 0 OR l.elsewhere > 0)) ORDER BY j.value",
        (ids(sorted(order_ids)),),
    )
    return [row[0] for row in rows]


def shown(conn: sqlite3.Connection, order_ids: Collection[int]) -> tuple[Shown, ...]:
    """Return what the platforms showed last of the units and packages of these orders."""
    lines: dict[int, list[Counted]] = {}
    asked = ids(sorted(order_ids))
    for order_id, *line in conn.execute(
        "SELECT order_id, remote_id, sku, fulfilled FROM order_lines"
        " WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, line_no",
        (asked,),
    ):
        lines.setdefault(order_id, []).append(Counted(*line))
    rows = conn.execute(
        "SELECT id, packages FROM orders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (asked,),
    )
    return tuple(Shown(n, tuple(lines.get(n, ())), _packages(packed)) for n, packed in rows)


def _packages(packed: str) -> tuple[Package, ...]:
    return tuple(
        Package(
            one["remote_id"],
            one["carrier"],
            one["tracking"],
            tuple((line, units) for line, units in one["lines"]),
        )
        for one in orjson.loads(packed)
    )


_NUMBERS = """
SELECT s.tracking FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value
WHERE s.state <> 'elsewhere' AND s.tracking <> ''
UNION SELECT n.tracking FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value
JOIN notices n ON n.shipment_id = s.id WHERE s.state <> 'elsewhere' AND n.tracking <> ''
UNION SELECT a.key FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value
JOIN notices n ON n.shipment_id = s.id JOIN acts a ON a.notice_id = n.id
WHERE s.state <> 'elsewhere' AND a.key <> ''
UNION SELECT coalesce(n.tracking, s.tracking) FROM json_each(:ids) j
CROSS JOIN notices n ON n.target_id = j.value JOIN shipments s ON s.id = n.shipment_id
JOIN twin_refusals r ON r.copy_id = n.target_id AND r.original_id IN (s.order_id, 0)
WHERE s.state <> 'elsewhere' AND coalesce(n.tracking, s.tracking) <> ''
AND (n.attempts > 0 OR n.state IN ('sent', 'already_known'))
"""
#: Units by SKU in the packages of which an order's store was notified, or may have been.
_NOTIFIED = """
SELECT o.id, l.sku, sum(p.quantity)
FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value
JOIN notices n ON n.shipment_id = s.id
JOIN orders o ON o.store_id = n.store_id AND o.remote_id = n.target_remote
JOIN package_lines p ON p.shipment_id = s.id
JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
WHERE n.attempts > 0 OR n.state IN ('sent', 'already_known')
GROUP BY o.id, l.sku
UNION ALL SELECT n.target_id, l.sku, sum(l.fulfilled)
FROM json_each(:ids) j CROSS JOIN notices n ON n.target_id = j.value
JOIN shipments s ON s.id = n.shipment_id AND s.state <> 'elsewhere'
JOIN twin_refusals r ON r.copy_id = n.target_id AND r.original_id IN (s.order_id, 0)
JOIN order_lines l ON l.order_id = n.target_id
WHERE n.attempts > 0 OR n.state IN ('sent', 'already_known')
GROUP BY n.target_id, l.sku
"""


#: The units by SKU of each of our packages without a tracking number that a store was, or may have
#: been, notified of.
_UNTRACKED = """
SELECT s.id, l.sku, sum(p.quantity)
FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value AND s.state <> 'elsewhere'
JOIN package_lines p ON p.shipment_id = s.id
JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
WHERE EXISTS (SELECT 1 FROM notices n WHERE n.shipment_id = s.id
    AND coalesce(n.tracking, s.tracking) = ''
    AND (n.attempts > 0 OR n.state IN ('sent', 'already_known')))
GROUP BY s.id, l.sku ORDER BY s.id
"""
#: Units by SKU of each live package whose notification a platform refused, or a person ended.
_BY_HAND = """
SELECT s.id, l.sku, sum(p.quantity)
FROM json_each(:ids) j CROSS JOIN shipments s ON s.order_id = j.value AND s.state = 'labelled'
JOIN package_lines p ON p.shipment_id = s.id
JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
WHERE EXISTS (SELECT 1 FROM notices n WHERE n.shipment_id = s.id
    AND (n.state = 'stopped' OR n.state = 'withdrawn' AND n.code = 'notification.closed'))
GROUP BY s.id, l.sku ORDER BY s.id
"""


def ours(conn: sqlite3.Connection, purchase: Collection[int]) -> Mapping[int, Ours]:
    """Return, for each order of a purchase, what its platform may show because of the hub.

    The units include those in packages of others that the hub reported to a copy; the tracking
    numbers are those of our own labels only.
    """
    asked = {"ids": ids(sorted(purchase))}
    numbers = frozenset(row[0] for row in conn.execute(_NUMBERS, asked))
    of_others = numbers_of_other_orders.of_orders(conn, purchase)
    numbers |= {one.tracking for one in of_others}
    notified: Counter[str] = Counter()
    for _, sku, units in conn.execute(_NOTIFIED, asked):
        notified[sku] = max(notified[sku], units)
    untracked = _by_package(conn.execute(_UNTRACKED, asked))
    mine = Ours(numbers, notified, untracked, _by_package(conn.execute(_BY_HAND, asked)))
    return dict.fromkeys(purchase, mine)


def _by_package(rows: Iterable[tuple[int, str, int]]) -> tuple[Mapping[str, int], ...]:
    """Return the units by SKU of each shipment in rows of (shipment, SKU, units)."""
    found: dict[int, dict[str, int]] = {}
    for shipment_id, sku, units in rows:
        found.setdefault(shipment_id, {})[sku] = units
    return tuple(found.values())


def put_units_of_others(conn: sqlite3.Connection, order_id: int, units: Mapping[int, int]) -> bool:
    """Record, by line, how many units others shipped; return whether that changed anything."""
    changed = 0
    for line_no, count in units.items():
        done = conn.execute(
            "UPDATE order_lines SET elsewhere = ?"
            " WHERE order_id = ? AND line_no = ? AND elsewhere <> ?",
            (count, order_id, line_no, count),
        )
        changed += done.rowcount
    return bool(changed)
