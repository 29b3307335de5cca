"""Imported facts: what the platforms showed of each order. Only an import writes them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import count
from operator import attrgetter

import orjson

from shiponce.decisions.order_status import SHOWN_THERE
from shiponce.decisions.similar_orders import Candidate, goods_of
from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Destination,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
    PackingFact,
    without_person,
)
from shiponce.domain.platform import Platform, Source
from shiponce.persistence import purge_records, search_index
from shiponce.persistence.json_columns import ids, pack
from shiponce.persistence.timestamps import from_ms, maybe_from_ms, maybe_ms, to_ms
from shiponce.words.families import platform_word


@dataclass(frozen=True, slots=True)
class Known:
    """An order that is already in the file."""

    id: int
    digest: bytes
    #: When the order last changed on its platform (ms); an older version that arrives is ignored.
    modified_at: int


#: Type of an order's part → a function that returns its field values in the order of definition.
#: Values without field names are serialised more than twice as fast.
_VALUES = {
    kind: attrgetter(*(part.name for part in fields(kind)))
    for kind in (
        ImportedOrder,
        Line,
        Address,
        OrderKey,
        OriginKey,
        Package,
        Money,
        Destination,
        PackingFact,
    )
}


def digest_of(order: ImportedOrder) -> bytes:
    """Return a 16-byte digest of everything that the platform shows of the order."""
    text = orjson.dumps(
        order,
        default=lambda part: _VALUES[type(part)](part),
        option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS,
    )
    return hashlib.blake2b(text, digest_size=16).digest()


def known(conn: sqlite3.Connection, store_id: int, remote_ids: Sequence[str]) -> dict[str, Known]:
    """Return the store's orders among *remote_ids* that are in the file, by platform id."""
    rows = conn.execute(
        "SELECT remote_id, id, digest, modified_at FROM orders"
        " WHERE store_id = ? AND remote_id IN (SELECT value FROM json_each(?))",
        (store_id, ids(remote_ids)),
    )
    return {row[0]: Known(row[1], row[2], row[3]) for row in rows}


def rehome(
    conn: sqlite3.Connection, store_id: int, former: Sequence[int], remote_ids: Sequence[str]
) -> None:
    """Move orders from replaced connections to the store that replaced them.

    An order imported through both connections (documented mode) stays two orders.
    """
    conn.execute(
        "UPDATE orders SET store_id = ? WHERE store_id IN (SELECT value FROM json_each(?))"
        " AND remote_id IN (SELECT value FROM json_each(?))"
        " AND remote_id NOT IN (SELECT remote_id FROM orders WHERE store_id = ?)",
        (store_id, ids(list(former)), ids(list(remote_ids)), store_id),
    )


def number_of(conn: sqlite3.Connection, order_id: int) -> str:
    """Return an order's number, which people use to name it."""
    row = conn.execute("SELECT number FROM orders WHERE id = ?", (order_id,)).fetchone()
    return str(row[0])


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """The identity of an order on its platform: the store and the platform's id of the order."""

    store_id: int
    remote_id: str


def remote_order(conn: sqlite3.Connection, order_id: int) -> RemoteOrder:
    """Return the store and the platform's id of an order in the file."""
    (found,) = remote_orders(conn, [order_id])
    return found


def remote_orders(conn: sqlite3.Connection, order_ids: Iterable[int]) -> list[RemoteOrder]:
    """Return the store and the platform's id of each order, sorted by the hub's order id."""
    rows = conn.execute(
        "SELECT store_id, remote_id FROM orders WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY id",
        (ids(sorted(order_ids)),),
    )
    return [RemoteOrder(*row) for row in rows]


def extra_of_newest(conn: sqlite3.Connection, store_id: int) -> dict[str, str]:
    """Return the platform facts of the order that was imported last into a store."""
    row = conn.execute(
        "SELECT extra FROM orders WHERE store_id = ? ORDER BY id DESC LIMIT 1", (store_id,)
    ).fetchone()
    return dict(orjson.loads(row[0])) if row else {}


def extra_fields(conn: sqlite3.Connection, order_id: int | None) -> tuple[tuple[str, str], ...]:
    """Return the platform's own fields of an order, which its notifications need; () for None."""
    row = conn.execute("SELECT extra FROM orders WHERE id = ?", (order_id,)).fetchone()
    return tuple(sorted(orjson.loads(row[0]).items())) if row else ()


def deliver_by(conn: sqlite3.Connection, order_id: int) -> datetime | None:
    """Return the delivery date promised to the buyer; None if the platform names none."""
    row = conn.execute("SELECT deliver_by FROM orders WHERE id = ?", (order_id,)).fetchone()
    return maybe_from_ms(row[0])


def next_id(conn: sqlite3.Connection) -> int:
    """Return the id of the next order; call it inside the transaction that uses the id.

    An id is never used twice, because the events of a removed order keep its id.
    """
    row = conn.execute(
        "SELECT max((SELECT coalesce(max(id), 0) FROM orders),"
        " (SELECT coalesce(max(order_id), 0) FROM events WHERE order_id IS NOT NULL)) + 1"
    ).fetchone()
    return int(row[0])


def _order_row(
    order_id: int, store_id: int, order: ImportedOrder, digest: bytes, at: int
) -> tuple[object, ...]:
    return (
        order_id,
        store_id,
        order.remote_id,
        order.number,
        order.platform.value,
        order.source.value,
        to_ms(order.placed_at),
        to_ms(order.modified_at),
        order.remote_status,
        order.status.value,
        order.total.minor,
        order.total.currency,
        order.quantity,
        ", ".join(f"{line.sku or line.title} × {line.quantity}" for line in order.lines),
        order.requested_service,
        order.prime,
        order.fulfilled_by_platform,
        maybe_ms(order.ship_by),
        maybe_ms(order.deliver_by),
        pack(order.packages) if order.packages else "[]",
        pack(dict(order.extra)) if order.extra else "{}",
        digest,
        at,
        order.packages_known,
        pack(order.conditions) if order.conditions else "[]",
    )


def _line_rows(
    order_id: int, order: ImportedOrder, numbers: Sequence[int] = ()
) -> Iterable[tuple[object, ...]]:
    for number, line in zip(numbers or range(1, len(order.lines) + 1), order.lines, strict=True):
        yield (
            order_id,
            number,
            line.remote_id,
            line.sku,
            line.title,
            line.quantity,
            line.price.minor,
            line.price.currency,
            line.weight,
            line.physical,
            line.fulfilled,
            line.cancelled,
            line.refunded,
            line.collected,
            line.destination,
        )


def _key_rows(order_id: int, order: ImportedOrder) -> Iterable[tuple[object, ...]]:
    for key in order.keys:
        yield (key.key.platform.value, key.key.value, order_id, key.grade.value, key.field)


def _person_row(order_id: int, order: ImportedOrder) -> tuple[object, ...]:
    to = order.ship_to
    packing = _packing(order)
    if to is None:
        return (order_id, order.buyer, order.email, *(None,) * 10, packing)
    return (
        order_id,
        order.buyer,
        order.email,
        to.name,
        to.street1,
        to.street2,
        to.city,
        to.state,
        to.postcode,
        to.country,
        to.phone,
        to.company,
        to.street3,
        packing,
    )


def _packing(order: ImportedOrder) -> str | None:
    """Return the packing facts of an order and its lines as JSON; None if there are none."""
    of_lines = [(line.remote_id, one) for line in order.lines for one in line.packing]
    found = [("", one) for one in order.packing] + of_lines
    return (
        pack([{"line": line, "kind": f.kind, "text": f.text, "name": f.name} for line, f in found])
        if found
        else None
    )


def _destination_rows(order_id: int, order: ImportedOrder) -> Iterable[tuple[object, ...]]:
    for place, one in enumerate(order.destinations):
        to = one.address
        parts = (
            (None,) * 10
            if to is None
            else (
                to.name,
                to.street1,
                to.street2,
                to.city,
                to.state,
                to.postcode,
                to.country,
                to.phone,
                to.company,
                to.street3,
            )
        )
        yield (order_id, one.remote_id, place, one.requested_service, *parts)


_INSERT_ORDER = f"INSERT INTO orders VALUES ({', '.join('?' * 25)})"  # noqa: S608 - only marks
_INSERT_LINE = """
INSERT INTO order_lines (order_id, line_no, remote_id, sku, title, quantity, price, currency,
    weight, physical, fulfilled, cancelled, refunded, collected, destination)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id, line_no) DO UPDATE SET
    remote_id = excluded.remote_id, sku = excluded.sku, title = excluded.title,
    quantity = excluded.quantity, price = excluded.price, currency = excluded.currency,
    weight = excluded.weight, physical = excluded.physical, fulfilled = excluded.fulfilled,
    cancelled = excluded.cancelled, refunded = excluded.refunded, collected = excluded.collected,
    destination = excluded.destination
"""
_DELETE_LINE = """
DELETE FROM order_lines WHERE order_id = ? AND line_no = ? AND NOT EXISTS (
    SELECT 1 FROM package_lines p JOIN shipments s ON s.id = p.shipment_id
    WHERE s.order_id = order_lines.order_id AND p.line_no = order_lines.line_no)
"""
_EMPTY_LINE = (
    "UPDATE order_lines SET quantity = 0, cancelled = 0, refunded = 0, elsewhere = 0"
    " WHERE order_id = ? AND line_no = ?"
)
_INSERT_KEY = "INSERT OR IGNORE INTO order_keys VALUES (?, ?, ?, ?, ?)"
_INSERT_PERSON = """
INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET
    buyer = excluded.buyer, email = excluded.email,
    name = coalesce(excluded.name, name), street1 = coalesce(excluded.street1, street1),
    street2 = coalesce(excluded.street2, street2), city = coalesce(excluded.city, city),
    state = coalesce(excluded.state, state), postcode = coalesce(excluded.postcode, postcode),
    country = coalesce(excluded.country, country), phone = coalesce(excluded.phone, phone),
    company = coalesce(excluded.company, company), street3 = coalesce(excluded.street3, street3),
    packing = excluded.packing
"""


_INSERT_DESTINATION = f"INSERT INTO destinations VALUES ({', '.join('?' * 14)})"  # noqa: S608 - only marks


def insert(
    conn: sqlite3.Connection,
    store_id: int,
    arrivals: Sequence[tuple[int, ImportedOrder, bytes]],
    at: int,
) -> None:
    """Record all new orders of a page, each given as (id, order, digest)."""
    conn.executemany(
        _INSERT_ORDER, [_order_row(n, store_id, order, digest, at) for n, order, digest in arrivals]
    )
    _insert_parts(conn, [(n, order) for n, order, _ in arrivals])


def _insert_parts(conn: sqlite3.Connection, orders: Sequence[tuple[int, ImportedOrder]]) -> None:
    conn.executemany(_INSERT_LINE, [row for n, order in orders for row in _line_rows(n, order)])
    conn.executemany(_INSERT_KEY, [row for n, order in orders for row in _key_rows(n, order)])
    purged = purge_records.of_arrivals(conn, [n for n, _ in orders])
    kept = [(n, without_person(order) if n in purged else order) for n, order in orders]
    conn.executemany(_INSERT_PERSON, [_person_row(n, order) for n, order in kept])
    several = [row for n, order in kept for row in _destination_rows(n, order)]
    if several:
        conn.executemany(_INSERT_DESTINATION, several)
    search_index.put(conn, kept)


def refresh(
    conn: sqlite3.Connection, order_id: int, order: ImportedOrder, digest: bytes, at: int
) -> None:
    """Record an order that changed on its platform, but keep its recorded source.

    Of a purged order, everything but personal data is recorded. Packages that were not read this
    time stay as they were.
    """
    if purge_records.of_orders(conn, [order_id]):
        order = without_person(order)
    row = _order_row(order_id, 0, order, digest, at)
    packages = row[19] if order.packages_known or order.packages else None
    conn.execute(
        "UPDATE orders SET number = ?, modified_at = ?, remote_status = ?, shown_status = ?,"
        " total = ?, currency = ?, quantity = ?, items = ?, requested_service = ?, prime = ?,"
        " by_platform = ?, ship_by = ?, deliver_by = ?, packages = coalesce(?, packages),"
        " extra = ?, digest = ?, seen_at = ?, packages_known = ?, conditions = ? WHERE id = ?",
        (row[3], *row[7:19], packages, *row[20:25], order_id),
    )
    numbers = _renumber(conn, order_id, order)
    conn.executemany(_INSERT_LINE, list(_line_rows(order_id, order, numbers)))
    conn.executemany(_INSERT_KEY, list(_key_rows(order_id, order)))
    conn.execute(_INSERT_PERSON, _person_row(order_id, order))
    conn.execute(  # a condition that comes back has to be overruled again
        "DELETE FROM overruled WHERE order_id = ?"
        " AND condition NOT IN (SELECT value FROM json_each(?))",
        (order_id, pack(order.conditions)),
    )
    conn.execute("DELETE FROM destinations WHERE order_id = ?", (order_id,))
    if order.destinations:
        conn.executemany(_INSERT_DESTINATION, list(_destination_rows(order_id, order)))
    search_index.put(conn, [(order_id, order)])


def put_packages(conn: sqlite3.Connection, order_id: int, packages: Sequence[Package]) -> None:
    """Record the packages that a platform shows for an order, read between two imports."""
    conn.execute(
        "UPDATE orders SET packages = ?, packages_known = 1 WHERE id = ?",
        (pack(tuple(packages)), order_id),
    )


def _renumber(conn: sqlite3.Connection, order_id: int, order: ImportedOrder) -> list[int]:
    """Return each line's number; a line that the platform showed before keeps its number.

    Packages refer to these numbers. A line that the platform no longer shows is deleted, or gets
    quantity 0 if a package refers to it.
    """
    had: dict[str, list[int]] = {}
    for number, remote_id in conn.execute(
        "SELECT line_no, remote_id FROM order_lines WHERE order_id = ? ORDER BY line_no DESC",
        (order_id,),
    ):
        had.setdefault(remote_id, []).append(number)
    following = count(1 + max((n for numbers in had.values() for n in numbers), default=0))
    numbers = [
        had[line.remote_id].pop() if had.get(line.remote_id) else next(following)
        for line in order.lines
    ]
    gone = [(order_id, number) for numbers in had.values() for number in numbers]
    for statement in (_DELETE_LINE, _EMPTY_LINE) if gone else ():
        conn.executemany(statement, gone)
    return numbers


def shown(conn: sqlite3.Connection, order_id: int) -> tuple[OrderStatus, str, dict[str, object]]:
    """Return the status that the platform showed last, with its reason code and facts."""
    row = conn.execute(
        "SELECT shown_status, platform FROM orders WHERE id = ?", (order_id,)
    ).fetchone()
    return OrderStatus(row[0]), SHOWN_THERE[row[0]], {"platform": platform_word(row[1])}


def remove(conn: sqlite3.Connection, order_id: int) -> None:
    """Delete an order that was never shipped; its record in ``listed`` and its events stay."""
    for table in ("twin_refusals", "twins", "suspended_twins"):
        conn.execute(f"DELETE FROM {table} WHERE copy_id = ?", (order_id,))  # noqa: S608 - three constants
    for table in (
        "sold_lines",
        "wishes",
        "destinations",
        "overruled",
        "rule_marks",
        "cancellations",
        "search_texts",
        "order_state",
        "people",
        "order_keys",
        "order_lines",
    ):
        conn.execute(f"DELETE FROM {table} WHERE order_id = ?", (order_id,))  # noqa: S608 - constants
    conn.execute("DELETE FROM orders WHERE id = ?", (order_id,))


def sharing(
    conn: sqlite3.Connection, keys: Iterable[OriginKey]
) -> dict[OriginKey, tuple[int, ...]]:
    """Return, for each key, the ids of all orders with this key, in all stores."""
    asked = ids(sorted({(key.platform.value, key.value) for key in keys}))
    rows = conn.execute(
        "SELECT DISTINCT k.platform, k.value, k.order_id FROM json_each(?) j"
        " CROSS JOIN order_keys k"
        " ON k.platform = j.value ->> 0 AND k.value = j.value ->> 1 ORDER BY k.order_id",
        (asked,),
    )
    found: dict[OriginKey, list[int]] = {}
    for platform, value, order_id in rows:
        found.setdefault(OriginKey(Platform(platform), value), []).append(order_id)
    return {key: tuple(order_ids) for key, order_ids in found.items()}


def candidates(conn: sqlite3.Connection, order_ids: Iterable[int]) -> dict[int, Candidate]:
    """Return the facts that matching compares, for orders in the file."""
    asked = ids(sorted(set(order_ids)))
    goods: dict[int, list[tuple[str, int]]] = {}
    for order_id, sku, quantity in conn.execute(
        "SELECT order_id, sku, quantity FROM order_lines"
        " WHERE order_id IN (SELECT value FROM json_each(?)) AND quantity > 0"
        " ORDER BY sku, quantity",
        (asked,),
    ):
        goods.setdefault(order_id, []).append((sku, quantity))
    keys: dict[int, list[OrderKey]] = {}
    for platform, value, order_id, grade, field in conn.execute(
        "SELECT * FROM order_keys WHERE order_id IN (SELECT value FROM json_each(?))", (asked,)
    ):
        keys.setdefault(order_id, []).append(
            OrderKey(OriginKey(Platform(platform), value), Grade(grade), field)
        )
    rows = conn.execute(
        "SELECT id, number, platform, source, placed_at, total, currency FROM orders"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {
        row[0]: Candidate(
            row[0],
            row[1],
            Platform(row[2]),
            Source(row[3]),
            tuple(keys.get(row[0], ())),
            from_ms(row[4]),
            Money(row[5], row[6]),
            tuple(goods.get(row[0], ())),
        )
        for row in rows
    }


def candidate_of(order_id: int, order: ImportedOrder) -> Candidate:
    """Return the facts that matching compares, for an order that is being imported."""
    return Candidate(
        order_id,
        order.number,
        order.platform,
        order.source,
        order.keys,
        order.placed_at,
        order.total,
        goods_of(order.lines),
    )
