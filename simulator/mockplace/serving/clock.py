"""The world's time while it is served: its pace, and who moves it.

Before a request is answered, the world is brought to the present time, so that everything due in
between has happened.
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
#: The end of the year 9998: the platforms' forms of a date end with the year after.
LATEST = 253_370_764_799_000
#: Real seconds that an answer without content may be kept back.
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """``real``, ``x60``, ``frozen`` (nothing moves it) or ``manual`` (the control plane does)."""

    name: str = "real"
    #: Virtual seconds a second.
    speed: float = 1.0

    @classmethod
    def read(cls, text: str) -> Pace:
        """Return the pace of a name; ValueError says what a pace may be."""
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
    """A world's time at a pace, from the moment of its creation."""

    def __init__(self, world: World, pace: Pace = REAL) -> None:
        self._world = world
        self.keep(pace)

    @property
    def pace(self) -> Pace:
        """The pace of the time."""
        return self._pace

    def keep(self, pace: Pace) -> None:
        """Continue at a pace from the world's present time."""
        self._pace = pace
        self._from = self._world.now
        self._started = time.monotonic()

    def catch_up(self) -> None:
        """Bring the world to the present time."""
        if self._pace.speed:
            passed = (time.monotonic() - self._started) * 1000 * self._pace.speed
            self._world.advance_to(min(LATEST, self._from + int(passed)))

    def move_to(self, ms: int) -> None:
        """Bring the world to a later time, and continue from there."""
        self._world.advance_to(ms)
        self.keep(self._pace)

    def pause(self, response: Response) -> float:
        """Return the real seconds that an answer takes, or is kept back as a long poll.

        A request that is carried out later is carried out at a time of this clock.
        """
        if response.pending:
            response.pending.catch_up = self.catch_up
        if not (response.delay or response.idle):
            return 0.0
        return self.real(response.delay) + self.patience(response.idle)

    def real(self, ms: int) -> float:
        """Return the real seconds of virtual milliseconds; a still clock waits at real speed."""
        return ms / 1000 / (self._pace.speed or 1.0)

    def patience(self, ms: int) -> float:
        """Return the real seconds of an empty long poll; a still clock brings nothing.

        At most a second, so that a client in a loop is slowed down and still informed soon.
        """
        return min(_PATIENCE, ms / 1000 / self._pace.speed) if self._pace.speed else 0.0
