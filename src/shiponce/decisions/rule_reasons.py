"""Build the facts for sentences about a rule: its name, its criteria, the end of its hold.

Stored reasons hold the rule's own values only. An order's value for a criterion, such as a
postcode, may be personal data, so it is read from the order when the reason is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from shiponce.decisions.rules import DATES, RuleSubject, judge, moment_of
from shiponce.domain.platform import platforms, sources
from shiponce.domain.rule import MEASURE, OPERATORS, Action, Criterion, Operator, Rule, Test
from shiponce.words.domain_words import CRITERION_WORD, OPERATOR_WORD
from shiponce.words.families import platform_word

#: The criteria whose values are platforms or other sources, such as the storefront.
_PLACES = (Criterion.MARKETPLACE, Criterion.SOURCE)


def facts_of(rule: Rule, rule_id: int) -> dict[str, object]:
    """Return the facts that name a rule as the reason: its name, id and criteria."""
    tests = [[t.criterion.value, t.operator.value, list(t.values)] for t in rule.tests]
    return {"rule": rule.name, "rule_id": rule_id, "tests": tests}


def with_phrases(
    facts: Mapping[str, object], subject: RuleSubject | None = None
) -> dict[str, object]:
    """Return the facts with each criterion as a phrase.

    If *subject* is given, each phrase contains the order's value for the criterion.
    """
    found = dict(facts)
    tests = facts.get("tests")
    if isinstance(tests, list):
        read = [Test(Criterion(c), Operator(o), tuple(values)) for c, o, values in tests]
        own = _values(read, subject) if subject is not None else {}
        found["tests"] = [_phrase(test, own.get(test, "")) for test in read]
    return found


def end(until_at: datetime | None) -> dict[str, object]:
    """Return the phrase for the end of a hold; without *until_at*, a person must release it."""
    if until_at is None:
        return {"say": "hold.released"}
    return {"say": "hold.until", "until_at": until_at}


def _phrase(test: Test, own: str) -> dict[str, object]:
    values = [_typed(test.criterion, value.strip()) for value in test.values]
    phrase: dict[str, object] = {
        "say": "rule.test_with" if own else "rule.test",
        "criterion": {"say": CRITERION_WORD[test.criterion]},
        "operator": {"say": OPERATOR_WORD[test.operator]},
        "values": values,
        "own": _typed(test.criterion, own) if own else own,
    }
    return phrase


def _typed(criterion: Criterion, value: str) -> object:
    """Return a value with its own type, so that each language can format it."""
    if criterion in _PLACES and value.casefold() in (*platforms(), *sources()):
        return platform_word(value.casefold())
    if OPERATORS[criterion] is not MEASURE:
        return value
    return moment_of(value) if criterion in DATES else Decimal(value)


def _values(tests: Sequence[Test], subject: RuleSubject) -> dict[Test, str]:
    """Return the order's value for each criterion, as the evaluation of rules reads it."""
    seen = judge([(0, Rule("", tuple(tests), ((Action.STOP_PROCESSING, ""),)))], subject)
    return {trace.test: trace.value for trace in seen.trace}
