"""Gather the facts for the shipping restrictions of one order."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shiponce.decisions.not_importable import NOTHING_TO_SHIP
from shiponce.decisions.shipping_restrictions import Companion, ShipFacts
from shiponce.domain.markets import market_of
from shiponce.domain.order import Address
from shiponce.domain.platform import Capability
from shiponce.domain.settings import PrimePolicy
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import Store
from shiponce.persistence import (
    acts,
    cancelled_orders,
    combined_orders,
    conditions,
    destinations,
    excluded_and_quarantined,
    imported_orders,
    obligations,
    order_states,
    purge_records,
    rejected_twins,
    restored_backup,
    shipments,
)
from shiponce.persistence.restored_backup import Restored
from shiponce.persistence.timestamps import from_ms, maybe_from_ms
from shiponce.services.matching import decision_commands
from shiponce.services.shipping.twin_shipments import TwinShipments, twin_shipments
from shiponce.services.shipping.units_to_ship import OrderToPack, order_to_pack
from shiponce.words.families import platform_word

_BEING_BOUGHT = (ShipmentState.PURCHASING, ShipmentState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for all orders of a package: the stores, the twins, a restored backup."""

    policy: PrimePolicy
    stores: Sequence[Store]
    twins: TwinShipments
    restored: Restored | None

    @property
    def sells_labels(self) -> bool:
        """Return True if a store is connected on a marketplace that sells labels."""
        return any(s.live and s.platform.can(Capability.SELLS_LABELS) for s in self.stores)


def circumstances(
    conn: sqlite3.Connection,
    order_ids: Sequence[int],
    policy: PrimePolicy,
    known: Sequence[Store],
) -> Circumstances:
    """Read the circumstances of a package; *known* are all stores of the file."""
    twins = twin_shipments(conn, order_ids)
    return Circumstances(policy, known, twins, restored_backup.restored(conn))


def ship_facts(
    conn: sqlite3.Connection, order: OrderToPack, address: Address | None, around: Circumstances
) -> ShipFacts:
    """Return the facts that decide which shipping restrictions apply to an order.

    *address* is the one that the package goes to; None if it is not known.
    """
    order_id, row, store, twins = order.order_id, order.record, order.store, around.twins
    original = order_states.original_of(conn, order_id)
    cancelled = cancelled_orders.by_person(conn, original or order_id)
    put_back = around.restored
    market = market_of(store.platform, store.market)
    home = market.country if market else row.country
    return ShipFacts(
        number=row.number,
        ref=shlex.quote(row.ref),
        platform=row.platform,
        source=row.source,
        status=row.status,
        visibility=row.visibility,
        prime=row.prime,
        fulfilled_by_platform=row.by_platform,
        international=row.country != home,
        obligations=order.obligations,
        conditions=conditions.standing(conn, order_id),
        address_complete=address is not None and address.is_complete,
        in_purchase=shipments.in_flight(conn, order_id),
        original=_number(conn, original),
        original_not_shipped=_original_not_shipped(conn, order) if twins.reconciling else {},
        deciding=decision_commands.to_decide(conn, order_id) if row.visibility == "held" else {},
        twin_sent=twins.blocking(
            order_id,
            [ShipmentState.LABELLED],
            linked=not obligations.rest_is_due(conn, order_id),
        ),
        twin_shipped_there=_if_reconciling(conn, order_id, twins, order_states.copy_shipped_there),
        lines_sent=_if_reconciling(conn, order_id, twins, combined_orders.sent_elsewhere),
        seller_connected=around.sells_labels,
        disconnected=store.name if store.disconnected else "",
        buy_shipping=store.buy_shipping,
        prime_policy=around.policy,
        twin_in_purchase=twins.blocking(order_id, _BEING_BOUGHT),
        restorable=shlex.quote(cancelled) if cancelled else "",
        purged=bool(purge_records.of_orders(conn, [order_id])),
        restored=put_back.stores if put_back else (),
        backup_made_at=from_ms(put_back.made_at) if put_back else None,
        purchase_unknown_since=maybe_from_ms(acts.purchase_unknown_since(conn, order_id)),
    )


def _original_not_shipped(conn: sqlite3.Connection, order: OrderToPack) -> dict[str, object]:
    """Return the facts of the excluded original of a copy if nothing of it is to be shipped."""
    source = order.record.source.platform
    if source is None or source == order.record.platform:
        return {}
    out = excluded_and_quarantined.original_of(conn, order.order_id)
    if out is None or out.code not in NOTHING_TO_SHIP:
        return {}
    if 0 in rejected_twins.rejected_originals(conn, [order.order_id]).get(order.order_id, ()):
        return {}
    reason = {"say": out.code, **out.facts}
    return {"source": platform_word(source), "original": out.remote_id, "reason": reason}


def _number(conn: sqlite3.Connection, order_id: int | None) -> str:
    return "" if order_id is None else imported_orders.number_of(conn, order_id)


def _if_reconciling(
    conn: sqlite3.Connection,
    order_id: int,
    twins: TwinShipments,
    find: Callable[[sqlite3.Connection, int], int | None],
) -> str:
    """Return the number of the order that *find* finds, or ""; "" in documented mode."""
    return _number(conn, find(conn, order_id)) if twins.reconciling else ""


def companion(order: OrderToPack, address: Address | None, same: Sequence[str]) -> Companion:
    """Return an order of a package, with buyer and address for comparison.

    *same* names the other orders of the package that belong to the same purchase.
    """
    row = order.record
    place = () if address is None else _place(address)
    return Companion(row.number, row.platform, row.prime, row.buyer, place, tuple(same))


def companions(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[Companion]:
    """Return the orders that are to share a package, each with its next address."""
    twins = twin_shipments(conn, order_ids)
    orders = [order_to_pack(conn, order_id) for order_id in order_ids]
    named = {one.order_id: one.record.ref for one in orders}
    return [
        companion(
            one,
            destinations.one(conn, one.order_id, one.next_destination).address,
            twins.in_package(one.order_id, named),
        )
        for one in orders
    ]


def _place(to: Address) -> tuple[str, ...]:
    return to.street1, to.street2, to.city, to.postcode, to.country
