"""The automation rules as a person sees them, with the warnings that belong on their screen."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.rules import rule_from_json
from shiponce.domain.platform import MatchingMode, Method
from shiponce.domain.rule import Action, Rule
from shiponce.store import reading, rules, stores
from shiponce.views import RuleRow, Sentence


def rows(conn: sqlite3.Connection) -> tuple[RuleRow, ...]:
    """Every rule in the order in which they run."""
    found = []
    for row in rules.every(conn):
        rule = rule_from_json(row["body"])
        enabled = bool(row["enabled"])
        found.append(
            RuleRow(
                row["id"],
                row["position"],
                rule.name,
                enabled,
                tuple((t.criterion.value, t.operator.value, t.values) for t in rule.tests),
                tuple((action.value, argument) for action, argument in rule.actions),
                row["kept_out"],
                warnings(conn, rule),
            )
        )
    return tuple(found)


def warnings(conn: sqlite3.Connection, rule: Rule) -> tuple[Sentence, ...]:
    """What a do-not-import rule costs under the merchant's method and mode (A6, R7)."""
    if all(action is not Action.DO_NOT_IMPORT for action, _ in rule.actions):
        return ()
    lost = reading.open_copies_of_unconnected(conn)
    if lost:
        return (Sentence("limit.rule_loses_orders", {"n": lost}),)
    untold = stores.mode(conn) is MatchingMode.DOCUMENTED and stores.method(conn) is Method.B
    return (Sentence("warning.rule_leaves_shop_untold"),) if untold else ()
