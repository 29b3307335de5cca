"""Count the orders that a "do not import" rule would lose, because they have no original (A6)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from shiponce.domain.platform import marketplaces
from shiponce.domain.rule import Criterion, Operator, Rule
from shiponce.persistence import order_queries, stores
from shiponce.services.importing.dry_run_rules import has_original, judged


def lost_orders(conn: sqlite3.Connection, rule: Rule) -> int | None:
    """Count the open copies without an original that a rule would exclude, and so lose.

    0 means that the rule would lose no order now, but may lose later copies from a marketplace
    without a store here. None means that the rule can lose no order at all.
    """
    open_copies = order_queries.open_copies(conn)
    found = judged(conn, [(0, replace(rule, enabled=True))], open_copies)
    lost = sum(
        judgement.excluded_by is not None and not has_original(conn, order_id)
        for order_id, judgement in found
    )
    return lost if lost or _may_lose(conn, rule) else None


def _may_lose(conn: sqlite3.Connection, rule: Rule) -> bool:
    """Return True if the rule concerns copies of a marketplace that has no store here."""
    connected = {store.platform for store in stores.every(conn) if store.live}
    if not any(one.is_shop for one in connected):
        return False
    about = {
        value.strip().casefold()
        for test in rule.tests
        if test.criterion is Criterion.SOURCE and test.operator is Operator.EQUALS
        for value in test.values
    }
    missing = set(marketplaces()) - connected
    return any(platform.value in about for platform in missing)
