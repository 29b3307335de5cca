"""Gather the facts for shipping restrictions."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Sequence

from shiponce.decisions.double_shipments import Basis, forbids_second_label
from shiponce.decisions.shipping_restrictions import Companion, ShipFacts
from shiponce.domain.markets import market_of
from shiponce.domain.platform import Capability
from shiponce.domain.settings import PrimePolicy
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.persistence import (
    acts,
    cancelled_orders,
    combined_orders,
    conditions,
    destinations,
    imported_orders,
    obligations,
    order_queries,
    order_states,
    purge_records,
    restored_backup,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.same_purchase import Held
from shiponce.persistence.timestamps import from_ms, maybe_from_ms


def ship_facts(
    conn: sqlite3.Connection,
    order_id: int,
    policy: PrimePolicy = PrimePolicy.ANY_IN_TIME,
    destination: str | None = None,
) -> ShipFacts:
    """Return the facts that decide which shipping restrictions apply to an order.

    *destination* is the platform's id of the address that the package goes to; None: the first
    address that has due units.
    """
    row = order_queries.detail(conn, order_id)
    assert row is not None, "the caller has looked the order up"  # noqa: S101
    store = stores.one(conn, row.store_id)
    cancelled = cancelled_orders.by_person(
        conn, order_states.original_of(conn, order_id) or order_id
    )
    put_back = restored_backup.restored(conn)
    obliged = obligations.of_order(conn, order_id)
    if destination is None:
        destination = next((one.destination for one in obliged if one.due), "")
    goes_to = destinations.one(conn, order_id, destination)
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
        obligations=obliged,
        conditions=conditions.standing(conn, order_id),
        address_complete=goes_to.address is not None and goes_to.address.is_complete,
        in_purchase=shipments.in_flight(conn, order_id),
        original=_original(conn, order_id),
        twin_sent=_sent_twin(conn, order_id, ShipmentState.LABELLED),
        twin_shipped_there=_shipped_there(conn, order_id),
        lines_sent=_lines_sent(conn, order_id),
        seller_connected=any(
            s.live and s.platform.can(Capability.SELLS_LABELS) for s in stores.every(conn)
        ),
        disconnected=store.name if store.disconnected else "",
        buy_shipping=store.buy_shipping,
        prime_policy=policy,
        twin_in_purchase=_sent_twin(
            conn, order_id, ShipmentState.PURCHASING, ShipmentState.UNKNOWN
        ),
        restorable=shlex.quote(cancelled) if cancelled else "",
        purged=bool(purge_records.of_orders(conn, [order_id])),
        restored=put_back.stores if put_back else (),
        backup_made_at=from_ms(put_back.made_at) if put_back else None,
        purchase_unknown_since=maybe_from_ms(acts.purchase_unknown_since(conn, order_id)),
    )


def companions(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[Companion]:
    """Return the orders of a package; each lists the others that belong to the same purchase."""
    named = same_purchase.names(conn, order_ids)
    same: dict[int, tuple[str, ...]] = {}
    for bond in same_purchase.bonds(conn, order_ids):
        if bond.other_id in named:
            same[bond.order_id] = (*same.get(bond.order_id, ()), named[bond.other_id])
    return [_companion(conn, order_id, same.get(order_id, ())) for order_id in order_ids]


def _companion(conn: sqlite3.Connection, order_id: int, same: tuple[str, ...]) -> Companion:
    """Return one order of a package, with buyer and address for comparison."""
    row = order_queries.detail(conn, order_id)
    assert row is not None, "the caller has looked the order up"  # noqa: S101
    return Companion(
        row.number,
        row.platform,
        row.prime,
        row.buyer,
        _place(conn, order_id),
        same,
    )


def _place(conn: sqlite3.Connection, order_id: int) -> tuple[str, ...]:
    """Return the address to which the next package of an order goes; () if there is none."""
    first = next((one.destination for one in obligations.of_order(conn, order_id) if one.due), "")
    to = destinations.one(conn, order_id, first).address
    return () if to is None else (to.street1, to.street2, to.city, to.postcode, to.country)


def _original(conn: sqlite3.Connection, order_id: int) -> str:
    original = order_states.original_of(conn, order_id)
    return imported_orders.number_of(conn, original) if original is not None else ""


def _lines_sent(conn: sqlite3.Connection, order_id: int) -> str:
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return ""
    found = combined_orders.sent_elsewhere(conn, order_id)
    return "" if found is None else imported_orders.number_of(conn, found)


def _shipped_there(conn: sqlite3.Connection, order_id: int) -> str:
    """Return the order number of a copy that was shipped outside the hub, or "" if none was."""
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return ""
    found = order_states.copy_shipped_there(conn, order_id)
    return "" if found is None else imported_orders.number_of(conn, found)


def _sent_twin(conn: sqlite3.Connection, order_id: int, *states_: ShipmentState) -> str:
    """Return the name of a twin whose shipment, in one of *states_*, blocks this order, or ""."""
    for held in _beside(conn, order_id, in_the_way=True):
        if held.state in states_:
            return held.order
    return ""


def left_beside(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, list[Held]]:
    """Return, for each order, the shipments of its twins that only cause a warning.

    They do not block shipping, because documented mode compares no orders, or because a person
    rejected the twin. So a person who insists can ship such a purchase twice (W7).
    """
    return {n: _beside(conn, n, in_the_way=False) for n in order_ids}


def _beside(conn: sqlite3.Connection, order_id: int, *, in_the_way: bool) -> list[Held]:
    reconciling = stores.mode(conn) is MatchingMode.RECONCILING
    others = [
        bond.other_id
        for bond in same_purchase.bonds(conn, [order_id])
        if forbids_second_label(
            bond.basis, proved=bond.proved, rejected=bond.refused, reconciling=reconciling
        )
        is in_the_way
        and not (in_the_way and bond.basis is Basis.LINES)  # ``ShipFacts.lines_sent`` covers these
    ]
    held = same_purchase.holding(conn, others)
    return [one for other in others for one in held.get(other, ())]
