"""Supersede orders that an eBay buyer combined into another one (Q4).

eBay gives the combined order a new id and keeps the line ids. An order whose lines all appear in a
later, larger order of the same store is superseded. This applies in reconciling mode only. The
orders may arrive in either sequence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.persistence import (
    combined_orders,
    disconnected_orders,
    event_log,
    imported_orders,
    order_states,
    shipments,
)
from shiponce.services.matching.link_twins import Matcher


@dataclass(frozen=True, slots=True)
class _Sale:
    id: int
    placed_at: datetime
    lines: frozenset[str]


def close_superseded(matcher: Matcher, order_ids: Sequence[int]) -> None:
    """Among *order_ids* and all orders that share lines with them, close the superseded ones."""
    conn = matcher.conn
    if matcher.mode is MatchingMode.DOCUMENTED:
        return
    near = combined_orders.sharing(conn, order_ids)
    near = sorted(set(near) - disconnected_orders.among(conn, near))
    if len(near) < 2:
        return
    lines, found = combined_orders.lines_of(conn, near), imported_orders.candidates(conn, near)
    sales = [_Sale(n, found[n].placed_at, lines[n]) for n in near]
    for old in sales:
        covering = [new for new in sales if _covers(new, old)]
        if covering:
            last = max(covering, key=lambda sale: (len(sale.lines), sale.placed_at, sale.id))
            _take_over(matcher, old.id, last.id)


def _covers(new: _Sale, old: _Sale) -> bool:
    return old.lines < new.lines and new.placed_at >= old.placed_at


def _take_over(matcher: Matcher, old: int, new: int) -> None:
    """Cancel the old order in favour of the new one, unless the old one is shipped or labelled."""
    conn, at = matcher.conn, matcher.at
    row = order_states.state_of(conn, old)
    if row is None or row.status is OrderStatus.SHIPPED or _has_label(conn, old):
        return
    if not combined_orders.supersede(conn, old, new, at):
        return
    number = imported_orders.number_of(conn, new)
    order_states.move(
        conn,
        old,
        at,
        why="why.superseded",
        facts={"by": number},
        status=OrderStatus.CANCELLED,
        hub_set=True,
    )
    event_log.record(conn, at, ("superseded", old, {"by": number}))
    for copy in order_states.copies_of(conn, new):
        matcher.linked(copy, new)


def _has_label(conn: sqlite3.Connection, order_id: int) -> bool:
    return shipments.in_flight(conn, order_id) or bool(shipments.live(conn, order_id))
