"""Compare two orders field by field, with buyer and address; computed when shown, never stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.decisions.matching import compare
from shiponce.domain.evidence import LIKENESS, EvidenceLine, turned
from shiponce.persistence import imported_orders
from shiponce.services.matching.likely_originals import people


def compared(conn: sqlite3.Connection, one: int, other: int) -> tuple[EvidenceLine, ...]:
    """Return the comparison of two orders, field by field; the values of *one* come first."""
    found = imported_orders.candidates(conn, [one, other])
    copy, original = (one, other) if not found[one].platform.is_marketplace else (other, one)
    lines = (
        *compare(found[copy], found[original]),
        *people(conn, copy, original),
    )
    return lines if copy == one else turned(lines)


def differing(evidence: Sequence[EvidenceLine]) -> tuple[str, ...]:
    """Return the fields in which copy and original differ; include ids only if no id agrees."""
    keys = [line for line in evidence if line.weight != LIKENESS]
    wrong = [] if any(line.agrees for line in keys) else keys
    wrong += [line for line in evidence if line.weight == LIKENESS and not line.agrees]
    return tuple(dict.fromkeys(line.field for line in wrong))
