"""Warn of a rule's effects: lost orders, stores not notified, values that no order can have."""

from __future__ import annotations

import sqlite3

from shiponce.decisions.rules import PRIME, fitting_nothing
from shiponce.domain.platform import platforms, sources
from shiponce.domain.rule import Action, Criterion, Rule
from shiponce.domain.store import MatchingMode, Method
from shiponce.persistence import stores
from shiponce.services.settings.orders_lost_by_rule import lost_orders
from shiponce.services.shipping.requested_service import service_warnings
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import CRITERION_WORD


def warnings(conn: sqlite3.Connection, rule: Rule) -> tuple[Sentence, ...]:
    """Return warnings about a rule's effects under the merchant's method and mode.

    A do-not-import rule may lose orders (A6) or leave a shop without notification (R7). A rule may
    also name a service that nobody offers yet (R9), or a value that no order can have.
    """
    others = (*_value_warnings(conn, rule), *service_warnings(conn, rule))
    if not keeps_out(rule):
        return others
    loss = lost_orders(conn, rule)
    if loss is not None:
        return (Sentence("limit.rule_loses_orders", {"n": loss}), *others)
    untold = stores.mode(conn) is MatchingMode.DOCUMENTED and stores.method(conn) is Method.B
    return (Sentence("warning.rule_leaves_shop_untold"), *others) if untold else others


def keeps_out(rule: Rule) -> bool:
    """Return True if the rule excludes the orders that it matches."""
    return any(action is Action.DO_NOT_IMPORT for action, _ in rule.actions)


def _value_warnings(conn: sqlite3.Connection, rule: Rule) -> tuple[Sentence, ...]:
    """Return warnings about values that no order can have, where the possible values are known."""
    names = [store.name for store in stores.every(conn)]
    known = {
        Criterion.MARKETPLACE: [one.value for one in platforms()],
        Criterion.SOURCE: [one.value for one in sources()],
        Criterion.PROGRAM: [PRIME],
        Criterion.STORE: names,
    }
    found = []
    for test in rule.tests:
        possible = known.get(test.criterion)
        for value in () if possible is None else fitting_nothing(test, possible):
            facts: dict[str, object] = {"value": value, "known": ", ".join(possible or ())}
            if test.criterion is Criterion.STORE:
                code = "warning.rule_store_unknown" if names else "warning.rule_no_stores"
            else:
                code = "warning.rule_value_unknown"
                facts["criterion"] = CRITERION_WORD[test.criterion]
            found.append(Sentence(code, facts))
    return tuple(found)
