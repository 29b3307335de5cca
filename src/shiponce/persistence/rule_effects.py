"""The rule actions that took effect on each order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleMark:
    """One action that took effect on an order; *rule* is the rule's name at that time."""

    action: str
    argument: str
    rule_id: int
    rule: str


def put(conn: sqlite3.Connection, order_id: int, marks: Sequence[RuleMark]) -> None:
    """Replace what is recorded about rules' effects on an order."""
    conn.execute("DELETE FROM rule_marks WHERE order_id = ?", (order_id,))
    conn.executemany(
        "INSERT OR REPLACE INTO rule_marks VALUES (?, ?, ?, ?, ?)",
        [(order_id, one.action, one.argument, one.rule_id, one.rule) for one in marks],
    )


def of(conn: sqlite3.Connection, order_id: int) -> tuple[RuleMark, ...]:
    """Return the effects of rules on one order."""
    rows = conn.execute(
        "SELECT action, argument, rule_id, rule FROM rule_marks WHERE order_id = ?"
        " ORDER BY action, argument",
        (order_id,),
    )
    return tuple(RuleMark(*row) for row in rows)
