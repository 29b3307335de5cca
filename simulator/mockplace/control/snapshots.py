"""Snapshots of a world, going back to one, and beginning anew."""

from __future__ import annotations

from mockplace.control import clock, shapes
from mockplace.control.request_context import Visit
from mockplace.control.state import state
from mockplace.control.worlds import restored
from mockplace.kernel.durations import instant
from mockplace.seeding import default_market
from mockplace.serving.clock import Pace


def take_snapshot(visit: Visit) -> shapes.SnapshotTold:
    """Keep the world as it is now."""
    asked: shapes.SnapshotAsked = visit.asked
    name = visit.served.snapshot(asked.name or "")
    return shapes.SnapshotTold(name=name, clock=clock.view(visit.served))


def restore(visit: Visit) -> shapes.SnapshotTold:
    """Go back to a snapshot; faults and time are what they were, the journal stays."""
    asked: shapes.RestoreAsked = visit.asked
    visit.served.restore(asked.name)
    return shapes.SnapshotTold(name=asked.name, clock=clock.view(visit.served))


def reset(visit: Visit) -> shapes.World:
    """Go back to how the world began, with an empty journal."""
    visit.served.reset()
    return state(visit)


def seed(visit: Visit) -> shapes.World:
    """Begin another invented market, which a reset leads back to from now on."""
    asked: shapes.SeedAsked = visit.asked
    begun = restored(visit.served.beginning)
    start = instant(asked.clock) if asked.clock else begun.now
    limits = begun.limits.enforced if asked.limits is None else asked.limits
    world = default_market.open_market(
        seed=asked.seed, start=start, limits=limits, connector=asked.connector
    )
    world.populate(asked.orders)
    visit.served.begin(world)
    if asked.mode:
        visit.served.clock.keep(Pace.read(asked.mode))
    return state(visit)
