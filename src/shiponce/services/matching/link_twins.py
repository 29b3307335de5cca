"""Apply matching decisions to copies (link, hide, to decide); update statuses and notifications.

Everything here runs inside the caller's transaction. In reconciling mode the copies of an arriving
original are judged again, so the result does not depend on which of the two arrives first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from shiponce.decisions.matching import ALIKE, MatchingDecision, Setting, judge, keys_of
from shiponce.decisions.order_status import SHOWN_THERE
from shiponce.decisions.similar_orders import LEAST_TOTAL, TIME_APART, Candidate
from shiponce.domain.order import Grade, OrderKey, OrderStatus, OriginKey, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.domain.store import Integration, MatchingMode, Store
from shiponce.persistence import (
    cancelled_orders,
    combined_orders,
    conditions,
    disconnected_orders,
    event_log,
    imported_orders,
    obligations,
    order_queries,
    order_states,
    outbox,
    possible_twins,
    rejected_twins,
    shipments,
    stores,
)
from shiponce.persistence import shipped_elsewhere as elsewhere_rows
from shiponce.persistence.order_states import OrderState, State
from shiponce.persistence.timestamps import span_ms
from shiponce.services.importing import derive_units_of_others
from shiponce.services.matching.likely_originals import likely_originals
from shiponce.services.notifying import add_notifications, notify_shipped_elsewhere
from shiponce.words.families import platform_word


class Matcher:
    """Matches copies within one transaction; the merchant's settings are read only once."""

    def __init__(self, conn: sqlite3.Connection, at: int) -> None:
        self.conn = conn
        self.at = at
        self.mode = stores.mode(conn)
        self._method = stores.method(conn)
        self._stores = {store.id: store for store in stores.every(conn)}
        self._connected = frozenset(
            store.platform
            for store in self._stores.values()
            if store.platform.is_marketplace and store.live
        )

    def setting(self, store: Store) -> Setting:
        """Return the merchant's choices that affect the copies in this store."""
        return Setting(
            self.mode,
            self._method,
            store.integration or Integration.LEGACY,
            store.notifications_on,
            self._connected,
        )

    def decisions(self, store: Store, copies: Sequence[Candidate]) -> dict[int, MatchingDecision]:
        """Return order id → matching decision, for each of these orders of a shop.

        Marketplace orders of which an order may be a copy, without proof, are recorded in
        ``possible_twins``.
        """
        keys = {key for copy in copies for key in keys_of(copy)}
        by_key = imported_orders.sharing(self.conn, keys) if keys else {}
        sharing = {n for ns in by_key.values() for n in ns}
        found = imported_orders.candidates(self.conn, sharing)
        away = self._away(sharing)
        refused = rejected_twins.rejected_originals(self.conn, [copy.id for copy in copies])
        setting = self.setting(store)
        decisions: dict[int, MatchingDecision] = {}
        possible: dict[int, dict[int, bool]] = {}
        for copy in copies:
            no = refused.get(copy.id, frozenset())
            near = {n for key in keys_of(copy) for n in by_key.get(key, ()) if n != copy.id}
            originals = [found[n] for n in sorted(near - away) if found[n].platform.is_marketplace]
            alike = self._alike(copy, setting)
            decision = judge(copy, originals, setting, refused=no, alike=alike)
            decisions[copy.id] = self._of_today(decision)
            if decision.original is None and copy.source is not Source.STOREFRONT:
                rejected = self._alike(copy, setting, rejected=True) if no else ()
                possible[copy.id] = {one.id: False for one in (*alike, *rejected)}
                possible[copy.id] |= {one.id: True for one in originals}
        if self.mode is not MatchingMode.DOCUMENTED:
            possible_twins.put(self.conn, self._current(possible))
        return decisions

    def _current(self, possible: Mapping[int, Mapping[int, bool]]) -> dict[int, dict[int, bool]]:
        """Return the pairs; an original that a buyer combined is replaced by the combined order."""
        return {
            copy_id: {combined_orders.successor(self.conn, n): named for n, named in found.items()}
            for copy_id, found in possible.items()
        }

    def _alike(
        self, copy: Candidate, setting: Setting, *, rejected: bool = False
    ) -> Sequence[Candidate]:
        """Return the possible originals of a copy whose id proves nothing.

        With *rejected*, the originals that a person has rejected are included.
        """
        proves = any(key.grade is Grade.PROVES for key in copy.keys)
        if self.mode is MatchingMode.DOCUMENTED or proves or not setting.connected:
            return ()
        if copy.source is Source.STOREFRONT:
            return ()
        found = likely_originals(self.conn, copy.id, rejected=rejected)
        known = imported_orders.candidates(self.conn, found)
        away = self._away(found)
        return [known[n] for n in found if n not in away]

    def _away(self, order_ids: Collection[int]) -> frozenset[int]:
        """Return the ids of orders whose store is disconnected; these orders hide no copy (X3).

        If an order was combined into a new order, the store of the new order counts.
        """
        if not any(store.disconnected for store in self._stores.values()):
            return frozenset()
        today = {n: combined_orders.successor(self.conn, n) for n in order_ids}
        away = disconnected_orders.among(self.conn, today.values())
        return frozenset(n for n, successor in today.items() if successor in away)

    def free(self, copy_ids: Collection[int]) -> int:
        """Judge again the copies whose original left the grid; return how many are now visible."""
        shown = 0
        for store, copies in self._by_store(copy_ids).items():
            for copy_id, decision in self.decisions(self._stores[store], copies).items():
                row = order_states.state_of(self.conn, copy_id)
                assert row is not None, "an order in the file has a place"  # noqa: S101
                if row.visibility is Visibility.EXCLUDED:
                    continue
                self._show(copy_id, decision, row, self._stores[store].platform)
                self.apply(copy_id, decision)
                shown += decision.visibility is not Visibility.HIDDEN
        return shown

    def _show(
        self, copy_id: int, decision: MatchingDecision, row: OrderState, platform: Platform
    ) -> None:
        """Make a copy visible before its decision is applied.

        The decision's reason is recorded only for an open copy that stays visible. For other copies
        the reason is the status on the platform, or the cancellation in the hub.
        """
        why, facts = decision.code, facts_of(decision)
        before = cancelled_orders.of(self.conn, copy_id)
        if before is not None and row.status is OrderStatus.CANCELLED:
            why, facts = "why.cancelled_here", {"by": before.by}
        elif not row.status.is_open or decision.visibility is not Visibility.VISIBLE:
            why, facts = SHOWN_THERE[row.status], {"platform": platform_word(platform)}
        elif why == "why.declared_own":
            facts = {"by": rejected_twins.rejected_by(self.conn, copy_id)}
        order_states.move(
            self.conn, copy_id, self.at, why=why, facts=facts, visibility=Visibility.VISIBLE
        )
        event_log.record(self.conn, self.at, (Visibility.VISIBLE.value, copy_id, {}))

    def _of_today(self, decision: MatchingDecision) -> MatchingDecision:
        """Return the decision; an original that was combined is replaced by its successor (Q4)."""
        if decision.original is None:
            return decision
        today = combined_orders.successor(self.conn, decision.original.id)
        if today == decision.original.id:
            return decision
        return replace(decision, original=imported_orders.candidates(self.conn, [today])[today])

    def originals_arrived(self, arrived: Mapping[int, Sequence[OrderKey]]) -> int:
        """Judge again the copies that share a key with the arrived marketplace orders.

        Return how many copies became hidden.
        """
        if self.mode is MatchingMode.DOCUMENTED:
            return 0  # as the article warns, an arriving original is not compared with copies
        near = imported_orders.sharing(
            self.conn, {key.key for keys in arrived.values() for key in keys}
        )
        hidden = self.judge_again({n for ns in near.values() for n in ns} - set(arrived))
        return hidden + self.judge_alike(sorted(arrived))

    def judge_alike(self, arrived: Sequence[int] = ()) -> int:
        """Judge again the copies whose decision depends on alike marketplace orders (O9).

        These are the copies that may belong to the *arrived* orders, and those that wait because
        an alike purchase had no copy. Return how many became hidden.
        """
        if self.mode is MatchingMode.DOCUMENTED:
            return 0
        near = order_queries.near_copies(self.conn, arrived, span_ms(TIME_APART), LEAST_TOTAL)
        return self.judge_again({*near, *order_queries.waiting_for_alike(self.conn, ALIKE)})

    def judge_again(self, order_ids: Collection[int]) -> int:
        """Judge unlinked BigCommerce orders again; return how many became hidden."""
        if not order_ids:
            return 0
        unlinked = set(order_ids) - order_states.linked(self.conn, order_ids)
        hidden = 0
        for store, copies in self._by_store(unlinked).items():
            for copy_id, decision in self.decisions(self._stores[store], copies).items():
                hidden += self.apply(copy_id, decision)
        return hidden

    def _by_store(self, order_ids: Collection[int]) -> Mapping[int, list[Candidate]]:
        found = imported_orders.candidates(self.conn, order_ids)
        by_store: dict[int, list[Candidate]] = {}
        for order_id, store_id in shipments.stores_of(self.conn, order_ids).items():
            if found[order_id].platform.is_shop:
                by_store.setdefault(store_id, []).append(found[order_id])
        return by_store

    def place(self, state: State, decision: MatchingDecision) -> State:
        """Return the state that a decision gives to an arriving shop order; link nothing.

        A closed order is never "to decide": it keeps its own state and reason.
        """
        if decision.visibility is Visibility.HELD and not state.status.is_open:
            return state
        return replace(
            state,
            visibility=decision.visibility,
            why=decision.code,
            facts=facts_of(decision),
            evidence=decision.evidence,
        )

    def apply(self, copy_id: int, decision: MatchingDecision) -> bool:
        """Apply a decision to an order in the hub; return True if the order became hidden."""
        row = order_states.state_of(self.conn, copy_id)
        if row is None or row.visibility in (
            decision.visibility.value,
            Visibility.EXCLUDED.value,
        ):
            return False
        if decision.visibility is Visibility.HELD and not row.status.is_open:
            return False
        if decision.original is not None:
            order_states.link(self.conn, copy_id, decision.original.id, "key", self.at)
        order_states.move(
            self.conn,
            copy_id,
            self.at,
            why=decision.code,
            facts=facts_of(decision),
            evidence=decision.evidence,
            visibility=decision.visibility,
        )
        event_log.record(self.conn, self.at, (decision.visibility.value, copy_id, _event(decision)))
        if decision.original is not None:
            self.linked(copy_id, decision.original.id)
        return decision.visibility is Visibility.HIDDEN

    def excluded(self, origin: OriginKey | None) -> None:
        """Add notifications for a copy that a rule excluded, if its original is shipped (R7)."""
        if origin is None or self.mode is MatchingMode.DOCUMENTED:
            return
        near = imported_orders.sharing(self.conn, [origin]).get(origin, ())
        for order_id in near:
            for shipment in shipments.live(self.conn, order_id):
                add_notifications.add(self.conn, shipment, self.at, catching_up=True)
        notify_shipped_elsewhere.tell_copies(self.conn, near, self.at)

    def linked_on_arrival(self, original_of: Mapping[int, int]) -> None:
        """Do what ``linked`` does, for a page of new copies, which have no label yet."""
        if not original_of:
            return
        sent = shipments.with_live_label(self.conn, set(original_of.values()))
        for copy_id, original_id in original_of.items():
            if original_id in sent:
                self.linked(copy_id, original_id)
        notify_shipped_elsewhere.tell_copies(self.conn, set(original_of.values()), self.at)

    def linked(self, copy_id: int, original_id: int) -> None:
        """Update statuses and notifications after a copy was linked to its original (W8, N11)."""
        outbox.concern_again(self.conn, order_states.family(self.conn, original_id), self.at)
        derive_units_of_others.derive(self.conn, [copy_id, original_id], self.at)
        if self.mode is MatchingMode.DOCUMENTED:
            notify_shipped_elsewhere.tell_copies(self.conn, [original_id], self.at)
            return
        sent = shipments.live(self.conn, copy_id)
        if (
            sent
            and shipments.live(self.conn, original_id)
            and obligations.is_over(self.conn, original_id)
        ):
            return  # shipped twice: each store knows the label of its own order
        is_shipped = not conditions.is_collected(self.conn, original_id)
        if sent and is_shipped and not obligations.rest_is_due(self.conn, original_id):
            sent_as_twin(self.conn, original_id, copy_id, self.at)
        for order_id in (original_id, *order_states.copies_of(self.conn, original_id)):
            for shipment in shipments.live(self.conn, order_id):
                add_notifications.add(self.conn, shipment, self.at, catching_up=True)
        if is_shipped and not sent:
            self._open_after_void(original_id)
        notify_shipped_elsewhere.tell_copies(self.conn, [original_id], self.at)

    def _open_after_void(self, original_id: int) -> None:
        """Reopen an original that its marketplace shows as shipped by a label voided here.

        The copy had the label, its shop relayed the shipment, and the label was voided before the
        original arrived. A package with another tracking number is a shipment elsewhere; then the
        original stays shipped.
        """
        voided = shipments.notified_voided_numbers(
            self.conn, order_states.family(self.conn, original_id)
        )
        row = order_states.state_of(self.conn, original_id)
        others = {one.tracking for one in elsewhere_rows.packages(self.conn, original_id)}
        if not voided or others - set(voided) or row is None:
            return
        if row.status is not OrderStatus.SHIPPED or row.hub_set:
            return
        if shipments.live(self.conn, original_id):
            return
        order_states.move(
            self.conn,
            original_id,
            self.at,
            why="why.label_voided",
            facts={"tracking": voided[-1]},
            status=OrderStatus.AWAITING_SHIPMENT,
            hub_set=True,
        )


def sent_as_twin(conn: sqlite3.Connection, original_id: int, copy_id: int, at: int) -> None:
    """Mark an original as shipped because its copy was shipped."""
    number = imported_orders.number_of(conn, copy_id)
    order_states.move(
        conn,
        original_id,
        at,
        why="why.sent_as_twin",
        facts={"twin": number},
        status=OrderStatus.SHIPPED,
        hub_set=True,
    )
    event_log.record(conn, at, ("sent_as_twin", original_id, {"twin": number}))


def facts_of(decision: MatchingDecision) -> dict[str, object]:
    """Return the facts for the sentence that explains a decision."""
    facts = dict(decision.facts)
    if decision.original is not None:
        key = next(line for line in decision.evidence if line.agrees)
        facts |= {
            "original": decision.original.number,
            "platform": platform_word(decision.original.platform),
            "field": key.field,
            "value": key.ours,
        }
    return facts


def _event(decision: MatchingDecision) -> dict[str, object]:
    return {"original": decision.original.number} if decision.original else {}
