"""Try rules on the orders in the hub without changing them, or run the rules again on request."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shiponce.decisions import rules as judging
from shiponce.decisions.rule_validation import must_be_valid
from shiponce.decisions.rules import Judgement
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.rule import Rule
from shiponce.persistence import (
    disconnected_orders,
    event_log,
    imported_orders,
    order_queries,
    order_states,
    orders_for_rules,
    rule_requests,
    rules,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services import lookups
from shiponce.services.importing.apply_rules import Ruled, hold_reason, put_wishes
from shiponce.services.importing.exclude_orders import exclude_by_rule
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.page_context import PageContext
from shiponce.services.shipping.on_hold import end_hold
from shiponce.services.view_models import order_views
from shiponce.views.rules import DryRun, DryRunRow, ReprocessReport, TraceRow
from shiponce.views.sentence import Sentence

#: Orders read at once: a hub may hold a million.
_AT_ONCE = 500
#: Most orders that a dry run lists one by one; it counts all of them.
SHOWN = 200


class Reprocessing:
    """Tries rules on the orders of one file, and runs them again."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def dry_run(self, rule: Rule | None = None) -> DryRun:
        """Return what *rule*, or all enabled rules, would do to every order in the hub (R8)."""
        if rule is not None:
            must_be_valid(rule)
        conn = self._db.conn
        wanted = rules.enabled(conn) if rule is None else [(0, replace(rule, enabled=True))]
        names = {rule_id: one.name for rule_id, one in wanted}
        seen, n, alone, caught = 0, 0, 0, list[tuple[int, Judgement]]()
        for order_id, judgement in judged(conn, wanted, order_queries.every_id(conn)):
            seen += 1
            if judgement.caught_by:
                n += 1
                alone += not has_original(conn, order_id)
                if n <= SHOWN:
                    caught.append((order_id, judgement))
        rows = order_views.order_rows(
            conn, order_queries.rows(conn, [order_id for order_id, _ in caught])
        )
        return DryRun(
            seen,
            n,
            tuple(
                DryRunRow(
                    row,
                    ", ".join(names[rule_id] for rule_id in judgement.caught_by),
                    tuple(outcome(judgement)),
                    has_original(conn, order_id),
                )
                for row, (order_id, judgement) in zip(rows, caught, strict=True)
            ),
            alone,
        )

    def trace(self, order_id: int) -> tuple[TraceRow, ...]:
        """Return how each criterion of each rule that is on judges an order."""
        conn = self._db.conn
        lookups.must_be_known(conn, order_id)
        wanted = rules.enabled(conn)
        names = {rule_id: rule.name for rule_id, rule in wanted}
        _, judgement = next(judged(conn, wanted, [order_id]))
        return tuple(
            TraceRow(
                names[one.rule_id],
                one.test.criterion.value,
                one.test.operator.value,
                one.test.values,
                one.value,
                one.held,
            )
            for one in judgement.trace
        )

    def run(self) -> ReprocessReport:
        """Run the enabled rules on every open order, as if each had just been imported (R5).

        Orders are skipped if shipped, cancelled, labelled or being labelled, hidden or to decide.
        An original with copies is not excluded, because its copies would lose their original.
        """
        changed = excluded = seen = 0
        for order_id in order_queries.open_ids(self._db.conn):
            with self._db.write() as conn:  # one transaction per order
                done = self._again(conn, order_id)
            seen += done is not None
            changed += done == "changed"
            excluded += done == "kept_out"
        with self._db.write() as conn:
            data: dict[str, object] = {"n": seen, "changed": changed, "kept_out": excluded}
            event_log.record(conn, self._now(), ("reprocessed", None, data))
        return ReprocessReport(seen, changed, excluded)

    def _again(self, conn: sqlite3.Connection, order_id: int) -> str | None:
        """Return the outcome for one order; None if it is skipped."""
        row = order_states.state_of(conn, order_id)
        if row is None or not _is_open_work(conn, order_id, row):
            return None
        order = orders_for_rules.imported(conn, [order_id])[order_id]
        store = stores.one(conn, shipments.stores_of(conn, [order_id])[order_id])
        subject = judging.subject_of(order, store, row.tags)
        ran = rules.enabled(conn)
        judgement = judging.judge(ran, subject)
        if judgement.excluded_by is not None:
            if order_states.copies_of(conn, order_id):
                return ""
            page = PageContext(conn, store, self._now(), Tally())
            digest = imported_orders.known(conn, store.id, [order.remote_id])[
                order.remote_id
            ].digest
            exclude_by_rule(page, order, digest, judgement.excluded_by, None)
            imported_orders.remove(conn, order_id)
            return "kept_out"
        return "changed" if self._applied(conn, order_id, row, judgement, ran) else ""

    def _applied(
        self,
        conn: sqlite3.Connection,
        order_id: int,
        row: OrderState,
        judgement: Judgement,
        ran: Ruled,
    ) -> bool:
        before = (rule_requests.of(conn, order_id), row.tags, row.status)
        order_states.add_tags(conn, order_id, judgement.tags)
        order_states.rules_ran(conn, order_id)
        put_wishes(conn, order_id, judgement, ran, self._now())
        if judgement.held_by is not None:
            reason = hold_reason(judgement, ran, self._now())
            order_states.move(
                conn,
                order_id,
                self._now(),
                why=reason.why,
                facts=reason.facts,
                status=OrderStatus.ON_HOLD,
                hub_set=True,
            )
        elif row.why == "why.held_by_rule":
            end_hold(conn, order_id, self._now())
        after = order_states.state_of(conn, order_id)
        assert after is not None, "it was read just now"  # noqa: S101
        return before != (rule_requests.of(conn, order_id), after.tags, after.status)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _is_open_work(conn: sqlite3.Connection, order_id: int, row: OrderState) -> bool:
    open_here = row.status is OrderStatus.AWAITING_SHIPMENT or (
        row.status is OrderStatus.ON_HOLD and row.why == "why.held_by_rule"
    )
    return (
        open_here
        and row.visibility is Visibility.VISIBLE
        and not shipments.in_flight(conn, order_id)
        and not shipments.of_orders(conn, [order_id])
    )


def outcome(judgement: Judgement) -> Iterator[Sentence]:
    """Yield what a judgement would do to an order, action by action."""
    if judgement.excluded_by is not None:
        yield Sentence("rule.would.keep_out")
    for tag in judgement.tags:
        yield Sentence("rule.would.tag", {"tag": tag})
    if judgement.held_by is not None:
        code = "rule.would.hold_until" if judgement.hold else "rule.would.hold"
        yield Sentence(code, {"until": judgement.hold})
    if judgement.service:
        yield Sentence("rule.would.service", {"service": judgement.service})
    if judgement.package:
        yield Sentence("rule.would.package", {"package": judgement.package})
    for note in judgement.notes:
        yield Sentence("rule.would.note", {"note": note})


def has_original(conn: sqlite3.Connection, order_id: int) -> bool:
    """Return True if an order is no copy, or if its original is in the hub."""
    if not order_queries.is_copy(conn, order_id):
        return True
    others = [bond.other_id for bond in same_purchase.bonds(conn, [order_id])]
    standing = set(others) - disconnected_orders.among(conn, others)
    return any(
        one.platform.is_marketplace for one in imported_orders.candidates(conn, standing).values()
    )


def judged(
    conn: sqlite3.Connection, wanted: Sequence[tuple[int, Rule]], order_ids: Iterable[int]
) -> Iterator[tuple[int, Judgement]]:
    """Yield each order id with the rules' judgement; orders are read a few hundred at a time."""
    by_id = {store.id: store for store in stores.every(conn)}
    every = list(order_ids)
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        store_of, tags = shipments.stores_of(conn, some), order_states.tags_of(conn, some)
        for order_id, order in orders_for_rules.imported(conn, some).items():
            yield (
                order_id,
                judging.judge(
                    wanted, judging.subject_of(order, by_id[store_of[order_id]], tags[order_id])
                ),
            )
