"""Ask the judge of the simulated world after every step and at the end, once for each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mockplace.kernel.judge import RULES, Finding, Verdict, judge
from shiponce.domain.store import MatchingMode
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.run_results import CheckResult, WorldFinding
from shiponce.scenario.scenario_header import NOT_PREVENTABLE
from shiponce.scenario.shown_to_people import open_units, shown_to_people, units_not_imported
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

_FINDING = Family("scenario.finding.{}", (rule.code for rule in RULES))
_NONE = "–"


@dataclass(slots=True)
class Judgement:
    """What the judge has found so far in one run."""

    environment: RunEnvironment
    #: What the judge may find, by the scenario's outcome in this mode.
    expected: tuple[str, ...]
    #: What the judge has found, each finding once.
    found: list[WorldFinding] = field(default_factory=list)
    _known: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, environment: RunEnvironment, mode: MatchingMode) -> Judgement:
        """Return the judgement of a run that has not begun."""
        return cls(environment, environment.scenario.findings.get(mode, ()))

    def after_step(self, details: Sequence[OrderDetail], line: int) -> tuple[CheckResult, ...]:
        """Return a failure for each new finding of a step that the scenario does not name."""
        return tuple(self._unnamed(self._ask(details, quiet=False), line))

    def at_end(self, details: Sequence[OrderDetail]) -> tuple[CheckResult, ...]:
        """Return failures as ``after_step`` does, by every rule; nothing must be due any more."""
        return tuple(self._unnamed(self._ask(details, quiet=True), 0))

    def result(self) -> CheckResult:
        """Check that the judge's findings are exactly those that the scenario names.

        Findings that no hub can prevent need not be named.
        """
        wanted = sorted(set(self.expected))
        got = sorted({one.code for one in self.found if self._counts(one)})
        return CheckResult(
            Sentence("scenario.check.findings"),
            wanted == got,
            ", ".join(wanted) or _NONE,
            ", ".join(got) or _NONE,
        )

    def _unnamed(self, new: list[WorldFinding], line: int) -> Iterator[CheckResult]:
        for one in new:
            if self._counts(one) and one.code not in self.expected:
                what = Sentence("scenario.check.finding")
                got = f"{one.code} ({one.purchase or _NONE})"
                yield CheckResult(what, False, _NONE, got, saying=one.what, line=line)

    def _counts(self, one: WorldFinding) -> bool:
        return one.code in self.expected or one.code not in NOT_PREVENTABLE

    def _ask(self, details: Sequence[OrderDetail], *, quiet: bool) -> list[WorldFinding]:
        """Judge the world as it is; return what was not found before."""
        verdict = verdict_of(self.environment, details, quiet=quiet)
        new = []
        for one in verdict.findings:
            if (one.code, one.purchase) not in self._known:
                self._known.add((one.code, one.purchase))
                new.append(_reported(one))
        self.found += new
        return new


def verdict_of(
    environment: RunEnvironment, details: Sequence[OrderDetail], *, quiet: bool
) -> Verdict:
    """Judge the world as it is, by what the scenario's own hub shows; *details* is all of it."""
    own = environment.hubs[0]
    others = [(one.hub, orders) for one, orders in environment.others()]
    return judge(
        environment.world,
        shown_to_people(own.hub, details, own.accounts, others),
        quiet=quiet,
        open_units=open_units(own.hub, details, own.accounts)
        | units_not_imported(own.hub, environment.world, own.accounts),
    )


def _reported(finding: Finding) -> WorldFinding:
    purchase = finding.purchase
    what = Sentence(_FINDING[finding.code], {"purchase": purchase or _NONE})
    return WorldFinding(finding.code, purchase, what, finding.sentence)
