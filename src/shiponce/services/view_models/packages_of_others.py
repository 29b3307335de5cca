"""Show the packages in which others shipped units of a purchase."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from shiponce.decisions.units_shipped_by_others import one_for_each_number, packages_of_others
from shiponce.domain.order import Package
from shiponce.persistence import obligations
from shiponce.views.sentence import Sentence


def of_purchase(conn: sqlite3.Connection, order_id: int) -> tuple[Package, ...]:
    """Return the packages of others that the orders of a purchase show, each number once."""
    for purchase in obligations.purchases(conn, [order_id]):
        ours = obligations.ours(conn, purchase)
        found = [
            package
            for one in obligations.shown(conn, purchase)
            for package in packages_of_others(one, ours[one.order_id])
        ]
        return one_for_each_number(found)
    return ()


def by_others(conn: sqlite3.Connection, order_id: int) -> Iterator[Sentence]:
    """Yield a note with the units of an order that others shipped, and with their packages."""
    obliged = obligations.of_order(conn, order_id)
    facts: dict[str, object] = {
        "n": sum(one.others for one in obliged),
        "units": sum(one.required for one in obliged),
    }
    if not facts["n"]:
        return
    named = (f"{one.carrier} {one.tracking}".strip() for one in of_purchase(conn, order_id))
    packages = ", ".join(filter(None, named))
    code = "note.by_others" if packages else "note.by_others_unnamed"
    yield Sentence(code, facts | {"package": packages})
