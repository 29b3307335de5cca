"""Refuse a tracking number that another purchase has, unless a person confirms the same package.

Orders of one purchase may share a package. Orders of different purchases may share a package only
if a person confirms it and their platforms accept it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from shiponce.decisions.shipping_restrictions import Limit, unpackable
from shiponce.domain.shipment import Route
from shiponce.errors import Refused
from shiponce.persistence import imported_orders, same_purchase, shipments
from shiponce.services.shipping.restriction_facts import companions

#: The way out: a person states that both orders are in one package.
WAY_OUT = "way_out.same_package"


def others(conn: sqlite3.Connection, order_ids: Sequence[int], tracking: str) -> list[int]:
    """Return the orders of other purchases shipped under a tracking number."""
    under = shipments.under_number(conn, tracking)
    if not under:
        return []
    bonds = same_purchase.bonds(conn, order_ids)
    own = {*order_ids, *(bond.other_id for bond in bonds if not bond.refused)}
    return [order_id for order_id in under if order_id not in own]


def must_be_one_package(
    conn: sqlite3.Connection, order_ids: Sequence[int], tracking: str, *, said: bool
) -> list[str]:
    """Refuse another purchase's tracking number; *said*: a person confirmed that it is one package.

    Return the names of the other purchases' orders. Orders that may not share a package (Q3) are
    refused in any case; the refusal then does not suggest one package.
    """
    shared = others(conn, order_ids, tracking)
    if not shared:
        return []
    named = same_purchase.names(conn, [*order_ids, *shared])
    limit = _apart(conn, order_ids, shared)
    if limit is not None and said:
        apart = Refused(limit.code, **limit.facts)
        apart.way_out = limit.way_out
        raise apart
    if not said:
        facts: dict[str, object] = {
            "number": named[order_ids[0]],
            "other": named[shared[0]],
            "tracking": tracking,
        }
        if limit is not None:
            facts["because"] = {"say": limit.code, **limit.facts}
        refused = Refused("limit.number_taken", **facts)
        refused.way_out = WAY_OUT if limit is None else "way_out.other_number"
        raise refused
    return [named[order_id] for order_id in shared]


def _apart(
    conn: sqlite3.Connection, order_ids: Sequence[int], shared: Sequence[int]
) -> Limit | None:
    """Return why orders cannot share a package with the orders that have its number already.

    Of the *shared* orders, those of one purchase count once: they are recorded in one package
    already, although copy and original may have different addresses.
    """
    seen = imported_orders.candidates(conn, shared)
    bonds = same_purchase.bonds(conn, shared)
    once: list[int] = []
    for order_id in sorted(shared, key=lambda n: not seen[n].platform.is_marketplace):
        if not any(one.order_id == order_id and one.other_id in once for one in bonds):
            once.append(order_id)
    together = companions(conn, [*order_ids, *once])
    alone = [replace(one, same_purchase=()) for one in together]
    return unpackable(alone, Route.MANUAL, whole=True)
