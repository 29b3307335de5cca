"""The content of a package in a store's own terms: line ids and units."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.platform import Capability, Platform
from shiponce.domain.store import MatchingMode
from shiponce.persistence import order_queries, shipments
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
    if whole:
        return ()
    return None if target is None else _mirrored(conn, package, shipment.order_id, target)


def _mirrored(
    conn: sqlite3.Connection, package: Sequence[PackedLine], order_id: int, target: int
) -> Contents | None:
    """Return the twin's lines, matched by SKU, or by position if both have equally many lines."""
    mine, theirs = order_queries.lines(conn, order_id), order_queries.lines(conn, target)
    places = {line.line_no: place for place, line in enumerate(mine)}
    found = []
    for packed in package:
        same = [line for line in theirs if _bare(line.sku) == _bare(packed.sku)]
        if len(same) != 1 and len(mine) == len(theirs):
            same = [theirs[places[packed.line_no]]]
        if len(same) == 1:
            found.append((str(same[0].remote_id), int(packed.quantity)))
        elif same or len(mine) <= len(theirs):
            return None  # several lines match, or none although the twin has as many lines
    return tuple(found) or None


def _bare(sku: str) -> str:
    return sku.strip().casefold()
