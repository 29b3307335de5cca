"""Evaluate checks of what the hub, its doctor and the judge say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from shiponce.scenario import check_types as expect
from shiponce.scenario.check_found import NOBODY, Found, names
from shiponce.scenario.check_types import Check
from shiponce.scenario.judgement import verdict_of
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.scenario_header import NOT_PREVENTABLE
from shiponce.views.orders import Explanation


def _why(check: expect.Why, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"order": check.order}
    order_id = environment.here(check.order)
    why = None if order_id is None else environment.hub.orders.why(order_id)
    wanted, got = [], []
    if check.code is not None:
        wanted.append(check.code)
        got.append(why.headline.code if why else "absent")
    if check.contains is not None:
        wanted.append(names(check.contains))
        got.append(_shared(check.contains, _codes(why)) if why else "absent")
    return Found(": ".join(wanted), ": ".join(got), facts, why.headline if why else None)


def _codes(why: Explanation) -> Iterator[str]:
    yield why.headline.code
    yield from (sentence.code for sentence in (*why.warnings, *why.notes))
    if why.undo is not None:
        yield why.undo.code


def _shared(wanted: Iterable[str], found: Iterable[str]) -> str:
    """Return which of the wanted codes were found; if one was not, everything that was found."""
    there = set(found)
    return names(wanted if set(wanted) <= there else there)


def _proposals(check: expect.Proposals, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"order": check.order}
    wanted = names(map(environment.plain, check.originals))
    order_id = environment.here(check.order)
    found = [one for one in environment.hub.matching.proposals() if one.order.id == order_id]
    if not found:
        return Found(wanted, NOBODY, facts)
    details = [environment.hub.orders.detail(twin.order_id) for twin in found[0].originals]
    got = names(environment.ref(one.row.marketplace, one.remote_id) for one in details)
    return Found(wanted, got, facts, found[0].why.headline)


def _doctor(check: expect.Doctor, environment: RunEnvironment) -> Found:
    there = {one.code for one in environment.hub.maintenance.doctor()}
    finds, lacks = {*(check.finds or ())}, {*(check.lacks or ())}
    got = finds | (there & lacks) if finds <= there else there
    return Found(names(finds), names(got))


def _verdict(check: expect.VerdictIs, environment: RunEnvironment) -> Found:
    details = tuple(environment.details(environment.hubs[0].hub))
    verdict = verdict_of(environment, details, quiet=check.quiet)
    found = {one.code for one in verdict.findings if check.purchase in (None, one.purchase)}
    found -= {*NOT_PREVENTABLE} - {*check.findings}
    facts: dict[str, object] = {"purchase": check.purchase or "word.every_purchase"}
    return Found(names(check.findings), names(found), facts)


# Each function accepts only the class of its key; a dict type cannot express this.
LOOKING: dict[type[Check], Callable[..., Found]] = {
    expect.Why: _why,
    expect.Proposals: _proposals,
    expect.Doctor: _doctor,
    expect.VerdictIs: _verdict,
}
