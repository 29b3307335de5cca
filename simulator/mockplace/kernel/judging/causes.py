"""Say which requests caused a finding, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mockplace.kernel.durations import written

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act
    from mockplace.kernel.records import Call

#: A sentence names so many requests.
_MOST_CALLS = 4


def caused_by(evidence: Sequence[Act]) -> str:
    """Return the end of a sentence: the requests with their times, or when it happened."""
    calls = list(dict.fromkeys(act.call for act in evidence if act.call))
    if not calls:
        return f" ({_when(evidence)}, by no request)" if evidence else ""
    named = ", ".join(map(_named, calls[:_MOST_CALLS]))
    more = f" and {len(calls) - _MOST_CALLS} more" if len(calls) > _MOST_CALLS else ""
    return f" (by {named}{more})"


def _named(call: Call) -> str:
    status = call.status or "no answer"
    return f"call {call.seq} {call.method} {call.path} → {status} at {written(call.at)}"


def _when(evidence: Sequence[Act]) -> str:
    first, last = evidence[0].at, evidence[-1].at
    return written(first) if first == last else f"{written(first)} to {written(last)}"
