"""Orders that a marketplace shows as shipped by others, and their copies that are still open.

Another program's package is a shipment in state ``elsewhere``. It is unsettled until its carrier
and tracking number were read from the marketplace.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from shiponce.decisions.shipments_to_report import Sent
from shiponce.domain.order import Package
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence import shipments
from shiponce.persistence.json_columns import ids
from shiponce.persistence.packages_known_to_stores import UNCONTROLLED
from shiponce.persistence.platforms import SHOPS
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.timestamps import to_ms
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class Untold:
    """A BigCommerce order that is open although its original was shipped elsewhere."""

    original: int
    store_id: int
    remote_id: str
    #: The copy's id in the hub; None if a rule excluded the copy (R7).
    copy: int | None


#: The marketplace shows the order as shipped, and we did not cause it: no label of the purchase is
#: live or being bought, and no store was notified of a label that was voided later. Shops are among
#: these stores, because a shop's connector forwards a shipment to the marketplace.
_GONE = f"""
WITH gone(id) AS (
    SELECT o.id FROM json_each(:ids) j CROSS JOIN orders o ON o.id = j.value
    JOIN order_state s ON s.order_id = o.id
    JOIN stores st ON st.id = o.store_id AND st.disconnected_at IS NULL
    WHERE o.platform NOT IN {SHOPS} AND o.shown_status = 'shipped' AND s.visibility = 'visible'
    AND NOT EXISTS (
        SELECT 1 FROM shipments v WHERE v.state IN ('purchasing', 'unknown', 'labelled')
        AND v.order_id IN (SELECT o.id UNION SELECT copy_id FROM twins WHERE original_id = o.id))
    AND NOT EXISTS (
        SELECT 1 FROM shipments v JOIN notices n ON n.shipment_id = v.id
        WHERE v.state = 'voided'
        AND v.order_id IN (SELECT o.id UNION SELECT copy_id FROM twins WHERE original_id = o.id)
        AND (n.state IN ('sent', 'already_known')
            OR n.attempts > 0 AND (n.state NOT IN ('stopped', 'withdrawn') OR {UNCONTROLLED}))))
"""  # noqa: S608 - a constant
_UNTOLD = (
    _GONE
    + """
SELECT g.id AS original, c.store_id, c.remote_id, c.id AS copy
FROM gone g JOIN twins t ON t.original_id = g.id JOIN orders c ON c.id = t.copy_id
WHERE c.shown_status NOT IN ('shipped', 'cancelled')
UNION
SELECT g.id, l.store_id, l.remote_id, NULL
FROM gone g JOIN order_keys k ON k.order_id = g.id
JOIN listed l ON l.origin_platform = k.platform AND l.origin_value = k.value
WHERE l.kind = 'rule' AND coalesce(l.is_open, 1)
ORDER BY 1, 2, 3
"""
)


def untold(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[Untold]:
    """Return the open copies whose originals are in *order_ids* and were shipped elsewhere."""
    rows = conn.execute(_UNTOLD, {"ids": ids(sorted(order_ids))})
    return [Untold(*row) for row in rows]


def originals(conn: sqlite3.Connection) -> frozenset[int]:
    """Return every order with a copy."""
    return frozenset(row[0] for row in conn.execute("SELECT DISTINCT original_id FROM twins"))


def of(conn: sqlite3.Connection, order_id: int) -> list[int]:
    """Return an order's shipments in state ``elsewhere``."""
    rows = conn.execute(
        "SELECT id FROM shipments WHERE order_id = ? AND state = 'elsewhere' ORDER BY id",
        (order_id,),
    )
    return [row[0] for row in rows]


def begin(conn: sqlite3.Connection, order_id: int, at: int) -> int:
    """Record that an order was shipped elsewhere as a whole; the package is not known yet."""
    lines = [(line_no, units) for line_no, _, units in _ordered(conn, order_id) if units]
    return _add(conn, order_id, lines, at)


def _add(conn: sqlite3.Connection, order_id: int, lines: Sequence[tuple[int, int]], at: int) -> int:
    done = conn.execute(
        "INSERT INTO shipments (order_id, state, route, carrier, service, service_id, reference,"
        " at) SELECT :order, 'elsewhere', 'manual', '', '', '',"
        " 'ELSEWHERE-' || :order || '-' || (SELECT 1 + count(*) FROM shipments"
        " WHERE order_id = :order), :at",
        {"order": order_id, "at": at},
    )
    shipment_id = int(done.lastrowid or 0)
    conn.executemany(
        "INSERT INTO package_lines VALUES (?, ?, ?)",
        [(shipment_id, line_no, units) for line_no, units in lines],
    )
    return shipment_id


def ordered(conn: sqlite3.Connection, order_id: int) -> dict[str, int]:
    """Return the units of each physical line, by the marketplace's line id."""
    return {remote: units for _, remote, units in _ordered(conn, order_id)}


def _ordered(conn: sqlite3.Connection, order_id: int) -> list[tuple[int, str, int]]:
    rows = conn.execute(
        "SELECT line_no, remote_id, quantity FROM order_lines"
        " WHERE order_id = ? AND physical ORDER BY line_no",
        (order_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


@dataclass(frozen=True, slots=True)
class ShownPackage:
    """A package of an order that was shipped elsewhere."""

    carrier: str
    tracking: str
    #: When the package was read from the marketplace; None if it was not read yet.
    settled_at: datetime | None


_SHOWN = TypedRows(ShownPackage)


def shown(conn: sqlite3.Connection, order_id: int) -> list[ShownPackage]:
    """Return each package of an order that was shipped elsewhere."""
    return _SHOWN.all(
        conn.execute(
            "SELECT carrier, tracking, settled_at FROM shipments"
            " WHERE order_id = ? AND state = 'elsewhere' ORDER BY id",
            (order_id,),
        )
    )


def packages(conn: sqlite3.Connection, order_id: int) -> tuple[Package, ...]:
    """Return an order's packages as last imported; eBay's orders name no packages."""
    row = conn.execute("SELECT packages FROM orders WHERE id = ?", (order_id,)).fetchone()
    return tuple(
        Package(
            one["remote_id"],
            one["carrier"],
            one["tracking"],
            tuple((line, units) for line, units in one["lines"]),
        )
        for one in orjson.loads(row[0])
    )


def is_unread(shipment: Shipment) -> bool:
    """Return True if a shipment was made elsewhere and its package was not read yet."""
    return shipment.state is ShipmentState.ELSEWHERE and shipment.settled_at is None


def beside(conn: sqlite3.Connection, shipment: Shipment) -> tuple[str, ...]:
    """Return the tracking numbers of the order's other packages shipped elsewhere."""
    if shipment.state is not ShipmentState.ELSEWHERE:
        return ()
    rows = conn.execute(
        "SELECT tracking FROM shipments WHERE order_id = ? AND state = 'elsewhere' AND id <> ?",
        (shipment.order_id, shipment.id),
    )
    return tuple(row[0] for row in rows)


def settle(conn: sqlite3.Connection, shipment_id: int, found: Sequence[Sent], at: int) -> None:
    """Record a shipment, with notifications, for each package that the marketplace shows."""
    row = shipments.one(conn, shipment_id)
    if row is None or not is_unread(row):
        return  # another hub has recorded it meanwhile
    _describe(conn, shipment_id, found[0], at)
    numbers = {remote: line_no for line_no, remote, _ in _ordered(conn, row.order_id)}
    if found[0].units:
        conn.execute("DELETE FROM package_lines WHERE shipment_id = ?", (shipment_id,))
        conn.executemany(
            "INSERT INTO package_lines VALUES (?, ?, ?)",
            [(shipment_id, numbers[line], units) for line, units in found[0].units.items()],
        )
    for one in found[1:]:
        lines = [(numbers[line], units) for line, units in one.units.items()]
        another = _add(conn, row.order_id, lines, to_ms(row.at))
        _describe(conn, another, one, at)
        conn.execute(
            "INSERT INTO notices (shipment_id, store_id, target_id, target_remote, state, next_at,"
            " verify, code, facts, at) SELECT ?, store_id, target_id, target_remote,"
            " CASE state WHEN 'withdrawn' THEN state ELSE 'pending' END,"
            " CASE state WHEN 'withdrawn' THEN NULL ELSE ? END, verify,"
            " CASE state WHEN 'withdrawn' THEN code END, '{}', at"
            " FROM notices WHERE shipment_id = ? ORDER BY id",
            (another, at, shipment_id),
        )


@dataclass(frozen=True, slots=True)
class PartlyGone:
    """An original of which others shipped units, with an open copy that its shop shows."""

    original: int
    store_id: int
    remote_id: str
    copy: int


_PARTLY_GONE = f"""
SELECT o.id AS original, c.store_id, c.remote_id, c.id AS copy
FROM json_each(:ids) j CROSS JOIN orders o ON o.id = j.value
JOIN order_state s ON s.order_id = o.id AND s.visibility = 'visible'
JOIN stores st ON st.id = o.store_id AND st.disconnected_at IS NULL
JOIN twins t ON t.original_id = o.id JOIN orders c ON c.id = t.copy_id
WHERE o.platform NOT IN {SHOPS} AND o.packages <> '[]'
AND c.shown_status NOT IN ('shipped', 'cancelled')
AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.elsewhere > 0)
AND NOT EXISTS (SELECT 1 FROM shipments x WHERE x.order_id = o.id
    AND x.state IN ('purchasing', 'unknown'))
AND (o.shown_status <> 'shipped' OR EXISTS (SELECT 1 FROM shipments x WHERE x.order_id = o.id
    AND (x.state = 'labelled' OR x.state = 'elsewhere' AND x.settled_at IS NOT NULL)))
ORDER BY 1, 2, 3
"""  # noqa: S608 - a constant


def partly_gone(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[PartlyGone]:
    """Return the open copies of those *order_ids* that others shipped in part."""
    rows = conn.execute(_PARTLY_GONE, {"ids": ids(sorted(order_ids))})
    return [PartlyGone(*row) for row in rows]


def add_packages(
    conn: sqlite3.Connection, order_id: int, packages: Sequence[Package], at: int
) -> list[int]:
    """Record packages that others shipped; return their shipments, which may be recorded already.

    A package is identified by its tracking number or, if it has none, by its units.
    """
    known = _recorded(conn, order_id)
    numbers = {remote: line_no for line_no, remote, _ in _ordered(conn, order_id)}
    found = []
    for package in packages:
        lines = {numbers[line]: units for line, units in package.lines if line in numbers}
        same = [
            shipment_id
            for shipment_id, (tracking, packed) in known.items()
            if tracking == package.tracking and (tracking or packed == lines)
        ]
        if same:
            del known[same[0]]
            found.append(same[0])
            continue
        shipment_id = _add(conn, order_id, list(lines.items()), at)
        _describe(conn, shipment_id, Sent(package.carrier, package.tracking), at)
        found.append(shipment_id)
    return found


def _recorded(conn: sqlite3.Connection, order_id: int) -> dict[int, tuple[str, dict[int, int]]]:
    """Return tracking number and units by line of each shipment elsewhere that was read."""
    rows = conn.execute(
        "SELECT s.id, s.tracking, json_group_object(p.line_no, p.quantity)"
        " FROM shipments s JOIN package_lines p ON p.shipment_id = s.id"
        " WHERE s.order_id = ? AND s.state = 'elsewhere' AND s.settled_at IS NOT NULL"
        " GROUP BY s.id ORDER BY s.id",
        (order_id,),
    )
    return {
        shipment_id: (tracking, {int(line): units for line, units in orjson.loads(lines).items()})
        for shipment_id, tracking, lines in rows
    }


def _describe(conn: sqlite3.Connection, shipment_id: int, sent: Sent, at: int) -> None:
    conn.execute(
        "UPDATE shipments SET carrier = ?, tracking = ?, settled_at = ? WHERE id = ?",
        (sent.carrier, sent.tracking, at, shipment_id),
    )


def is_known(conn: sqlite3.Connection, shipment_id: int, store_id: int, remote_id: str) -> bool:
    """Return True if this shipment has a notification to any connection of the store's account."""
    row = conn.execute(
        "SELECT 1 FROM notices n JOIN stores told ON told.id = n.store_id"
        " JOIN stores mine ON mine.id = ? WHERE n.shipment_id = ? AND n.target_remote = ?"
        " AND told.platform = mine.platform AND told.account = mine.account",
        (store_id, shipment_id, remote_id),
    ).fetchone()
    return row is not None
