"""Queries for the user interfaces: grids, counts and details. Nothing here writes."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.persistence.json_columns import an_id, ids
from shiponce.persistence.platforms import SHOPS
from shiponce.persistence.typed_rows import TypedRows
from shiponce.views.orders import Grid


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """The facts of an order that a grid shows, with the hub's status and visibility."""

    id: int
    number: str
    #: The name of its store.
    store: str
    platform: Platform
    source: Source
    status: OrderStatus
    visibility: Visibility
    buyer: str
    items: str
    quantity: int
    #: In minor units of *currency*.
    total: int
    currency: str
    placed_at: datetime
    ship_by: datetime | None
    tags: tuple[str, ...]
    #: Why the order has its status: a code of ``words``, with its facts.
    why: str
    facts: Mapping[str, object]

    @property
    def ref(self) -> str:
        """Return the name of the order on the command line: ``store:number``."""
        return f"{self.store}:{self.number}"


_SUMMARIES = TypedRows(OrderSummary)


@dataclass(frozen=True, slots=True)
class OrderRecord(OrderSummary):
    """All facts of one order except its lines; the buyer and the address are personal data."""

    store_id: int
    remote_id: str
    requested_service: str
    prime: bool
    #: The platform ships the order itself, as Amazon does for FBA.
    by_platform: bool
    #: The status that its platform showed last.
    shown_status: OrderStatus
    email: str
    name: str | None
    street1: str | None
    street2: str | None
    city: str | None
    state: str | None
    postcode: str | None
    country: str | None
    #: The evidence for *why*.
    evidence: tuple[EvidenceLine, ...]
    decided_at: datetime


_RECORDS = TypedRows(OrderRecord)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order."""

    line_no: int
    remote_id: str
    sku: str
    title: str
    quantity: int
    #: The price of one unit, in minor units of *currency*.
    price: int
    currency: str
    physical: bool


_LINES = TypedRows(OrderLine)

_COLUMNS = (
    "o.id, o.number, st.name AS store, o.platform, o.source, s.status, s.visibility,"
    " p.buyer, o.items, o.quantity, o.total, o.currency, o.placed_at, o.ship_by, s.tags,"
    " s.why, s.facts"
)
_ROW = (
    f"SELECT {_COLUMNS}"  # noqa: S608 - constants only
    " FROM {first} CROSS JOIN orders o ON o.id = {key} JOIN stores st ON st.id = o.store_id"
    " JOIN order_state s ON s.order_id = o.id JOIN people p ON p.order_id = o.id"
)


def _place(grid: Grid) -> tuple[str, str | None]:
    """Return the visibility and the status of a grid's orders; None means any status."""
    if grid is Grid.HIDDEN:
        return Visibility.HIDDEN.value, None
    if grid is Grid.HELD:
        return Visibility.HELD.value, None
    return Visibility.VISIBLE.value, grid.value


def counts(conn: sqlite3.Connection) -> Mapping[Grid, int]:
    """Return how many orders are in each grid."""
    found = dict.fromkeys(Grid, 0)
    for visibility, status, number in conn.execute(
        "SELECT visibility, status, count(*) FROM order_state GROUP BY visibility, status"
    ):
        if visibility == Visibility.VISIBLE.value:
            found[Grid(status)] += number
        elif visibility != Visibility.EXCLUDED.value:
            found[Grid(visibility)] += number
    return found


def page(conn: sqlite3.Connection, grid: Grid, limit: int) -> list[OrderSummary]:
    """Return the first rows of a grid, newest first."""
    visibility, status = _place(grid)
    place = "visibility = :visibility" + (" AND status = :status" if status else "")
    first = (
        f"(SELECT order_id FROM order_state WHERE {place}"  # noqa: S608 - constants only
        " ORDER BY sort_at DESC, order_id DESC LIMIT :limit) k"
    )
    return _SUMMARIES.all(
        conn.execute(
            _ROW.format(first=first, key="k.order_id") + " ORDER BY s.sort_at DESC, o.id DESC",
            {"visibility": visibility, "status": status, "limit": limit},
        )
    )


def shown_cancelled(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, Visibility]:
    """Return those of *order_ids* that their platform shows as cancelled, each with visibility."""
    rows = conn.execute(
        "SELECT o.id, s.visibility FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value"
        " JOIN order_state s ON s.order_id = o.id WHERE o.shown_status = 'cancelled'",
        (ids(order_ids),),
    )
    return {row[0]: Visibility(row[1]) for row in rows}


def rows(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[OrderSummary]:
    """Return one row for each id, in the same sequence; an unknown id is left out."""
    first = "json_each(:ids) j"
    query = _ROW.format(first=first, key="j.value") + " ORDER BY j.key"
    return _SUMMARIES.all(conn.execute(query, {"ids": ids(list(order_ids))}))


def order_ids(conn: sqlite3.Connection, grid: Grid) -> array[int]:
    """Return the id of every order in a grid, newest first."""
    visibility, status = _place(grid)
    place = "visibility = :visibility" + (" AND status = :status" if status else "")
    found = conn.execute(
        f"SELECT order_id FROM order_state WHERE {place}"  # noqa: S608 - constants only
        " ORDER BY sort_at DESC, order_id DESC",
        {"visibility": visibility, "status": status},
    )
    return array("q", (row[0] for row in found))


def standing_open(conn: sqlite3.Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the orders that are visible and not cancelled."""
    found = conn.execute(
        "SELECT s.order_id FROM json_each(?) j CROSS JOIN order_state s ON s.order_id = j.value"
        " WHERE s.visibility = 'visible' AND s.status <> 'cancelled'",
        (ids(list(order_ids)),),
    )
    return frozenset(row[0] for row in found)


#: A copy is compared with at most this many orders, the nearest in time.
_NEAREST = 200


def near_originals(
    conn: sqlite3.Connection,
    order_id: int,
    apart: int,
    least: int,
    *,
    rejected: bool = False,
) -> list[int]:
    """Return marketplace orders without a copy that may be this copy's original, nearest first.

    They have the copy's number of units, and the copy's total is at least *least* percent of theirs
    and no more. They were placed within *apart* ms of the copy. ``similar_orders`` decides which of
    them are alike. Orders that a person has rejected as the original are included only with
    *rejected*.
    """
    found = conn.execute(
        "SELECT o.id FROM orders c JOIN orders o ON o.currency = c.currency"
        " AND c.total * 100 BETWEEN o.total * :least AND o.total * 100"
        " AND o.quantity = c.quantity"
        " AND o.placed_at BETWEEN c.placed_at - :apart AND c.placed_at + :apart"
        " AND o.platform IN (SELECT id FROM platforms WHERE role <> 'shop')"
        " AND (c.source = 'unknown' OR c.source = o.platform)"
        " JOIN order_state s ON s.order_id = o.id AND s.visibility <> 'excluded'"
        " WHERE c.id = :id AND NOT EXISTS (SELECT 1 FROM twins t WHERE t.original_id = o.id)"
        " AND (:rejected OR NOT EXISTS (SELECT 1 FROM twin_refusals r"
        " WHERE r.copy_id = c.id AND r.original_id = o.id))"
        " ORDER BY abs(o.placed_at - c.placed_at), o.id LIMIT :most",
        {
            "apart": apart,
            "least": least,
            "id": order_id,
            "rejected": rejected,
            "most": _NEAREST,
        },
    )
    return [row[0] for row in found]


def near_copies(
    conn: sqlite3.Connection, order_ids: Sequence[int], apart: int, least: int
) -> list[int]:
    """Return unlinked orders of shops that may be copies of these marketplace orders.

    They have the same number of units and at least *least* percent of the total, and were placed
    within *apart* ms.
    """
    found = conn.execute(
        "SELECT DISTINCT c.id FROM json_each(:ids) j CROSS JOIN orders o ON o.id = j.value"  # noqa: S608 - a constant
        f" CROSS JOIN orders c ON c.platform IN {SHOPS} AND c.currency = o.currency"
        " AND c.quantity = o.quantity"
        " AND c.placed_at BETWEEN o.placed_at - :apart AND o.placed_at + :apart"
        " AND c.total * 100 BETWEEN o.total * :least AND o.total * 100"
        " AND (c.source = 'unknown' OR c.source = o.platform)"
        " WHERE NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM twins t WHERE t.original_id = o.id) ORDER BY c.id",
        {"ids": ids(list(order_ids)), "apart": apart, "least": least},
    )
    return [row[0] for row in found]


def waiting_for_alike(conn: sqlite3.Connection, why: str) -> list[int]:
    """Return the orders to decide for the reason *why*."""
    found = conn.execute(
        "SELECT order_id FROM order_state WHERE visibility = 'held' AND why = ?", (why,)
    )
    return [row[0] for row in found]


def exists(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if an order has this id."""
    found = conn.execute("SELECT 1 FROM orders WHERE id = ?", (an_id(order_id),))
    return found.fetchone() is not None


def detail(conn: sqlite3.Connection, order_id: int) -> OrderRecord | None:
    """Return all facts of one order except its lines; None if there is no such order."""
    return _RECORDS.first(
        conn.execute(
            f"SELECT {_COLUMNS}, o.store_id, o.remote_id, o.requested_service, o.prime,"  # noqa: S608 - constants only
            " o.by_platform, o.shown_status, p.email, p.name, p.street1, p.street2, p.city,"
            " p.state, p.postcode, p.country, s.evidence, s.decided_at FROM orders o"
            " JOIN people p ON p.order_id = o.id JOIN order_state s ON s.order_id = o.id"
            " JOIN stores st ON st.id = o.store_id WHERE o.id = ?",
            (an_id(order_id),),
        )
    )


def lines(conn: sqlite3.Connection, order_id: int) -> list[OrderLine]:
    """Return the lines of an order, sorted by line number."""
    return _LINES.all(
        conn.execute(
            f"SELECT {_LINES.columns()} FROM order_lines"  # noqa: S608 - columns
            " WHERE order_id = ? ORDER BY line_no",
            (order_id,),
        )
    )


def called(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """Return the name of each line: {order: {line number: SKU, or title if it has none}}."""
    found: dict[int, dict[int, str]] = {}
    for order_id, line_no, name in conn.execute(
        "SELECT l.order_id, l.line_no, CASE l.sku WHEN '' THEN l.title ELSE l.sku END"
        " FROM json_each(?) j CROSS JOIN order_lines l ON l.order_id = j.value",
        (ids(list(order_ids)),),
    ):
        found.setdefault(order_id, {})[line_no] = name
    return found


def orders_of_stores(conn: sqlite3.Connection) -> dict[int, int]:
    """Return how many orders each store has in the file."""
    found = conn.execute("SELECT store_id, count(*) FROM orders GROUP BY store_id")
    return dict(found.fetchall())


def place(conn: sqlite3.Connection, order_id: int, *, state: bool = False) -> tuple[str, ...]:
    """Return an order's delivery address, on request with its state; () if none.

    Personal data, only for comparing. Platforms write names and states in too many ways to compare.
    """
    row = conn.execute(
        "SELECT street1, street2, street3, city, state, postcode, country FROM people"
        " WHERE order_id = ?",
        (order_id,),
    ).fetchone()
    if row is None or row["country"] is None:
        return ()
    return tuple(row[part] or "" for part in row.keys() if state or part != "state")  # noqa: SIM118


def buyer(conn: sqlite3.Connection, order_id: int) -> str:
    """Return the buyer of an order; '' if unknown. Personal data, only to compare and show."""
    row = conn.execute("SELECT buyer FROM people WHERE order_id = ?", (order_id,)).fetchone()
    return "" if row is None else str(row[0])


def every_id(conn: sqlite3.Connection) -> list[int]:
    """Return every order in the hub, the oldest first."""
    return [row[0] for row in conn.execute("SELECT order_id FROM order_state ORDER BY order_id")]


def open_ids(conn: sqlite3.Connection) -> list[int]:
    """Return visible orders that await shipment or are on hold, the earliest imported first."""
    rows = conn.execute(
        "SELECT order_id FROM order_state WHERE visibility = 'visible'"
        " AND status IN ('awaiting_shipment', 'on_hold') ORDER BY order_id"
    )
    return [row[0] for row in rows]


_COPY = f"o.platform IN {SHOPS} AND o.source <> 'storefront'"


def open_copies(conn: sqlite3.Connection) -> list[int]:
    """Return the copies that are neither hidden, excluded, shipped nor cancelled (A6)."""
    rows = conn.execute(
        "SELECT o.id FROM orders o JOIN order_state s ON s.order_id = o.id"  # noqa: S608 - a constant
        f" WHERE {_COPY} AND s.visibility NOT IN ('hidden', 'excluded')"
        " AND s.status NOT IN ('shipped', 'cancelled')"
        " ORDER BY o.id"
    )
    return [row[0] for row in rows]


def is_copy(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if an order mirrors a purchase made elsewhere."""
    row = conn.execute(
        f"SELECT 1 FROM orders o WHERE o.id = ? AND {_COPY}",  # noqa: S608 - a constant
        (order_id,),
    ).fetchone()
    return row is not None
