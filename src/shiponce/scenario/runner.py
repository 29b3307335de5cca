"""Play the steps of a scenario in time order, continue until nothing is due, and run all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.scenario import size_limits
from shiponce.scenario.check_evaluation import import_trouble, judge, lost_purchases
from shiponce.scenario.check_types import Check, ImportFails, RefusedAct
from shiponce.scenario.hub_acts import Crash, Wait
from shiponce.scenario.invariants import watch
from shiponce.scenario.judgement import Judgement
from shiponce.scenario.run_environment import EndlessError, RunEnvironment
from shiponce.scenario.run_results import (
    CheckResult,
    LostPurchase,
    NeverNotified,
    Run,
    StepRun,
    Stop,
)
from shiponce.scenario.scenario_model import Scenario, Step
from shiponce.scenario.step_base import Act
from shiponce.scenario.step_execution import perform, said_no
from shiponce.scenario.step_sentences import describe
from shiponce.views.matching import DoubleShipment
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

#: The part of the run in which an internal error happened.
_FAULT_IN = Family("scenario.stop.fault_{}", ("set_up", "step", "end"))
#: Why a purchase has not reached the hub: the channel connector's reasons.
_LOST = Family(
    "scenario.lost.{}",
    ("not linked", "no connector", "not connected", "not yet", "unpaid", "cancelled"),
)

T = TypeVar("T")


class Runner:
    """One scenario in one mode, in progress; not thread-safe.

    An error stops only this scenario; ``stop`` then contains the reason.
    """

    def __init__(self, scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> None:
        self.scenario = scenario
        self.mode = mode
        self.steps = scenario.steps_in(mode)
        #: The steps played so far.
        self.played: list[StepRun] = []
        #: Why no further step is played, or None.
        self.stop: Stop | None = None
        #: The internal error that stopped the run, or None.
        self.fault: Exception | None = None
        self._details: tuple[OrderDetail, ...] = ()
        self._exercised = dict.fromkeys(scenario.always[mode], False)
        self._ended: tuple[CheckResult, ...] = ()
        self._lost_ones: tuple[LostPurchase, ...] = ()
        self._doubles: tuple[DoubleShipment, ...] = ()
        self._untold_ones: tuple[NeverNotified, ...] = ()
        self.environment = RunEnvironment(scenario, mode, seed)
        self._judgement = Judgement.of(self.environment, mode)
        self._guarded("set_up", self.environment.set_up, scenario.hub_line)

    def close(self) -> None:
        """Close the hub."""
        self.environment.close()

    def step(self) -> StepRun | None:
        """Play the next step; return None if no step is left or the scenario was stopped."""
        if self.stop is not None or len(self.played) == len(self.steps):
            return None
        step = self.steps[len(self.played)]
        return self._guarded("step", lambda: self._play(step), step.line)

    def finish(self) -> Run:
        """Play the remaining steps, continue until nothing is due, and judge."""
        while self.step() is not None:
            pass
        if self.stop is None:
            self._guarded("end", self._end, 0)
        return self.result()

    def interrupt(self) -> None:
        """Stop after this step, because a person asked for it."""
        facts: dict[str, object] = {"step": len(self.played) + 1, "of": len(self.steps)}
        self.stop = Stop(Sentence("scenario.stop.interrupted", facts))

    def break_off(self, fault: Exception) -> None:
        """Stop after this step, because its outcome cannot be read."""
        self._at_fault("step", fault, self.played[-1].step.line if self.played else 0)

    def result(self) -> Run:
        """Return the results so far."""
        return Run(
            scenario=self.scenario,
            mode=self.mode,
            seed=self.environment.seed,
            steps=tuple(self.played),
            ending=self._ended,
            exercised=dict(self._exercised),
            lost=self._lost_ones,
            untold=self._untold_ones,
            journal=self.environment.journal.bytes(),
            stop=self.stop,
            doubles=self._doubles,
            findings=tuple(self._judgement.found),
        )

    def _guarded(self, part: str, do: Callable[[], T], line: int) -> T | None:
        """Run a part of the scenario; an error stops the scenario and is kept in ``stop``."""
        try:
            return do()
        except EndlessError:
            facts: dict[str, object] = {"rounds": size_limits.MOST_ROUNDS}
            self.stop = Stop(Sentence("scenario.stop.endless", facts), line)
        except Exception as fault:
            if part == "set_up" and (said := said_no(fault)):
                self.stop = Stop(Sentence("scenario.stop.set_up"), line, saying=said)
            else:
                self._at_fault(part, fault, line)
        return None

    def _at_fault(self, part: str, fault: Exception, line: int) -> None:
        self.fault = fault
        facts: dict[str, object] = {"kind": type(fault).__name__, "step": len(self.played) + 1}
        self.stop = Stop(Sentence(_FAULT_IN[part], facts), line, fault=True)

    def _play(self, step: Step) -> StepRun:
        self.environment.advance(to_ms(self.scenario.moment(step)))
        self._between()
        at = from_ms(self.environment.world.now)
        with self.environment.within(step.hub):
            self._act(step)
        details = self._settled(_concerns_hub(step.act) or self._has_called())
        with self.environment.within(step.hub):
            checks = tuple(self._checks(step))
        run = StepRun(
            step=step,
            at=at,
            action=describe(step.act),
            refusal=self.environment.refusal,
            checks=checks,
            broken=(
                *self._broken(details, step.line),
                *self._judgement.after_step(details, step.line),
            ),
            incidents=tuple(self.environment.incidents),
        )
        self.environment.incidents.clear()
        self.played.append(run)
        return run

    def _end(self) -> None:
        """Continue until nothing is due, and judge what remains."""
        self._stop_faults()
        quiet = self.environment.quieten()
        details = self._settled(True)
        self._ended = (*self._ending(quiet), *self._broken(details, 0))
        self._lost_ones = tuple(self._lost())
        self._untold_ones = tuple(self._untold())
        self._doubles = self.environment.hub.matching.double_shipments()
        self._ended += tuple(self._judged(quiet))

    def _judged(self, quiet: bool) -> Iterator[CheckResult]:
        """Ask the judge when nothing is due, all packages have left and every store is imported.

        All other results are complete by then, and the journal does not contain the imports.
        """
        if quiet and self._imports_everything():
            yield from self._judgement.at_end(tuple(self.environment.details()))
        yield self._judgement.result()

    def _imports_everything(self) -> bool:
        """Let packages leave, import every store once, and continue until nothing is due.

        Return False if the hub's work does not end.
        """
        self.environment.let_packages_leave()
        for one in self.environment.hubs:
            one.hub.imports.run_all()
            one.changes += 1
        return self.environment.quieten()

    def _act(self, step: Step) -> None:
        environment = self.environment
        environment.refusal, environment.reports = None, []
        if step.act is None:
            return
        data = step.act.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if step.hub:
            data["in"] = step.hub
        environment.journal.act(environment.world.now, step.verb, str(data.get("order", "")), data)
        act = step.act
        environment.acting.changes += 1
        if _concerns_hub(act) and not isinstance(act, (Crash, Wait)):
            environment.start_again(environment.acting)
        environment.surviving(lambda: perform(act, environment))
        environment.work()

    def _checks(self, step: Step) -> Iterator[CheckResult]:
        expected = step.checks_in(self.mode)
        yield from _unexpected(
            self.environment, step, [expectation.check for expectation in expected]
        )
        for expectation in expected:
            yield judge(expectation, self.environment, step.line)

    def _between(self) -> None:
        """Before a step acts, record what has happened since the previous step."""
        self._settled(self._has_called())

    def _has_called(self) -> bool:
        calls = self.environment.world.calls
        return bool(calls) and calls[-1].seq > self.environment.journal.calls

    def _settled(self, changed: bool) -> tuple[OrderDetail, ...]:
        """Bring the journal up to date and return the hub's orders, read again if *changed*."""
        if changed:
            self._details = tuple(self.environment.details())
        self.environment.journal.catch_up(self.environment, self._details)
        return self._details

    def _broken(self, details: tuple[OrderDetail, ...], line: int) -> Iterator[CheckResult]:
        for watched in watch(self.environment, details):
            self._exercised[watched.name] |= watched.looked_at > 0
            if watched.wrong:
                yield watched.result(line)

    def _stop_faults(self) -> None:
        self.environment.world.faults.clear()

    def _ending(self, quiet: bool) -> Iterator[CheckResult]:
        """Check for notifications still open at the end, and for calls unknown to the simulator."""
        sentence = Sentence("scenario.check.nothing_owed")
        due = [
            _described(n)
            for one in self.environment.hubs
            for n in one.hub.notifications.rows()
            if _is_open(n)
        ]
        got = ", ".join(due) or ("–" if quiet else "…")
        yield CheckResult(sentence, not due and quiet, "–", got)
        never = [crash.fault.operation for crash in self.environment.crashes.planned]
        if never:
            sentence = Sentence("scenario.check.crashed")
            yield CheckResult(sentence, False, "–", ", ".join(never))
        strange = {call.path for call in self.environment.world.calls if call.status == 501}
        if strange:
            sentence = Sentence("scenario.check.served")
            yield CheckResult(sentence, False, "–", ", ".join(sorted(strange)))

    def _lost(self) -> Iterator[LostPurchase]:
        bought = {purchase.name: purchase.store for purchase in self.environment.world.purchases()}
        for name, why in lost_purchases(self.environment).items():
            yield LostPurchase(name, bought[name], Sentence(_LOST[why]))

    def _untold(self) -> Iterator[NeverNotified]:
        """Yield the stores that show no package for their order of a shipped purchase."""
        for purchase in self.environment.world.purchases():
            family = self.environment.family(purchase.name)
            if any(order.packages for order in family):
                for order in family:
                    if not order.packages and order.status != "cancelled":
                        yield NeverNotified(purchase.name, order.store)


def play(scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> Run:
    """Play a scenario from its first step to its verdict."""
    runner = Runner(scenario, mode, seed)
    try:
        return runner.finish()
    finally:
        runner.close()


def _unexpected(
    environment: RunEnvironment, step: Step, expected: Sequence[Check]
) -> Iterator[CheckResult]:
    """Yield a failure for a refusal or failed import that the scenario does not expect."""
    foreseen = any(isinstance(check, RefusedAct) for check in expected)
    if environment.refusal is not None and not foreseen:
        sentence = Sentence("scenario.check.done")
        code = environment.refusal.code
        yield CheckResult(sentence, False, "–", code, saying=environment.refusal, line=step.line)
    fails = {check.store for check in expected if isinstance(check, ImportFails)}
    for report in environment.reports:
        got = import_trouble(report)
        if got and report.store not in fails:
            sentence = Sentence("scenario.check.import_ended", {"store": report.store})
            yield CheckResult(sentence, False, "–", got, saying=report.trouble, line=step.line)


def _concerns_hub(act: Act | None) -> bool:
    """Return True if an act is done in the hub, not by a buyer or on a platform."""
    return act is not None and act.in_hub


def _is_open(notification: NotificationView) -> bool:
    return notification.state in (NotificationState.PENDING, NotificationState.SENDING)


def _described(notification: NotificationView) -> str:
    return f"{notification.store} {notification.target_number}"
