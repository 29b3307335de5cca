"""The worlds behind one server."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext


def worlds(context: RequestContext) -> shapes.WorldsView:
    """Return the open worlds; a request that names another world opens it."""
    return shapes.WorldsView(worlds=list(context.worlds.served))


def forget_world(context: RequestContext) -> shapes.WorldsView:
    """Close a world and drop its snapshots."""
    context.worlds.forget(context.parameter)
    return worlds(context)
