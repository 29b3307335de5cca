"""Rules over any order: what does not depend on their arrangement, and what survives storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiponce.decisions.rule_validation import check
from shiponce.decisions.rules import RuleSubject, judge, rule_from_json, rule_to_json
from shiponce.domain.rule import MEASURE, OPERATORS, Action, Criterion, Operator, Rule, Test

WORDS = st.sampled_from(["mug", "Mug ", "bowl", "bowl-oak", "US", "é", "", " "])
VALUES = WORDS.filter(str.strip)
NUMBERS = st.decimals("-10", "10", places=1, allow_nan=False)
DAYS = st.sampled_from(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-20T12:00"])
MOMENTS = st.integers(0, 72).map(lambda h: datetime(2026, 11, 19, tzinfo=UTC) + timedelta(hours=h))
DATES = (Criterion.PAID_DATE, Criterion.SHIP_BY)
TEXTS = [c for c in Criterion if OPERATORS[c] is not MEASURE and c is not Criterion.TAG]


@st.composite
def criteria(draw: st.DrawFn) -> Test:
    """A criterion that ``check`` has nothing against."""
    criterion = draw(st.sampled_from(list(Criterion)))
    operator = draw(st.sampled_from(sorted(OPERATORS[criterion])))
    measures = OPERATORS[criterion] is MEASURE
    values = DAYS if criterion in DATES else NUMBERS.map(str) if measures else VALUES
    fewest = 0 if operator is Operator.IS_BLANK else 1
    return Test(criterion, operator, tuple(draw(st.lists(values, min_size=fewest, max_size=3))))


ACTIONS = st.one_of(
    st.sampled_from([Action.DO_NOT_IMPORT, Action.HOLD, Action.STOP_PROCESSING]).map(
        lambda action: (action, "")
    ),
    VALUES.map(lambda tag: (Action.ADD_TAG, tag)),
)
RULES = st.builds(
    Rule,
    st.text(min_size=1).filter(lambda name: bool(name.strip())),
    st.lists(criteria(), min_size=1, max_size=3).map(tuple),
    st.lists(ACTIONS, min_size=1, max_size=3).map(tuple),
)
#: Rules that neither end the list nor look at tags: none of them can see another one.
INDEPENDENT = st.builds(
    Rule,
    VALUES,
    criteria().filter(lambda test: test.criterion is not Criterion.TAG).map(lambda test: (test,)),
    st.one_of(VALUES.map(lambda tag: ((Action.ADD_TAG, tag),)), st.just(((Action.HOLD, ""),))),
)
ARRANGED_TWICE = st.lists(INDEPENDENT, max_size=4).flatmap(
    lambda rules: st.tuples(st.just(rules), st.permutations(rules))
)
SUBJECTS = st.builds(
    RuleSubject,
    st.fixed_dictionaries({c: st.lists(WORDS, min_size=1, max_size=3).map(tuple) for c in TEXTS}),
    st.fixed_dictionaries(
        {
            Criterion.TOTAL: NUMBERS,
            Criterion.QUANTITY: st.integers(0, 9).map(Decimal),
            Criterion.WEIGHT: st.integers(0, 9).map(Decimal),
            Criterion.LINES: st.integers(0, 9).map(Decimal),
            Criterion.PAID_DATE: MOMENTS,
            Criterion.SHIP_BY: st.none() | MOMENTS,
        }
    ),
    st.frozensets(st.sampled_from(["mug", "us"])),
)


@given(RULES)
def test_a_good_rule_survives_storage(rule: Rule) -> None:
    """Stored and read again it is the same rule, and still a good one."""
    assert check(rule) == []
    assert rule_from_json(rule_to_json(rule)) == rule


@pytest.mark.proves("R4")
@given(st.lists(RULES, max_size=4), SUBJECTS)
def test_to_judge_twice_is_to_judge_once(rules: list[Rule], subject: RuleSubject) -> None:
    """The verdict depends on nothing but the rules and the order."""
    numbered = list(enumerate(rules, 1))
    assert judge(numbered, subject) == judge(numbered, subject)


@given(ARRANGED_TWICE, SUBJECTS)
def test_rules_that_see_nothing_of_each_other_may_stand_in_any_order(
    lists: tuple[list[Rule], list[Rule]], subject: RuleSubject
) -> None:
    """The same tags are put on, and a hold stays a hold."""
    found = [judge(list(enumerate(rules, 1)), subject) for rules in lists]
    assert len({frozenset(one.tags) for one in found}) == 1
    assert len({one.held_by is None for one in found}) == 1


@pytest.mark.proves("R4")
@given(st.lists(RULES, max_size=4), RULES, SUBJECTS)
def test_nothing_below_a_rule_that_keeps_out_matters(
    rules: list[Rule], below: Rule, subject: RuleSubject
) -> None:
    """After "do not import" the verdict is the same whatever follows."""
    numbered = list(enumerate(rules, 1))
    found = judge(numbered, subject)
    if found.excluded_by is not None:
        assert judge([*numbered, (99, below)], subject) == found
        assert (found.tags, found.held_by) == ((), None)


@pytest.mark.proves("R3")
@given(criteria(), criteria(), SUBJECTS)
def test_a_further_criterion_never_catches_more(
    first: Test, second: Test, subject: RuleSubject
) -> None:
    """All criteria must hold: a rule with one more catches no order that it would have passed."""

    def catches(*asked: Test) -> bool:
        rule = Rule("r", asked, ((Action.HOLD, ""),))
        return judge([(1, rule)], subject).held_by == 1

    assert catches(first, second) == (catches(first) and catches(second))


@pytest.mark.proves("R3")
@given(criteria().filter(lambda t: len(t.values) > 1), SUBJECTS)
def test_values_are_alternatives_and_of_a_negation_none_may_be_met(
    test: Test, subject: RuleSubject
) -> None:
    """A criterion of several values is the "or" of each one, or the "and" where it negates."""

    def holds(*values: str) -> bool:
        rule = Rule("r", (replace(test, values=values),), ((Action.HOLD, ""),))
        return judge([(1, rule)], subject).held_by == 1

    negates = test.operator in (Operator.IS_NOT, Operator.DO_NOT_INCLUDE)
    each = [holds(value) for value in test.values]
    assert holds(*test.values) is (all(each) if negates else any(each))


@given(RULES, SUBJECTS)
def test_a_rule_that_is_off_changes_nothing(rule: Rule, subject: RuleSubject) -> None:
    """Switching a rule off is the same as taking it away."""
    assert judge([(1, replace(rule, enabled=False))], subject) == judge([], subject)
