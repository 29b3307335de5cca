"""Explain an order's status: the stored decision, its evidence, and related orders."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from shiponce.decisions.rule_reasons import end, with_phrases
from shiponce.decisions.rules import subject_of
from shiponce.domain.order import Condition
from shiponce.domain.store import MatchingMode
from shiponce.persistence import (
    conditions,
    excluded_and_quarantined,
    obligations,
    order_states,
    orders_for_rules,
    purge_records,
    rejected_twins,
    stores,
)
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.timestamps import from_ms
from shiponce.services.matching import decision_commands
from shiponce.services.matching.decision_history import persons_decisions
from shiponce.services.shipping import undo_hints
from shiponce.services.shipping.on_hold import OUR_HOLDS
from shiponce.services.view_models import shipped_elsewhere_notes
from shiponce.services.view_models.excluded_views import why_excluded
from shiponce.services.view_models.order_warnings import is_copy, order_ref, warnings_of
from shiponce.services.view_models.packages_of_others import by_others
from shiponce.services.view_models.twin_views import twins_of
from shiponce.views.orders import Explanation, TwinView
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import platform_word


def explanation(
    conn: sqlite3.Connection,
    row: OrderRecord,
    now: datetime,
    twins: Sequence[TwinView] | None = None,
) -> Explanation:
    """Return why an order has its status: the stored decision, its evidence, warnings and notes."""
    found = twins_of(conn, row) if twins is None else twins
    facts = dict(row.facts)
    code: str = row.why
    behind = [twin for twin in found if twin.bond == "linked" and is_copy(twin)]
    if code in _UNNAMED and not facts.keys() & {"by", "rule"}:
        code = _UNNAMED[code]
    elif code in OUR_HOLDS:
        facts = _hold_facts(conn, row, facts)
    elsewhere = shipped_elsewhere_notes.headline(conn, row)
    if elsewhere is not None:
        code, facts = elsewhere.code, facts | dict(elsewhere.facts)
    elif code in _NOT_DUE and not row.status.is_open:
        code = _NOT_DUE[code]
    elif code in _ASKED and row.id in conditions.waiting(
        conn, [row.id], Condition.BUYER_ASKS_TO_CANCEL
    ):
        code = _ASKED[code]
    elif code == "why.arrived" and behind:
        code, facts = "why.original", facts | {"copy": behind[0].number}
    elif code in _AWAITING and stores.mode(conn) is MatchingMode.RECONCILING:
        code, facts = _awaited(conn, row, code, facts)
    evidence = row.evidence
    if not evidence and behind:
        evidence = behind[0].evidence
    decisions = persons_decisions(conn, row.id)
    about_elsewhere = shipped_elsewhere_notes.notes(conn, row)
    named = elsewhere is not None or shipped_elsewhere_notes.names_packages(about_elsewhere)
    return Explanation(
        Sentence(code, _with_words(row, code, facts)),
        row.decided_at,
        evidence,
        _undo(conn, row, code, facts, now) or next((one.undo for one in decisions), None),
        warnings_of(conn, row, found),
        (
            *_purged(conn, row),
            *_in_part(conn, row.id),
            *(() if named else by_others(conn, row.id)),
            *undo_hints.notes(conn, row.id, now),
            *about_elsewhere,
        ),
        decisions,
    )


#: Reasons of a copy that is visible because it has no original in the hub; documented mode gave
#: the second one.
_AWAITING = ("why.original_awaited", "why.not_compared")


def _awaited(
    conn: sqlite3.Connection, row: OrderRecord, code: str, facts: dict[str, object]
) -> tuple[str, dict[str, object]]:
    """Return why a copy is visible: its original is excluded, was rejected, or is awaited."""
    out = excluded_and_quarantined.original_of(conn, row.id)
    if out is not None:
        reason = why_excluded(out)
        said = {"say": reason.code, **reason.facts}
        if out.kind == "quarantine":
            named = {"original": out.remote_id, "origin_store": out.store, "reason": said}
            return "why.original_quarantined", facts | named
        return "why.original_excluded", facts | {"original": out.remote_id, "reason": said}
    if rejected_twins.rejected_originals(conn, [row.id]):
        return "why.original_rejected", facts
    return code, facts


def _purged(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Say that buyer and address were purged, when and by whom."""
    for at, by in purge_records.of_orders(conn, [row.id]).values():
        yield Sentence("note.purged", {"at": from_ms(at), "by": by})


def _in_part(conn: sqlite3.Connection, order_id: int) -> Iterator[Sentence]:
    """Yield a note with the numbers of units shipped and ordered if only a part was shipped."""
    obliged = obligations.of_order(conn, order_id)
    shipped, units = sum(one.shipped for one in obliged), sum(one.required for one in obliged)
    if 0 < shipped < units:
        yield Sentence("note.part_shipped", {"n": shipped, "units": units})


#: Reasons that say what is to be done next, and the same for an order whose buyer asks to cancel.
_ASKED = {
    "why.label_voided": "why.label_voided_asked",
    "why.entry_taken_back": "why.entry_taken_back_asked",
}

#: Reasons that say what is to be done next, and the same for an order of which nothing is due.
_NOT_DUE = {
    "why.label_voided": "why.label_voided_not_due",
    "why.entry_taken_back": "why.entry_taken_back_not_due",
}

#: Sentences for decisions that older versions recorded without the person or rule.
_UNNAMED = {
    "why.cancelled_here": "why.cancelled_unnamed",
    "why.held_here": "why.held_unnamed",
    "why.held_by_rule": "why.held_by_a_rule",
}


def _hold_facts(
    conn: sqlite3.Connection, row: OrderRecord, facts: dict[str, object]
) -> dict[str, object]:
    """Return the facts of a hold: rule criteria with the order's values, and when the hold ends."""
    subject = None
    if "tests" in facts:
        order = orders_for_rules.imported(conn, [row.id])[row.id]
        store = stores.one(conn, row.store_id)
        subject = subject_of(order, store, row.tags)
    ends = facts.get("until_at")
    until = end(ends if isinstance(ends, datetime) else None)
    return with_phrases(facts, subject) | {"until": until}


#: Reasons whose sentence states when the decision was made.
_DATED = frozenset(
    {
        "why.hidden",
        "why.hidden_by_person",
        "why.declared_own",
        "why.origin_unknown",
        "why.alike_unaccounted",
        "why.named_but_unlike",
        "why.contradiction",
        "why.shipped_here",
        "why.label_voided",
        "why.entry_taken_back",
        "why.label_voided_asked",
        "why.entry_taken_back_asked",
        "why.label_voided_not_due",
        "why.entry_taken_back_not_due",
        "why.cancelled_here",
        "why.cancelled_unnamed",
    }
)


def _with_words(row: OrderRecord, code: str, facts: dict[str, object]) -> dict[str, object]:
    """Return *facts* plus the common facts, which the sentence of every reason may mention."""
    common: dict[str, object] = {
        "number": row.number,
        "store": row.store,
        "marketplace": platform_word(row.platform),
        "source": platform_word(row.source),
        "status": STATUS_WORD[row.status],
    }
    if code in _DATED:
        common["decided_at"] = row.decided_at
    return common | facts


_UNDO = {
    "why.store_disconnected": "undo.store_disconnected",
    "why.hidden": "undo.hidden",
    "why.cancelled_here": "undo.cancelled",
    "why.cancelled_unnamed": "undo.cancelled",
    "why.held_here": "undo.held_here",
    "why.held_unnamed": "undo.held_here",
    "why.held_by_a_rule": "undo.held_here",
    "why.origin_unknown": "undo.held",
    "why.alike_unaccounted": "undo.held",
    "why.named_but_unlike": "undo.held",
    "why.contradiction": "undo.held",
    "why.held_by_rule": "undo.rule",
}


def _undo(
    conn: sqlite3.Connection,
    row: OrderRecord,
    code: str,
    facts: Mapping[str, object],
    now: datetime,
) -> Sentence | None:
    if code == "why.shipped_here":
        return undo_hints.undo(conn, row, facts, now)
    wanted = _UNDO.get(code)
    if wanted is None:
        return None
    named = {"number": row.number, "ref": order_ref(row), "rule_id": facts.get("rule_id", 0)}
    away = ("account", "platform_id", "market")
    named |= {"store": shlex.quote(row.store)} | {k: facts[k] for k in away if k in facts}
    original = order_states.original_of(conn, row.id)
    if wanted == "undo.hidden" and original is not None:
        return decision_commands.separating(conn, row.id, original, wanted)
    if wanted == "undo.held":
        named |= decision_commands.to_decide(conn, row.id)
    return Sentence(wanted, named)
