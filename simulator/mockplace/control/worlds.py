"""The worlds behind one server: the default one, and others by name.

A world's beginning and its snapshots are kept as bytes. Worlds restored from bytes share no
objects; restoring a usual market takes a millisecond.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.control.journal import Journal
from mockplace.kernel.world_bytes import restored, saved
from mockplace.serving.clock import Pace, ServedClock
from mockplace.serving.dispatch import Request, Response, answer

if TYPE_CHECKING:
    from mockplace.kernel.events import Event
    from mockplace.kernel.late_requests import CarriedOut
    from mockplace.kernel.world import World

__all__ = ["Served", "UnknownName", "Worlds", "restored", "saved"]

MOST_WORLDS = 100
MOST_SNAPSHOTS = 20
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
#: The name of the world for requests that name no world.
DEFAULT = "default"


class UnknownName(Exception):
    """A world or snapshot does not exist or cannot be made; the text says why."""


class Served:
    """A world with its clock, its journal and its snapshots."""

    def __init__(self, name: str, beginning: bytes, pace: Pace) -> None:
        self.name = name
        self.snapshots: dict[str, bytes] = {}
        self.journal = Journal()
        self.beginning = beginning
        self._become(beginning, pace)

    def answer(self, request: Request) -> tuple[Response, float]:
        """Return a platform's answer in this world, and the real seconds to delay it."""
        self.clock.catch_up()
        events: list[Event] = []
        self.world.listener = events.append
        try:
            response = answer(self.world, request)
        finally:
            self.world.listener = None
        self.journal.add(request, response, self.world.calls[-1], events)
        return response, self.clock.pause(response)

    def snapshot(self, name: str = "") -> str:
        """Keep a snapshot under a name, generated if none is given; return the name."""
        found = name or self._free_name()
        if len(self.snapshots) >= MOST_SNAPSHOTS and found not in self.snapshots:
            raise UnknownName(
                f"{MOST_SNAPSHOTS} snapshots are kept at most; take one under a name that exists"
            )
        self.snapshots[found] = saved(self.world)
        return found

    def restore(self, name: str) -> None:
        """Restore a snapshot; time continues from the snapshot's time."""
        if name not in self.snapshots:
            kept = ", ".join(self.snapshots) or "none"
            raise UnknownName(f"there is no snapshot {name!r}; there are: {kept}")
        self._become(self.snapshots[name], self.clock.pace)

    def reset(self) -> None:
        """Reset the world to its beginning, and empty the journal."""
        self._become(self.beginning, self.clock.pace)
        self.journal.clear()

    def begin(self, world: World) -> None:
        """Replace the world with *world*, and empty the journal; a later reset restores *world*."""
        self.beginning = saved(world)
        self.reset()

    def _become(self, kept: bytes, pace: Pace) -> None:
        self.world = restored(kept)
        self.clock = ServedClock(self.world, pace)
        self.world.late_requests.listener = self._carried_out

    def _carried_out(self, late: CarriedOut) -> None:
        """Add a late request to the journal when it is carried out."""
        self.journal.add(late.request, late.response, late.call, late.events)

    def _free_name(self) -> str:
        number = len(self.snapshots) + 1
        while f"snapshot-{number}" in self.snapshots:
            number += 1
        return f"snapshot-{number}"


class Worlds:
    """Every world by name; a new world begins as the default world does."""

    def __init__(self, world: World, pace: Pace) -> None:
        self._pace = pace
        self.default = Served(DEFAULT, saved(world), pace)
        self.served = {DEFAULT: self.default}

    def find(self, name: str, *, may_open: bool) -> Served:
        """Return the world with a name.

        If there is none, *may_open* opens one; otherwise raise ``UnknownName``.
        """
        if not NAME.fullmatch(name):
            raise UnknownName(
                f"{name[:80]!r} cannot name a world: take letters, digits, '.', '_' and '-', "
                "64 at most, and begin with a letter or a digit"
            )
        if name not in self.served:
            if not may_open:
                raise UnknownName(f"there is no world {name!r}, and the token is needed to open it")
            if len(self.served) >= MOST_WORLDS:
                raise UnknownName(
                    f"{MOST_WORLDS} worlds are kept at most; "
                    "forget one with DELETE /_mockplace/worlds/NAME"
                )
            self.served[name] = Served(name, self.default.beginning, self._pace)
        return self.served[name]

    def forget(self, name: str) -> None:
        """Close a world."""
        if name == DEFAULT:
            raise UnknownName("the default world stays; POST /_mockplace/reset begins it anew")
        if self.served.pop(name, None) is None:
            raise UnknownName(f"there is no world {name!r}; there are: {', '.join(self.served)}")
