"""The world's time: reading it, moving it, and how fast it passes."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import Mistake, Visit
from mockplace.control.worlds import Served
from mockplace.kernel.durations import duration, instant, written
from mockplace.serving.clock import LATEST, Pace


def clock(visit: Visit) -> shapes.Clock:
    """The world's time."""
    return view(visit.served)


def set_clock(visit: Visit) -> shapes.Clock:
    """Set the pace, move the time ahead, or both; what falls due by then happens."""
    asked: shapes.ClockSet = visit.asked
    served = visit.served
    pace = Pace.read(asked.mode) if asked.mode else served.clock.pace
    until = _until(served, asked)
    if until is not None and pace.name == "frozen":
        raise Mistake("the clock is frozen, and nothing moves it; make its mode manual")
    served.clock.keep(pace)
    if until is not None:
        served.clock.move_to(until)
    return view(served)


def _until(served: Served, asked: shapes.ClockSet) -> int | None:
    """The time to move to, None where it is not to be moved."""
    now = served.world.now
    if asked.advance is not None:
        until = now + duration(asked.advance)
    elif asked.now is not None:
        until = instant(asked.now)
    else:
        return None
    if until < now:
        raise Mistake(
            f"it is {written(now)} already, and time does not go back; restore a snapshot"
        )
    if until > LATEST:
        raise Mistake(f"the platforms' dates end at {written(LATEST)}")
    return until


def view(served: Served) -> shapes.Clock:
    """Return a world's time as the control plane shows it."""
    world = served.world
    following = world.next_effect()
    return shapes.Clock(
        now=written(world.now),
        mode=served.clock.pace.name,
        next_effect=None if following is None else written(following),
    )
