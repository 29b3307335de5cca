"""The control plane's paths, and how a request names its world."""

from __future__ import annotations

from dataclasses import replace

from mockplace.control.worlds import DEFAULT
from mockplace.http_types import Request

PREFIX = "/_mockplace"
WORLD_HEADER = "x-mockplace-world"
_WORLDS = f"{PREFIX}/worlds/"


def is_control(path: str) -> bool:
    """Return True if a path belongs to the control plane."""
    return path.startswith(PREFIX) and path[len(PREFIX) : len(PREFIX) + 1] in ("", "/")


def route_to_world(request: Request) -> tuple[str, Request]:
    """Return the requested world's name, and the request without that world's path prefix."""
    if request.path.startswith(_WORLDS):
        name, slash, rest = request.path[len(_WORLDS) :].partition("/")
        if slash:
            return name, _within(name, replace(request, path=f"/{rest}"))
    name = request.headers.get(WORLD_HEADER, DEFAULT)
    return name, _within(name, request) if name != DEFAULT else request


def _within(name: str, request: Request) -> Request:
    """Store the world's path prefix in the request's ``below``, for the links in the answer."""
    return replace(request, below=f"{_WORLDS}{name}")
