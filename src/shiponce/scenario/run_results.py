"""The results of a run, frozen, so that report, screen, JSON and JUnit agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shiponce.domain.store import MatchingMode
from shiponce.scenario.scenario_model import Scenario, Step
from shiponce.views.matching import DoubleShipment
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family


class Verdict(StrEnum):
    """The verdict; unknown means that nothing was proved, and is not a pass."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNKNOWN = "unknown"

    @property
    def exit_code(self) -> int:
        """0 pass, 1 fail, 2 unknown."""
        return list(Verdict).index(self)


VERDICT_WORD = Family("scenario.verdict.{}", Verdict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check with expected and actual value, both independent of language."""

    sentence: Sentence
    passed: bool
    wanted: str
    got: str
    #: Why the check must hold, in English; ``reasons`` has every language.
    because: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    #: The hub's own sentence for the code that was checked.
    saying: Sentence | None = None
    #: The line of the step in the scenario's file.
    line: int = 0


@dataclass(frozen=True, slots=True)
class StepRun:
    """The results of one step."""

    step: Step
    at: datetime
    action: Sentence
    #: The sentence with which the act was refused, or None.
    refusal: Sentence | None
    checks: tuple[CheckResult, ...]
    #: Invariants that did not hold after the step.
    broken: tuple[CheckResult, ...] = ()
    #: Each crash of a hub before or in the step, and what the hub found when it was started again.
    incidents: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class LostPurchase:
    """A purchase that never reached the hub, with the reason."""

    name: str
    store: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class NeverNotified:
    """A store that was never notified of a shipment of its own order."""

    name: str
    store: str


@dataclass(frozen=True, slots=True)
class WorldFinding:
    """Something that the judge of the simulated world found."""

    code: str
    #: The purchase that the finding concerns, '' for none.
    purchase: str
    what: Sentence
    #: The judge's own sentence, in English, with stores, orders and tracking numbers.
    detail: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a scenario was not played to its end."""

    why: Sentence
    #: The line in the scenario's file of the step or part that failed; 0 for none.
    line: int = 0
    #: The hub's own sentence about the failure.
    saying: Sentence | None = None
    #: True for an internal error of shiponce; the verdict is then FAIL.
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A scenario played in one mode; ``stop`` tells what ended it early."""

    scenario: Scenario
    mode: MatchingMode
    seed: int
    steps: tuple[StepRun, ...]
    #: The checks at the end: no open notification, no unknown call, no broken invariant.
    ending: tuple[CheckResult, ...]
    #: Invariant → True if the run had anything that could break it.
    exercised: Mapping[str, bool]
    lost: tuple[LostPurchase, ...]
    untold: tuple[NeverNotified, ...]
    journal: bytes
    stop: Stop | None = None
    #: The name in reports; '' for the scenario's own name.
    label: str = ""
    #: Every purchase that was shipped twice, with both labels (W7).
    doubles: tuple[DoubleShipment, ...] = ()
    #: The findings of the simulated world's judge, one for each purchase and rule.
    findings: tuple[WorldFinding, ...] = ()

    @property
    def name(self) -> str:
        """The name in reports."""
        return self.label or self.scenario.name

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """Every check and violated invariant, in order."""
        checks = [check for step in self.steps for check in (*step.checks, *step.broken)]
        return (*checks, *self.ending)

    @property
    def idle(self) -> tuple[str, ...]:
        """Explicit invariants with nothing to check; if there are any, the verdict is not PASS."""
        wanted = self.scenario.always[self.mode] if self.scenario.explicit else ()
        return tuple(name for name in wanted if not self.exercised.get(name))

    @property
    def verdict(self) -> Verdict:
        """FAIL if anything failed, else UNKNOWN if ``open`` has a reason, else PASS."""
        if any(not check.passed for check in self.checks) or (self.stop and self.stop.fault):
            return Verdict.FAIL
        return Verdict.UNKNOWN if self.open else Verdict.PASS

    @property
    def open(self) -> tuple[Sentence, ...]:
        """What makes the verdict UNKNOWN; if a check failed, the verdict is FAIL all the same."""
        found = [self.stop.why] if self.stop else []
        if not self.stop and not any(step.checks for step in self.steps):
            found.append(Sentence("scenario.open.no_check"))
        if not self.stop and not any(self.exercised.values()):
            found.append(Sentence("scenario.open.nothing_happened"))
        found += [Sentence("scenario.open.idle", {"name": name}) for name in self.idle]
        return tuple(found)
