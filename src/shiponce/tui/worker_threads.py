"""The threads on which the hub is called, so that the screen never waits for it.

A SQLite connection belongs to one thread; so each lane is one thread with a hub of its own, made
there and closed there. Jobs of a lane run one after the other. Reading has its own lane, so that
scrolling does not wait for a platform to answer.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from shiponce.hub import Hub

T = TypeVar("T")
R = TypeVar("R")

#: How long leaving waits for a job that is under way; what is cut off then is found by the hub.
PATIENCE = 2.0


class Lane(Generic[T]):
    """One thread and the one thing that lives on it."""

    def __init__(self, name: str, make: Callable[[], T], drop: Callable[[T], None]) -> None:
        self._make = make
        self._drop = drop
        self._jobs: SimpleQueue[Callable[[T | None, Exception | None], None] | None] = SimpleQueue()
        # A daemon: a platform that does not answer must not hold the terminal for ever.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, job: Callable[[T], R]) -> Future[R]:
        """Have *job* done in turn; a future that was cancelled before its turn is skipped."""
        future: Future[R] = Future()

        def turn(thing: T | None, fault: Exception | None) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                if fault is not None:
                    raise fault
                future.set_result(job(thing))  # type: ignore[arg-type]  # made when no fault is
            except Exception as error:  # handed to whoever waits, never lost
                future.set_exception(error)

        self._jobs.put(turn)
        return future

    def close(self, patience: float = PATIENCE) -> None:
        """Finish what stands in the queue, then let go; waits no longer than *patience*."""
        self._jobs.put(None)
        self._thread.join(patience)

    def _run(self) -> None:
        thing, fault = None, None
        try:
            thing = self._make()
        except Exception as error:  # every job of this lane is told
            fault = error
        while (turn := self._jobs.get()) is not None:
            turn(thing, fault)
        if thing is not None:
            self._drop(thing)


class Desk:
    """The lanes of one terminal: reading, acting, and the stage on which scenarios play."""

    def __init__(self, hub: Hub) -> None:
        self._reading = Lane("reading", hub.sibling, lambda own: own.close())
        self._acting = Lane("acting", hub.sibling, lambda own: own.close())
        self._stage: Lane[None] | None = None

    async def read(self, job: Callable[[Hub], R]) -> R:
        """What the store holds: no network, so it comes at once."""
        return await asyncio.wrap_future(self._reading.ask(_explained(job)))

    async def act(self, job: Callable[[Hub], R]) -> R:
        """What writes or calls a platform: may take long, one after the other."""
        return await asyncio.wrap_future(self._acting.ask(_explained(job)))

    async def play(self, job: Callable[[], R]) -> R:
        """What belongs to a scenario; its hub lives on this thread and on no other."""
        if self._stage is None:
            self._stage = Lane("stage", lambda: None, lambda _: None)
        return await asyncio.wrap_future(self._stage.ask(lambda _: job()))

    def close(self) -> None:
        """Let all lanes end; their hubs close on their own threads."""
        for lane in (self._reading, self._acting, self._stage):
            if lane is not None:
                lane.close()


def _explained(job: Callable[[Hub], R]) -> Callable[[Hub], R]:
    """Let the hub say on its own thread what an error really is: the file may be to blame."""

    def run(hub: Hub) -> R:
        try:
            return job(hub)
        except Exception as error:
            raise hub.explained(error) from error

    return run
