"""Automation rules, in the order in which they run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from shiponce.decisions.rules import rule_from_json, rule_to_json
from shiponce.domain.rule import Rule
from shiponce.persistence.json_columns import an_id


def enabled(conn: sqlite3.Connection) -> list[tuple[int, Rule]]:
    """Return the enabled rules with their ids, in the order in which they run."""
    rows = conn.execute("SELECT id, body FROM rules WHERE enabled = 1 ORDER BY position, id")
    return [(row[0], rule_from_json(row[1])) for row in rows]


@dataclass(frozen=True, slots=True)
class StoredRule:
    """One rule with its position in the list, and the number of orders that it has excluded."""

    id: int
    position: int
    rule: Rule
    enabled: bool
    kept_out: int


def every(conn: sqlite3.Connection) -> list[StoredRule]:
    """Return all rules in the order in which they run."""
    rows = conn.execute(
        "SELECT r.id, r.position, r.body, r.enabled,"
        " (SELECT count(*) FROM listed l WHERE l.rule_id = r.id AND l.kind = 'rule')"
        " FROM rules r ORDER BY r.position, r.id"
    )
    return [
        StoredRule(row[0], row[1], rule_from_json(row[2]), bool(row[3]), row[4]) for row in rows
    ]


def add(conn: sqlite3.Connection, rule: Rule, at: int) -> int:
    """Append a rule to the list."""
    done = conn.execute(
        "INSERT INTO rules (position, body, enabled, created_at)"
        " VALUES ((SELECT coalesce(max(position), 0) + 1 FROM rules), ?, ?, ?)",
        (rule_to_json(rule), rule.enabled, at),
    )
    return int(done.lastrowid or 0)


def switch(conn: sqlite3.Connection, rule_id: int, on: bool) -> bool:
    """Enable or disable a rule; False if there is no such rule."""
    done = conn.execute("UPDATE rules SET enabled = ? WHERE id = ?", (on, an_id(rule_id)))
    return done.rowcount == 1


def one(conn: sqlite3.Connection, rule_id: int) -> Rule | None:
    """Return one rule by its id."""
    row = conn.execute("SELECT body FROM rules WHERE id = ?", (an_id(rule_id),)).fetchone()
    return None if row is None else rule_from_json(row[0])


def change(conn: sqlite3.Connection, rule_id: int, rule: Rule) -> bool:
    """Replace a rule's content; False if there is no such rule."""
    done = conn.execute(
        "UPDATE rules SET body = ?, enabled = ? WHERE id = ?",
        (rule_to_json(rule), rule.enabled, an_id(rule_id)),
    )
    return done.rowcount == 1


def arrange(conn: sqlite3.Connection, order: Sequence[int]) -> None:
    """Set the order in which rules run."""
    conn.executemany(
        "UPDATE rules SET position = ? WHERE id = ?",
        [(place, rule_id) for place, rule_id in enumerate(order, 1)],
    )


def remove(conn: sqlite3.Connection, rule_id: int) -> bool:
    """Delete a rule; orders that it excluded stay excluded. False if there is no such rule."""
    return conn.execute("DELETE FROM rules WHERE id = ?", (an_id(rule_id),)).rowcount == 1
