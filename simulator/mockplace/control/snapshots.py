"""Take and restore snapshots of a world, reset it, or seed another market."""

from __future__ import annotations

from base64 import b64encode

from mockplace.control import clock, shapes
from mockplace.control.request_context import RequestContext
from mockplace.control.state import state
from mockplace.control.worlds import restored
from mockplace.kernel import world_file
from mockplace.kernel.durations import instant
from mockplace.seeding import default_market
from mockplace.serving.clock import Pace


def take_snapshot(context: RequestContext) -> shapes.SnapshotView:
    """Keep a snapshot of the world."""
    content: shapes.SnapshotRequest = context.content
    name = context.served.snapshot(content.name or "")
    return shapes.SnapshotView(name=name, clock=clock.view(context.served))


def restore(context: RequestContext) -> shapes.SnapshotView:
    """Restore a snapshot, with its faults and time; the journal is kept."""
    content: shapes.RestoreRequest = context.content
    context.served.restore(content.name)
    return shapes.SnapshotView(name=content.name, clock=clock.view(context.served))


def saved_world(context: RequestContext) -> shapes.SavedWorld:
    """Return the world as a file that ``mockplace verdict`` reads."""
    content = world_file.content(context.served.world)
    return shapes.SavedWorld(content=b64encode(content).decode("ascii"))


def reset(context: RequestContext) -> shapes.World:
    """Reset the world to its beginning, and empty the journal."""
    context.served.reset()
    return state(context)


def seed(context: RequestContext) -> shapes.World:
    """Begin another market from a seed; a later reset returns to the beginning of that market."""
    content: shapes.SeedRequest = context.content
    begun = restored(context.served.beginning)
    start = instant(content.clock) if content.clock else begun.now
    limits = begun.limits.enforced if content.limits is None else content.limits
    world = default_market.open_market(
        seed=content.seed, start=start, limits=limits, connector=content.connector
    )
    world.populate(content.orders)
    context.served.begin(world)
    if content.mode:
        context.served.clock.keep(Pace.read(content.mode))
    return state(context)
