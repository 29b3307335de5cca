"""A person's decisions on twins: confirm, reject, and a change of the matching mode."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.decisions.matching import compare
from shiponce.decisions.similar_orders import Candidate
from shiponce.domain.order import Visibility
from shiponce.domain.platform import Source
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    combined_orders,
    event_log,
    imported_orders,
    order_queries,
    order_states,
    outbox,
    rejected_twins,
    same_purchase,
    shipments,
    shipped_elsewhere,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.importing import derive_units_of_others
from shiponce.services.importing.supersede_combined import close_superseded
from shiponce.services.matching.compare_orders import compared, differing
from shiponce.services.matching.decision_commands import original_left
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.notifying.notify_shipped_elsewhere import tell_copies
from shiponce.services.settings.connection_checks import must_stand_here
from shiponce.services.settings.disconnect_store import exclude_again
from shiponce.words.domain_words import MODE_WORD


class Deciding:
    """Records a person's decisions on twins; no decision calls a platform (W3)."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def confirm_twin(
        self, copy_id: int, original_id: int, by: str, *, anyway: bool = False
    ) -> None:
        """Record that two orders are one purchase and hide the copy behind its original (B8).

        Refused if the copy already has another original. Two more cases are refused without
        *anyway*: the orders differ, or the original has another copy in the shop and no id names
        it.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            must_stand_here(conn, copy_id, original_id)
            found = _pair(conn, copy_id, original_id)
            _may_be_linked(conn, found[copy_id], found[original_id], anyway=anyway)
            fields = differing(compared(conn, copy_id, original_id))
            if fields and not anyway:
                raise _differ(conn, copy_id, original_id, fields)
            rejected_twins.forget(conn, copy_id, original_id)
            order_states.link(conn, copy_id, original_id, "person", at)
            facts: dict[str, object] = {"original": found[original_id].number, "by": by}
            order_states.move(
                conn,
                copy_id,
                at,
                why="why.hidden_by_person",
                facts=facts,
                evidence=compare(found[copy_id], found[original_id]),
                visibility=Visibility.HIDDEN,
            )
            event_log.record(conn, at, ("twin_confirmed", copy_id, facts))
            Matcher(conn, at).linked(copy_id, original_id)

    def reject_twin(self, copy_id: int, original_id: int, by: str, *, anyway: bool = False) -> None:
        """Record that two orders are not one purchase.

        *original_id* 0 means that the order *copy_id* is not a copy at all.

        A copy that is hidden behind this original, or that waits for a decision, is judged again.
        Such a copy could then be shipped. So the rejection is refused without *anyway* if an order
        that may be the copy's original was shipped already.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            must_stand_here(conn, copy_id)
            _pair(conn, copy_id, original_id or None)
            state = _state(conn, copy_id)
            linked = order_states.original_of(conn, copy_id)
            left = None if anyway else original_left(conn, copy_id, original_id)
            if left is not None:
                raise left
            if linked is not None and original_id in (0, linked):
                self._unlink(conn, copy_id, linked, at, anyway=anyway)
                self._show(conn, copy_id, original_id, by, at)
                derive_units_of_others.derive(conn, [copy_id, linked], at)
                exclude_again(conn, [linked], at)
            elif state.visibility is Visibility.HELD and original_id == 0:
                self._show(conn, copy_id, original_id, by, at)
            rejected_twins.reject(conn, copy_id, original_id, by, at)
            event_log.record(conn, at, _rejected(conn, copy_id, original_id, by))
            Matcher(conn, at).judge_again([copy_id])

    def _unlink(
        self, conn: sqlite3.Connection, copy_id: int, original: int, at: int, *, anyway: bool
    ) -> None:
        """Undo a link's effects: withdraw its notifications, restore the original's status.

        Refused without *anyway* if the original itself has a live label. With it, the label stays,
        and the copy's store gets the right number with the copy's next notification. If the copy
        has a label, the link had set the original's status, so the original gets the status that
        its platform shows.
        """
        own = shipments.live(conn, original)
        if own and not anyway:
            copy = imported_orders.number_of(conn, copy_id)
            refused = Refused("limit.original_shipped", number=copy)
            refused.way_out = "way_out.reject_anyway"
            raise refused
        outbox.withdraw_from(conn, own, copy_id)
        sent = shipments.live(conn, copy_id)
        outbox.withdraw_from(conn, shipped_elsewhere.of(conn, original), copy_id)
        if sent:
            outbox.withdraw_from(conn, sent, original)
            status, why, facts = imported_orders.shown(conn, original)
            order_states.move(
                conn, original, at, why=why, facts=facts, status=status, hub_set=False
            )

    def _show(
        self, conn: sqlite3.Connection, copy_id: int, original_id: int, by: str, at: int
    ) -> None:
        facts: dict[str, object] = {"by": by}
        if original_id:
            facts["original"] = imported_orders.number_of(conn, original_id)
        order_states.move(
            conn,
            copy_id,
            at,
            why="why.twin_rejected" if original_id else "why.declared_own",
            facts=facts,
            visibility=Visibility.VISIBLE,
        )
        order_states.unlink(conn, copy_id)

    def choose_mode(self, mode: MatchingMode) -> None:
        """Choose the matching mode; on a change to reconciling, judge every unlinked copy now."""
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            if stores.mode(conn) is mode:
                return
            stores.choose(conn, "mode", mode.value)
            event_log.record(conn, at, ("mode_chosen", None, {"mode": MODE_WORD[mode]}))
            derive_units_of_others.derive(conn, order_queries.every_id(conn), at)
            if mode is MatchingMode.RECONCILING:
                matcher = Matcher(conn, at)
                matcher.judge_again(order_states.unlinked_copies(conn))
                close_superseded(matcher, combined_orders.every_order(conn))
                tell_copies(conn, shipped_elsewhere.originals(conn), at)


def _state(conn: sqlite3.Connection, order_id: int) -> OrderState:
    row = order_states.state_of(conn, order_id)
    if row is None:
        raise BadInput("error.no_order", order=order_id)
    return row


def _pair(conn: sqlite3.Connection, copy_id: int, original_id: int | None) -> dict[int, Candidate]:
    """Return copy and original; Refused if one of them cannot be a copy or an original.

    If *original_id* is None, only the copy is checked and returned.
    """
    asked = [copy_id] if original_id is None else [copy_id, original_id]
    found = imported_orders.candidates(conn, asked)
    for order_id in asked:
        if order_id not in found:
            raise BadInput("error.no_order", order=order_id)
    copy = found[copy_id]
    if copy.platform.is_marketplace:
        copies = same_purchase.names(conn, order_states.copies_of(conn, copy_id)).values()
        code = "error.original_no_copy" if copies else "error.no_copy"
        raise Refused(code, number=copy.number, copy=", ".join(copies))
    if copy.source is Source.STOREFRONT:
        raise Refused("error.storefront_no_copy", number=copy.number)
    if original_id is not None and not found[original_id].platform.is_marketplace:
        raise Refused("error.no_original", number=found[original_id].number)
    return found


def _may_be_linked(
    conn: sqlite3.Connection, copy: Candidate, original: Candidate, *, anyway: bool
) -> None:
    """Refuse a link that contradicts an existing link.

    A copy has one original. An original usually has one copy in a shop: a second copy that does not
    name it may be another purchase, so a person has to insist.
    """
    linked = order_states.original_of(conn, copy.id)
    if linked is not None and linked != original.id:
        number = imported_orders.number_of(conn, linked)
        raise Refused("limit.has_original", original=number, number=copy.number)
    heir = combined_orders.successor(conn, original.id)
    if heir != original.id:
        raise Refused(
            "limit.original_superseded",
            number=original.number,
            by=imported_orders.number_of(conn, heir),
        )
    named = same_purchase.names(conn, [copy.id, original.id])
    others = () if anyway else order_states.copies_in_store_of(conn, original.id, copy.id)
    for other in others:
        taken = same_purchase.names(conn, [other])[other]
        refused = Refused(
            "limit.original_has_copy", original=named[original.id], other=taken, copy=named[copy.id]
        )
        refused.way_out = "way_out.reject_other_copy"
        raise refused
    if shipments.in_flight(conn, copy.id):
        raise Refused("limit.in_purchase", number=copy.number)


def _differ(
    conn: sqlite3.Connection, copy_id: int, original_id: int, fields: Sequence[str]
) -> Refused:
    """Return the refusal with the names of differing fields, not their values (personal data)."""
    named = same_purchase.names(conn, [copy_id, original_id])
    refused = Refused(
        "limit.twins_differ",
        copy=named[copy_id],
        original=named[original_id],
        fields=[{"say": "word.field_name", "field": field} for field in fields],
    )
    refused.way_out = "way_out.confirm_anyway"
    return refused


def _rejected(conn: sqlite3.Connection, copy_id: int, original_id: int, by: str) -> event_log.Event:
    if not original_id:
        return "nobodys_copy", copy_id, {"by": by}
    data: dict[str, object] = {"by": by, "original": imported_orders.number_of(conn, original_id)}
    return "original_rejected", copy_id, data
