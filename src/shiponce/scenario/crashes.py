"""Let a hub die at a call, and say what it finds in its file when it is opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import httpx

from mockplace.http_types import Response
from mockplace.kernel.fault_plan import Fault, FaultKind
from shiponce.domain.act import UNSETTLED, ActKind
from shiponce.domain.shipment import NotificationState
from shiponce.hub import Hub
from shiponce.scenario.run_hub import RunHub
from shiponce.scenario.simulation import Simulation
from shiponce.views.sentence import Sentence

Moment = Literal["before", "after"]
#: A crash is a lost answer, over which the hub dies instead of waiting for it.
_LOST: Mapping[Moment, FaultKind] = {
    "before": "timeout_before_commit",
    "after": "timeout_after_commit",
}


@dataclass(frozen=True, slots=True)
class Crash:
    """A planned crash."""

    fault: Fault
    moment: Moment
    #: How the scenario calls the platform.
    store: str
    #: How long the hub stands still, in ms.
    down: int


@dataclass(slots=True)
class Crashes:
    """The crashes of a run: those that are planned, and the last one that happened."""

    simulation: Simulation
    hub_called: Callable[[str], RunHub]
    planned: list[Crash] = field(default_factory=list)
    _last: Crash | None = None

    def plan(
        self, moment: Moment, fault: Callable[[FaultKind], Fault], *, on: str, down: int
    ) -> None:
        """Plan a crash at the call that *fault*, given the kind of the lost answer, describes."""
        crash = Crash(fault(_LOST[moment]), moment, on, down)
        self.planned.append(crash)
        self.simulation.world.faults.add(crash.fault)
        self.simulation.transport.after = self._called

    def happened(self) -> Crash:
        """Return the crash over which a hub has just died."""
        assert self._last is not None, "no hub has died"  # noqa: S101
        return self._last

    def _called(self, _request: httpx.Request, response: Response) -> None:
        """Let the calling hub die if a planned crash has struck this call."""
        faults = self.simulation.world.faults
        for crash in self.planned:
            places = [n for n, one in enumerate(faults.faults) if one is crash.fault]
            if response.lost and places and faults.seen[places[0]] == crash.fault.nth:
                self.planned.remove(crash)
                del faults.faults[places[0]], faults.seen[places[0]]
                self._last = crash
                self.hub_called(self.simulation.caller).die()


def unfinished(hub: Hub) -> dict[str, int]:
    """Return what a hub finds in its file: acts without an outcome, and notifications to send."""
    acts = [one for one in hub.acts.rows(everything=True) if one.state in UNSETTLED]
    pending = (NotificationState.PENDING, NotificationState.SENDING)
    return {
        "purchases": sum(one.kind is ActKind.BUY for one in acts),
        "voids": sum(one.kind is ActKind.VOID for one in acts),
        "notifications": sum(one.state in pending for one in hub.notifications.rows()),
    }


def died(crash: Crash) -> Sentence:
    """Return at which call a hub died, for the report."""
    code = "scenario.crash.died_before" if crash.moment == "before" else "scenario.crash.died_after"
    store = "word.house" if crash.store == "carrier" else crash.store
    facts: dict[str, object] = {"store": store, "operation": crash.fault.operation}
    return Sentence(code, facts)
