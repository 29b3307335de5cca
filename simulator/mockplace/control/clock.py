"""The world's time: reading it, moving it, and how fast it passes."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import ControlError, RequestContext
from mockplace.control.worlds import Served
from mockplace.kernel.durations import duration, instant, written
from mockplace.serving.clock import LATEST, Pace


def clock(context: RequestContext) -> shapes.Clock:
    """Return the world's time."""
    return view(context.served)


def set_clock(context: RequestContext) -> shapes.Clock:
    """Set the pace, move the time ahead, or both; effects due by the new time are carried out."""
    content: shapes.ClockSet = context.content
    served = context.served
    pace = Pace.read(content.mode) if content.mode else served.clock.pace
    until = _until(served, content)
    if until is not None and pace.name == "frozen":
        raise ControlError("the clock is frozen, and nothing moves it; make its mode manual")
    served.clock.keep(pace)
    if until is not None:
        served.clock.move_to(until)
    return view(served)


def _until(served: Served, content: shapes.ClockSet) -> int | None:
    """Return the time to move to, None to leave the time unchanged."""
    now = served.world.now
    if content.advance is not None:
        until = now + duration(content.advance)
    elif content.now is not None:
        until = instant(content.now)
    else:
        return None
    if until < now:
        raise ControlError(
            f"it is {written(now)} already, and time does not go back; restore a snapshot"
        )
    if until > LATEST:
        raise ControlError(f"the platforms' dates end at {written(LATEST)}")
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
