"""``hub.rules``: list, add, change, enable, disable, move and remove automation rules."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.rule_validation import must_be_valid
from shiponce.decisions.rules import same, same_name
from shiponce.domain.event import EventKind
from shiponce.domain.rule import Rule
from shiponce.domain.user_input import typed_in
from shiponce.errors import BadInput, Refused
from shiponce.persistence import event_log, rules
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.orders_lost_by_rule import lost_orders
from shiponce.services.settings.rule_warnings import keeps_out, warnings
from shiponce.views.rules import RuleRow


class Rulebook:
    """The automation rules of one database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def rows(self) -> tuple[RuleRow, ...]:
        """Return every rule with its warnings, in the order in which the rules run."""
        conn = self._db.conn
        return tuple(_row(conn, row) for row in rules.every(conn))

    def row(self, rule_id: int) -> RuleRow:
        """Return one rule; BadInput if there is no rule with this id."""
        found = next((row for row in self.rows() if row.id == rule_id), None)
        if found is None:
            raise BadInput("error.no_rule", rule=rule_id)
        return found

    def add(self, rule: Rule, *, anyway: bool = False) -> RuleRow:
        """Append a rule; BadInput if it is invalid, Refused if it may lose orders (A6)."""
        rule = typed_in(rule)
        must_be_valid(rule)
        with self._db.write() as conn:
            _refuse_equal(conn, rule)
            if rule.enabled and not anyway:
                _refuse_loss(conn, rule)
            rule_id = rules.add(conn, rule, self._now())
            event_log.record(conn, self._now(), ("rule_added", None, {"rule": rule.name}))
        return self.row(rule_id)

    def change(self, rule_id: int, rule: Rule, *, anyway: bool = False) -> RuleRow:
        """Replace a rule's content; its position and imported orders are unchanged (R5)."""
        rule = typed_in(rule)
        must_be_valid(rule)
        with self._db.write() as conn:
            if rules.one(conn, rule_id) is None:
                raise BadInput("error.no_rule", rule=rule_id)
            _refuse_equal(conn, rule, but=rule_id)
            if rule.enabled and not anyway:
                _refuse_loss(conn, rule)
            rules.change(conn, rule_id, rule)
            event_log.record(conn, self._now(), ("rule_changed", None, {"rule": rule.name}))
        return self.row(rule_id)

    def switch(self, rule_id: int, *, enabled: bool, anyway: bool = False) -> RuleRow:
        """Enable or disable a rule; imported orders are unchanged (R5)."""
        with self._db.write() as conn:
            rule = rules.one(conn, rule_id)
            if rule is None:
                raise BadInput("error.no_rule", rule=rule_id)
            if enabled and not anyway:
                _refuse_loss(conn, rule)
            rules.switch(conn, rule_id, enabled)
            kind: EventKind = "rule_on" if enabled else "rule_off"
            event_log.record(conn, self._now(), (kind, None, {"rule_id": rule_id}))
        return self.row(rule_id)

    def move(self, rule_id: int, position: int) -> RuleRow:
        """Move a rule to *position*, counted from 1; a number beyond the end means the end."""
        with self._db.write() as conn:
            order = [row.id for row in rules.every(conn)]
            if rule_id not in order:
                raise BadInput("error.no_rule", rule=rule_id)
            order.remove(rule_id)
            order.insert(max(0, position - 1), rule_id)
            rules.arrange(conn, order)
            data: dict[str, object] = {"rule_id": rule_id, "place": order.index(rule_id) + 1}
            event_log.record(conn, self._now(), ("rule_moved", None, data))
        return self.row(rule_id)

    def remove(self, rule_id: int) -> None:
        """Remove a rule; the orders that it excluded stay excluded."""
        with self._db.write() as conn:
            if not rules.remove(conn, rule_id):
                raise BadInput("error.no_rule", rule=rule_id)
            event_log.record(conn, self._now(), ("rule_removed", None, {"rule_id": rule_id}))

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _row(conn: sqlite3.Connection, row: rules.StoredRule) -> RuleRow:
    rule = row.rule
    return RuleRow(
        row.id,
        row.position,
        rule.name,
        row.enabled,
        tuple((t.criterion.value, t.operator.value, t.values) for t in rule.tests),
        tuple((action.value, argument) for action, argument in rule.actions),
        row.kept_out,
        warnings(conn, rule),
    )


def _refuse_equal(conn: sqlite3.Connection, rule: Rule, but: int = 0) -> None:
    """Refuse a rule that equals another one, or has another one's name.

    Names must be unique, because a reason identifies a rule only by its name.
    """
    for row in rules.every(conn):
        other = row.rule
        if row.id == but:
            continue
        facts: dict[str, object] = {"rule": rule.name, "other": other.name, "id": row.id}
        if same(rule, other):
            refused = Refused("limit.rule_equal", **facts)
            refused.way_out = "way_out.rule_enable" if not row.enabled else None
            raise refused
        if same_name(rule, other):
            raise Refused("limit.rule_name_taken", **facts)


def _refuse_loss(conn: sqlite3.Connection, rule: Rule) -> None:
    loss = lost_orders(conn, rule) if keeps_out(rule) else None
    if loss is not None:
        refused = Refused("limit.rule_loses_orders", n=loss)
        refused.way_out = "way_out.rule_anyway"
        raise refused
