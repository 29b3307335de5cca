"""Report a replay as a story in the reader's language, and as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from shiponce.domain.store import MatchingMode
from shiponce.scenario.file_errors import ScenarioProblems, shown
from shiponce.scenario.hub_names import FIRST_HUB
from shiponce.scenario.replay_results import Replayed
from shiponce.scenario.result_sentences import in_language, pick, reasons, value
from shiponce.scenario.run_results import VERDICT_WORD, CheckResult, Run, StepRun, Stop, Verdict
from shiponce.scenario.scenario_model import Scenario
from shiponce.views.sentence import Sentence
from shiponce.words import knows, say
from shiponce.words.domain_words import MODE_WORD

_WIDTH = 92
_MARKS = {True: "✓", False: "✗"}


class Report:
    """Writes the story line by line while it happens."""

    def __init__(
        self,
        language: str,
        write: Callable[[str], object],
        complain: Callable[[str], object] | None = None,
    ) -> None:
        self._language = language
        self._write = write
        self._complain = complain or write
        self._begun: datetime | None = None

    def begin(self, scenario: Scenario, mode: MatchingMode, label: str = "") -> None:
        """Write the heading of one run."""
        self._begun = scenario.clock
        title = pick(scenario.title, self._language)
        self._write("")
        name = label or scenario.name
        self._write(f"── {name} · {self._say(MODE_WORD[mode])} ".ljust(_WIDTH, "─"))
        self._write(title)
        self._paragraph(pick(scenario.lesson, self._language), "")

    def step(self, run: StepRun, mode: MatchingMode) -> None:
        """Write one step: its time, narration, act, and every check."""
        step = run.step
        self._write("")
        head = f"{self._time(run)}  "
        where = f" · {self._say('scenario.second_hub')}" * bool(step.hub)
        what = self.sentence(run.action) if step.act else self._said(step.say, head)
        self._write(head + what + where)
        if step.act:
            self._paragraph(pick(step.say, self._language), " " * len(head))
        if step.ask is not None:
            self._asked(run, mode)
        for incident in run.incidents:
            self._paragraph(f"↯ {self.sentence(incident)}", "    ")
        if run.refusal and all(check.passed for check in run.checks):
            refused = self._say("scenario.report.refused", limit=run.refusal.code)
            self._write(f"    ↳ {refused}")
        for check in (*run.checks, *run.broken):
            self._check(check)

    def _time(self, run: StepRun) -> str:
        """Return the time of day, with the days since the start."""
        days = (run.at.date() - self._begun.date()).days if self._begun else 0
        return f"{run.at:%H:%M:%S}" + f" +{days} d" * bool(days)

    def end(self, run: Run) -> None:
        """Write the end: invariants, lost orders, stores never notified, and the verdict."""
        self._write("")
        for check in run.ending:
            self._check(check)
        for lost in run.lost:
            why = self.sentence(lost.why)
            self._write("  · " + self._say("scenario.report.lost", name=lost.name, why=why))
        for double in run.doubles:
            for what in double.what:
                self._paragraph(
                    "▲▲ " + self._say("scenario.report.shipped_twice", **what.facts), "  "
                )
        for untold in run.untold:
            names = {"name": untold.name, "store": untold.store}
            self._write("  · " + self._say("scenario.report.untold", **names))
        for found in run.findings:
            text = self._say("scenario.report.found", what=self.sentence(found.what))
            self._paragraph(f"· {text}", "  ")
        self._paragraph(pick(run.scenario.outcome.get(run.mode, {}), self._language), "  ")
        if run.stop and run.stop.line:
            self._write("  ! " + self._say("scenario.report.stopped_at", line=run.stop.line))
        for reason in reasons(run, self._language):
            self._paragraph(reason, "  ? ")
        self._write(f"  {self.verdict(run)}")

    def unreadable(self, problems: ScenarioProblems) -> None:
        """Report a file that cannot be played."""
        self._complain(problems.text(self._language))

    def summary(self, came_to: Replayed) -> None:
        """Write one line for each run or file, and the totals."""
        self._write("")
        for run in came_to.runs:
            mode = self._say(MODE_WORD[run.mode])
            self._write(f"{self.verdict(run):<10} {run.name} · {mode}")
        for bad in came_to.unreadable:
            self._write(f"{self._say('scenario.verdict.unreadable'):<10} {bad.label}")
        for one in came_to.not_played:
            mode = f" · {self._say(MODE_WORD[one.mode])}" if one.mode else ""
            self._write(f"{self._say('scenario.verdict.not_played'):<10} {one.label}{mode}")
        self._write(self._counted(came_to))
        if came_to.interrupted:
            self._complain(self._say("scenario.report.interrupted"))

    def _counted(self, came_to: Replayed) -> str:
        counts = came_to.counts
        text = self._say(
            "scenario.report.summary",
            passed=counts[Verdict.PASS],
            failed=counts[Verdict.FAIL],
            unknown=counts[Verdict.UNKNOWN],
        )
        for code, n in (
            ("scenario.report.unreadable", counts["unreadable"]),
            ("scenario.report.rest", len(came_to.not_played)),
        ):
            text += self._say(code, n=n) * bool(n)
        return text

    def sentence(self, sentence: Sentence) -> str:
        """Return a coded sentence in the reader's language."""
        return in_language(sentence, self._language)

    def verdict(self, run: Run) -> str:
        """Return PASS, FAIL or UNKNOWN in the reader's language."""
        return self._say(VERDICT_WORD[run.verdict])

    def _check(self, check: CheckResult) -> None:
        what = self.sentence(check.sentence)
        if check.passed:
            got = _without_codes(check.got) if check.saying is not None else check.got
            got = value(got, self._language)
            held = self._say("scenario.report.held", what=what, got=got) if got else what
            self._write(f"    {_MARKS[True]} {held}")
            if check.saying is not None:
                text = self._say("scenario.report.quoted", text=self.sentence(check.saying))
                self._paragraph(text, "      ")
            return
        place = f" ({self._say('scenario.report.line', line=check.line)})" if check.line else ""
        self._write(f"    {_MARKS[False]} {what}{place}")
        wanted, got = (value(one, self._language) for one in (check.wanted, check.got))
        difference = self._say("scenario.report.wanted_got", wanted=wanted, got=got)
        self._write(f"      {difference}")
        if check.saying is not None:
            text = self._say("scenario.report.quoted", text=self.sentence(check.saying))
            self._paragraph(text, "      ")
        because = pick(check.reasons, self._language)
        if because:
            self._write("      " + self._say("scenario.report.because", why=because))

    def _asked(self, run: StepRun, mode: MatchingMode) -> None:
        ask = run.step.ask
        if ask is None:
            return
        self._paragraph("? " + pick(ask.prompt.said(), self._language), "    ")
        answer = ask.answer_in(mode.value)
        labels = [
            f"[{label}]" if choice.en == answer else label
            for choice in ask.choices
            for label in [pick(choice.said(), self._language)]
        ]
        row = " · ".join(labels)
        for line in [row] if len(row) < _WIDTH - 6 else labels:
            self._paragraph(line, "      ")
        self._paragraph(pick(ask.why.said(), self._language), "      ")

    def _said(self, words: Mapping[str, str], head: str) -> str:
        """Return the narration to be written beside the time."""
        text = pick(words, self._language) or self._say("scenario.act.nothing")
        first, *rest = _folded(text, _WIDTH - len(head))
        return "\n".join([first, *(" " * len(head) + line for line in rest)])

    def _paragraph(self, text: str, indent: str) -> None:
        for line in _folded(text, _WIDTH - len(indent)) if text else []:
            self._write(indent + line)

    def _say(self, code: str, **facts: object) -> str:
        return say(code, self._language, **facts)


def _without_codes(text: str) -> str:
    """Return *text* without the codes whose sentences the report quotes on the next lines."""
    return ", ".join(one for one in text.split(", ") if "." not in one or not knows(one))


def as_json(came_to: Replayed, language: str) -> dict[str, object]:
    """Return the whole replay as plain data."""
    return {
        "runs": [_run(run, language) for run in came_to.runs],
        "unreadable": [
            {
                "label": bad.label,
                "file": bad.file,
                "problems": [
                    {
                        "line": problem.mark.line + 1 if problem.mark else None,
                        "column": problem.mark.column + 1 if problem.mark else None,
                        "code": problem.what.code,
                        "text": problem.sentence(language),
                    }
                    for problem in bad.problems.problems
                ],
            }
            for bad in came_to.unreadable
        ],
        "not_played": [
            {"label": one.label, "file": one.file, "mode": one.mode or None}
            for one in came_to.not_played
        ],
        "interrupted": came_to.interrupted,
        "exit": came_to.exit_code,
    }


def _run(run: Run, language: str) -> dict[str, object]:
    return {
        "scenario": run.scenario.name,
        "label": run.name,
        "file": shown(run.scenario.path),
        "mode": run.mode.value,
        "seed": run.seed,
        "proves": list(run.scenario.proves),
        "verdict": run.verdict.value,
        "reasons": reasons(run, language),
        "stopped": _stop(run.stop, language),
        "steps": [
            {
                "line": step.step.line,
                "at": step.at.isoformat(),
                "action": in_language(step.action, language),
                "say": pick(step.step.say, language),
                "in": step.step.hub or FIRST_HUB,
                "refused": step.refusal.code if step.refusal else None,
                "incidents": [in_language(one, language) for one in step.incidents],
                "checks": [_check(check, language) for check in (*step.checks, *step.broken)],
            }
            for step in run.steps
        ],
        "ending": [_check(check, language) for check in run.ending],
        "exercised": dict(run.exercised),
        "lost": [
            {"purchase": lost.name, "store": lost.store, "reason": lost.why.code}
            for lost in run.lost
        ],
        "shipped_twice": [
            {
                "origin": double.origin,
                "orders": list(double.orders),
                "labels": list(double.labels),
                "text": [say(what.code, language, **what.facts) for what in double.what],
            }
            for double in run.doubles
        ],
        "findings": [
            {
                "code": one.code,
                "purchase": one.purchase,
                "text": in_language(one.what, language),
                "detail": one.detail,
            }
            for one in run.findings
        ],
        "never_notified": [{"purchase": one.name, "store": one.store} for one in run.untold],
    }


def _stop(stop: Stop | None, language: str) -> dict[str, object] | None:
    if stop is None:
        return None
    return {
        "code": stop.why.code,
        "text": in_language(stop.why, language),
        "line": stop.line or None,
        "refused": stop.saying.code if stop.saying else None,
    }


def _check(check: CheckResult, language: str) -> dict[str, object]:
    return {
        "check": check.sentence.code.removeprefix("scenario."),
        "text": in_language(check.sentence, language),
        "line": check.line or None,
        "passed": check.passed,
        "wanted": check.wanted,
        "got": check.got,
        "because": pick(check.reasons, language),
    }


def _folded(text: str, width: int) -> list[str]:
    """Return lines of at most *width* characters, broken at blanks."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
