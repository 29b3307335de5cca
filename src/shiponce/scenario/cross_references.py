"""Validate references within a file: names exist, times go forward."""

from __future__ import annotations

from mockplace import registry
from shiponce.decisions import rule_validation
from shiponce.domain.platform import Platform, StoreOption, platforms
from shiponce.domain.rule import OPERATORS
from shiponce.domain.store import MatchingMode
from shiponce.scenario import hub_acts, size_limits
from shiponce.scenario.check_validation import check_expectation
from shiponce.scenario.file_errors import choices
from shiponce.scenario.hub_names import FIRST_HUB
from shiponce.scenario.markets import countries, market
from shiponce.scenario.name_scope import NameScope
from shiponce.scenario.scenario_header import AskSpec, ProductSpec, StoreSpec
from shiponce.scenario.scenario_model import Scenario, Step
from shiponce.scenario.scenario_rules import spaced
from shiponce.scenario.step_validation import check_act
from shiponce.scenario.yaml_reader import Document, Place
from shiponce.views.sentence import Sentence

#: Keys that only stores on shop platforms can have; they concern the connector and the e-mails.
_OF_SHOPS = ("connector", "copies after", "relays after", "emails")
#: Key of a store → the option that its platform must have, otherwise the key is not allowed.
_OPTIONS = {
    "integration": StoreOption.INTEGRATION,
    "prime to awaiting": StoreOption.PRIME_TO_AWAITING,
    "buy shipping": StoreOption.BUY_SHIPPING,
}


def check_references(scenario: Scenario, document: Document) -> None:
    """Record an error for every unknown name and for each contradiction within the file."""
    scope = NameScope(scenario, document, {FIRST_HUB: set(scenario.hub.stores)})
    _world(scope)
    last = now = 0
    for step in scenario.steps:
        if 0 <= step.at < last:
            document.report("backwards", ("steps", step.index, "at"))
        last = max(last, step.at)
        now = _after(step, max(now, last))
        if now > size_limits.LONGEST:
            document.report("ends_late", ("steps", step.index), most=size_limits.MOST_DAYS)
            return
        _take(step, scope)


def _after(step: Step, now: int) -> int:
    """Return when a step ends; a wait for quiet counts as 0: its length is not known yet."""
    waits = step.act.duration if isinstance(step.act, hub_acts.Wait) else 0
    return now + (waits if isinstance(waits, int) else 0)


def _take(step: Step, scope: NameScope) -> None:
    """Check one step; the names that the step defines are known from then on."""
    place: Place = ("steps", step.index)
    scope.acting = _hub(step, place, scope)
    if step.act is not None:
        check_act(step.act, (*place, step.verb), scope)
    if step.ask is not None:
        _ask(step.ask, (*place, "ask"), scope.document)
    for expectation in step.expect:
        check_expectation(expectation, step, scope)


def _listed(scope: NameScope, place: Place, position: int) -> Place:
    """Return the place of an entry in a list, or of the one name in the list's place."""
    here = (*place, position)
    return here if here in scope.document.values else place


def _hub(step: Step, place: Place, scope: NameScope) -> str:
    """Return the hub in which a step acts; record an error if it cannot act there."""
    if not step.hub:
        return FIRST_HUB
    if not scope.has_second_hub:
        scope.document.report("no_second_hub", (*place, "in"), key=True)
        return FIRST_HUB
    if step.act is not None and not step.act.in_hub:
        scope.document.report("not_in_hub", (*place, "in"), key=True, verb=step.verb)
    return step.hub


def _ask(ask: AskSpec, place: Place, document: Document) -> None:
    for mode in MatchingMode:
        answer = ask.answer_in(mode.value)
        if answer not in ask.names:
            here = (*place, "answer", mode.value)
            document.report("answer", here, text=answer, known=choices(ask.names))


def _world(scope: NameScope) -> None:
    catalog, hub = scope.scenario.world.catalog, scope.scenario.hub
    for position, product in enumerate(catalog):
        place: Place = ("world", "catalog", position)
        if product.sku in [one.sku for one in catalog[:position]]:
            scope.document.report("twice", (*place, "sku"), text=product.sku)
        _product(product, place, scope)
    for name, store in scope.scenario.world.stores.items():
        _store(store, ("world", "stores", name), scope)
    _rules(scope)
    for position, name in enumerate(hub.rules):
        scope.rule(name, _listed(scope, ("hub", "rules"), position))
    for position, name in enumerate(hub.stores):
        here: Place = ("hub", "stores", position)
        scope.store(name, here)
        if name in hub.stores[:position]:
            scope.document.report("twice", here, text=name)


def _rules(scope: NameScope) -> None:
    """Record an error for each operator that does not fit, and each rule that the hub refuses."""
    for name, rule in scope.scenario.rules.items():
        place: Place = ("rules", name)
        if place not in scope.document.keys:
            continue  # the rule that every scenario has
        for position, test in enumerate(rule.tests):
            fitting = OPERATORS[test.criterion]
            if test.operator not in fitting:
                here = (*place, "when", position, "operator")
                known, text = (
                    choices([spaced(one) for one in sorted(fitting)]),
                    spaced(test.operator),
                )
                scope.document.report("rule_operator", here, text=text, known=known)
                return
        for code, facts in rule_validation.check(rule):
            scope.document.report("rule_refused", place, key=True, what=Sentence(code, facts))


def _product(product: ProductSpec, place: Place, scope: NameScope) -> None:
    for name in product.sells_on:
        if name not in platforms():
            known = [*scope.scenario.world.stores, *platforms()]
            scope.known(name, known, (*place, "sells on"), "unknown_store")
    if product.price is not None:
        scope.price(product.price, (*place, "price"))


def _store(store: StoreSpec, place: Place, scope: NameScope) -> None:
    _market(store, (*place, "market"), scope)
    if store.connector is not None:
        names = [name for one in registry.platforms() for name in one.connectors]
        scope.known(store.connector, names, (*place, "connector"), "unknown_connector")
    for key, those in _key_owners().items():
        here = (*place, key)
        if here in scope.document.keys and store.platform not in those:
            named = ", ".join(those)
            scope.document.report("only_for", here, key=True, key_name=key, platform=named)


def _key_owners() -> dict[str, list[Platform]]:
    """Return, for each restricted key, the platforms whose stores can have the key."""
    shops = [one for one in platforms() if one.is_shop]
    found = {key: shops for key in _OF_SHOPS}
    for key, option in _OPTIONS.items():
        found[key] = [one for one in platforms() if one.has_option(option)]
    return found


def _market(store: StoreSpec, place: Place, scope: NameScope) -> None:
    """Record an error for a market that the platform does not have."""
    known = countries(store.platform)
    if not known and place in scope.document.keys:
        scope.document.report("no_market", place, key=True)
    elif known and not market(store.platform, store.market):
        scope.known(store.market, known, place, "unknown_market")
