"""Read what the documents of an order need, and why an order has no document."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from shiponce.domain.order import Condition, OrderStatus, PackingFact, PackingFactKind, Visibility
from shiponce.persistence import order_queries, order_states, packing_facts
from shiponce.services import find_order
from shiponce.services.view_models import order_views
from shiponce.views.documents import LeftOut, Replaced, SortBy
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

#: Why an order with this status is not packed.
_STATUS_REASON = Family(
    "document.why.{}",
    (
        OrderStatus.AWAITING_PAYMENT,
        OrderStatus.ON_HOLD,
        OrderStatus.PENDING_FULFILLMENT,
        OrderStatus.SHIPPED,
        OrderStatus.CANCELLED,
    ),
)
#: Why an order that is in no grid of its own is not packed.
_VISIBILITY_REASON = Family("document.why.{}", (Visibility.HELD, Visibility.EXCLUDED))


def originals(
    conn: sqlite3.Connection, order_ids: Sequence[int]
) -> tuple[tuple[int, ...], tuple[Replaced, ...]]:
    """Return the orders to pack, each once: a hidden copy's original in its place (P5)."""
    find_order.must_be_known(conn, *order_ids)
    found: dict[int, None] = {}
    replaced = []
    for order_id in order_ids:
        original = order_states.original_of(conn, order_id)
        found[original or order_id] = None
        if original:
            copy, shown = order_queries.rows(conn, [order_id, original])
            replaced.append(Replaced(copy.number, shown.number))
    return tuple(found), tuple(replaced)


def details(
    conn: sqlite3.Connection, order_ids: Sequence[int], now: datetime
) -> Iterator[OrderDetail]:
    """Yield everything about each order."""
    for order_id in order_ids:
        yield order_views.order_detail(conn, find_order.order_row(conn, order_id), now)


def left_out(order: OrderDetail, reason: Sentence) -> LeftOut:
    """Return an order without a document, named as on the command line."""
    return LeftOut(f"{order.row.store}:{order.row.number}", order.row.id, reason)


def why_not_packed(order: OrderDetail) -> Sentence | None:
    """Return why no unit of an order is packed now; None if units are due."""
    row = order.row
    code = _VISIBILITY_REASON.get(row.visibility)
    if code is None and row.status is not OrderStatus.AWAITING_SHIPMENT:
        code = _STATUS_REASON[row.status]
    if code is not None:
        return row.hold or Sentence(code)
    asks = (one for one in order.conditions if one.kind is Condition.BUYER_ASKS_TO_CANCEL)
    if any(not one.overruled for one in asks):
        return Sentence("document.why.asks_to_cancel")
    if row.purged:
        return Sentence("document.why.purged")
    if not any(line.due for line in order.lines):
        return Sentence("document.why.nothing_due")
    return None


def why_no_slip(order: OrderDetail) -> Sentence | None:
    """Return why a package with a label has no slip; None if it has one."""
    if order.row.status is OrderStatus.CANCELLED:
        return Sentence("document.why.cancelled")
    return Sentence("document.why.purged") if order.row.purged else None


def locations(conn: sqlite3.Connection, orders: Collection[OrderDetail]) -> Mapping[str, str]:
    """Return where the goods are kept, by SKU, as the orders or their copies say."""
    found: dict[str, str] = {}
    for order in orders:
        for line in order.lines:
            _add(found, line.sku, line.packing)
        missing = any(line.sku and line.sku not in found for line in order.lines)
        copies = [twin.order_id for twin in order.twins if twin.bond == "linked"] if missing else []
        for copy in copies:
            facts = packing_facts.of_order(conn, copy)
            for one in order_queries.lines(conn, copy):
                _add(found, one.sku, facts.get(one.remote_id, ()))
    return found


def _add(found: dict[str, str], sku: str, facts: Sequence[PackingFact]) -> None:
    for fact in facts:
        if sku and fact.kind is PackingFactKind.LOCATION:
            found.setdefault(sku, fact.text)


def place_key(by: SortBy, location: str, sku: str) -> tuple[bool, str, str]:
    """Return the key by which lines are sorted; goods without a place come last."""
    if by is SortBy.ORDER:
        return (False, "", "")
    place = location.casefold() if by is SortBy.LOCATION else ""
    return (by is SortBy.LOCATION and not place, place, sku.casefold())
