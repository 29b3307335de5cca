"""Show excluded and quarantined orders, each with its reason."""

from __future__ import annotations

import shlex

from shiponce.decisions.rule_reasons import with_phrases
from shiponce.persistence.disconnected_orders import DisconnectedOrder
from shiponce.persistence.excluded_and_quarantined import Record
from shiponce.views.orders import ExcludedRow
from shiponce.views.sentence import Sentence


def excluded_row(row: Record) -> ExcludedRow:
    """Return the view of an excluded or quarantined order, made from its record."""
    return ExcludedRow(
        row.id,
        row.store,
        row.remote_id,
        row.kind,
        why_excluded(row),
        _origin(row),
        row.at,
        row.tries,
        Sentence("undo.excluded_rule", {"id": row.id}) if row.kind == "rule" else None,
    )


def _origin(row: Record | DisconnectedOrder) -> str:
    """Return the origin key of a copy as text; '' for an order that is no copy."""
    if not row.origin_value or row.origin_platform == row.platform:
        return ""
    return f"{row.origin_platform} {row.origin_value}"


def why_excluded(row: Record) -> Sentence:
    """Return why an order is excluded or quarantined: a rule with its criteria, or another reason.

    An old record has no criteria, so only the rule is named.
    """
    facts = dict(row.facts)
    code: str = row.code
    if code == "excluded.rule":
        return Sentence(code if "tests" in facts else "excluded.rule_unnamed", with_phrases(facts))
    return Sentence(code, facts)


def disconnected_row(row: DisconnectedOrder) -> ExcludedRow:
    """Return an order that is excluded because its store is disconnected."""
    facts = dict(row.facts) | {"store": row.store, "number": row.number}
    return ExcludedRow(
        0,
        row.store,
        row.remote_id,
        "disconnected",
        Sentence(row.why, facts),
        _origin(row),
        row.decided_at,
        undo=Sentence("undo.store_disconnected", facts | {"store": shlex.quote(row.store)}),
        order_id=row.id,
    )
