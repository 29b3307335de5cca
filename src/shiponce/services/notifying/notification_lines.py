"""The content of a package in a store's own terms: line ids and units."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from shiponce.decisions.obligations import are_comparable, bare
from shiponce.domain.platform import Capability, Platform
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import (
    combined_orders,
    copied_lines,
    obligations,
    order_queries,
    order_states,
    packages_known_to_stores,
    shipments,
    stores,
)
from shiponce.persistence.order_queries import OrderLine
from shiponce.persistence.outbox import Notification
from shiponce.persistence.shipments import PackedLine, Shipment

#: (line id on the platform, units). Empty means everything that is not fulfilled there yet.
Contents = tuple[tuple[str, int], ...]


def contents(
    conn: sqlite3.Connection,
    shipment: Shipment,
    target: int | None,
    platform: Platform,
    mode: MatchingMode,
) -> Contents | None:
    """Return the lines that a notification names; None if the store's lines are uncertain.

    *target* is the hub's id of the order at that store, None if that order was excluded.
    ShipStation names no lines to Amazon, which is why Amazon refuses a split order's second
    package; in documented mode the hub names none to Amazon either (Q2).
    """
    whole = shipments.is_whole(conn, shipment.id)
    names_lines = mode is not MatchingMode.DOCUMENTED or platform.can(Capability.NAMES_LINES)
    if not names_lines and not whole:
        return ()
    package = shipments.package(conn, shipment.id)
    if target == shipment.order_id:
        return tuple((line.remote_id, line.quantity) for line in package)
    if whole and not _leaves_a_rest(conn, package, target, platform):
        return ()
    return None if target is None else _mirrored(conn, package, shipment.order_id, target)


def _leaves_a_rest(
    conn: sqlite3.Connection, package: Sequence[PackedLine], target: int | None, platform: Platform
) -> bool:
    """Return True if a package that holds a whole copy holds only a part of its original."""
    if target is None or not platform.is_marketplace:
        return False
    packed = Counter[str]()
    for line in package:
        packed[bare(line.sku)] += line.quantity
    obliged = obligations.of_order(conn, target)
    if not are_comparable(obliged, packed):
        return False
    required = Counter[str]()
    for one in obliged:
        required[bare(one.sku)] += one.required
    return bool(required - packed)


def holds_nothing_of(conn: sqlite3.Connection, shipment: Shipment, target: int) -> bool:
    """Return True if a package of a combined order holds no line of one of its copies.

    Each copy of an order that the buyer combined mirrors only a part of the new order.
    """
    purchase = order_states.original_of(conn, shipment.order_id) or shipment.order_id
    if target in (purchase, shipment.order_id) or not combined_orders.is_combined(conn, purchase):
        return False
    package = shipments.package(conn, shipment.id)
    mirrored = copied_lines.of_copies(conn, [target, shipment.order_id])
    if target in mirrored and (shipment.order_id == purchase or shipment.order_id in mirrored):
        return bool(package) and not any(
            copied_lines.shared(mirrored, target, shipment.order_id, line.line_no)
            for line in package
        )
    packed = {_bare(line.sku) for line in package}
    theirs = {_bare(line.sku) for line in order_queries.lines(conn, target)}
    bought = {_bare(line.sku) for line in order_queries.lines(conn, purchase)}
    if not packed or not theirs or "" in packed | theirs:
        return False
    return not packed & theirs and theirs <= bought


def expected(
    conn: sqlite3.Connection,
    notification: Notification,
    shipment: Shipment,
    store: Store,
    lines: Contents,
) -> Contents:
    """Return the units that a store lists under a package's number if it knows of the package.

    *lines* are those that the notification names. Earlier packages of the order that the store
    accepted under the same number are counted too. Empty if it is not known which lines are meant.
    """
    mode = stores.mode(conn)
    target = notification.target_id
    found = Counter(dict(lines or _whole(conn, shipment, target)))
    for earlier_id in (
        packages_known_to_stores.earlier_under_number(conn, notification) if found else ()
    ):
        earlier = shipments.one(conn, earlier_id)
        assert earlier is not None, "a notification is about a shipment in the file"  # noqa: S101
        found.update(dict(contents(conn, earlier, target, store.platform, mode) or ()))
    return tuple(found.items())


def line_names(conn: sqlite3.Connection, target: int | None) -> tuple[tuple[str, str], ...]:
    """Return the SKU, or else the title, of each line of an order, by the platform's line id."""
    known = () if target is None else order_queries.lines(conn, target)
    return tuple((line.remote_id, line.sku or line.title) for line in known)


def _whole(conn: sqlite3.Connection, shipment: Shipment, target: int | None) -> Contents:
    """Return the lines of a twin that were meant by a notification that named none.

    Empty unless the package holds the whole order and the twin's lines are known.
    """
    if target is None or target == shipment.order_id or not shipments.is_whole(conn, shipment.id):
        return ()
    package = shipments.package(conn, shipment.id)
    mirrored = _mirrored(conn, package, shipment.order_id, target) or ()
    required = {one.line_no: one.required for one in obligations.of_order(conn, target)}
    numbers = {line.remote_id: line.line_no for line in order_queries.lines(conn, target)}
    most = ((line, min(units, required[numbers[line]])) for line, units in mirrored)
    return tuple((line, units) for line, units in most if units)


def _mirrored(
    conn: sqlite3.Connection, package: Sequence[PackedLine], order_id: int, target: int
) -> Contents | None:
    """Return the twin's lines, matched by SKU, or by position if both have equally many lines."""
    mine, theirs = order_queries.lines(conn, order_id), order_queries.lines(conn, target)
    mirrored = copied_lines.of_copies(conn, [order_id, target])
    if target in mirrored and order_id not in mirrored:
        mine = _in_sequence(mine, mirrored[target])
    elif order_id in mirrored and target not in mirrored:
        theirs = _in_sequence(theirs, mirrored[order_id])
    places = {line.line_no: place for place, line in enumerate(mine)}
    found: dict[str, int] = {}
    for packed in package:
        if packed.line_no not in places:
            continue  # a line of another order that the buyer combined with the twin's
        same = [line for line in theirs if _bare(line.sku) == _bare(packed.sku)]
        if len(same) != 1 and len(mine) == len(theirs):
            same = [theirs[places[packed.line_no]]]
        if len(same) == 1:
            if found.get(same[0].remote_id, 0) + packed.quantity > same[0].quantity:
                return None  # the units of several orders: nobody knows which are the twin's
            found[same[0].remote_id] = found.get(same[0].remote_id, 0) + packed.quantity
        elif same or len(mine) <= len(theirs):
            return None  # several lines match, or none although the twin has as many lines
    return tuple(found.items()) or None


def _in_sequence(lines: Sequence[OrderLine], numbers: Sequence[int]) -> list[OrderLine]:
    """Return the lines with these numbers, in this sequence."""
    by_number = {line.line_no: line for line in lines}
    return [by_number[number] for number in numbers]


def _bare(sku: str) -> str:
    return sku.strip().casefold()
