"""Hold orders as a rule or a person requests; release them on a date or when a person asks."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from shiponce.decisions.rules import hold_ends
from shiponce.domain.event import EventKind
from shiponce.domain.order import OrderStatus
from shiponce.errors import BadInput, Refused
from shiponce.persistence import event_log, imported_orders, order_states, rule_effects, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState
from shiponce.persistence.timestamps import maybe_ms, to_ms
from shiponce.ports import Clock
from shiponce.services.settings.connection_checks import must_stand_here

#: Reason codes of the holds that the hub itself set.
OUR_HOLDS = ("why.held_by_rule", "why.held_here")


class Holding:
    """The holds of one database; no platform is notified of a hold."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def hold(self, order_id: int, until: str) -> None:
        """Put an order on hold: until a date, for some days, or until released."""
        try:
            ends = hold_ends(until, self._clock.now())
        except (ValueError, OverflowError) as bad:
            raise BadInput("error.rule_hold", value=until) from bad
        if ends is not None and ends <= self._clock.now():
            raise BadInput("error.hold_is_past", value=until)
        with self._db.write() as conn:
            row = _known(conn, order_id)
            must_stand_here(conn, order_id)
            _must_not_be_hidden(conn, order_id)
            if row.status is not OrderStatus.AWAITING_SHIPMENT or shipments.in_flight(
                conn, order_id
            ):
                raise Refused(
                    "limit.hold_only_awaiting", number=imported_orders.number_of(conn, order_id)
                )
            wanted = rule_effects.requests_of(conn, order_id)
            rule_effects.put_requests(conn, order_id, replace(wanted, hold_until=maybe_ms(ends)))
            order_states.move(
                conn,
                order_id,
                self._now(),
                why="why.held_here",
                facts={"by": self._db.actor} | ({} if ends is None else {"until_at": ends}),
                status=OrderStatus.ON_HOLD,
                hub_set=True,
            )
            event_log.record(conn, self._now(), ("hold_put", order_id, {}))

    def release(self, order_id: int) -> None:
        """Release an order; Refused if the hold is not the hub's own."""
        with self._db.write() as conn:
            row = _known(conn, order_id)
            must_stand_here(conn, order_id)
            if row.why not in OUR_HOLDS or row.status is not OrderStatus.ON_HOLD:
                raise Refused(
                    "limit.no_hold_here", number=imported_orders.number_of(conn, order_id)
                )
            end_hold(conn, order_id, self._now(), "hold_released")

    def end_holds(self) -> int:
        """Release every order whose hold has ended; return how many."""
        with self._db.write() as conn:
            due = rule_effects.holds_that_end(conn, self._now())
            for order_id in due:
                end_hold(conn, order_id, self._now())
        return len(due)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _known(conn: sqlite3.Connection, order_id: int) -> OrderState:
    row = order_states.state_of(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def _must_not_be_hidden(conn: sqlite3.Connection, order_id: int) -> None:
    """Refuse to hold a hidden copy, because its original would be shipped nevertheless."""
    original = order_states.original_of(conn, order_id)
    if original is not None:
        numbers = {"number": imported_orders.number_of(conn, order_id)}
        raise Refused(
            "limit.hold_hidden", **numbers, original=imported_orders.number_of(conn, original)
        )


def end_hold(
    conn: sqlite3.Connection, order_id: int, at: int, event: EventKind = "hold_over"
) -> None:
    """End a hold that the hub set, and give the order the status that its platform shows.

    If the order is no longer on hold, only delete the end date of the hold. *event* records the
    cause: the end date passed, or a person released the order.
    """
    wanted = rule_effects.requests_of(conn, order_id)
    rule_effects.put_requests(conn, order_id, replace(wanted, hold_until=None))
    row = _known(conn, order_id)
    if row.status is not OrderStatus.ON_HOLD or row.why not in OUR_HOLDS:
        return
    status, why, facts = imported_orders.shown(conn, order_id)
    if status is OrderStatus.AWAITING_SHIPMENT:
        why = "why.hold_ended"
    order_states.move(conn, order_id, at, why=why, facts=facts, status=status, hub_set=False)
    event_log.record(conn, at, (event, order_id, {}))
