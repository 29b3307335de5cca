"""Where the control plane is served, and which world a request means."""

from __future__ import annotations

from dataclasses import replace

from mockplace.control.worlds import DEFAULT
from mockplace.http_types import Request

PREFIX = "/_mockplace"
WORLD_HEADER = "x-mockplace-world"
_WORLDS = f"{PREFIX}/worlds/"


def is_control(path: str) -> bool:
    """Whether a path is the control plane's."""
    return path.startswith(PREFIX) and path[len(PREFIX) : len(PREFIX) + 1] in ("", "/")


def route_to_world(request: Request) -> tuple[str, Request]:
    """The name of the world that a request means, and the request as it is within that world."""
    if request.path.startswith(_WORLDS):
        name, slash, rest = request.path[len(_WORLDS) :].partition("/")
        if slash:
            return name, _within(name, replace(request, path=f"/{rest}"))
    name = request.headers.get(WORLD_HEADER, DEFAULT)
    return name, _within(name, request) if name != DEFAULT else request


def _within(name: str, request: Request) -> Request:
    """The request with the address of its world, for the links that it is answered with."""
    return replace(request, below=f"{_WORLDS}{name}")
