"""Validate a step's checks: orders, stores and codes exist, and there is something to check."""

from __future__ import annotations

from collections.abc import Iterator

from shiponce.scenario import check_types as expect
from shiponce.scenario import code_names, hub_acts
from shiponce.scenario.file_errors import choices, nearest
from shiponce.scenario.name_scope import NameScope, inside
from shiponce.scenario.scenario_model import Expectation, Step
from shiponce.scenario.yaml_reader import Place


def check_expectation(expectation: Expectation, step: Step, scope: NameScope) -> None:
    """Record an error for each unknown name in a check, and for a check that never runs."""
    check, place = expectation.check, expectation.place
    if step.only is not None and expectation.mode not in (None, step.only):
        scope.document.report("never", place, key=True, mode=step.only.value)
    _judges(check, step, place, scope)
    _names(check, place, scope)
    for key, code in code_names.named(check):
        if code not in code_names.codes(type(check), key):
            _unknown_code(check, key, code, place, scope)


def _judges(check: expect.Check, step: Step, place: Place, scope: NameScope) -> None:
    """Record an error for a check that has nothing to check."""
    if isinstance(check, expect.RefusedAct) and step.act is None:
        scope.document.report("nothing_to_refuse", place, key=True)
    if isinstance(check, expect.ImportFails):
        _import_fails(check, step, place, scope)
    wanted = _NEEDED.get(type(check), ())
    if wanted and all(getattr(check, key) is None for key in wanted):
        scope.document.report("one_of", place, key=True, known=choices(wanted))


def _names(check: expect.Check, place: Place, scope: NameScope) -> None:
    if isinstance(check, expect.Calls) and check.operation is not None:
        scope.operation(check.operation, check.platform, (*place, "operation"))
    if isinstance(check, expect.Option):
        scope.way_to_ship(check.option, (*place, "with"))
    for key, ref in _orders(check):
        scope.order(ref, inside(scope, place, key))
    for key, name in _purchases(check):
        scope.purchase(name, inside(scope, place, key))
    for key, name in _stores(check):
        scope.store(name, inside(scope, place, key))


#: Keys of a check of which at least one is required; without any it would check nothing.
_NEEDED: dict[type[expect.Check], tuple[str, ...]] = {
    expect.GridCheck: ("rows", "orders"),
    expect.Ledger: ("packed", "open", "cancelled", "refunded", "collected"),
    expect.Imported: ("fetched", "added", "refreshed", "excluded", "hidden"),
    expect.Why: ("code", "contains"),
    expect.Doctor: ("finds", "lacks"),
}


def _import_fails(check: expect.ImportFails, step: Step, place: Place, scope: NameScope) -> None:
    act = step.act
    if not isinstance(act, hub_acts.Import):
        scope.document.report("nothing_to_import", place, key=True)
    elif not act.everything:
        scope.known(check.store, act.stores, (*place, "store"), "not_imported")
    elif scope.store(check.store, (*place, "store")) and check.store not in scope.connected:
        scope.document.report("not_connected", (*place, "store"), text=check.store)


def _unknown_code(check: expect.Check, key: str, code: str, place: Place, scope: NameScope) -> None:
    known = choices(code_names.families(type(check), key))
    meant = "" if scope.document.crowded else nearest(code, code_names.codes(type(check), key))
    here = inside(scope, place, key)
    problem = "unknown_code" if known else "unknown_finding"
    scope.document.report(problem, here, text=code, known=known, meant=meant)


def _orders(check: expect.Check) -> Iterator[tuple[str, str]]:
    for key in ("order", "behind"):
        ref = getattr(check, key, None)
        if isinstance(ref, str):
            yield key, ref
    if isinstance(check, expect.GridCheck):
        yield from (("orders", ref) for ref in check.orders or ())
    if isinstance(check, expect.Proposals):
        yield from (("originals", ref) for ref in check.originals)


def _purchases(check: expect.Check) -> Iterator[tuple[str, str]]:
    name = getattr(check, "purchase", None)
    if isinstance(name, str):
        yield "purchase", name
    for name in getattr(check, "purchases", ()):
        yield "purchases", name


def _stores(check: expect.Check) -> Iterator[tuple[str, str]]:
    for name in getattr(check, "stores", ()):
        yield "stores", name
    on_platform = isinstance(check, (expect.Shown, expect.PassedOn, expect.Tracking))
    for key in ("on", "to") if on_platform else ():
        name = getattr(check, key, None)
        if isinstance(name, str):
            yield key, name
    if isinstance(check, expect.NotificationIs):
        yield "store", check.store
    if isinstance(check, expect.PassedOn):
        yield "by", check.by
