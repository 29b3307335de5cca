"""Play a scenario as a sequence of frames, forwards and backwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mockplace import registry
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.platform import Platform
from shiponce.domain.store import MatchingMode
from shiponce.persistence.timestamps import from_ms
from shiponce.scenario.run_results import CheckResult, Run, StepRun, Verdict
from shiponce.scenario.runner import Runner
from shiponce.scenario.scenario_header import AskSpec
from shiponce.scenario.scenario_model import Scenario
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import Grid, OrderRow, PlatformCard
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES

__all__ = ["Ask", "CheckResult", "Frame", "Player", "PurchaseFrame"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A prediction to make before the next step is shown."""

    prompt: Mapping[str, str]
    #: The choices in English; *labels* has them in every language, in the same order.
    choices: tuple[str, ...]
    answer: str
    why: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PurchaseFrame:
    """One purchase as each platform itself shows it."""

    name: str
    cards: tuple[PlatformCard, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The state after a step; frame 0 is the state before the first."""

    index: int
    at: datetime
    #: Narration by language; empty if the step has none.
    say: Mapping[str, str]
    #: What the step did.
    action: Sentence
    counts: Mapping[Grid, int]
    #: Every order in the hub, hidden ones included.
    rows: tuple[OrderRow, ...]
    notifications: tuple[NotificationView, ...]
    purchases: tuple[PurchaseFrame, ...]
    checks: tuple[CheckResult, ...]
    #: The question to answer before the result of this step is shown, or None.
    ask: Ask | None
    #: The sentence with which the step's act was refused, or None.
    refusal: Sentence | None = None
    warnings: tuple[Sentence, ...] = field(default=())
    #: Whether the step was done in the second hub.
    in_second_hub: bool = False
    #: That a hub died, and what it found when it was started again.
    incidents: tuple[Sentence, ...] = ()
    #: The verdict of the whole scenario; only the last frame of a recording has it.
    verdict: Verdict | None = None
    #: Why the verdict is unknown, or why the scenario could not go on.
    reasons: tuple[Sentence, ...] = ()


class Player:
    """Plays a scenario once and keeps every frame, so that stepping back costs nothing.

    The player has its own hub in memory; only the thread that created the player may use it.
    """

    def __init__(self, scenario: Scenario, mode: MatchingMode, *, seed: int | None = None) -> None:
        self.scenario = scenario
        self.mode = mode
        self._runner = Runner(scenario, mode, seed)
        self._frames: list[Frame] = []
        self._result: Run | None = None
        self._guarded(None)

    @property
    def length(self) -> int:
        """The number of steps; frames are 0 to ``length``."""
        return len(self._runner.steps)

    def frame(self, k: int) -> Frame:
        """Return the state after step *k*; if there is no such frame, return the nearest one."""
        k = max(0, min(k, self.length))
        while len(self._frames) <= k and (run := self._runner.step()) is not None:
            self._guarded(run)
        return self._frames[min(k, len(self._frames) - 1)]

    def recording(self) -> tuple[Frame, ...]:
        """Return every frame, followed by a closing frame with the verdict."""
        result = self.result()
        closing = replace(
            self._frames[-1],
            index=len(self._frames),
            say=self.scenario.outcome.get(self.mode, {}) if result.stop is None else {},
            action=result.stop.why if result.stop else Sentence("scenario.act.end"),
            checks=result.ending,
            ask=None,
            refusal=result.stop.saying if result.stop else None,
            verdict=result.verdict,
            reasons=result.open[1:] if result.stop else result.open,
        )
        return (*self._frames, closing)

    def result(self) -> Run:
        """Play the scenario to its end and until nothing is due; return the results."""
        self.frame(self.length)
        if self._result is None:
            self._result = self._runner.finish()
        return self._result

    def close(self) -> None:
        """Close the hub."""
        self._runner.close()

    def _guarded(self, run: StepRun | None) -> None:
        """Add the frame for a step; if the hub cannot be read, end the scenario after this step."""
        try:
            self._keep(run)
        except Exception as fault:
            self._runner.break_off(fault)
            if not self._frames:
                self._frames.append(_bare(from_ms(self._runner.environment.world.now)))

    def _keep(self, run: StepRun | None) -> None:
        environment = self._runner.environment
        hub = environment.hub
        ids = sorted(order for grid in Grid for order in hub.orders.ids(grid))
        self._frames.append(
            Frame(
                index=len(self._frames),
                at=from_ms(environment.world.now),
                say=run.step.say if run else self.scenario.lesson,
                action=run.action if run else Sentence("scenario.act.begin"),
                counts=hub.orders.counts(),
                rows=hub.orders.rows(ids),
                notifications=hub.notifications.rows(),
                purchases=tuple(self._purchases()),
                checks=(*run.checks, *run.broken) if run else (),
                ask=_ask(run.step.ask, self.mode) if run and run.step.ask else None,
                refusal=run.refusal if run else None,
                warnings=hub.state().warnings,
                incidents=run.incidents if run else (),
                in_second_hub=bool(run and run.step.hub),
            )
        )

    def _purchases(self) -> list[PurchaseFrame]:
        environment = self._runner.environment
        return [
            PurchaseFrame(
                purchase.name,
                tuple(card(order) for order in environment.family(purchase.name)),
            )
            for purchase in environment.world.purchases()
        ]


def _bare(at: datetime) -> Frame:
    """Return an empty frame, for a hub that could not be read."""
    counts = dict.fromkeys(Grid, 0)
    return Frame(0, at, {}, Sentence("scenario.act.begin"), counts, (), (), (), (), None)


def card(order: PlatformOrder) -> PlatformCard:
    """Return what a platform itself shows of an order."""
    return PlatformCard(
        platform=Platform(order.platform),
        store=order.store,
        remote_id=order.order_id,
        status=registry.platform(order.platform).status_word(order),
        packages=tuple((package.carrier, package.tracking) for package in order.packages),
    )


def _ask(ask: AskSpec, mode: MatchingMode) -> Ask:
    labels = {
        language: tuple(choice.said()[language] for choice in ask.choices) for language in LANGUAGES
    }
    answer = ask.answer_in(mode.value)
    return Ask(ask.prompt.said(), ask.names, answer, ask.why.said(), labels)
