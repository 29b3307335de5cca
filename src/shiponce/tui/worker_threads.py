"""Call the hub on worker threads, so that the screen never waits for it.

A SQLite connection belongs to one thread, so each worker thread makes its own hub and closes it.
The jobs of a thread run one after the other. Reads have their own thread, so that scrolling does
not wait for a platform to answer.
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
    from shiponce.tui.hub_source import HubSource

T = TypeVar("T")
R = TypeVar("R")

#: Seconds that quitting waits for a running job. The hub later settles an interrupted act.
PATIENCE = 2.0


class WorkerThread(Generic[T]):
    """A thread with one object that only this thread creates, uses and drops."""

    def __init__(self, name: str, make: Callable[[], T], drop: Callable[[T], None]) -> None:
        self._make = make
        self._drop = drop
        self._jobs: SimpleQueue[Callable[[T | None, Exception | None], None] | None] = SimpleQueue()
        # A daemon thread, so that a platform that never answers cannot keep the program alive.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        #: The error that ended the thread while it dropped its object.
        self.fault: Exception | None = None

    def start(self) -> None:
        """Make the object and run the queued jobs."""
        self._thread.start()

    def ask(self, job: Callable[[T], R]) -> Future[R]:
        """Queue *job* and return its future; a job cancelled before its turn is skipped."""
        future: Future[R] = Future()

        def turn(thing: T | None, fault: Exception | None) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                if fault is not None:
                    raise fault
                future.set_result(job(thing))  # type: ignore[arg-type]  # made when no fault is
            except Exception as error:  # passed to the caller through the future
                future.set_exception(error)

        self._jobs.put(turn)
        return future

    def close(self, patience: float = PATIENCE) -> None:
        """Finish the queued jobs, then drop the object; wait no longer than *patience* seconds."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(patience)

    def _run(self) -> None:
        thing, fault = None, None
        try:
            thing = self._make()
        except Exception as error:  # every job of this thread then fails with this error
            fault = error
        while (turn := self._jobs.get()) is not None:
            turn(thing, fault)
        if thing is not None:
            try:
                self._drop(thing)
            except Exception as error:  # the caller of ``close`` raises it
                self.fault = error


class WorkerThreads:
    """The worker threads of the app: one reads, one acts, one plays scenarios.

    The reading thread opens the hub, and the acting thread a sibling of it.
    """

    def __init__(self, source: HubSource) -> None:
        self._source = source
        self._hub: Future[Hub] = Future()
        self._reading = WorkerThread("reading", self._open, lambda _: source.close())
        self._acting = WorkerThread("acting", self._sibling, lambda own: own.close())
        self._playing: WorkerThread[None] | None = None
        #: Why the hub could not be opened or closed.
        self.fault: Exception | None = None

    def start(self) -> None:
        """Open the hub and begin the jobs that were asked for."""
        self._reading.start()
        self._acting.start()

    async def opened(self) -> None:
        """Wait until the hub is open; raise the error if it cannot be opened."""
        await asyncio.shield(asyncio.wrap_future(self._hub))

    def _open(self) -> Hub:
        try:
            hub = self._source.open_hub()
        except Exception as error:
            self.fault = error
            self._hub.set_exception(error)
            raise
        self._hub.set_result(hub)
        return hub

    def _sibling(self) -> Hub:
        return self._hub.result().sibling()

    async def read(self, job: Callable[[Hub], R]) -> R:
        """Run a job that only reads the database."""
        return await asyncio.wrap_future(self._reading.ask(_explained(job)))

    async def act(self, job: Callable[[Hub], R]) -> R:
        """Run a job that writes or calls a platform; it may take long."""
        return await asyncio.wrap_future(self._acting.ask(_explained(job)))

    async def play(self, job: Callable[[], R]) -> R:
        """Run a job on the scenario thread, the only thread that uses the hubs of scenarios."""
        if self._playing is None:
            self._playing = WorkerThread("playing", lambda: None, lambda _: None)
            self._playing.start()
        return await asyncio.wrap_future(self._playing.ask(lambda _: job()))

    def close(self) -> None:
        """End all threads; each closes its own hub, the one that opened it last."""
        for thread in (self._acting, self._playing, self._reading):
            if thread is not None:
                thread.close()
        self.fault = self.fault or self._reading.fault


def _explained(job: Callable[[Hub], R]) -> Callable[[Hub], R]:
    """Wrap a job so that the hub explains its errors, such as a damaged database."""

    def run(hub: Hub) -> R:
        try:
            return job(hub)
        except Exception as error:
            explained = hub.explained(error)
            if explained is error:
                raise
            raise explained from error

    return run
