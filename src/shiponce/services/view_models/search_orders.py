"""Find the orders that match a search, in every grid and among the excluded orders."""

from __future__ import annotations

import sqlite3
from array import array

from shiponce.persistence import search_index
from shiponce.views.orders import Grid, Search


def search(conn: sqlite3.Connection, query: str) -> Search:
    """Find orders by number, twin's number, buyer, item, tracking number or tag."""
    every = array("q")
    found: dict[Grid, array[int]] = {grid: array("q") for grid in Grid}
    away: list[int] = []
    for order_id, grid in search_index.find(conn, query):
        if grid is None:
            away.append(order_id)
        else:
            every.append(order_id)
            found[grid].append(order_id)
    return Search(every, found, tuple(search_index.listed(conn, query)), tuple(away))
