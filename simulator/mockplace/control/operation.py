"""One operation of the control plane: its method, path, request and answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from mockplace.control.request_context import RequestContext


@dataclass(frozen=True, slots=True)
class Operation:
    """How one operation is called, which function runs it, and what it answers."""

    method: str
    #: The path below ``/_mockplace``; one of its segments may be a parameter.
    path: str
    run: Callable[[RequestContext], BaseModel]
    response_shape: type[BaseModel]
    #: The shape of the body or the query; ``example`` is a valid instance.
    request_shape: type[BaseModel] | None = None
    example: dict[str, object] | None = None
    status: int = 200

    def match(self, method: str, path: str) -> str | None:
        """Return the path parameter's value, '' if there is none; None if method or path differ."""
        if method != self.method:
            return None
        return parameter(self.path, path)


def parameter(template: str, path: str) -> str | None:
    """Return the value of the path parameter; None if the path does not match the template.

    Return '' if the template has no parameter. A parameter is one segment, in the middle or at
    the end of the path.
    """
    head, brace, rest = template.partition("{")
    if not brace:
        return "" if path == template else None
    tail = rest.partition("}")[2]
    if not (path.startswith(head) and path.endswith(tail)):
        return None
    found = path[len(head) : len(path) - len(tail)]
    return found if found and "/" not in found else None
