"""Rebuild imported orders from the database, so that rules can run on them again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import orjson

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Condition,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
)
from shiponce.domain.platform import Platform, Source
from shiponce.persistence.json_columns import ids
from shiponce.persistence.timestamps import from_ms, maybe_from_ms

_AMONG = "order_id IN (SELECT value FROM json_each(?))"


def imported(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, ImportedOrder]:
    """Return the orders with these ids, sorted by id."""
    asked = ids(list(order_ids))
    lines: dict[int, list[Line]] = {}
    for row in conn.execute(
        f"SELECT * FROM order_lines WHERE {_AMONG} ORDER BY order_id, line_no",  # noqa: S608 - a constant
        (asked,),
    ):
        lines.setdefault(row["order_id"], []).append(line_of(row))
    keys: dict[int, list[OrderKey]] = {}
    for row in conn.execute(
        f"SELECT * FROM order_keys WHERE {_AMONG}",  # noqa: S608 - a constant
        (asked,),
    ):
        key = OriginKey(Platform(row["platform"]), row["value"])
        keys.setdefault(row["order_id"], []).append(
            OrderKey(key, Grade(row["grade"]), row["field"])
        )
    rows = conn.execute(
        "SELECT o.*, p.* FROM orders o JOIN people p ON p.order_id = o.id"
        " WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id",
        (asked,),
    )
    return {
        row["id"]: _order(row, tuple(lines.get(row["id"], ())), tuple(keys.get(row["id"], ())))
        for row in rows
    }


def order_lines(conn: sqlite3.Connection, order_id: int) -> dict[int, Line]:
    """Return the lines of an order by line number, in ascending order."""
    rows = conn.execute(
        "SELECT * FROM order_lines WHERE order_id = ? ORDER BY line_no", (order_id,)
    )
    return {row["line_no"]: line_of(row) for row in rows}


def line_of(row: sqlite3.Row) -> Line:
    """Return the order line that a row of ``order_lines`` holds."""
    return Line(
        row["remote_id"],
        row["sku"],
        row["title"],
        row["quantity"],
        Money(row["price"], row["currency"]),
        row["weight"],
        bool(row["physical"]),
        row["fulfilled"],
        row["cancelled"],
        row["refunded"],
        bool(row["collected"]),
        row["destination"],
    )


def _order(row: sqlite3.Row, lines: tuple[Line, ...], keys: tuple[OrderKey, ...]) -> ImportedOrder:
    return ImportedOrder(
        platform=Platform(row["platform"]),
        remote_id=row["remote_id"],
        number=row["number"],
        source=Source(row["source"]),
        placed_at=from_ms(row["placed_at"]),
        modified_at=from_ms(row["modified_at"]),
        status=OrderStatus(row["shown_status"]),
        remote_status=row["remote_status"],
        total=Money(row["total"], row["currency"]),
        lines=lines,
        keys=keys,
        ship_to=_address(row),
        buyer=row["buyer"],
        email=row["email"],
        prime=bool(row["prime"]),
        fulfilled_by_platform=bool(row["by_platform"]),
        ship_by=maybe_from_ms(row["ship_by"]),
        deliver_by=maybe_from_ms(row["deliver_by"]),
        requested_service=row["requested_service"],
        packages=tuple(_package(one) for one in orjson.loads(row["packages"])),
        extra=orjson.loads(row["extra"]),
        packages_known=bool(row["packages_known"]),
        conditions=tuple(map(Condition, orjson.loads(row["conditions"]))),
    )


def _address(row: sqlite3.Row) -> Address | None:
    if row["country"] is None:
        return None
    parts = ("name", "street1", "city", "country", "street2", "state", "postcode", "phone")
    values = [row[part] for part in parts]
    return Address(*values, *(row[part] or "" for part in ("company", "street3")))


def _package(found: dict[str, object]) -> Package:
    lines = tuple((str(line), int(units)) for line, units in found["lines"])  # type: ignore[attr-defined]  # as it was packed
    return Package(str(found["remote_id"]), str(found["carrier"]), str(found["tracking"]), lines)
