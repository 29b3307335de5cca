"""The worlds behind one server."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext


def worlds(context: RequestContext) -> shapes.WorldsView:
    """Return the open worlds; naming another one opens it."""
    return shapes.WorldsView(worlds=list(context.worlds.served))


def forget_world(context: RequestContext) -> shapes.WorldsView:
    """Close a world with its snapshots."""
    context.worlds.forget(context.parameter)
    return worlds(context)
