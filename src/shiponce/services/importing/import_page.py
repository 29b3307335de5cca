"""Takes one page of orders into the file, inside the caller's transaction.

Each order is new, known, kept out with a record, or quarantined; one that cannot be read never
stops its page.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shiponce.decisions import order_status as standing
from shiponce.decisions import rules as rulebook
from shiponce.decisions.order_status import SHOWN_THERE
from shiponce.decisions.rule_reasons import facts_of
from shiponce.domain.event import EventKind
from shiponce.domain.order import (
    Fetched,
    Grade,
    ImportedOrder,
    OrderStatus,
    OriginKey,
    Unreadable,
    Visibility,
    without_person,
)
from shiponce.domain.platform import Capability
from shiponce.domain.rule import Rule
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import (
    combined_orders,
    event_log,
    excluded_and_quarantined,
    imported_orders,
    order_states,
    purge_records,
    rules,
    shipments,
    stores,
)
from shiponce.persistence.excluded_and_quarantined import Entry
from shiponce.persistence.order_states import Reason, State
from shiponce.persistence.timestamps import to_ms
from shiponce.services.importing.apply_rules import hold_reason, put_wishes
from shiponce.services.importing.combined_orders import close_superseded
from shiponce.services.importing.unreadable_reasons import fact_of
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.notifying.shipped_elsewhere import tell_copies
from shiponce.services.settings.connection_checks import must_still_be_connected
from shiponce.views.imports import ImportReport
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import platform_word

#: The event of an order that is kept out for a reason of a kind.
_RECORDED: Mapping[str, EventKind] = {
    "rule": "listed_rule",
    "not_importable": "listed_not_importable",
}


@dataclass(slots=True)
class Tally:
    """What an import has done so far."""

    fetched: int = 0
    added: int = 0
    refreshed: int = 0
    unchanged: int = 0
    excluded: int = 0
    quarantined: int = 0
    hidden: int = 0

    def report(self, store: Store, **more: object) -> ImportReport:
        """The report of one import; *more* are its trouble or its not_before."""
        counts = {name: getattr(self, name) for name in Tally.__slots__}
        return ImportReport(store.name, **counts, **more)  # type: ignore[arg-type]  # by name


@dataclass(slots=True)
class _Arrival:
    """A new order with the place that it gets."""

    id: int
    order: ImportedOrder
    digest: bytes
    state: State
    #: What the rules wish for it, if they had their turn.
    judgement: rulebook.Judgement | None = None


class Page:
    """One page on its way into the file, inside one transaction."""

    def __init__(self, conn: sqlite3.Connection, store: Store, at: int, tally: Tally) -> None:
        must_still_be_connected(conn, store)
        self.conn = conn
        self.store = store
        self.at = at
        self.tally = tally
        self.matcher = Matcher(conn, at)
        self.rules: list[tuple[int, Rule]] = rules.enabled(conn)
        #: Something was put aside and has to be listed again.
        self.aside = False
        #: Marketplace orders that changed, themselves or by a copy of them.
        self._changed: set[int] = set()

    def take_in(self, fetched: Iterable[Fetched]) -> None:
        """Record every order of the page, and count what became of it."""
        page = list(fetched)
        self.tally.fetched = len(page)
        readable = [one for one in page if isinstance(one, ImportedOrder)]
        for bad in page:
            if isinstance(bad, Unreadable):
                self._quarantine(bad)
        remote_ids = [order.remote_id for order in readable]
        before = self._from_before(remote_ids)
        known = imported_orders.known(self.conn, self.store.id, remote_ids)
        out = excluded_and_quarantined.known(self.conn, self.store.id, remote_ids)
        arrivals: dict[str, _Arrival] = {}
        following = imported_orders.next_id(self.conn)
        purged = purge_records.among(self.conn, self.store.id, remote_ids)
        for order in readable:
            kept = without_person(order) if order.remote_id in purged else order
            digest = imported_orders.digest_of(kept)
            if order.remote_id in known:
                self._again(known[order.remote_id], order, digest)
            elif order.remote_id in arrivals:
                self.tally.unchanged += 1  # the listing shifted while it was read
            elif order.remote_id in before and not order.status.is_open:
                self.tally.unchanged += 1  # shipped before the store was replaced (I3)
            else:
                arrival = self._admit(following, order, digest, out.get(order.remote_id))
                if arrival is not None:
                    arrivals[order.remote_id] = arrival
                    following += 1
        self._add(list(arrivals.values()), came_out=[r for r in arrivals if r in out])
        tell_copies(self.conn, self._changed, self.at)

    def _from_before(self, remote_ids: Sequence[str]) -> frozenset[str]:
        """Orders of the page that a replaced connection to this account brought in.

        Reconciling makes them this store's own, with all that the hub knows of them: not one new
        row (I2). Documented mode imports the open ones anew; they are what is returned.
        """
        former = stores.predecessors(self.conn, self.store.id)
        if not former:
            return frozenset()
        if self.matcher.mode is MatchingMode.RECONCILING:
            imported_orders.rehome(self.conn, self.store.id, former, remote_ids)
            return frozenset()
        return frozenset(
            remote for one in former for remote in imported_orders.known(self.conn, one, remote_ids)
        )

    # -- new orders

    def _admit(
        self,
        order_id: int,
        order: ImportedOrder,
        digest: bytes,
        out: excluded_and_quarantined.Listed | None,
    ) -> _Arrival | None:
        place = standing.arrival(order, self.store)
        if isinstance(place, standing.NotImportable):
            self._list(order, "not_importable", place.code, {}, digest, out)
            return None
        state = State(
            order_id,
            Visibility.VISIBLE,
            place.status,
            to_ms(order.placed_at),
            place.code,
            dict(place.facts),
            tags=tuple(place.tags),
            ruled=place.status is OrderStatus.AWAITING_SHIPMENT,
        )
        if out is not None and out.let_in:
            return _Arrival(order_id, order, digest, state)
        return self._under_rules(order, digest, state, out)

    def _under_rules(
        self,
        order: ImportedOrder,
        digest: bytes,
        state: State,
        out: excluded_and_quarantined.Listed | None,
    ) -> _Arrival | None:
        """Rules run on an order that enters Awaiting Shipment (R4)."""
        arrival = _Arrival(state.order_id, order, digest, state)
        decision = self._rules_on(order, state.status, state.tags)
        if decision is None:
            return arrival
        if decision.excluded_by is not None:
            self.keep_out(order, digest, decision.excluded_by, out)
            return None
        arrival.judgement = decision
        tags = (*state.tags, *(tag for tag in decision.tags if tag not in state.tags))
        arrival.state = replace(state, tags=tags)
        if decision.held_by is not None:
            reason = hold_reason(decision, self.rules, self.at)
            arrival.state = replace(
                arrival.state,
                status=OrderStatus.ON_HOLD,
                why=reason.why,
                facts=reason.facts,
                hub_set=True,
            )
        return arrival

    def _rules_on(
        self, order: ImportedOrder, status: OrderStatus, tags: tuple[str, ...]
    ) -> rulebook.Judgement | None:
        if not self.rules or status is not OrderStatus.AWAITING_SHIPMENT:
            return None
        return rulebook.judge(self.rules, rulebook.subject_of(order, self.store, tags=tags))

    def keep_out(
        self,
        order: ImportedOrder,
        digest: bytes,
        rule_id: int,
        out: excluded_and_quarantined.Listed | None,
    ) -> None:
        """A rule keeps an order out: the record of it, and what is owed because of it (R6, R7)."""
        facts = facts_of(dict(self.rules)[rule_id], rule_id)
        self._list(order, "rule", "listed.rule", facts, digest, out, rule_id)
        self.matcher.excluded(_origin(order))

    def _list(
        self,
        order: ImportedOrder,
        kind: Literal["rule", "not_importable"],
        code: str,
        facts: dict[str, object],
        digest: bytes,
        out: excluded_and_quarantined.Listed | None,
        rule_id: int | None = None,
    ) -> None:
        self.tally.excluded += 1
        if out is not None and out.digest == digest and out.kind == kind:
            return
        origin = _origin(order)
        entry = Entry(
            self.store.id,
            order.remote_id,
            kind,
            code,
            facts,
            digest,
            rule_id,
            origin,
            is_open=order.status.is_open,
        )
        excluded_and_quarantined.put(self.conn, entry, self.at)
        data: dict[str, object] = {"store": self.store.name, "remote": order.remote_id}
        event_log.record(self.conn, self.at, (_RECORDED[kind], None, data))

    def _quarantine(self, bad: Unreadable) -> None:
        self.tally.quarantined += 1
        bad = self._without_person(bad)
        digest = _digest(bad.payload)
        remote_id = bad.remote_id or f"?{digest.hex()}"
        if imported_orders.known(self.conn, self.store.id, [remote_id]):
            self.aside |= bad.momentary  # what it says now is listed again
            return  # it is in a grid already; its last readable state stays
        facts: dict[str, object] = {"fault": fact_of(bad.fault)}
        entry = Entry(
            self.store.id,
            remote_id,
            "quarantine",
            "listed.quarantine",
            facts,
            digest,
            payload=bad.payload or None,
        )
        before = excluded_and_quarantined.known(self.conn, self.store.id, [remote_id]).get(
            remote_id
        )
        if before is None or before.digest != digest:
            excluded_and_quarantined.put(self.conn, entry, self.at)
            data: dict[str, object] = {"store": self.store.name, "remote": remote_id}
            event_log.record(self.conn, self.at, ("listed_quarantine", None, data))

    def _without_person(self, bad: Unreadable) -> Unreadable:
        """Keep no raw data of an order whose personal data was removed."""
        remote_id = bad.remote_id or f"?{_digest(bad.payload).hex()}"
        if not purge_records.among(self.conn, self.store.id, [remote_id]):
            return bad
        return replace(bad, remote_id=remote_id, payload=b"")

    def _add(self, arrivals: list[_Arrival], came_out: list[str]) -> None:
        if not arrivals:
            return
        self.tally.added += len(arrivals)
        imported_orders.insert(
            self.conn, self.store.id, [(a.id, a.order, a.digest) for a in arrivals], self.at
        )
        copies = self.store.platform.is_shop
        original_of = self._place_copies(arrivals) if copies else {}
        order_states.insert(self.conn, [a.state for a in arrivals], self.at)
        event_log.record_all(self.conn, self.at, [self._imported(a) for a in arrivals])
        for arrival in arrivals:
            if arrival.judgement is not None:
                put_wishes(self.conn, arrival.id, arrival.judgement, self.rules, self.at)
        if came_out:
            excluded_and_quarantined.taken_in(self.conn, self.store.id, came_out)
        self.matcher.linked_on_arrival(original_of)
        if self.store.platform.is_marketplace:
            self._changed |= {arrival.id for arrival in arrivals}
            self.tally.hidden += self.matcher.originals_arrived(
                {arrival.id: arrival.order.keys for arrival in arrivals}
            )
        self._look_for_combined({arrival.id: arrival.order for arrival in arrivals})

    def _look_for_combined(self, changed: Mapping[int, ImportedOrder]) -> None:
        """Let an order into which a buyer combined others take over from them (Q4)."""
        if not self.store.platform.can(Capability.COMBINES_ORDERS):
            return
        for order_id, order in changed.items():
            lines = (line.remote_id for line in order.lines)
            combined_orders.note(self.conn, self.store.id, order_id, lines)
        close_superseded(self.matcher, list(changed))

    def _place_copies(self, arrivals: list[_Arrival]) -> dict[int, int]:
        """Give copies their places and links; the original of each one that has one."""
        copies = [imported_orders.candidate_of(a.id, a.order) for a in arrivals]
        decisions = self.matcher.decisions(self.store, copies)
        original_of = {n: v.original.id for n, v in decisions.items() if v.original is not None}
        order_states.link_all(self.conn, original_of.items(), self.at)
        for arrival in arrivals:
            decision = decisions[arrival.id]
            reason = (arrival.state.why, arrival.state.facts)
            arrival.state = self.matcher.place(arrival.state, decision)
            if arrival.state.visibility is Visibility.VISIBLE and reason[0] != "why.arrived":
                # The status's own reason says more than "it is shown".
                arrival.state = replace(arrival.state, why=reason[0], facts=reason[1])
        self.tally.hidden += len(original_of)
        return original_of

    def _imported(self, arrival: _Arrival) -> event_log.Event:
        data: dict[str, object] = {
            "store": self.store.name,
            "status": STATUS_WORD[arrival.state.status],
            "why": arrival.state.why,
        }
        return ("imported", arrival.id, data)

    # -- orders that are in the file already

    def _again(self, known: imported_orders.Known, order: ImportedOrder, digest: bytes) -> None:
        stale = to_ms(order.modified_at) < known.modified_at
        if known.digest == digest or stale:
            self.tally.unchanged += 1
            return
        if shipments.in_flight(self.conn, known.id):
            # While a label is being bought nothing moves under it: the next import reads it again.
            self.aside = True
            self.tally.unchanged += 1
            return
        self.tally.refreshed += 1
        imported_orders.refresh(self.conn, known.id, order, digest, self.at)
        self._changed.add(order_states.original_of(self.conn, known.id) or known.id)
        self._restate(known.id, order, digest)
        self._look_for_combined({known.id: order})
        if self.store.platform.is_shop and self.matcher.mode is MatchingMode.RECONCILING:
            self.tally.hidden += self.matcher.judge_again([known.id])

    def _restate(self, order_id: int, order: ImportedOrder, digest: bytes) -> None:
        row = order_states.state_of(self.conn, order_id)
        assert row is not None, "an order in the file has a place"  # noqa: S101
        current = row.status
        status = standing.refreshed(current, bool(row.hub_set), order, self.store)
        if status is current:
            return
        place = standing.arrival(order, self.store)
        tags = place.tags if isinstance(place, standing.Arrival) else ()
        decision = None if row.ruled else self._rules_on(order, status, tags)
        if status is OrderStatus.AWAITING_SHIPMENT:
            order_states.rules_ran(self.conn, order_id)
        if decision is not None and row.visibility is Visibility.VISIBLE:
            if decision.excluded_by is not None and self._untouched(order_id):
                self.keep_out(order, digest, decision.excluded_by, None)
                imported_orders.remove(self.conn, order_id)
                return
            put_wishes(self.conn, order_id, decision, self.rules, self.at)
            tags = (*tags, *decision.tags)
            status = OrderStatus.ON_HOLD if decision.held_by is not None else status
        self._move(order_id, order, row.visibility, status, decision)
        order_states.add_tags(self.conn, order_id, tags)
        event_log.record(self.conn, self.at, ("status_there", order_id, _moved(current, status)))

    def _untouched(self, order_id: int) -> bool:
        """Nothing was shipped or linked here yet: only then can an order leave the grids."""
        return not (
            shipments.of_orders(self.conn, [order_id])
            or order_states.copies_of(self.conn, order_id)
        )

    def _move(
        self,
        order_id: int,
        order: ImportedOrder,
        visibility: str,
        status: OrderStatus,
        decision: rulebook.Judgement | None,
    ) -> None:
        if visibility != Visibility.VISIBLE.value:
            order_states.restate(self.conn, order_id, status)
            return
        reason = Reason(SHOWN_THERE[status], {"platform": platform_word(order.platform)})
        held = decision is not None and decision.held_by is not None
        if decision is not None and held:
            reason = hold_reason(decision, self.rules, self.at)
        order_states.move(
            self.conn,
            order_id,
            self.at,
            why=reason.why,
            facts=reason.facts,
            status=status,
            hub_set=held,
        )


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()


def _origin(order: ImportedOrder) -> OriginKey | None:
    """The purchase that an order names beyond doubt: a shipment may be told of by it (R7)."""
    proved = {key.key for key in order.keys if key.grade is Grade.PROVES}
    return proved.pop() if len(proved) == 1 else None


def _moved(before: OrderStatus, after: OrderStatus) -> dict[str, object]:
    return {"before": STATUS_WORD[before], "after": STATUS_WORD[after]}
