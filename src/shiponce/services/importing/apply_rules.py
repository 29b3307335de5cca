"""Apply the decisions of rules about an order, and record which rule made each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.decisions import rules as judging
from shiponce.decisions.rule_reasons import facts_of
from shiponce.decisions.rules import Judgement
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.rule import Rule
from shiponce.persistence import (
    event_log,
    order_states,
    orders_for_rules,
    rule_effects,
    rules,
    shipments,
    stores,
)
from shiponce.persistence.order_states import Reason
from shiponce.persistence.rule_effects import RuleMark
from shiponce.persistence.timestamps import from_ms, maybe_ms

#: The rules that were run, each with its id.
Ruled = Sequence[tuple[int, Rule]]


def hold_reason(judgement: Judgement, ran: Ruled, at: int) -> Reason:
    """Return why a rule holds an order: the rule, its criteria, and the end of the hold."""
    rule_id = judgement.held_by
    assert rule_id is not None, "a hold is some rule's"  # noqa: S101
    facts = facts_of(dict(ran)[rule_id], rule_id)
    ends = judging.hold_ends(judgement.hold, from_ms(at))
    if ends is not None:
        facts["until_at"] = ends
    return Reason("why.held_by_rule", facts)


def put_wishes(
    conn: sqlite3.Connection, order_id: int, judgement: Judgement, ran: Ruled, at: int
) -> None:
    """Record what rules request for an order, when their hold ends, and which rules these are."""
    ends = judging.hold_ends(judgement.hold, from_ms(at)) if judgement.held_by else None
    wanted = rule_effects.Wishes(
        judgement.service,
        judgement.package,
        "\n".join(judgement.notes),
        maybe_ms(ends),
    )
    rule_effects.put_requests(conn, order_id, wanted)
    before = rule_effects.marks_of(conn, order_id)
    names = {rule_id: rule.name for rule_id, rule in ran}
    marks = [
        RuleMark(one.action.value, one.argument, one.rule_id, names[one.rule_id])
        for one in judgement.marks
    ]
    if sorted(marks, key=_place) == sorted(before, key=_place):
        return
    rule_effects.put_marks(conn, order_id, marks)
    for rule_id, name in {one.rule_id: one.rule for one in marks if one not in before}.items():
        event_log.record(conn, at, ("ruled", order_id, {"rule": name, "rule_id": rule_id}))


def apply_first_time(conn: sqlite3.Connection, order_id: int, at: int) -> None:
    """Run the enabled rules on an order on which no rule has run yet (R4).

    If a rule would exclude the order, no rule takes effect, because a person asked for the order.
    """
    row = order_states.state_of(conn, order_id)
    if (
        row is None
        or row.ruled
        or row.visibility is not Visibility.VISIBLE
        or row.status is not OrderStatus.AWAITING_SHIPMENT
    ):
        return
    ran = rules.enabled(conn)
    order = orders_for_rules.imported(conn, [order_id])[order_id]
    store = stores.one(conn, shipments.stores_of(conn, [order_id])[order_id])
    subject = judging.subject_of(order, store, row.tags)
    judgement = judging.judge(ran, subject)
    order_states.rules_ran(conn, order_id)
    if judgement.excluded_by is not None or not judgement.caught_by:
        return
    order_states.add_tags(conn, order_id, judgement.tags)
    put_wishes(conn, order_id, judgement, ran, at)
    if judgement.held_by is not None:
        reason = hold_reason(judgement, ran, at)
        order_states.move(
            conn,
            order_id,
            at,
            why=reason.why,
            facts=reason.facts,
            status=OrderStatus.ON_HOLD,
            hub_set=True,
        )


def _place(mark: RuleMark) -> tuple[str, str, int, str]:
    return mark.action, mark.argument, mark.rule_id, mark.rule
