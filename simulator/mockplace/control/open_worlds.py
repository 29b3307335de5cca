"""The worlds behind one server."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import Visit


def worlds(visit: Visit) -> shapes.WorldsTold:
    """The worlds that are open; naming another one opens it."""
    return shapes.WorldsTold(worlds=list(visit.worlds.served))


def forget_world(visit: Visit) -> shapes.WorldsTold:
    """Let a world go, with all that it kept."""
    visit.worlds.forget(visit.named)
    return worlds(visit)
