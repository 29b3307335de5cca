"""Check automation rules as a person wrote them: criteria, operators, values and actions."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from shiponce.decisions.requested_service import is_service
from shiponce.decisions.rules import DATES, hold_ends, moment_of
from shiponce.domain.rule import MEASURE, OPERATORS, Action, Operator, Rule, Test
from shiponce.errors import BadInput
from shiponce.words.domain_words import CRITERION_WORD, OPERATOR_WORD

#: A number in a rule must be below the first limit, with at most ``_PLACES`` decimal places.
#: Every total, weight and count of an order is within these limits.
_TOO_LARGE, _PLACES = Decimal(10**9), 4
#: Used in place of the current time when a hold's argument is checked; any time would do.
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def must_be_valid(rule: Rule) -> None:
    """Raise BadInput for the first error in a rule."""
    problems = check(rule)
    if problems:
        code, facts = problems[0]
        raise BadInput(code, **facts)


def check(rule: Rule) -> list[tuple[str, dict[str, object]]]:
    """Return every error in a rule, as codes of ``words`` with their facts."""
    found: list[tuple[str, dict[str, object]]] = []
    if not rule.name.strip():
        found.append(("error.rule_no_name", {}))
    if not rule.tests:
        found.append(("error.rule_no_criterion", {"rule": rule.name}))
    if not rule.actions:
        found.append(("error.rule_no_action", {"rule": rule.name}))
    for test in rule.tests:
        found += _check_test(test)
    for action, argument in rule.actions:
        code = _check_action(action, argument.strip())
        if code:
            found.append((code, {"value": argument}))
    return found


def _check_action(action: Action, argument: str) -> str:
    """Return the code of the error in an action's argument; '' if the argument is valid."""
    if action is Action.ADD_TAG and not argument:
        return "error.rule_no_tag"
    if action in (Action.ADD_NOTE, Action.SET_PACKAGE) and not argument:
        return "error.rule_no_text"
    if action is Action.SET_SERVICE and not is_service(argument):
        return "error.rule_service"
    if action is Action.HOLD and not _is_hold(argument):
        return "error.rule_hold"
    return ""


def _is_hold(argument: str) -> bool:
    try:
        hold_ends(argument, _ANY_DAY)
    except (ValueError, OverflowError):
        return False
    return True


def _check_test(test: Test) -> list[tuple[str, dict[str, object]]]:
    facts: dict[str, object] = {
        "criterion": CRITERION_WORD[test.criterion],
        "operator": OPERATOR_WORD[test.operator],
    }
    if test.operator not in OPERATORS[test.criterion]:
        allowed = [OPERATOR_WORD[operator] for operator in sorted(OPERATORS[test.criterion])]
        return [("error.rule_operator", facts | {"allowed": allowed})]
    if test.operator is Operator.IS_BLANK:
        return []
    if not test.values or not all(value.strip() for value in test.values):
        return [("error.rule_no_value", facts)]  # an empty value would match every text
    if OPERATORS[test.criterion] is not MEASURE:
        return []
    dates = test.criterion in DATES
    if not dates and (absurd := [value for value in test.values if _is_absurd(value)]):
        return [("error.rule_number_size", facts | {"value": value}) for value in absurd]
    code = "error.rule_date" if dates else "error.rule_number"
    return [
        (code, facts | {"value": value})
        for value in test.values
        if not (_is_moment(value) if dates else _is_number(value))
    ]


def _is_moment(text: str) -> bool:
    try:
        moment_of(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_absurd(text: str) -> bool:
    """Return True if *text* is a number that is too large or has too many decimal places."""
    if not _is_number(text):
        return False
    number = Decimal(text)
    return abs(number) >= _TOO_LARGE or number != round(number, _PLACES)
