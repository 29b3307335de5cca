"""Refuse a tracking number that another purchase has, unless a person confirms the same package.

Orders of one purchase may share a package. Orders of different purchases may share a package only
if a person confirms it and their platforms accept it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.decisions import shipping_restrictions
from shiponce.domain.shipment import Route
from shiponce.errors import Refused
from shiponce.persistence import same_purchase, shipments
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
    """Refuse another purchase's tracking number, unless a person confirmed one package (*said*).

    Return the names of the other purchases' orders. Also Refused if the orders may not share a
    package (Q3).
    """
    shared = others(conn, order_ids, tracking)
    if not shared:
        return []
    named = same_purchase.names(conn, [*order_ids, *shared])
    if not said:
        facts = {"number": named[order_ids[0]], "other": named[shared[0]], "tracking": tracking}
        refused = Refused("limit.number_taken", **facts)
        refused.way_out = WAY_OUT
        raise refused
    limit = shipping_restrictions.unpackable(
        companions(conn, [*order_ids, *shared]), Route.MANUAL, whole=True
    )
    # Ignore "limit.one_purchase": two of the *shared* orders may be the same purchase, and these
    # orders already have this tracking number.
    if limit is not None and limit.code != "limit.one_purchase":
        apart = Refused(limit.code, **limit.facts)
        apart.way_out = limit.way_out
        raise apart
    return [named[order_id] for order_id in shared]
