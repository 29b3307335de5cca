"""Supersede orders that an eBay buyer combined into another one (Q4).

eBay gives the combined order a new id and keeps the line ids. An order whose lines all appear in a
later, larger order of the same store is superseded. This applies in reconciling mode only. The
orders may arrive in either sequence.

If a label was bought before the buyer combined the orders, the combined order takes it over with
its notifications: the label's units are not due there, and the rest can be shipped. A label that is
being bought moves when its purchase ends.
"""

from __future__ import annotations

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
    moved_shipments,
    order_states,
    shipments,
)
from shiponce.services.importing import derive_units_of_others
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.shipping.show_shipped import show_shipped
from shiponce.services.shipping.units_to_ship import units_left


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


def take_over_labels(matcher: Matcher, store_id: int) -> None:
    """Let a store's combined orders take over the labels of orders that they do not replace yet.

    The purchase of such a label ended after the combined order was imported.
    """
    beside = combined_orders.with_labels_beside(matcher.conn, store_id)
    if beside:
        close_superseded(matcher, beside)


def _covers(new: _Sale, old: _Sale) -> bool:
    return old.lines < new.lines and new.placed_at >= old.placed_at


def _take_over(matcher: Matcher, old: int, new: int) -> None:
    """Cancel the old order in favour of the new one, which takes over its labels.

    An order that others shipped, or whose label is being bought, stays as it is.
    """
    conn, at = matcher.conn, matcher.at
    row = order_states.state_of(conn, old)
    if (
        row is None
        or shipments.in_flight(conn, old)
        or not moved_shipments.can_move(conn, old, new)
    ):
        return
    if row.status is OrderStatus.SHIPPED and not shipments.with_live_label(conn, [old]):
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
    _take_over_labels(matcher, old, new)
    for copy in order_states.copies_of(conn, new):
        matcher.linked(copy, new)


def _take_over_labels(matcher: Matcher, old: int, new: int) -> None:
    """Move the labels of the old order, and mark the new one as shipped if nothing is due there."""
    conn, at = matcher.conn, matcher.at
    labels = [one for one in shipments.of_orders(conn, [old]) if one.is_live]
    moved_shipments.move(conn, old, new, at)
    derive_units_of_others.derive(conn, [new], at)
    numbers = {n: imported_orders.number_of(conn, n) for n in (old, new)}
    for label in labels:
        named: dict[str, object] = {"tracking": label.tracking}
        event_log.record(conn, at, ("label_moved", old, named | {"by": numbers[new]}))
        event_log.record(conn, at, ("label_taken_over", new, named | {"old": numbers[old]}))
    row = order_states.state_of(conn, new)
    if labels and row is not None and row.status.is_open and not units_left(conn, new):
        last = labels[-1]
        show_shipped(conn, new, at, {"carrier": last.carrier, "tracking": last.tracking})
