"""The last calls to the platforms, and why each was answered as it was."""

from __future__ import annotations

from itertools import islice

from mockplace.control import explain_call, shapes
from mockplace.control.request_context import Mistake, Visit


def journal(visit: Visit) -> shapes.JournalTold:
    """The last calls to the platforms, oldest first; the oldest are forgotten."""
    asked: shapes.JournalQuery = visit.asked
    kept = visit.served.journal
    first = max(0, len(kept.exchanges) - asked.limit)
    calls = [explain_call.told(one) for one in islice(kept.exchanges, first, None)]
    return shapes.JournalTold(calls=calls, counted=kept.counted)


def explain(visit: Visit) -> shapes.Why:
    """One call explained, by its number in the journal, or ``last``."""
    kept = visit.served.journal
    if visit.named == "last" and kept.exchanges:
        return explain_call.explained(kept.exchanges[-1])
    number = int(visit.named) if visit.named.isascii() and visit.named.isdigit() else 0
    found = kept.find(number) if len(visit.named) < 20 else None
    if found is None:
        held = [one.number for one in kept.exchanges]
        span = f"it holds {held[0]} to {held[-1]}" if held else "it is empty"
        raise Mistake(f"the journal has no call {visit.named[:80]!r}; {span}", 404, "unknown")
    return explain_call.explained(found)
