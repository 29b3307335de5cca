"""The last calls to the platforms, and why each was answered as it was."""

from __future__ import annotations

from itertools import islice

from mockplace.control import explain_call, shapes
from mockplace.control.request_context import ControlError, RequestContext


def journal(context: RequestContext) -> shapes.JournalView:
    """Return the last calls to the platforms, oldest first."""
    content: shapes.JournalQuery = context.content
    kept = context.served.journal
    first = max(0, len(kept.exchanges) - content.limit)
    calls = [explain_call.call_view(one) for one in islice(kept.exchanges, first, None)]
    return shapes.JournalView(calls=calls, counted=kept.counted)


def explain(context: RequestContext) -> shapes.CallExplanation:
    """Explain one call; the path names it by its number in the journal, or by ``last``."""
    kept = context.served.journal
    if context.parameter == "last" and kept.exchanges:
        return explain_call.explain(kept.exchanges[-1])
    number = (
        int(context.parameter) if context.parameter.isascii() and context.parameter.isdigit() else 0
    )
    found = kept.find(number) if len(context.parameter) < 20 else None
    if found is None:
        held = [one.number for one in kept.exchanges]
        span = f"it holds {held[0]} to {held[-1]}" if held else "it is empty"
        raise ControlError(
            f"the journal has no call {context.parameter[:80]!r}; {span}", 404, "unknown"
        )
    return explain_call.explain(found)
