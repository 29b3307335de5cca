"""Load the bundled scenarios and record them; all calls run on one worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES

if TYPE_CHECKING:
    from shiponce.scenario.input_files import Reading
    from shiponce.scenario.player import Frame
    from shiponce.scenario.run_results import Verdict
    from shiponce.scenario.scenario_model import Scenario


@dataclass(frozen=True, slots=True)
class LibraryScenario:
    """A scenario of the library; if it cannot be played, *faults* says why in each language."""

    name: str
    title: Mapping[str, str]
    lesson: Mapping[str, str] = field(default_factory=dict)
    outcome: Mapping[MatchingMode, Mapping[str, str]] = field(default_factory=dict)
    proves: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    scenario: Scenario | None = None


class ScenarioRecordings:
    """The source of scenarios and recordings; tests substitute a source of their own."""

    def __init__(self) -> None:
        #: The verdict of each scenario that was played, by name and mode.
        self.verdicts: dict[tuple[str, MatchingMode], Verdict] = {}

    def scenarios(self) -> tuple[LibraryScenario, ...]:
        """Return every scenario of the library, in teaching order."""
        from shiponce.scenario.input_files import readings  # costly to load, and seldom wanted

        return tuple(map(_entry, readings(())))

    def record(self, entry: LibraryScenario, mode: MatchingMode) -> tuple[Frame, ...]:
        """Play a scenario to its end and return every frame."""
        from shiponce.scenario.player import Player

        if entry.scenario is None:
            return ()
        player = Player(entry.scenario, mode)
        try:
            frames = player.recording()
        finally:
            player.close()
        if (verdict := frames[-1].verdict) is not None:
            self.verdicts[entry.name, mode] = verdict
        return frames


def _entry(reading: Reading) -> LibraryScenario:
    from shiponce.scenario.file_errors import ScenarioProblems

    found = reading.found
    if isinstance(found, ScenarioProblems):
        faults = {language: found.text(language) for language in LANGUAGES}
        return LibraryScenario(reading.path.stem, {"en": reading.path.stem}, faults=faults)
    return LibraryScenario(
        found.name,
        found.title,
        found.lesson,
        found.outcome,
        found.proves,
        scenario=found,
    )
