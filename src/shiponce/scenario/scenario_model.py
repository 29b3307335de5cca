"""A scenario as it is played: its world, its hub, and its steps with their checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from shiponce.domain.rule import Rule
from shiponce.domain.store import MatchingMode
from shiponce.scenario.check_types import Check
from shiponce.scenario.scenario_header import AskSpec, HubSpec, WorldSpec
from shiponce.scenario.step_base import Act
from shiponce.scenario.yaml_reader import Place


@dataclass(frozen=True, slots=True)
class Expectation:
    """One check of a step, for one mode or for both (None)."""

    mode: MatchingMode | None
    key: str
    check: Check
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """One moment: its narration, question, act and checks."""

    #: The step's position in the file.
    index: int
    #: Milliseconds after the scenario's start time.
    at: int
    verb: str = ""
    act: Act | None = None
    say: Mapping[str, str] = field(default_factory=dict)
    ask: AskSpec | None = None
    only: MatchingMode | None = None
    #: The hub in which it is done and checked; '' for the scenario's own hub.
    hub: str = ""
    expect: tuple[Expectation, ...] = ()
    #: The step's line in the file, for reports.
    line: int = 0

    def checks_in(self, mode: MatchingMode) -> tuple[Expectation, ...]:
        """Return the checks of this step in a mode."""
        return tuple(e for e in self.expect if e.mode in (None, mode))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A valid scenario; it can be played in either mode."""

    path: Path
    name: str
    title: Mapping[str, str]
    lesson: Mapping[str, str]
    proves: tuple[str, ...]
    seed: int
    clock: datetime
    world: WorldSpec
    hub: HubSpec
    #: Invariants by mode. If the file itself names them (*explicit*), each must have had something
    #: to check.
    always: Mapping[MatchingMode, tuple[str, ...]]
    explicit: bool
    outcome: Mapping[MatchingMode, Mapping[str, str]]
    steps: tuple[Step, ...]
    #: The exact findings of the simulated world's judge at the end, by mode.
    findings: Mapping[MatchingMode, tuple[str, ...]] = field(default_factory=dict)
    #: The automation rules that it can name.
    rules: Mapping[str, Rule] = field(default_factory=dict)
    #: The line of ``hub`` in the file, for reports.
    hub_line: int = 0

    def steps_in(self, mode: MatchingMode) -> tuple[Step, ...]:
        """Return the steps of a mode."""
        return tuple(step for step in self.steps if step.only in (None, mode))

    def moment(self, step: Step) -> datetime:
        """Return when a step is due."""
        return self.clock + timedelta(milliseconds=step.at)
