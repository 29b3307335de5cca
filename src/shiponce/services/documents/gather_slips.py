"""Gather the packing slips of orders: of what is due, or of the packages that have a label."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from shiponce.documents.barcode_text import is_barcode_text
from shiponce.domain.order import Condition
from shiponce.domain.shipment import service_with_carrier
from shiponce.persistence import order_references, search_index, shipments
from shiponce.services.documents.order_facts import (
    details,
    left_out,
    locations,
    originals,
    place_key,
    why_no_slip,
    why_not_packed,
)
from shiponce.views.documents import Chosen, PackingSlip, PackingSlips, SlipLine, SortBy
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence


def packing_slips(
    conn: sqlite3.Connection,
    chosen: Chosen,
    now: datetime,
    *,
    labelled: bool = False,
    sort_by: SortBy = SortBy.ORDER,
    shop: str = "",
) -> PackingSlips:
    """Return a slip for each package of the chosen orders; *shop* replaces the stores' names.

    With *labelled*, the packages are those with a live label; otherwise an order has one package
    for each of its addresses, with all that is due there.
    """
    order_ids, replaced = originals(conn, chosen.orders)
    orders = list(details(conn, order_ids, now))
    places = locations(conn, orders)
    slips: list[PackingSlip] = []
    missing = list(chosen.left_out)
    for order in orders:
        reason = why_no_slip(order) if labelled else why_not_packed(order)
        found = () if reason else _slips(conn, order, places, sort_by, labelled)
        slips += (replace(slip, shop=shop or slip.shop) for slip in found)
        if not found:
            missing.append(left_out(order, reason or Sentence("document.why.no_label")))
    if sort_by is not SortBy.ORDER:
        slips.sort(key=lambda slip: _first(slip, sort_by))
    return PackingSlips(tuple(slips), tuple(missing), replaced)


def _first(slip: PackingSlip, sort_by: SortBy) -> tuple[bool, str, str]:
    return place_key(sort_by, slip.lines[0].location, slip.lines[0].sku)


def _slips(
    conn: sqlite3.Connection,
    order: OrderDetail,
    places: Mapping[str, str],
    sort_by: SortBy,
    labelled: bool,
) -> tuple[PackingSlip, ...]:
    slip = PackingSlip(
        order.row.id,
        order.row.number,
        order.row.store,
        order.row.store,
        order.row.placed_at,
        barcode_of(conn, order),
        order.address,
        (),
        order.packing,
        requested_service=order.requested_service,
        transparency=any(one.kind is Condition.TRANSPARENCY_CODES for one in order.conditions),
    )
    packages = _labelled(conn, order, slip) if labelled else _due(order, slip)
    return tuple(
        _addressed(order, replace(one, lines=_lines(order, units, places, sort_by)), destination)
        for one, units, destination in packages
    )


def _due(
    order: OrderDetail, slip: PackingSlip
) -> Iterator[tuple[PackingSlip, Mapping[int, int], str]]:
    """Yield a package for each address with units due: its slip, {line_no: units}, the address."""
    if not order.destinations:
        yield slip, {line.line_no: line.due for line in order.lines if line.due}, ""
    for one in order.destinations:
        if one.due:
            service = one.requested_service or slip.requested_service
            yield replace(slip, requested_service=service), order.due_at(one.id), one.id


def _labelled(
    conn: sqlite3.Connection, order: OrderDetail, slip: PackingSlip
) -> Iterator[tuple[PackingSlip, Mapping[int, int], str]]:
    """Yield a package for each live label of the order."""
    for one in shipments.of_orders(conn, [order.row.id]):
        units = {line.line_no: line.quantity for line in shipments.package(conn, one.id)}
        if one.is_live and units:
            carrier = service_with_carrier(one.carrier, one.service)
            yield replace(slip, carrier=carrier, tracking=one.tracking), units, one.destination


def _addressed(order: OrderDetail, slip: PackingSlip, destination: str) -> PackingSlip:
    """Return the slip with the address of its package."""
    for place, one in enumerate(order.destinations, 1):
        if one.id == destination:
            n = len(order.destinations)
            return replace(slip, address=one.address, place=place, places=n)
    return slip


def _lines(
    order: OrderDetail, units: Mapping[int, int], places: Mapping[str, str], sort_by: SortBy
) -> tuple[SlipLine, ...]:
    lines = (
        SlipLine(
            line.sku,
            line.title,
            units[line.line_no],
            line.quantity,
            places.get(line.sku, ""),
            line.packing,
        )
        for line in order.lines
        if units.get(line.line_no)
    )
    return tuple(sorted(lines, key=lambda line: place_key(sort_by, line.location, line.sku)))


def barcode_of(conn: sqlite3.Connection, order: OrderDetail) -> str:
    """Return the shortest text that names the order alone and that a barcode can say."""
    row = order.row
    for text in (row.number, order.remote_id, f"{row.store}:{row.number}"):
        if is_barcode_text(text) and order_references.matching(conn, text) == [row.id]:
            found = (order_id for order_id, _ in search_index.find(conn, text))
            if row.id in found:
                return text
    return f"#{row.id}"
