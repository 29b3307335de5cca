"""The shipped scenarios and the players that record them; all of it runs on the stage's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shiponce.domain.platform import MatchingMode

if TYPE_CHECKING:
    from shiponce.scenario.format import Scenario
    from shiponce.scenario.player import Frame


@dataclass(frozen=True, slots=True)
class Piece:
    """A scenario as the library lists it; *faults* when its file cannot be played."""

    name: str
    title: Mapping[str, str]
    lesson: Mapping[str, str] = field(default_factory=dict)
    outcome: Mapping[MatchingMode, Mapping[str, str]] = field(default_factory=dict)
    proves: tuple[str, ...] = ()
    faults: str = ""
    scenario: Scenario | None = None


class Theatre:
    """Where scenarios come from; a test gives its own."""

    def pieces(self) -> tuple[Piece, ...]:
        """Every scenario of the shipped library, in the order of the files."""
        from shiponce.scenario.library import scenarios  # costly to load, and seldom wanted

        return tuple(_piece(path) for path in scenarios())

    def record(self, piece: Piece, mode: MatchingMode) -> tuple[Frame, ...]:
        """Play a scenario to its end and keep every state on the way."""
        from shiponce.scenario.player import Player

        if piece.scenario is None:
            return ()
        player = Player(piece.scenario, mode)
        try:
            return tuple(player.frame(k) for k in range(player.length + 1))
        finally:
            player.close()


def _piece(path: Path) -> Piece:
    from shiponce.scenario.format import ScenarioProblems, load

    try:
        scenario = load(path)
    except ScenarioProblems as problems:
        return Piece(path.stem, {"en": path.stem}, faults=str(problems))
    return Piece(
        scenario.name,
        scenario.title,
        scenario.lesson,
        scenario.outcome,
        scenario.proves,
        scenario=scenario,
    )
