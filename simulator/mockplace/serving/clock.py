"""The time of a served world: its pace, and what advances it.

Before a request is answered, the world is advanced to the present time, so that everything due
until then has happened.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.http_types import Response
    from mockplace.kernel.world import World

_TIMES = re.compile(r"x([0-9]{1,6}(?:\.[0-9]{1,3})?)")
#: The end of the year 9998; the platforms' date formats end with the year 9999.
LATEST = 253_370_764_799_000
#: Longest time in real seconds that an empty long poll is held.
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How time passes: ``real``, ``x60``, ``frozen``, or ``manual`` (by the control plane)."""

    name: str = "real"
    #: Virtual seconds per real second.
    speed: float = 1.0

    @classmethod
    def read(cls, text: str) -> Pace:
        """Return the pace that *text* names; ValueError lists the valid paces."""
        if text in ("real", "frozen", "manual"):
            return cls(text, 1.0 if text == "real" else 0.0)
        found = _TIMES.fullmatch(text)
        if not found or not float(found[1]):
            raise ValueError(f"{text!r} is not real, frozen, manual or a speed such as x60")
        return cls(text, float(found[1]))


REAL = Pace()
FROZEN = Pace("frozen", 0.0)
MANUAL = Pace("manual", 0.0)


class ServedClock:
    """Advances a world at a pace, from the moment at which this clock is created."""

    def __init__(self, world: World, pace: Pace = REAL) -> None:
        self._world = world
        self.keep(pace)

    @property
    def pace(self) -> Pace:
        """The current pace."""
        return self._pace

    def keep(self, pace: Pace) -> None:
        """Continue at *pace* from the world's current time."""
        self._pace = pace
        self._from = self._world.now
        self._started = time.monotonic()

    def catch_up(self) -> None:
        """Advance the world by the time that has passed, at the current pace."""
        if self._pace.speed:
            passed = (time.monotonic() - self._started) * 1000 * self._pace.speed
            self._world.advance_to(min(LATEST, self._from + int(passed)))

    def move_to(self, ms: int) -> None:
        """Advance the world to a later time, and continue from there."""
        self._world.advance_to(ms)
        self.keep(self._pace)

    def pause(self, response: Response) -> float:
        """Return the real seconds before *response* is sent: its delay plus its long poll.

        If the request is still pending, also store ``catch_up`` in it, so that the world is
        advanced before the request is carried out.
        """
        if response.pending:
            response.pending.catch_up = self.catch_up
        if not (response.delay or response.idle):
            return 0.0
        return self.real(response.delay) + self.patience(response.idle)

    def real(self, ms: int) -> float:
        """Convert virtual milliseconds to real seconds; for a stopped clock, assume real speed."""
        return ms / 1000 / (self._pace.speed or 1.0)

    def patience(self, ms: int) -> float:
        """Return the real seconds to hold an empty long poll; 0 if the clock stands still.

        The hold is at most one second: it slows a client that polls in a loop, but delays no
        message for long.
        """
        return min(_PATIENCE, ms / 1000 / self._pace.speed) if self._pace.speed else 0.0
