"""Evaluate automation rules: which orders they match, and what they do with these orders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import orjson

from shiponce.domain.durations import milliseconds
from shiponce.domain.order import ImportedOrder
from shiponce.domain.rule import MEASURE, OPERATORS, Action, Criterion, Operator, Rule, Test
from shiponce.domain.store import Store

#: The longest hold; the number of days has at most three digits.
_LONGEST_HOLD = timedelta(days=999)
#: The only value of the criterion PROGRAM.
PRIME = "prime"
#: Criteria whose values are dates.
DATES = frozenset({Criterion.PAID_DATE, Criterion.SHIP_BY})


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """The values of an order that rules evaluate: one or several for each criterion."""

    texts: Mapping[Criterion, tuple[str, ...]]
    measures: Mapping[Criterion, Decimal | datetime | None]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trace:
    """One evaluated criterion: the order's value, and whether the criterion held."""

    rule_id: int
    test: Test
    value: str
    held: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One action that took effect on an order, and the rule that asked for it."""

    action: Action
    argument: str
    rule_id: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules decide about an order."""

    excluded_by: int | None
    tags: tuple[str, ...]
    held_by: int | None
    trace: tuple[Trace, ...]
    #: The argument of the hold: a date, a number of days, or ''.
    hold: str = ""
    service: str = ""
    package: str = ""
    notes: tuple[str, ...] = ()
    #: The rules that matched the order, in the sequence in which they ran.
    caught_by: tuple[int, ...] = ()
    #: Each action that took effect, with its argument and the rule that asked for it.
    marks: tuple[Mark, ...] = ()


def subject_of(order: ImportedOrder, store: Store, tags: Iterable[str] = ()) -> RuleSubject:
    """Return the values by which rules evaluate an order that is being imported."""
    texts: dict[Criterion, tuple[str, ...]] = {
        Criterion.MARKETPLACE: (order.platform.value,),
        Criterion.STORE: (store.name,),
        Criterion.SOURCE: (order.source.value,),
        Criterion.ORDER_NUMBER: (order.number,),
        Criterion.SKU: tuple(line.sku for line in order.lines),
        Criterion.ITEM_NAME: tuple(line.title for line in order.lines),
        Criterion.COUNTRY: (order.ship_to.country if order.ship_to else "",),
        Criterion.STATE: (order.ship_to.state if order.ship_to else "",),
        Criterion.POSTCODE: (order.ship_to.postcode if order.ship_to else "",),
        Criterion.REQUESTED_SERVICE: (order.requested_service,),
        Criterion.PROGRAM: (PRIME if order.prime else "",),
    }
    measures: dict[Criterion, Decimal | datetime | None] = {
        Criterion.TOTAL: order.total.amount,
        Criterion.QUANTITY: Decimal(order.quantity),
        Criterion.WEIGHT: Decimal(sum(line.weight * line.quantity for line in order.lines)),
        Criterion.LINES: Decimal(len(order.lines)),
        Criterion.PAID_DATE: order.placed_at,
        Criterion.SHIP_BY: order.ship_by,
    }
    return RuleSubject(texts, measures, frozenset(_bare(tag) for tag in tags))


def judge(rules: Sequence[tuple[int, Rule]], subject: RuleSubject) -> Judgement:
    """Run rules from top to bottom; a later action overrides an earlier one.

    "Do not import" ends the run. A later rule sees the tags that an earlier rule added. A rule
    without criteria matches nothing; if it matched every order, it could empty the grids by
    mistake.
    """
    tags: dict[str, int] = {}
    notes: dict[str, int] = {}
    #: Action → the last rule that requested it, and the argument. An order has at most one hold,
    #: one service and one package, so the last request for each of them counts.
    last: dict[Action, tuple[int, str]] = {}
    trace: list[Trace] = []
    caught: list[int] = []
    for rule_id, rule in rules:
        if not rule.enabled:
            continue
        seen = subject.tags | {_bare(tag) for tag in tags}
        looked = [_look(rule_id, test, subject, seen) for test in rule.tests]
        trace += looked
        if not looked or not all(one.held for one in looked):
            continue
        caught.append(rule_id)
        actions = {action for action, _ in rule.actions}
        if Action.DO_NOT_IMPORT in actions:
            return Judgement(rule_id, (), None, tuple(trace), caught_by=tuple(caught))
        for action, argument in rule.actions:
            if action is Action.ADD_TAG:
                tags.setdefault(argument.strip(), rule_id)
            if action is Action.ADD_NOTE:
                notes.setdefault(argument.strip(), rule_id)
        last |= {action: (rule_id, argument.strip()) for action, argument in rule.actions}
        if Action.STOP_PROCESSING in actions:
            break
    held_by, hold = last.get(Action.HOLD, (None, ""))
    return Judgement(
        None,
        tuple(tags),
        held_by,
        tuple(trace),
        hold,
        last.get(Action.SET_SERVICE, (0, ""))[1],
        last.get(Action.SET_PACKAGE, (0, ""))[1],
        tuple(notes),
        tuple(caught),
        (
            *(Mark(Action.ADD_TAG, tag, rule_id) for tag, rule_id in tags.items()),
            *(
                Mark(action, last[action][1], last[action][0])
                for action in (Action.HOLD, Action.SET_SERVICE, Action.SET_PACKAGE)
                if action in last
            ),
            *(Mark(Action.ADD_NOTE, note, rule_id) for note, rule_id in notes.items()),
        ),
    )


def same(one: Rule, other: Rule) -> bool:
    """Return True if two rules match the same orders and do the same under any names.

    Case, blanks, the order of criteria and values, and the notation of numbers make no difference.
    """
    return _gist(one) == _gist(other)


def same_name(one: Rule, other: Rule) -> bool:
    """Return True if a person could not tell two rules apart by their names."""
    return _bare(" ".join(one.name.split())) == _bare(" ".join(other.name.split()))


def _gist(rule: Rule) -> tuple[object, ...]:
    tests = frozenset((t.criterion, t.operator, _values(t)) for t in rule.tests)
    last = {
        action: _bare(argument)
        for action, argument in rule.actions
        if action not in (Action.ADD_TAG, Action.ADD_NOTE)
    }
    added = frozenset(
        (action, _bare(argument)) for action, argument in rule.actions if action not in last
    )
    return tests, added, frozenset(last.items())


def _values(test: Test) -> frozenset[object]:
    if test.operator is Operator.IS_BLANK:
        return frozenset()
    plain = OPERATORS[test.criterion] is MEASURE and test.criterion not in (
        Criterion.PAID_DATE,
        Criterion.SHIP_BY,
    )
    return frozenset(Decimal(value) if plain else _bare(value) for value in test.values)


def hold_ends(argument: str, now: datetime) -> datetime | None:
    """Return when a hold ends; None if *argument* is blank, because the hold has no end.

    *argument* is a date (the hold ends when that day begins in UTC), a time, or a span from *now*,
    such as ``5 days`` or ``5 jours``, without decimals. ValueError for anything else.
    """
    if not argument.strip():
        return None
    length = milliseconds(argument, long_names=True)
    if length is not None and not re.search(r"[.,]", argument):
        span = timedelta(milliseconds=length)
        if not timedelta(0) < span <= _LONGEST_HOLD:
            raise ValueError(argument)
        return now + span
    moment = moment_of(argument)
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), UTC)


def _look(rule_id: int, test: Test, subject: RuleSubject, tags: frozenset[str]) -> Trace:
    if test.criterion is Criterion.TAG:
        return Trace(rule_id, test, ", ".join(sorted(tags)), _tagged(test, tags))
    if test.criterion in subject.measures:
        value = subject.measures[test.criterion]
        return Trace(rule_id, test, "" if value is None else str(value), _measured(test, value))
    texts = subject.texts[test.criterion]
    return Trace(rule_id, test, ", ".join(texts), _reads(test, texts))


def _bare(text: str) -> str:
    """Return text as it is compared: no surrounding blanks, case-folded, in one Unicode form."""
    return unicodedata.normalize("NFC", text.strip().casefold())


def _tagged(test: Test, tags: frozenset[str]) -> bool:
    included = any(_bare(value) in tags for value in test.values)
    return included if test.operator is Operator.INCLUDE else not included


def _reads(test: Test, texts: Sequence[str]) -> bool:
    """Return True if a criterion on text holds for an order.

    One matching line is enough, but "is not" and "is blank" must hold for every line. In rules on
    SKU and item name, ShipStation skips orders of several lines. The hub evaluates these orders
    too, because a basket with one fragile item is fragile.
    """
    own = [_bare(text) for text in texts]
    values = [_bare(value) for value in test.values]
    if test.operator is Operator.IS_BLANK:
        return not any(own)
    if test.operator is Operator.IS_NOT:
        return not any(text == value for text in own for value in values)
    return any(_agree(test.operator, text, value) for text in own for value in values)


def _agree(operator: Operator, text: str, value: str) -> bool:
    if operator is Operator.CONTAINS:
        return value in text
    if operator is Operator.STARTS_WITH:
        return text.startswith(value)
    if operator is Operator.ENDS_WITH:
        return text.endswith(value)
    return text == value


def fitting_nothing(test: Test, known: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a text criterion that match none of the texts in *known*."""
    if test.operator is Operator.IS_BLANK:
        return ()
    own = [_bare(text) for text in known]
    return tuple(
        value
        for value in test.values
        if not any(_agree(test.operator, text, _bare(value)) for text in own)
    )


def _measured(test: Test, value: Decimal | datetime | None) -> bool:
    if value is None:
        return False
    return any(_against(test.operator, value, wanted) for wanted in test.values)


def _against(operator: Operator, value: Decimal | datetime, wanted: str) -> bool:
    if not isinstance(value, datetime):
        return _ordered(operator, value, Decimal(wanted))
    moment = moment_of(wanted)
    if isinstance(moment, datetime):
        return _ordered(operator, value.timestamp(), moment.timestamp())
    return _ordered(operator, value.astimezone(UTC).toordinal(), moment.toordinal())


def _ordered(operator: Operator, own: Decimal | float, other: Decimal | float) -> bool:
    if operator is Operator.AT_LEAST:
        return own >= other
    if operator is Operator.AT_MOST:
        return own <= other
    return own == other


def moment_of(text: str) -> date | datetime:
    """Parse a date or time; a date means the whole day in UTC, a time without zone is UTC."""
    bare = text.strip()
    try:
        return date.fromisoformat(bare)
    except ValueError:
        found = datetime.fromisoformat(bare)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def rule_to_json(rule: Rule) -> str:
    """Return a rule as JSON for storage, without ``enabled``, which is stored separately."""
    return orjson.dumps(
        {
            "name": rule.name,
            "tests": [[t.criterion, t.operator, t.values] for t in rule.tests],
            "actions": rule.actions,
        },
        option=orjson.OPT_SORT_KEYS,
    ).decode()


def rule_from_json(text: str) -> Rule:
    """Parse a stored rule."""
    found = orjson.loads(text)
    return Rule(
        found["name"],
        tuple(Test(Criterion(c), Operator(o), tuple(values)) for c, o, values in found["tests"]),
        tuple((Action(action), argument) for action, argument in found["actions"]),
    )
