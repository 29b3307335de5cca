"""Worlds as bytes, to make independent copies; restoring one takes about a millisecond."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def saved(world: World) -> bytes:
    """Return a world as bytes, without its calls (which are many), its cache and its listener."""
    calls, world.calls = world.calls, []
    drawn, world.drawn = world.drawn, {}
    listener, world.listener = world.listener, None
    try:
        return pickle.dumps(world, pickle.HIGHEST_PROTOCOL)
    finally:
        world.calls, world.drawn, world.listener = calls, drawn, listener


def restored(kept: bytes) -> World:
    """Return a saved world, which shares no objects with any other world."""
    world: World = pickle.loads(kept)  # noqa: S301 - bytes that this process wrote itself
    return world
