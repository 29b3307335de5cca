"""Plays a scenario: step by step on the timeline, then on to quiet, and judges all the way."""

from __future__ import annotations

from collections.abc import Iterator

from shiponce.domain.platform import MatchingMode
from shiponce.domain.shipment import NoticeState
from shiponce.scenario.acts import describe, perform
from shiponce.scenario.checks import judge, lost_purchases
from shiponce.scenario.expectations import RefusedAct
from shiponce.scenario.format import Scenario, Step
from shiponce.scenario.invariants import watch
from shiponce.scenario.results import CheckResult, LostPurchase, NeverTold, Run, StepRun
from shiponce.scenario.specs import Act, Buy, BuyerCancels, Fault, ShipElsewhere
from shiponce.scenario.stage import Stage
from shiponce.store.times import from_ms, to_ms
from shiponce.views import NoticeView, OrderDetail, Sentence


class Runner:
    """One scenario in one mode, under way. Not for two threads."""

    def __init__(self, scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> None:
        self.stage = Stage(scenario, mode, seed)
        self.scenario = scenario
        self.mode = mode
        self.steps = scenario.steps_in(mode)
        #: The steps played so far.
        self.played: list[StepRun] = []
        self._details: tuple[OrderDetail, ...] = ()
        self._exercised = dict.fromkeys(scenario.always[mode], False)

    def close(self) -> None:
        """Give the hub's file back."""
        self.stage.close()

    def step(self) -> StepRun | None:
        """Play the next step; None when there is none left."""
        if len(self.played) == len(self.steps):
            return None
        step = self.steps[len(self.played)]
        self.stage.advance(to_ms(self.scenario.moment(step)))
        self._between()
        at = from_ms(self.stage.world.now)
        self._act(step)
        details = self._settled(_concerns_hub(step.act) or self._has_called())
        run = StepRun(
            step=step,
            at=at,
            action=describe(step.act, step.verb),
            refusal=self.stage.refusal,
            checks=tuple(self._checks(step)),
            broken=tuple(self._broken(details, step.line)),
        )
        self.played.append(run)
        return run

    def finish(self) -> Run:
        """Play what is left, run on until nothing is due, and judge the whole."""
        while self.step() is not None:
            pass
        self._stop_faults()
        quiet = self.stage.quieten()
        details = self._settled(True)
        return Run(
            scenario=self.scenario,
            mode=self.mode,
            seed=self.stage.seed,
            steps=tuple(self.played),
            ending=(*self._ending(quiet), *self._broken(details, 0)),
            exercised=dict(self._exercised),
            lost=tuple(self._lost()),
            untold=tuple(self._untold()),
            journal=self.stage.journal.bytes(),
        )

    def _act(self, step: Step) -> None:
        stage = self.stage
        stage.refusal, stage.reports = None, []
        if step.act is None:
            return
        data = step.act.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        stage.journal.act(stage.world.now, step.verb, str(data.get("order", "")), data)
        perform(step.act, stage)
        stage.work()

    def _checks(self, step: Step) -> Iterator[CheckResult]:
        expected = step.checks_in(self.mode)
        if not any(isinstance(expectation.check, RefusedAct) for expectation in expected):
            yield from _unexpected(self.stage, step)
        for expectation in expected:
            yield judge(expectation, self.stage, step.line)

    def _between(self) -> None:
        """Write down what happened by itself before the step, so that it is not its doing."""
        self._settled(self._has_called())

    def _has_called(self) -> bool:
        calls = self.stage.world.calls
        return bool(calls) and calls[-1].seq > self.stage.journal.calls

    def _settled(self, changed: bool) -> tuple[OrderDetail, ...]:
        """The hub's orders, read anew if they may have *changed*; what led to it written down."""
        if changed:
            self._details = tuple(self.stage.details())
        self.stage.journal.catch_up(self.stage, self._details)
        return self._details

    def _broken(self, details: tuple[OrderDetail, ...], line: int) -> Iterator[CheckResult]:
        for watched in watch(self.stage, details):
            self._exercised[watched.name] |= watched.looked_at > 0
            if watched.wrong:
                yield watched.result(line)

    def _stop_faults(self) -> None:
        self.stage.world.faults.clear()

    def _ending(self, quiet: bool) -> Iterator[CheckResult]:
        """Nothing is owed once all is quiet, and the simulator knew every call."""
        sentence = Sentence("scenario.check.nothing_owed")
        owed = [_owed(n) for n in self.stage.hub.notices() if _is_open(n)]
        got = ", ".join(owed) or ("–" if quiet else "…")
        yield CheckResult(sentence, not owed and quiet, "–", got)
        strange = {call.path for call in self.stage.world.calls if call.status == 501}
        if strange:
            sentence = Sentence("scenario.check.served")
            yield CheckResult(sentence, False, "–", ", ".join(sorted(strange)))

    def _lost(self) -> Iterator[LostPurchase]:
        bought = {purchase.name: purchase.store for purchase in self.stage.world.purchases()}
        for name, why in lost_purchases(self.stage).items():
            code = f"scenario.lost.{why.replace(' ', '_')}"
            yield LostPurchase(name, bought[name], Sentence(code))

    def _untold(self) -> Iterator[NeverTold]:
        """Orders of shipped purchases on whose platform no parcel is known."""
        for purchase in self.stage.world.purchases():
            family = self.stage.family(purchase.name)
            if any(order.parcels for order in family):
                for order in family:
                    if not order.parcels and order.status != "cancelled":
                        yield NeverTold(purchase.name, order.store)


def play(scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> Run:
    """A scenario from its first step to its verdict."""
    runner = Runner(scenario, mode, seed)
    try:
        return runner.finish()
    finally:
        runner.close()


def _unexpected(stage: Stage, step: Step) -> Iterator[CheckResult]:
    """A refusal or a failed import that the scenario does not expect is a failure."""
    if stage.refusal is not None:
        sentence = Sentence("scenario.check.done")
        code = stage.refusal.code
        yield CheckResult(sentence, False, "–", code, saying=stage.refusal, line=step.line)
    for report in stage.reports:
        if report.trouble is not None or report.not_before is not None:
            sentence = Sentence("scenario.check.import_ended", {"store": report.store})
            got = report.trouble.code if report.trouble else "not before"
            yield CheckResult(sentence, False, "–", got, line=step.line)


def _concerns_hub(act: Act | None) -> bool:
    """Whether an act may change the hub by itself; what buyers and platforms do may not."""
    return act is not None and not isinstance(act, (Buy, BuyerCancels, Fault, ShipElsewhere))


def _is_open(notice: NoticeView) -> bool:
    return notice.state in (NoticeState.PENDING, NoticeState.SENDING)


def _owed(notice: NoticeView) -> str:
    return f"{notice.store} {notice.target_number}"
