"""Refuse a tracking number that another shipment of the same purchase has.

One package is one shipment. A second shipment under its number would look, on every platform, like
the package that is shown already, and the platform would not learn of the further units.
"""

from __future__ import annotations

import shlex
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping

from shiponce.decisions.obligations import bare
from shiponce.domain.platform import Capability
from shiponce.domain.shipment import Route, ShipmentState
from shiponce.errors import Refused
from shiponce.persistence import packages_known_to_stores, same_purchase, shipments
from shiponce.persistence.shipments import Shipment
from shiponce.services.notifying.add_notifications import notified_platforms


def must_be_another_package(
    conn: sqlite3.Connection,
    contents: Mapping[int, Mapping[str, int]],
    tracking: str,
    own: Collection[int] = (),
) -> None:
    """Raise Refused if a shipment of the same purchase has this tracking number.

    *contents* are the units by SKU of each order in the package. Shipments in *own* are the package
    itself. The number may be entered for another order of the purchase if the units are the same:
    a person then tells a second platform of the same package.
    """
    if not shipments.under_number(conn, tracking):
        return
    purchase = {
        order_id: {
            bond.other_id for bond in same_purchase.bonds(conn, [order_id]) if not bond.refused
        }
        for order_id in contents
    }
    every = {*contents, *(other for others in purchase.values() for other in others)}
    for one in shipments.with_number(conn, every, tracking):
        if one.id in own:
            continue
        units = _bare(shipments.units_by_sku(conn, one.id))
        for order_id, others in purchase.items():
            again = one.order_id in others and units == _bare(contents[order_id])
            if one.order_id == order_id or (one.order_id in others and not again):
                raise _refused(conn, order_id, one, tracking)


def _bare(units: Mapping[str, int]) -> Mapping[str, int]:
    """Return the units by SKU, with each SKU in the form in which it is compared."""
    found: Counter[str] = Counter()
    for sku, count in units.items():
        found[bare(sku)] += count
    return found


def _refused(conn: sqlite3.Connection, order_id: int, one: Shipment, tracking: str) -> Refused:
    lead = shipments.together(conn, one.id)[0]
    named = same_purchase.names(conn, [order_id, one.order_id, lead.order_id])
    refused = Refused(
        "limit.number_has_shipment",
        tracking=tracking,
        shipment=lead.id,
        order=named[one.order_id],
    )
    refused.way_out = _way_out(conn, order_id, one)
    packed = order_id if refused.way_out == "way_out.rest_untracked" else lead.order_id
    refused.facts["ref"] = shlex.quote(named[packed])
    return refused


def _way_out(conn: sqlite3.Connection, order_id: int, one: Shipment) -> str:
    """Return how the further units of a package can reach the platforms.

    If a store may know the package, the further units are best entered without a number: no store
    is notified again in documented mode, eBay keeps every package as it was notified, and a shop
    would write to the buyer about the same package again.
    """
    elsewhere = one.state is ShipmentState.ELSEWHERE
    parties = notified_platforms(conn, [order_id])
    untracked = all(party.platform.can(Capability.TAKES_UNTRACKED) for party in parties)
    if untracked and (elsewhere or packages_known_to_stores.is_known_to_stores(conn, one.id)):
        return "way_out.rest_untracked"
    if elsewhere:
        return "way_out.rest_there"
    return "way_out.enter_together" if one.route is Route.MANUAL else "way_out.label_together"
