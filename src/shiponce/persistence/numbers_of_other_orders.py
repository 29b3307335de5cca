"""Marketplace orders whose platform shows our package for another marketplace order.

A shop's connector passes the number on that a copy has. If a person confirmed the copy behind a
wrong original, the right original gets the number of a package that does not hold its goods.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from shiponce.persistence.json_columns import ids
from shiponce.persistence.platforms import SHOPS
from shiponce.persistence.typed_rows import TypedRows

#: SQL: a tracking number for comparison; an index of the database has the same form.
_BARE = "upper(replace({}, ' ', ''))"
_SHOWN = _BARE.format("json_extract(p.value, '$.tracking')")
_OURS = _BARE.format("s.tracking")
#: The order itself, its copies, and the orders that its buyer combined with it.
_SAME_PURCHASE = """
    SELECT o.id UNION SELECT copy_id FROM twins WHERE original_id = o.id
    UNION SELECT beside.order_id FROM sold_lines mine JOIN sold_lines beside
    ON beside.store_id = mine.store_id AND beside.line_id = mine.line_id
    WHERE mine.order_id = o.id"""
_FIND = f"""
SELECT DISTINCT o.id AS order_id, s.tracking AS tracking, s.carrier AS carrier,
    other.number AS other
FROM json_each(:ids) j CROSS JOIN orders o ON o.id = j.value
CROSS JOIN json_each(o.packages) p
CROSS JOIN shipments s ON {_OURS} = {_SHOWN} AND s.tracking <> ''
JOIN orders other ON other.id = s.order_id
WHERE o.platform NOT IN {SHOPS} AND other.platform NOT IN {SHOPS}
AND s.state IN ('labelled', 'voided')
AND s.order_id NOT IN ({_SAME_PURCHASE}) AND coalesce(s.bought_for, 0) <> o.id
AND NOT EXISTS (SELECT 1 FROM shipments own WHERE own.state IN ('labelled', 'voided')
    AND {_BARE.format("own.tracking")} = {_OURS} AND own.order_id IN ({_SAME_PURCHASE}))
ORDER BY o.id, s.id
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class NumberOfOther:
    """A package of ours that a marketplace shows for an order to which it does not belong."""

    order_id: int
    tracking: str
    carrier: str
    #: The number of the order that the package was recorded for.
    other: str


_FOUND = TypedRows(NumberOfOther)


def of_orders(conn: sqlite3.Connection, order_ids: Collection[int]) -> tuple[NumberOfOther, ...]:
    """Return the packages of other marketplace orders that the platforms show for these orders."""
    return tuple(_FOUND.all(conn.execute(_FIND, {"ids": ids(sorted(order_ids))})))


def only_these_are_shown(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if a marketplace shows packages for the order, and all belong to other orders."""
    others = {_bare(one.tracking) for one in of_orders(conn, [order_id])}
    if not others:
        return False
    shown = conn.execute(
        "SELECT json_extract(p.value, '$.tracking') FROM orders o JOIN json_each(o.packages) p"
        " WHERE o.id = ?",
        (order_id,),
    )
    return all(_bare(row[0]) in others for row in shown)


def _bare(tracking: str) -> str:
    return tracking.replace(" ", "").upper()
