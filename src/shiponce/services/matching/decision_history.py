"""A person's decisions about an order's twins, with the compared fields and how to undo each."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime

from shiponce.persistence import imported_orders, order_states, rejected_twins, same_purchase
from shiponce.services.matching.compare_orders import compared
from shiponce.services.matching.decision_commands import confirmed_as, separating
from shiponce.services.matching.likely_originals import likely_originals
from shiponce.views.orders import PersonsDecision
from shiponce.views.sentence import Sentence

_DECISION = {
    "confirmed": "decision.confirmed",
    "rejected": "decision.rejected",
    "nobodys": "decision.nobodys",
}

#: Used in place of an original's id if a person said that the order is not a copy.
_NOBODY = 0


def persons_decisions(conn: sqlite3.Connection, order_id: int) -> tuple[PersonsDecision, ...]:
    """Return the decisions in force in which an order is the copy or the original (B11)."""
    return (*_confirmed(conn, order_id), *_rejected(conn, order_id))


def _confirmed(conn: sqlite3.Connection, order_id: int) -> Iterator[PersonsDecision]:
    for row in order_states.links_by_persons(conn, order_id):
        by = str(row.facts.get("by", ""))
        yield _decision(conn, order_id, "confirmed", (row.copy_id, row.original_id), by, row.at)


def _rejected(conn: sqlite3.Connection, order_id: int) -> Iterator[PersonsDecision]:
    rows = rejected_twins.about(conn, order_id)
    for bond in same_purchase.bonds(conn, [order_id], possible=True):
        if bond.refused:  # a person may have called the other order "not a copy"
            about = rejected_twins.about(conn, bond.other_id)
            rows += [row for row in about if not row.original_id]
    for row in rows:
        copy, by, at = row.copy_id, row.refused_by, row.at
        if row.original_id == _NOBODY:
            yield _nobodys(conn, order_id, copy, by, at)
        elif order_id in (copy, row.original_id):
            yield _decision(conn, order_id, "rejected", (copy, row.original_id), by, at)


def _nobodys(
    conn: sqlite3.Connection, order_id: int, copy: int, by: str, at: datetime
) -> PersonsDecision:
    """Return the decision "not a copy", with the comparison to the likeliest original."""
    original = _likest(conn, copy) if order_id == copy else order_id
    if original != _NOBODY:
        return _decision(conn, order_id, "nobodys", (copy, original), by, at)
    facts: dict[str, object] = {"by": by, "copy": same_purchase.names(conn, [copy])[copy]}
    what, undo = Sentence("decision.nobodys", facts), Sentence("undo.nobodys", _quoted(facts))
    return PersonsDecision(what, by, at, _NOBODY, (), undo)


def _likest(conn: sqlite3.Connection, copy: int) -> int:
    found = [bond.other_id for bond in same_purchase.bonds(conn, [copy])]
    found += likely_originals(conn, copy, rejected=True)
    seen = imported_orders.candidates(conn, found)
    return next((n for n in found if seen[n].platform.is_marketplace), _NOBODY)


def _decision(
    conn: sqlite3.Connection, order_id: int, kind: str, pair: tuple[int, int], by: str, at: datetime
) -> PersonsDecision:
    copy, original = pair
    other = original if order_id == copy else copy
    named = same_purchase.names(conn, pair)
    facts: dict[str, object] = {"by": by, "copy": named[copy], "original": named[original]}
    return PersonsDecision(
        Sentence(_DECISION[kind], facts),
        by,
        at,
        other,
        compared(conn, order_id, other),
        _undo(conn, kind, pair),
    )


def _undo(conn: sqlite3.Connection, kind: str, pair: tuple[int, int]) -> Sentence:
    """Return the command that takes a decision back; it is accepted as it is printed."""
    if kind == "confirmed":
        return separating(conn, *pair, "undo.confirmed")
    copy = shlex.quote(same_purchase.names(conn, pair)[pair[0]])
    return Sentence("undo.rejected", {"copy": copy, "original": confirmed_as(conn, *pair)})


def _quoted(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts quoted for the shell, as a person types them in a command."""
    return {name: shlex.quote(str(fact)) for name, fact in facts.items()}
