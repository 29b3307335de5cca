"""Plays scenario files and judges them: everything behind ``shiponce replay``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from shiponce.domain.platform import MatchingMode
from shiponce.errors import BadInput
from shiponce.scenario.format import Scenario, load
from shiponce.scenario.library import files_in, scenarios
from shiponce.scenario.problems import ScenarioProblems
from shiponce.scenario.report import Report, as_json
from shiponce.scenario.results import Run, Verdict

if TYPE_CHECKING:
    from shiponce.scenario.runner import Runner

#: What a file or a folder came to: a scenario, or its problems.
Reading = Scenario | ScenarioProblems


def replay(
    files: Sequence[Path] = (),
    *,
    mode: str = "both",
    seed: int | None = None,
    as_json: bool = False,
    junit: Path | None = None,
    journal: Path | None = None,
    language: str = "en",
    write: Callable[[str], object] = print,
) -> int:
    """Play the files (none: the library); the exit code is 0 pass, 1 fail, 2 unknown.

    The story goes to *write* as it happens, line by line; with *as_json* one document at the end.
    An unreadable file counts as unknown and stops none of the others.
    """
    runs: list[Run] = []
    unreadable: list[ScenarioProblems] = []
    report = Report(language, (lambda _: None) if as_json else write)
    for reading in readings(files):
        if isinstance(reading, ScenarioProblems):
            unreadable.append(reading)
            report.unreadable(reading)
            continue
        for chosen in _modes(mode):
            runs.append(_play(reading, chosen, seed, report))
    report.summary(runs, unreadable)
    if as_json:
        write(_document(runs, unreadable, language))
    _save(runs, unreadable, junit, journal)
    return exit_code(runs, unreadable)


def readings(files: Sequence[Path]) -> Iterator[Reading]:
    """Each file read and checked, one after the other; a bad one comes as its problems."""
    for path in files or scenarios():
        try:
            found = files_in(path)
        except ScenarioProblems as problems:
            yield problems
            continue
        for file in found:
            try:
                yield load(file)
            except ScenarioProblems as problems:
                yield problems


def exit_code(runs: Sequence[Run], unreadable: Sequence[ScenarioProblems]) -> int:
    """1 when anything failed, else 2 when anything is unknown or nothing was played, else 0."""
    verdicts = {run.verdict for run in runs}
    if Verdict.FAIL in verdicts:
        return Verdict.FAIL.exit_code
    if unreadable or Verdict.UNKNOWN in verdicts or not runs:
        return Verdict.UNKNOWN.exit_code
    return Verdict.PASS.exit_code


def _modes(mode: str) -> tuple[MatchingMode, ...]:
    return tuple(MatchingMode) if mode == "both" else (MatchingMode(mode),)


def _play(scenario: Scenario, mode: MatchingMode, seed: int | None, report: Report) -> Run:
    from shiponce.scenario.runner import Runner  # the simulator is only loaded to play

    report.begin(scenario, mode)
    runner = Runner(scenario, mode, seed)
    try:
        _tell(runner, report)
        run = runner.finish()
    finally:
        runner.close()
    report.end(run)
    return run


def _tell(runner: Runner, report: Report) -> None:
    while (step := runner.step()) is not None:
        report.step(step, runner.mode)


def _document(runs: list[Run], unreadable: list[ScenarioProblems], language: str) -> str:
    document = as_json(runs, unreadable, language) | {"exit": exit_code(runs, unreadable)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()


def _save(
    runs: list[Run],
    unreadable: list[ScenarioProblems],
    junit: Path | None,
    journal: Path | None,
) -> None:
    if junit is not None:
        from shiponce.scenario.junit import document  # XML is rarely wanted

        _put(junit, document(runs, unreadable))
    if journal is not None:
        _put(journal, b"".join(run.journal for run in runs))


def _put(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as bad:
        what = bad.strerror or type(bad).__name__
        raise BadInput("scenario.unwritable", file=str(path), what=what) from bad
