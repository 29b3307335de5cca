"""Requests that a platform carries out some time after they were sent.

A client that gives up does not withdraw its request: the request may still lie in a queue, or be on
its way through a slow network. ``LateRequests`` holds the requests that a world has yet to carry
out. ``PendingRequest`` is for the transport, which alone knows when a client gives up.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mockplace.kernel.schedule import Effect

if TYPE_CHECKING:
    from mockplace.http_types import Request, Response
    from mockplace.kernel.events import Event
    from mockplace.kernel.records import Call
    from mockplace.kernel.world import World

#: How many results of late requests are kept.
_MOST_CARRIED = 1_000


class CarriedOut(NamedTuple):
    """The result of a late request; its client may have stopped waiting."""

    request: Request
    response: Response
    call: Call
    events: list[Event]


#: Carries out a request when it is due, in the world's state at that time. Must be a module
#: function or a partial of one, because worlds are pickled with it.
CarryOut = Callable[["World"], CarriedOut]


@dataclass(slots=True)
class LateRequests:
    """The late requests of a world: those not carried out yet, and the last results."""

    waiting: dict[int, CarryOut] = field(default_factory=dict)
    done: dict[int, CarriedOut] = field(default_factory=dict)
    counted: int = 0
    #: Called with each result; a restored world has no listener.
    listener: Callable[[CarriedOut], object] | None = None

    def postpone(self, world: World, at: int, carry_out: CarryOut) -> int:
        """Schedule a request for a time on the world's clock; return the request's number."""
        self.counted += 1
        self.waiting[self.counted] = carry_out
        key = f"request {self.counted:09d}"  # requests due at the same time keep their order
        world.schedule.add(Effect(at, key, "late-request", self.counted))
        return self.counted

    def run(self, world: World, number: int) -> None:
        """Carry out a request now, unless it was carried out before."""
        carry_out = self.waiting.pop(number, None)
        if carry_out is None:
            return
        found = self.done[number] = carry_out(world)
        if len(self.done) > _MOST_CARRIED:
            del self.done[next(iter(self.done))]
        if self.listener:
            self.listener(found)

    def __getstate__(self) -> tuple[dict[int, CarryOut], int]:
        """Pickle only the requests still to be carried out, without results and listener."""
        return self.waiting, self.counted

    def __setstate__(self, kept: tuple[dict[int, CarryOut], int]) -> None:
        """Restore the requests that are still to be carried out."""
        self.waiting, self.counted = kept
        self.done, self.listener = {}, None


@dataclass(slots=True)
class PendingRequest:
    """A request that its client waits for and that has not been carried out.

    The transport calls ``arrive`` if the client still waits at the time *due*, and ``give_up``
    when the client stops waiting.
    """

    world: World
    carry_out: CarryOut
    #: Milliseconds until the request is carried out, counted from its sending or, with
    #: *abandoned_first*, from when the client gives up.
    span: int
    #: Whether the request is carried out only after the client has given up.
    abandoned_first: bool
    #: Whether the client is suspended together with its request, so that it cannot time out.
    client_stands_still: bool = False
    #: Advances the world to the current time if its clock runs by itself.
    catch_up: Callable[[], object] | None = None
    #: Held while the world is changed.
    lock: AbstractContextManager[object] = field(default_factory=nullcontext)
    #: The time on the world's clock at which the request is carried out; None while unknown.
    due: int | None = None
    _number: int = 0

    def __post_init__(self) -> None:
        if not self.abandoned_first:
            self._postpone()

    def arrive(self) -> Response:
        """Carry out the request, if this has not happened yet, and return the answer.

        A client that has waited long enough gets the answer even if the world's clock stands still.
        """
        with self.lock:
            if self.catch_up:
                self.catch_up()
            late = self.world.late_requests
            late.run(self.world, self._number)
            return late.done[self._number].response

    def give_up(self) -> None:
        """Record that the client has given up; schedule the request if it is not scheduled.

        The time of a request that is already scheduled does not change.
        """
        with self.lock:
            if self.due is None:
                if self.catch_up:
                    self.catch_up()
                self._postpone()

    def _postpone(self) -> None:
        self.due = self.world.now + self.span
        self._number = self.world.late_requests.postpone(self.world, self.due, self.carry_out)
