"""What a hub says of everything in its database: counts, and every sentence in English.

Recorded once with an older program (``released/NNNN.json``) and compared with what today's program
says of the migrated file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from shiponce.hub import Hub
from shiponce.views.orders import Explanation
from shiponce.views.sentence import Sentence
from shiponce.words import say

Record = dict[str, Any]


def everything_said(hub: Hub) -> Record:
    """Return counts, and per order, notification, act and order out of sight what is said of it."""
    conn = hub._db.conn
    ids = [row[0] for row in conn.execute("SELECT id FROM orders ORDER BY id")]
    notifications = sorted(hub.notifications.rows(limit=10**6), key=lambda one: one.id)
    acts = sorted(hub.acts.rows(everything=True, limit=10**6), key=lambda one: one.id)
    out_of_sight = sorted(hub.orders.excluded(), key=lambda one: (one.store, one.remote_id))
    found = {
        "shelves": {grid.value: count for grid, count in hub.orders.counts().items()},
        "notifications": _counted(one.state.value for one in notifications),
        "acts": _counted(f"{one.kind.value} {one.state.value}" for one in acts),
        "out_of_sight": _counted(one.kind for one in out_of_sight),
        "rules": [[row.name, row.enabled, row.excluded] for row in hub.rules.rows()],
        "stores": [[row.name, row.orders] for row in hub.stores.rows()],
        "warnings": [_said(one) for one in hub.state().warnings],
        "why": {str(order): _explained(hub.orders.why(order)) for order in ids},
        "history": {
            str(order): [_said(one.what) for one in hub.orders.detail(order).history]
            for order in ids
        },
        "why_notifications": {str(one.id): _said(one.reason) for one in notifications},
        "why_acts": {str(one.id): [_said(one.reason), _said(one.blocks)] for one in acts},
        "why_out_of_sight": {
            f"{one.store}:{one.remote_id}": [_said(one.reason), _said(one.undo)]
            for one in out_of_sight
        },
    }
    return dict(json.loads(json.dumps(found, default=str)))


def _explained(why: Explanation) -> Record:
    evidence = [
        [line.field, line.ours, line.theirs, line.agrees, line.weight] for line in why.evidence
    ]
    return {
        "headline": _said(why.headline),
        "at": why.at.isoformat(),
        "undo": _said(why.undo),
        "warnings": [_said(one) for one in why.warnings],
        "notes": [_said(one) for one in why.notes],
        "decisions": [[_said(one.what), one.by, one.order_id] for one in why.decisions],
        "evidence": evidence,
    }


def _counted(words: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(words).items()))


def _said(sentence: Sentence | None) -> list[object] | None:
    """Return a sentence as its code, its facts and its English."""
    if sentence is None:
        return None
    facts = dict(sorted(sentence.facts.items()))
    return [sentence.code, facts, say(sentence.code, "en", **facts)]
