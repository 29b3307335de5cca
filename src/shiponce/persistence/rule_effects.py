"""Effects of rules on each order: the actions that took effect, and what the rules request.

Imports change neither.
"""

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


def put_marks(conn: sqlite3.Connection, order_id: int, marks: Sequence[RuleMark]) -> None:
    """Replace what is recorded about rules' effects on an order."""
    conn.execute("DELETE FROM rule_marks WHERE order_id = ?", (order_id,))
    conn.executemany(
        "INSERT OR REPLACE INTO rule_marks VALUES (?, ?, ?, ?, ?)",
        [(order_id, one.action, one.argument, one.rule_id, one.rule) for one in marks],
    )


def marks_of(conn: sqlite3.Connection, order_id: int) -> tuple[RuleMark, ...]:
    """Return the effects of rules on one order."""
    rows = conn.execute(
        "SELECT action, argument, rule_id, rule FROM rule_marks WHERE order_id = ?"
        " ORDER BY action, argument",
        (order_id,),
    )
    return tuple(RuleMark(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is requested for an order; '' means nothing."""

    service: str = ""
    package: str = ""
    note: str = ""
    #: When On Hold ends by itself (ms); None if it does not.
    hold_until: int | None = None


def put_requests(conn: sqlite3.Connection, order_id: int, wishes: Wishes) -> None:
    """Record the wishes for an order; empty wishes delete the row."""
    if wishes == Wishes():
        conn.execute("DELETE FROM wishes WHERE order_id = ?", (order_id,))
        return
    conn.execute(
        "INSERT INTO wishes VALUES (?, ?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET"
        " service = excluded.service, package = excluded.package, note = excluded.note,"
        " hold_until = excluded.hold_until",
        (order_id, wishes.service, wishes.package, wishes.note, wishes.hold_until),
    )


def requests_of(conn: sqlite3.Connection, order_id: int) -> Wishes:
    """Return the wishes for one order."""
    row = conn.execute(
        "SELECT service, package, note, hold_until FROM wishes WHERE order_id = ?", (order_id,)
    ).fetchone()
    return Wishes() if row is None else Wishes(*row)


def holds_that_end(conn: sqlite3.Connection, now: int) -> list[int]:
    """Return the orders whose hold ends by *now* (ms), the earliest first."""
    rows = conn.execute(
        "SELECT w.order_id FROM wishes w JOIN order_state s ON s.order_id = w.order_id"
        " WHERE w.hold_until <= ? AND s.visibility <> 'excluded' ORDER BY w.hold_until, w.order_id",
        (now,),
    )
    return [row[0] for row in rows]
