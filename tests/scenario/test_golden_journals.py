"""Every shipped scenario writes the journal that it wrote when somebody last read it.

A journal holds each call, each order's events with their facts, and each parcel, in virtual time. A
difference is either a mistake or a change that belongs into the changelog; then
``python -m tests.scenario.test_golden_journals`` writes the journals anew, and their difference is
read before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load

JOURNALS = Path(__file__).parent / "journals"


def journal_of(path: Path, mode: MatchingMode) -> list[str]:
    """What a scenario writes, line by line."""
    return play(load(path), mode).journal.decode().splitlines()


def kept(path: Path, mode: MatchingMode) -> Path:
    """Where its journal is kept."""
    return JOURNALS / f"{path.stem}.{mode.value}.jsonl"


@pytest.mark.proves("X7")
@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.parametrize("path", [pytest.param(one, id=one.stem) for one in scenarios()])
def test_the_journal_is_the_one_that_was_read(path: Path, mode: MatchingMode) -> None:
    """Line by line, so that the first difference is the one that is shown."""
    assert journal_of(path, mode) == kept(path, mode).read_text("utf-8").splitlines()


def test_no_journal_is_kept_of_a_scenario_that_is_gone() -> None:
    """Two for each scenario, and no others."""
    wanted = {kept(path, mode) for path in scenarios() for mode in MatchingMode}
    assert set(JOURNALS.glob("*.jsonl")) == wanted


if __name__ == "__main__":
    JOURNALS.mkdir(exist_ok=True)
    for file in JOURNALS.glob("*.jsonl"):
        file.unlink()
    for path in scenarios():
        for mode in MatchingMode:
            lines = journal_of(path, mode)
            kept(path, mode).write_text("\n".join(lines) + "\n", "utf-8")
