"""Play scenario files and judge the runs; this implements ``shiponce replay``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from shiponce.domain.store import MatchingMode
from shiponce.domain.text_sanitizing import steerless
from shiponce.scenario import report_files
from shiponce.scenario.file_errors import shown
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.input_files import Reading, readings
from shiponce.scenario.replay_results import NotPlayed, Replayed, Unreadable
from shiponce.scenario.report import Report, as_json
from shiponce.scenario.run_results import Run
from shiponce.scenario.scenario_model import Scenario

if TYPE_CHECKING:
    from shiponce.scenario.runner import Runner


def _complain(text: str) -> None:
    print(steerless(text), file=sys.stderr)


#: Receives the number of finished runs, the total, and the current run's name ('' at the end).
Progress = Callable[[int, int, str], object]


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
    complain: Callable[[str], object] = _complain,
    progress: Progress | None = None,
    account: Callable[[Exception], object] | None = None,
) -> int:
    """Play the files, or the library if there are none, and return the exit code.

    The exit code is 0 for pass, 1 for fail, 2 for an unknown verdict or an unreadable file, 130 if
    a person stopped the replay. The story is written as it happens; with *as_json*, one document is
    written at the end. An error in a file, or while a file is played, affects no other file; every
    report names every file. *complain* receives the errors in files, *account* each
    internal error. Raise BadInput, before anything is played, if a report cannot be written.
    """
    report_files.check_targets([path for path in (junit, journal) if path], list(files))
    modes = tuple(MatchingMode) if mode == "both" else (MatchingMode(mode),)
    voice = _Voice(write, patient=bool(junit or journal))
    report = Report(language, (lambda _: None) if as_json else voice.write, complain)
    playing = _Playing(files, modes, seed, report, progress, account)
    try:
        playing.play()
    except KeyboardInterrupt:
        playing.interrupt()
    came_to = playing.came_to()
    report.summary(came_to)
    if as_json:
        voice.write(_document(came_to, language))
    report_files.put_all(_reports(came_to, junit, journal))
    voice.end()
    return came_to.exit_code


class _Voice:
    """Writes the results; with *patient*, a broken output pipe is ignored until ``end``."""

    def __init__(self, write: Callable[[str], object], *, patient: bool) -> None:
        self._write = write
        self._patient = patient
        self._broken: BrokenPipeError | None = None

    def write(self, text: str) -> None:
        """Write one line."""
        if self._broken is not None:
            return
        try:
            self._write(text)
        except BrokenPipeError as broken:
            if not self._patient:
                raise
            self._broken = broken

    def end(self) -> None:
        """Raise BrokenPipeError if the pipe broke; to be called after writing the report files."""
        if self._broken is not None:
            raise self._broken


class _Playing:
    """One replay in progress."""

    def __init__(
        self,
        files: Sequence[Path],
        modes: tuple[MatchingMode, ...],
        seed: int | None,
        report: Report,
        progress: Progress | None,
        account: Callable[[Exception], object] | None,
    ) -> None:
        self._files = tuple(files or scenarios())
        self._modes = modes
        self._seed = seed
        self._report = report
        self._watching = progress
        self._accounting = account
        self._runs: list[Run] = []
        self._unreadable: list[Unreadable] = []
        self._waiting = [NotPlayed(shown(path), shown(path)) for path in self._files]
        self._runner: tuple[Runner, str] | None = None
        self._interrupted = False

    def play(self) -> None:
        """Report unreadable files, and play the others one after another."""
        found = readings(self._files)
        for reading in found:
            self._note(reading)
        plan = [
            (reading, reading.found, mode)
            for reading in found
            if isinstance(reading.found, Scenario)
            for mode in self._modes
        ]
        self._waiting = [NotPlayed(one.label, one.file, mode.value) for one, _, mode in plan]
        for done, (reading, scenario, mode) in enumerate(plan):
            self._play(reading, scenario, mode, (done, len(plan)))
        self._progress(len(plan), len(plan), "")

    def interrupt(self) -> None:
        """Stop at a person's request; keep the runs so far, report the others as "not played"."""
        self._interrupted = True
        self._progress(0, 0, "")
        if self._runner is not None:
            runner, label = self._runner
            runner.interrupt()
            self._end(runner, label)

    def came_to(self) -> Replayed:
        """Return the results of everything that was requested."""
        return Replayed(
            tuple(self._runs), tuple(self._unreadable), tuple(self._waiting), self._interrupted
        )

    def _note(self, reading: Reading) -> None:
        if isinstance(reading.found, Scenario):
            return
        self._unreadable.append(Unreadable(reading.label, reading.file, reading.found))
        self._report.unreadable(reading.found)
        self._account(reading.fault)

    def _play(
        self, reading: Reading, scenario: Scenario, mode: MatchingMode, place: tuple[int, int]
    ) -> None:
        from shiponce.scenario.runner import Runner  # the simulator is only loaded to play

        self._report.begin(scenario, mode, reading.label)
        runner = Runner(scenario, mode, self._seed)
        self._runner = (runner, reading.label)
        while (step := runner.step()) is not None:
            self._report.step(step, mode)
            steps = f"{len(runner.played)}/{len(runner.steps)}"
            self._progress(*place, f"{reading.label} · {mode.value} · {steps}")
        runner.finish()
        self._end(runner, reading.label)

    def _end(self, runner: Runner, label: str) -> None:
        self._runner = None
        run = replace(runner.result(), label=label)
        runner.close()
        self._waiting.pop(0)
        self._runs.append(run)
        self._report.end(run)
        self._account(runner.fault)

    def _account(self, fault: Exception | None) -> None:
        if fault is not None and self._accounting is not None:
            self._accounting(fault)

    def _progress(self, done: int, of: int, name: str) -> None:
        if self._watching is not None:
            self._watching(done, of, name)


def _document(came_to: Replayed, language: str) -> str:
    return orjson.dumps(as_json(came_to, language), option=orjson.OPT_INDENT_2).decode()


def _reports(
    came_to: Replayed, junit: Path | None, journal: Path | None
) -> list[tuple[Path, bytes]]:
    from shiponce.scenario import junit as xml  # XML is rarely wanted
    from shiponce.scenario.journal import whole

    made = [(junit, xml.document), (journal, whole)]
    return [(path, make(came_to)) for path, make in made if path is not None]
