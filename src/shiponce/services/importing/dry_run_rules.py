"""Try rules on the orders in the hub without changing anything (R8)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shiponce.decisions import rules as judging
from shiponce.decisions.rule_validation import must_be_valid
from shiponce.decisions.rules import Judgement
from shiponce.domain.rule import Rule
from shiponce.persistence import (
    disconnected_orders,
    imported_orders,
    order_queries,
    order_states,
    orders_for_rules,
    rules,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.services import find_order
from shiponce.services.view_models import order_views
from shiponce.views.rules import DryRun, DryRunRow, TraceRow
from shiponce.views.sentence import Sentence

#: Number of orders read at a time, because a hub may hold a million.
_AT_ONCE = 500
#: How many orders a dry run lists unless told otherwise; it counts all of them.
SHOWN = 200


class DryRunning:
    """Tries rules on the orders of one database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def dry_run(self, rule: Rule | None = None, *, limit: int = SHOWN) -> DryRun:
        """Return what *rule*, or all enabled rules, would do to every order in the hub (R8).

        At most *limit* of the matched orders are listed; all of them are counted.
        """
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
                if n <= limit:
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
        """Return how each criterion of each enabled rule judges an order."""
        conn = self._db.conn
        find_order.must_be_known(conn, order_id)
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
    """Return True if an order is not a copy, or if its original is in the hub."""
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
