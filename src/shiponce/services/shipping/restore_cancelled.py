"""Restore an order that was cancelled in the hub; refuse it if a twin was shipped."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from shiponce.decisions import order_status as standing
from shiponce.decisions.order_status import SHOWN_THERE
from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    cancelled_orders,
    event_log,
    imported_orders,
    order_states,
    orders_for_rules,
    rule_effects,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.cancelled_orders import Before
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState, Reason
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.importing.apply_rules import apply_first_time
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.settings.connection_checks import must_be_of_a_connected_store
from shiponce.services.shipping.on_hold import OUR_HOLDS
from shiponce.words.domain_words import STATUS_WORD

#: Reason codes of orders that wait for a person's decision about their twins.
_DECISIONS = (
    "why.origin_unknown",
    "why.alike_unaccounted",
    "why.named_but_unlike",
    "why.contradiction",
)


class Restoring:
    """Restores cancelled orders of one database.

    No platform is notified of a restored order, because none was notified of its cancellation (W3).
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def restore(self, order_id: int) -> None:
        """Restore a cancelled order to its former status, or to the one its platform has set since.

        Refused if the order was not cancelled in the hub, if its platform also shows it as
        cancelled, or if a twin of it was shipped. Rules do not run a second time. In reconciling
        mode the order is matched again: a copy is hidden behind its original.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = order_states.state_of(conn, order_id)
            if row is None:
                raise BadInput("error.no_order", order=order_id)
            must_be_of_a_connected_store(conn, order_id)
            _check(conn, order_id, row)
            before = cancelled_orders.of(conn, order_id)
            status, reason, hub_set = _place(conn, order_id, before, at)
            if row.why != "why.cancelled_here":  # hidden or unhidden since: keep that reason
                order_states.restate(conn, order_id, status, hub_set=hub_set)
            else:
                order_states.move(
                    conn,
                    order_id,
                    at,
                    why=reason.why,
                    facts=reason.facts,
                    evidence=reason.evidence,
                    status=status,
                    hub_set=hub_set,
                )
            cancelled_orders.forget(conn, order_id)
            data: dict[str, object] = {"status": STATUS_WORD[status]}
            event_log.record(conn, at, ("restored", order_id, data))
            if stores.mode(conn) is MatchingMode.RECONCILING:
                Matcher(conn, at).judge_again([order_id])
            apply_first_time(conn, order_id, at)


def _check(conn: sqlite3.Connection, order_id: int, row: OrderState) -> None:
    number = imported_orders.number_of(conn, order_id)
    if row.status is not OrderStatus.CANCELLED:
        raise Refused("limit.not_cancelled", number=number)
    if row.why == "why.superseded":
        raise Refused("limit.restore_superseded", number=number)
    shown, _, facts = imported_orders.shown(conn, order_id)
    if not row.hub_set or shown is OrderStatus.CANCELLED:
        raise Refused("limit.cancelled_by_platform", number=number, **facts)
    for twin in _twins(conn, order_id):
        if _has_left(conn, twin):
            raise Refused(
                "limit.restore_twin_left", number=number, twin=imported_orders.number_of(conn, twin)
            )


def _twins(conn: sqlite3.Connection, order_id: int) -> list[int]:
    """Return the other orders of the same purchase, except twins that a person rejected."""
    bonds = same_purchase.bonds(conn, [order_id])
    return [bond.other_id for bond in bonds if not bond.refused]


def _has_left(conn: sqlite3.Connection, order_id: int) -> bool:
    row = order_states.state_of(conn, order_id)
    shipped = row is not None and row.status is OrderStatus.SHIPPED
    return shipped or shipments.in_flight(conn, order_id) or bool(shipments.live(conn, order_id))


def _place(
    conn: sqlite3.Connection, order_id: int, before: Before | None, at: int
) -> tuple[OrderStatus, Reason, bool]:
    """Return a restored order's status, its reason, and whether the hub owns the status."""
    order = orders_for_rules.imported(conn, [order_id])[order_id]
    store = stores.one(conn, shipments.stores_of(conn, [order_id])[order_id])
    shown, there, facts = imported_orders.shown(conn, order_id)
    reconciling = stores.mode(conn) is MatchingMode.RECONCILING
    if before is None:  # cancelled by an older version, which did not record the former status
        place = standing.arrival(order, store, reconciling=reconciling)
        status = place.status if isinstance(place, standing.Arrival) else shown
        return status, Reason(there, facts), False
    held = before.status is OrderStatus.ON_HOLD and before.why in OUR_HOLDS
    over = held and before.hold_until is not None and before.hold_until <= at
    was = OrderStatus.AWAITING_SHIPMENT if over else before.status
    status = standing.refreshed(
        was, before.hub_set and not over, order, store, reconciling=reconciling
    )
    if status is not was:
        return status, Reason(SHOWN_THERE[status], facts), False
    if over:
        return status, Reason("why.hold_ended"), False
    if held:
        wanted = rule_effects.requests_of(conn, order_id)
        rule_effects.put_requests(conn, order_id, replace(wanted, hold_until=before.hold_until))
    if before.why in _DECISIONS:  # matching finds out again whether a person must decide
        return status, Reason("why.arrived"), before.hub_set
    return status, Reason(before.why, before.facts, before.evidence), before.hub_set
