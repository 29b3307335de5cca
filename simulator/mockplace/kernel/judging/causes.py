"""Show what led to a finding: one line for each request, or for what happened without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.kernel.durations import written

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act

#: So many steps are shown.
_MOST = 6
#: The number of characters of a path that fit into a line of 80.
_PATH = 30


@dataclass(frozen=True, slots=True)
class Step:
    """A request, or something that happened without one; the time is ISO 8601."""

    at: str
    #: What happened, such as *package confirmed*.
    what: str
    #: The request's number among the world's calls, None if there was no request.
    call: int | None = None
    method: str = ""
    path: str = ""
    #: None if the answer was lost.
    status: int | None = None


def steps(evidence: Sequence[Act]) -> list[Step]:
    """Return the steps of a finding's evidence."""
    return [
        Step(written(act.at), act.kind.value)
        if act.call is None
        else Step(
            written(act.call.at),
            act.kind.value,
            act.call.seq,
            act.call.method,
            act.call.path,
            act.call.status or None,
        )
        for act in evidence
    ]


def traced(found: Sequence[Step]) -> Iterator[str]:
    """Yield a line for each step; several things that one request did are one step."""
    lines = list(dict.fromkeys(map(_line, found)))
    shown = lines if len(lines) <= _MOST else [*lines[: _MOST - 1], lines[-1]]
    for nth, line in enumerate(shown):
        if nth == _MOST - 1 and len(lines) > _MOST:
            yield f"({len(lines) - _MOST} more between)"
        yield line


def shortened(path: str, most: int = _PATH) -> str:
    """Return the end of a path, cut before a slash if it is longer than *most* characters."""
    if len(path) <= most:
        return path
    tail = path[-(most - 1) :]
    slash = tail.find("/")
    return f"…{tail[slash:] if 0 <= slash < len(tail) - 1 else tail}"


def _line(step: Step) -> str:
    when = step.at.replace("T", " ").removesuffix("Z")
    if step.call is None:
        return f"{when}  {step.what}, by no request"
    answer = step.status or "no answer"
    return f"{when}  {step.method} {shortened(step.path)} → {answer} (call {step.call})"
