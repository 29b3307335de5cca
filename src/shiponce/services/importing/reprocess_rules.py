"""Run the rules again on the open orders in the hub, when a person asks for it (R5)."""

from __future__ import annotations

import sqlite3

from shiponce.decisions import rules as judging
from shiponce.decisions.rules import Judgement
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.persistence import (
    event_log,
    imported_orders,
    order_queries,
    order_states,
    orders_for_rules,
    rule_effects,
    rules,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.order_states import OrderState
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.importing.apply_rules import Ruled, hold_reason, put_wishes
from shiponce.services.importing.dry_run_rules import DryRunning
from shiponce.services.importing.exclude_orders import exclude_by_rule
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.page_context import PageContext
from shiponce.services.shipping.on_hold import end_hold
from shiponce.views.rules import ReprocessReport


class Reprocessing(DryRunning):
    """Runs the rules of one database again."""

    def __init__(self, db: Database, clock: Clock) -> None:
        super().__init__(db)
        self._clock = clock

    def run(self) -> ReprocessReport:
        """Run the enabled rules on every open order, as if each had just been imported (R5).

        An order is skipped if it is shipped or cancelled, has a label or one being bought, is
        hidden, or is to be decided. An original with copies is not excluded, because its copies
        would lose their original.
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
        before = (rule_effects.requests_of(conn, order_id), row.tags, row.status)
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
        return before != (rule_effects.requests_of(conn, order_id), after.tags, after.status)

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
