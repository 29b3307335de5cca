"""A validated request to the control plane, and the error for a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mockplace.control.worlds import Served, Worlds


class ControlError(Exception):
    """A request that cannot be carried out; the text says why."""

    def __init__(self, message: str, status: int = 400, code: str = "refused") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class RequestContext:
    """One validated request to the control plane."""

    worlds: Worlds
    served: Served
    #: The validated body or query, None if the operation takes neither.
    content: Any
    #: The value of the path parameter, '' if the path has none.
    parameter: str
