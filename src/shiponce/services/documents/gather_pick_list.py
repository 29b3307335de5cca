"""Gather a pick list: the units that are due over many orders, by SKU."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from shiponce.domain.order import PackingFactKind
from shiponce.services.documents.order_facts import (
    details,
    left_out,
    locations,
    originals,
    place_key,
    why_not_packed,
)
from shiponce.views.documents import (
    Chosen,
    OrderNote,
    PickLine,
    PickList,
    PickOrder,
    Replaced,
    SortBy,
)
from shiponce.views.orders import OrderDetail


@dataclass(slots=True)
class _Wanted:
    """The units of one SKU, by order."""

    sku: str
    title: str
    orders: dict[str, int] = field(default_factory=dict)


def pick_list(
    conn: sqlite3.Connection, chosen: Chosen, now: datetime, sort_by: SortBy = SortBy.LOCATION
) -> tuple[PickList, tuple[Replaced, ...]]:
    """Return what to fetch for the chosen orders, and the hidden copies among those."""
    order_ids, replaced = originals(conn, chosen.orders)
    missing = list(chosen.left_out)
    orders: list[OrderDetail] = []
    for order in details(conn, order_ids, now):
        reason = why_not_packed(order)
        if reason is None:
            orders.append(order)
        else:
            missing.append(left_out(order, reason))
    places = locations(conn, orders)
    names = _names(orders)
    wanted: dict[tuple[str, str], _Wanted] = {}
    for order in orders:
        for line in order.lines:
            if line.due:
                key = (line.sku, "" if line.sku else line.title)
                one = wanted.setdefault(key, _Wanted(line.sku, line.title))
                name = names[order.row.id]
                one.orders[name] = one.orders.get(name, 0) + line.due
    lines = [
        PickLine(
            one.sku,
            one.title,
            places.get(one.sku, ""),
            sum(one.orders.values()),
            tuple(PickOrder(number, units) for number, units in one.orders.items()),
        )
        for one in wanted.values()
    ]
    lines.sort(key=lambda line: place_key(sort_by, line.location, line.sku or line.title))
    notes = tuple(
        OrderNote(names[order.row.id], fact.text)
        for order in orders
        for fact in order.packing
        if fact.kind is PackingFactKind.STAFF_NOTE
    )
    return PickList(now, tuple(lines), tuple(names.values()), tuple(missing), notes), replaced


def _names(orders: list[OrderDetail]) -> dict[int, str]:
    """Return each order's number, with its store where two orders have one number."""
    numbers = [order.row.number for order in orders]
    return {
        order.row.id: order.row.number
        if numbers.count(order.row.number) == 1
        else f"{order.row.store}:{order.row.number}"
        for order in orders
    }
