"""What a person decides about twins: cancel, confirm, reject, and a change of mode."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.matching import Candidate, compare
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import MatchingMode, Platform
from shiponce.errors import BadInput, Refused
from shiponce.ports import Clock
from shiponce.services.connected import must_stand_here
from shiponce.services.disconnecting import exclude_again
from shiponce.services.elsewhere import tell_copies
from shiponce.services.linking import Matcher
from shiponce.services.superseding import close_superseded
from shiponce.store import (
    cancellations,
    elsewhere,
    events,
    notices,
    orders,
    shipments,
    sold,
    states,
    stores,
)
from shiponce.store.database import Database
from shiponce.store.times import to_ms


class Deciding:
    """A person's decisions over one file; none of them calls a platform (W3)."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def cancel(self, order_id: int, *, anyway: bool, swap: bool) -> tuple[int, ...]:
        """Take an order out of the open work, here only. What was cancelled.

        In reconciling mode an original whose copy stands behind it is refused (W6): *swap*
        cancels the copy instead, *anyway* cancels the original all the same. A copy that is
        cancelled already is nobody's second chance, and does not stand in the way.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            self._check(conn, order_id)
            copies = [c for c in states.copies_of(conn, order_id) if _is_open(conn, c)]
            if copies and stores.mode(conn) is MatchingMode.RECONCILING and not anyway:
                if not swap:
                    raise Refused("limit.cancel_original", **_numbers(conn, order_id, copies[0]))
                cancelled = tuple(copies)
            else:
                cancelled = (order_id,)
            for each in cancelled:
                self._cancelled(conn, each, at)
        return cancelled

    def _check(self, conn: sqlite3.Connection, order_id: int) -> None:
        must_stand_here(conn, order_id)
        row = _state(conn, order_id)
        status = OrderStatus(row["status"])
        if not status.is_open:
            number = orders.number_of(conn, order_id)
            raise Refused(f"limit.already_{status.value}", number=number)
        if shipments.in_flight(conn, order_id) or shipments.live(conn, order_id):
            raise Refused("limit.cancel_labelled", number=orders.number_of(conn, order_id))

    def _cancelled(self, conn: sqlite3.Connection, order_id: int, at: int) -> None:
        row = _state(conn, order_id)
        cancellations.keep(conn, order_id, at)
        if row["visibility"] == Visibility.HIDDEN.value:
            states.restate(conn, order_id, OrderStatus.CANCELLED, hub_set=True)
        else:
            visibility = Visibility.VISIBLE  # a held order that is cancelled waits for nobody
            states.move(
                conn,
                order_id,
                at,
                why="why.cancelled_here",
                facts={"by": self._db.actor},
                visibility=visibility,
                status=OrderStatus.CANCELLED,
                hub_set=True,
            )
        events.record(conn, at, ("cancelled", order_id, {}))

    def confirm_twin(self, copy_id: int, original_id: int, by: str) -> None:
        """A person says: these two are one purchase. The copy goes behind its original (B8)."""
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            found = _pair(conn, copy_id, original_id)
            must_stand_here(conn, copy_id, original_id)
            linked = states.original_of(conn, copy_id)
            facts: dict[str, object]
            if linked is not None and linked != original_id:
                facts = {
                    "original": orders.number_of(conn, linked),
                    "number": found[copy_id].number,
                }
                raise Refused("limit.has_original", **facts)
            states.link(conn, copy_id, original_id, "person", at)
            number = found[original_id].number
            facts = {"original": number, "by": by}
            states.move(
                conn,
                copy_id,
                at,
                why="why.hidden_by_person",
                facts=facts,
                evidence=compare(found[copy_id], found[original_id]),
                visibility=Visibility.HIDDEN,
            )
            events.record(conn, at, ("twin_confirmed", copy_id, facts))
            Matcher(conn, at).linked(copy_id, original_id)

    def reject_twin(self, copy_id: int, original_id: int, by: str) -> None:
        """A person says: not one purchase. It is remembered; original 0 means nobody's copy.

        A copy that stood hidden behind that original, or was held, is judged anew.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            if original_id:
                _pair(conn, copy_id, original_id)
            must_stand_here(conn, copy_id)
            state = _state(conn, copy_id)
            linked = states.original_of(conn, copy_id)
            if linked is not None and original_id in (0, linked):
                self._unlink(conn, copy_id, linked, at)
                self._show(conn, copy_id, by, at)
                exclude_again(conn, [linked], at)
            elif state["visibility"] == Visibility.HELD.value and original_id == 0:
                self._show(conn, copy_id, by, at)
            states.refuse_twin(conn, copy_id, original_id, by, at)
            events.record(conn, at, ("twin_rejected", copy_id, {"by": by}))
            Matcher(conn, at).judge_again([copy_id])

    def _unlink(self, conn: sqlite3.Connection, copy_id: int, original: int, at: int) -> None:
        """Part two orders; an original that counted as sent with its copy is open again."""
        if shipments.live(conn, original):
            raise Refused("limit.original_shipped", number=orders.number_of(conn, copy_id))
        sent = shipments.live(conn, copy_id)
        notices.withdraw_from(conn, elsewhere.of(conn, original), copy_id)
        if sent:
            notices.withdraw_from(conn, sent, original)
            status, why, facts = orders.shown(conn, original)
            states.move(conn, original, at, why=why, facts=facts, status=status, hub_set=False)

    def _show(self, conn: sqlite3.Connection, copy_id: int, by: str, at: int) -> None:
        states.move(
            conn,
            copy_id,
            at,
            why="why.declared_own",
            facts={"by": by},
            visibility=Visibility.VISIBLE,
        )
        states.unlink(conn, copy_id)

    def choose_mode(self, mode: MatchingMode) -> None:
        """Choose the matching mode. Reconciling looks at every unlinked copy at once."""
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            if stores.mode(conn) is mode:
                return
            stores.choose(conn, "mode", mode.value)
            events.record(conn, at, ("mode_chosen", None, {"mode": f"word.{mode.value}"}))
            if mode is MatchingMode.RECONCILING:
                matcher = Matcher(conn, at)
                matcher.judge_again(states.unlinked_copies(conn))
                close_superseded(matcher, sold.every_order(conn))
                tell_copies(conn, elsewhere.originals(conn), at)


def _state(conn: sqlite3.Connection, order_id: int) -> sqlite3.Row:
    row = states.state_of(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def _is_open(conn: sqlite3.Connection, order_id: int) -> bool:
    row = _state(conn, order_id)
    excluded = row["visibility"] == Visibility.EXCLUDED.value
    return OrderStatus(row["status"]).is_open and not excluded


def _numbers(conn: sqlite3.Connection, original_id: int, copy_id: int) -> dict[str, object]:
    return {"number": orders.number_of(conn, original_id), "copy": orders.number_of(conn, copy_id)}


def _pair(conn: sqlite3.Connection, copy_id: int, original_id: int) -> dict[int, Candidate]:
    found = orders.candidates(conn, [copy_id, original_id])
    if copy_id not in found or original_id not in found:
        missing = copy_id if copy_id not in found else original_id
        raise BadInput("error.no_order", order=missing)
    if found[copy_id].platform is not Platform.BIGCOMMERCE:
        raise BadInput("error.no_copy", number=found[copy_id].number)
    if not found[original_id].platform.is_marketplace:
        raise BadInput("error.no_original", number=found[original_id].number)
    return found
