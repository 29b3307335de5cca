"""The base of the app: worker threads, the hub's state, and messages about failures."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeVar

from textual import work
from textual.reactive import reactive

from shiponce.errors import ShiponceError, StoreFileError, Unknown
from shiponce.tui.hub_source import HubSource, OpenHub
from shiponce.tui.localized_text import Locale
from shiponce.tui.type_ahead import TypeAheadApp
from shiponce.tui.worker_threads import WorkerThreads
from shiponce.views.hub import HubState
from shiponce.views.orders import PlatformCard
from shiponce.views.sentence import Sentence

if TYPE_CHECKING:
    from shiponce.hub import Hub
    from shiponce.scenario.demo_market import DemoMarket

R = TypeVar("R")

#: Selectable speeds of the demo market: simulated seconds per real second.
SPEEDS = (1, 10, 60, 300, 1800)


@dataclass(frozen=True, slots=True)
class FailedCall:
    """A failed call whose error has been shown to the person."""

    error: Exception


@dataclass(frozen=True, slots=True)
class MarketSpeed:
    """The speed of the demo market's time."""

    running: bool = True
    speed: int = 60

    def shifted(self, way: int) -> MarketSpeed:
        """Return the speed one step faster (*way* 1) or slower (-1)."""
        place = SPEEDS.index(self.speed) + way
        return replace(self, speed=SPEEDS[max(0, min(place, len(SPEEDS) - 1))])


class HubApp(TypeAheadApp):
    """The base class of the terminal app; it has no screens."""

    hub_state: reactive[HubState | None] = reactive(None)
    #: Labels of the running jobs, the latest last.
    busy: reactive[tuple[str, ...]] = reactive(())
    market_speed: reactive[MarketSpeed] = reactive(MarketSpeed())
    locale: reactive[Locale] = reactive(Locale("en"))
    #: Goes up whenever something in the hub may have changed.
    revision: reactive[int] = reactive(0)

    def __init__(
        self,
        hub: Hub | HubSource,
        *,
        language: str,
        market: DemoMarket | None,
        poll_interval: float | None,
    ) -> None:
        """Poll the hub every *poll_interval* seconds; if it is None, the caller polls (tests)."""
        super().__init__()
        self.set_reactive(HubApp.locale, Locale(language))
        self._source = hub if isinstance(hub, HubSource) else OpenHub(hub, language)
        self.worker_threads = WorkerThreads(self._source)
        #: Search text that a screen takes over when it opens, by the scope of that screen.
        self.carried: dict[str, str] = {}
        #: The row (key or name) to move the cursor to when a screen opens, by the screen's scope.
        self.pointed: dict[str, int | str] = {}
        #: The name of the person at this terminal; it is recorded with every act and event.
        self.actor = self._source.actor
        self._market = market
        self._poll_interval = poll_interval
        self._polling = False
        #: The error of the last poll of the hub; a lasting error is shown only once.
        self._lasting = ""
        #: Unexpected exceptions (bugs), which were also shown as a toast; tests assert none.
        self.faults: list[Exception] = []

    @property
    def has_market(self) -> bool:
        """True if a simulated market is running, whose time can be paused."""
        return self._market is not None

    def begin(self) -> None:
        """Open the hub and poll it, then poll it at each interval."""
        gc.enable()  # ``run_app`` turned it off for the first frame
        self.worker_threads.start()
        self._wait_for_hub()
        self.poll()
        if self._poll_interval is not None:
            self.set_interval(self._poll_interval, self.poll)

    @work(group="open")
    async def _wait_for_hub(self) -> None:
        """Take over the configured language; if the hub cannot be opened, end the app."""
        try:
            await self.worker_threads.opened()
        except Exception:  # ``run_app`` raises it once the terminal is restored
            self.exit(return_code=1)
            return
        if self._source.language != self.locale.language:
            self.locale = Locale(self._source.language)

    def on_unmount(self) -> None:
        """End the worker threads."""
        self.worker_threads.close()

    # -- the hub ---------------------------------------------------------------------------

    async def read(self, job: Callable[[Hub], R]) -> R | FailedCall:
        """Read from the hub on a worker thread; an error is shown and returned."""
        try:
            return await self.worker_threads.read(job)
        except Exception as error:
            return self.trouble(error, "tui.undone.read")

    async def act(
        self, label: str, job: Callable[[Hub], R], undone: str, *, writes: bool = True
    ) -> R | FailedCall:
        """Run a job that may write; if it fails, show the message with the code *undone*.

        If a job that *writes* ends with a database error or an internal error, show the message
        "broken off" instead, because a part of the job may have been done.
        """
        self.busy = (*self.busy, label)
        try:
            return await self.worker_threads.act(job)
        except Exception as error:
            whole = isinstance(error, ShiponceError) and not isinstance(error, StoreFileError)
            return self.trouble(error, undone if whole or not writes else "tui.broken_off")
        finally:
            left = list(self.busy)
            left.remove(label)
            self.busy = tuple(left)
            if writes:
                self.changed()

    async def look(self, label: str, order_id: int) -> tuple[PlatformCard, ...] | FailedCall:
        """Ask every platform what it shows of a purchase."""
        return await self.act(
            label, lambda hub: hub.orders.look(order_id), "tui.undone.look", writes=False
        )

    def trouble(self, error: Exception, undone: str) -> FailedCall:
        """Show the reason for an error below the title *undone*; show no traceback.

        For the error Unknown, the title states that the outcome is unknown.
        """
        if error is self.worker_threads.fault:  # the app is ending, and the caller says why
            return FailedCall(error)
        unknown = isinstance(error, Unknown)
        if isinstance(error, ShiponceError):
            reason = self.locale.error(error)
        else:
            self.faults.append(error)
            self.log.error(f"{type(error).__name__} while: {undone}")
            reason = self.locale.say("tui.fault", kind=type(error).__name__)
        title = self.locale.say("tui.unknown" if unknown else undone)
        self.toast(reason, title=title, severity="warning" if unknown else "error")
        return FailedCall(error)

    def changed(self) -> None:
        """Reload, because something may have changed."""
        self.revision += 1
        self.poll()

    @work(group="poll")
    async def poll(self) -> None:
        """Advance the demo market's time, run the hub's due work, and read the hub's state."""
        if self._polling:
            return
        self._polling = True
        try:
            state = await self.worker_threads.act(
                self._poll_job(self._market, self.market_speed, self._poll_interval or 0)
            )
            self._take(state)
            self._lasting = ""
        except Exception as error:
            if isinstance(error, StoreFileError) and self.hub_state is not None:
                lasting = (Sentence(error.code, error.facts),)
                self.hub_state = replace(self.hub_state, warnings=lasting)
            if (seen := repr(error)) != self._lasting:  # show a lasting error only once
                self._lasting = seen
                self.trouble(error, "tui.undone.tick")
        finally:
            self._polling = False

    @staticmethod
    def _poll_job(
        market: DemoMarket | None, market_speed: MarketSpeed, poll_interval: float
    ) -> Callable[[Hub], HubState]:
        def job(hub: Hub) -> HubState:
            if market is not None and market_speed.running and poll_interval:
                market.live(timedelta(seconds=poll_interval * market_speed.speed))
            hub.tick()
            return hub.state()

        return job

    def _take(self, state: HubState) -> None:
        before = self.hub_state
        self.hub_state = state
        if before is not None and replace(before, now=state.now) != state:
            self.revision += 1

    def keys_wait(self) -> None:
        """Tell the person that the typed keys wait, and how to drop them."""
        self.toast(self.locale.say("tui.keys_wait"))

    def toast(
        self,
        text: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
    ) -> None:
        """Show a message that disappears by itself; it is plain text, not markup."""
        for shown in list(self._notifications):
            if (shown.message, shown.title) == (text, title):  # replace an equal one
                self._unnotify(shown, refresh=False)
        timeout = 5 if severity == "information" else 8
        self.notify(text, title=title, severity=severity, timeout=timeout, markup=False)
