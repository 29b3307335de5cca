"""Which orders a rule catches, what it does with them, and which rules are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shiponce.decisions.rule_validation import check
from shiponce.decisions.rules import (
    Judgement,
    hold_ends,
    judge,
    rule_from_json,
    rule_to_json,
    subject_of,
)
from shiponce.domain.money import Money
from shiponce.domain.order import Address, ImportedOrder, Line
from shiponce.domain.platform import Platform, Source
from shiponce.domain.rule import OPERATORS, Action, Criterion, Operator, Rule, Test
from shiponce.domain.store import Store
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

SHOP = Store(1, "shop", BIGCOMMERCE, "hash", datetime(2026, 1, 1, tzinfo=UTC))
TAGGED = ((Action.ADD_TAG, "caught"),)

MUG = Line("l1", "MUG-SLATE", "Slate mug", 2, Money(1299, "USD"), 400)
BOWL = Line("l2", "BOWL-OAK", "Café bowl", 1, Money(2500, "USD"), 500)
ORDER = an_order(
    BIGCOMMERCE,
    "1042",
    source=Source(AMAZON),
    lines=(MUG, BOWL),
    prime=True,
    ship_to=Address("Ada Byron", "1 Way", "Reno", "US", state="NV", postcode="89502"),
    total=Money(5098, "USD"),
    requested_service="Standard",
    ship_by=datetime(2026, 11, 23, 22, 30, tzinfo=UTC),
    placed_at=datetime(2026, 11, 20, 0, 30, tzinfo=UTC),
)


def caught(
    criterion: Criterion,
    operator: Operator,
    *values: str,
    order: ImportedOrder = ORDER,
    tags: tuple[str, ...] = (),
) -> bool:
    """Whether a rule with this one criterion catches the order."""
    rule = Rule("r", (Test(criterion, operator, values),), TAGGED)
    return judge([(1, rule)], subject_of(order, SHOP, tags)).tags == ("caught",)


def judged(*rules: Rule, tags: tuple[str, ...] = ()) -> Judgement:
    """What rules 1, 2, … make of the order."""
    return judge(list(enumerate(rules, 1)), subject_of(ORDER, SHOP, tags))


def on_shop(*actions: tuple[Action, str], **more: bool) -> Rule:
    """A rule that catches the order."""
    return Rule("r", (Test(Criterion.STORE, Operator.EQUALS, ("shop",)),), actions, **more)


# -- the rule of the help article


@pytest.mark.proves("R1")
@pytest.mark.parametrize("source", [Source(AMAZON), Source(EBAY)])
def test_the_articles_rule_keeps_marketplace_copies_out(source: Source) -> None:
    """Marketplace BigCommerce and source Amazon or eBay: not imported, by that rule."""
    subject = subject_of(replace(ORDER, source=source), SHOP)
    assert judge([(7, EXCLUDE_COPIES)], subject).excluded_by == 7


@pytest.mark.proves("R2")
@pytest.mark.parametrize(
    ("platform", "source"),
    [
        (BIGCOMMERCE, Source.STOREFRONT),
        (BIGCOMMERCE, Source.UNKNOWN),
        (AMAZON, Source(AMAZON)),
        (EBAY, Source(EBAY)),
    ],
)
def test_the_articles_rule_leaves_the_others_alone(platform: Platform, source: Source) -> None:
    """Storefront orders and orders imported directly are what is to be shipped."""
    subject = subject_of(replace(ORDER, platform=platform, source=source), SHOP)
    assert judge([(7, EXCLUDE_COPIES)], subject).excluded_by is None


# -- what is compared, and how


@pytest.mark.proves("R3", "R9")
@pytest.mark.parametrize(
    ("criterion", "value"),
    [
        (Criterion.MARKETPLACE, "bigcommerce"),
        (Criterion.STORE, "shop"),
        (Criterion.SOURCE, "amazon"),
        (Criterion.ORDER_NUMBER, "1042"),
        (Criterion.SKU, "bowl-oak"),
        (Criterion.ITEM_NAME, "slate mug"),
        (Criterion.COUNTRY, "us"),
        (Criterion.STATE, "nv"),
        (Criterion.POSTCODE, "89502"),
        (Criterion.PROGRAM, "prime"),
        (Criterion.REQUESTED_SERVICE, "standard"),
        (Criterion.TOTAL, "50.98"),
        (Criterion.QUANTITY, "3"),
        (Criterion.WEIGHT, "1300"),
        (Criterion.LINES, "2"),
        (Criterion.PAID_DATE, "2026-11-20"),
        (Criterion.SHIP_BY, "2026-11-23"),
    ],
)
def test_each_criterion_looks_at_its_own_field(criterion: Criterion, value: str) -> None:
    """A criterion that read another field would catch the wrong orders."""
    assert caught(criterion, Operator.EQUALS, value)
    elsewhere = "1999-01-01" if "date" in criterion or criterion == "ship_by" else "99999"
    assert not caught(criterion, Operator.EQUALS, elsewhere)


@pytest.mark.proves("R3")
@pytest.mark.parametrize(
    ("operator", "yes", "no"),
    [
        (Operator.EQUALS, "1042", "104"),
        (Operator.IS_NOT, "1043", "1042"),
        (Operator.CONTAINS, "04", "43"),
        (Operator.STARTS_WITH, "10", "42"),
        (Operator.ENDS_WITH, "42", "10"),
    ],
)
def test_each_text_operator_tells_yes_from_no(operator: Operator, yes: str, no: str) -> None:
    """Operators must not be taken for one another."""
    assert caught(Criterion.ORDER_NUMBER, operator, yes)
    assert not caught(Criterion.ORDER_NUMBER, operator, no)


@pytest.mark.proves("R3")
def test_is_blank_means_nothing_but_blanks() -> None:
    """An empty service is blank, and so is one of spaces."""
    for service, blank in (("", True), ("  ", True), ("Standard", False)):
        order = replace(ORDER, requested_service=service)
        assert caught(Criterion.REQUESTED_SERVICE, Operator.IS_BLANK, order=order) is blank


@pytest.mark.proves("R3")
@pytest.mark.parametrize(
    ("operator", "value", "held"),
    [
        (Operator.AT_LEAST, "50.98", True),
        (Operator.AT_LEAST, "50.99", False),
        (Operator.AT_MOST, "50.98", True),
        (Operator.AT_MOST, "50.97", False),
        (Operator.EQUALS, "50.980", True),
    ],
)
def test_an_amount_is_compared_to_the_cent(operator: Operator, value: str, held: bool) -> None:
    """At least and at most include the value itself; no float comes near a cent."""
    assert caught(Criterion.TOTAL, operator, value) is held


def test_an_amount_is_in_major_units_of_its_currency() -> None:
    """5,000 yen are 5000, and not 50."""
    order = replace(ORDER, total=Money(5000, "JPY"))
    assert caught(Criterion.TOTAL, Operator.EQUALS, "5000", order=order)


@pytest.mark.proves("R3")
@pytest.mark.parametrize(
    ("operator", "value", "held"),
    [
        (Operator.EQUALS, "2026-11-23", True),
        (Operator.EQUALS, " 2026-11-23 ", True),
        (Operator.AT_MOST, "2026-11-23", True),
        (Operator.AT_MOST, "2026-11-22", False),
        (Operator.AT_LEAST, "2026-11-24", False),
        (Operator.AT_MOST, "2026-11-23T22:30", True),
        (Operator.AT_MOST, "2026-11-23 22:29", False),
        (Operator.EQUALS, "2026-11-23T23:30+01:00", True),
    ],
)
def test_a_date_means_the_day_and_a_time_the_moment(
    operator: Operator, value: str, held: bool
) -> None:
    """At most a day includes its last hour; a time without a zone is UTC."""
    assert caught(Criterion.SHIP_BY, operator, value) is held


@pytest.mark.parametrize("operator", [Operator.EQUALS, Operator.AT_LEAST, Operator.AT_MOST])
def test_a_date_that_is_not_known_is_never_met(operator: Operator) -> None:
    """An order without ship-by date is neither late nor early."""
    order = replace(ORDER, ship_by=None)
    assert not caught(Criterion.SHIP_BY, operator, "2026-11-23", order=order)


@pytest.mark.proves("R3")
def test_tags_are_included_or_not() -> None:
    """Any of the named tags will do; "do not include" wants none of them."""
    tags = ("Amazon Prime Order",)
    assert caught(Criterion.TAG, Operator.INCLUDE, "x", "amazon prime order", tags=tags)
    assert not caught(Criterion.TAG, Operator.DO_NOT_INCLUDE, "x", "amazon prime order", tags=tags)
    assert caught(Criterion.TAG, Operator.DO_NOT_INCLUDE, "x", tags=tags)
    assert not caught(Criterion.TAG, Operator.INCLUDE, "x", tags=tags)


@pytest.mark.proves("R3")
def test_any_value_of_a_criterion_will_do() -> None:
    """Values are alternatives; of a negation none may be met."""
    assert caught(Criterion.SOURCE, Operator.EQUALS, "ebay", "amazon")
    assert not caught(Criterion.SOURCE, Operator.IS_NOT, "ebay", "amazon")
    assert caught(Criterion.SOURCE, Operator.IS_NOT, "ebay", "storefront")
    assert caught(Criterion.QUANTITY, Operator.EQUALS, "2", "3")
    assert caught(Criterion.PAID_DATE, Operator.EQUALS, "2026-11-20", "2026-11-24")


@pytest.mark.proves("R3")
def test_all_criteria_of_a_rule_must_hold() -> None:
    """One that fails lets the order pass, wherever it stands in the list."""
    yes = Test(Criterion.STORE, Operator.EQUALS, ("shop",))
    no = Test(Criterion.STORE, Operator.EQUALS, ("other",))
    for tests, held in (((yes, yes), True), ((yes, no), False), ((no, yes), False)):
        assert bool(judged(Rule("r", tests, TAGGED)).tags) is held


@pytest.mark.parametrize("value", ["SHOP", " shop ", "Shop"])
def test_text_is_compared_without_case_and_blanks(value: str) -> None:
    """People type names as they remember them."""
    assert caught(Criterion.STORE, Operator.EQUALS, value)


def test_an_accent_is_the_same_however_it_is_coded() -> None:
    """A decomposed é, as some systems export it, must not let an order slip past a rule."""
    assert caught(Criterion.ITEM_NAME, Operator.CONTAINS, "CAFE\N{COMBINING ACUTE ACCENT}")


def test_any_line_of_an_order_will_do() -> None:
    """One oak bowl among mugs is caught; "is not" and "is blank" want every line to agree."""
    assert caught(Criterion.SKU, Operator.EQUALS, "BOWL-OAK")
    assert not caught(Criterion.SKU, Operator.IS_NOT, "BOWL-OAK")
    half_blank = replace(ORDER, lines=(MUG, replace(BOWL, sku="")))
    assert not caught(Criterion.SKU, Operator.IS_BLANK, order=half_blank)
    all_blank = replace(ORDER, lines=(replace(MUG, sku=""), replace(BOWL, sku=" ")))
    assert caught(Criterion.SKU, Operator.IS_BLANK, order=all_blank)


def test_an_order_without_address_has_a_blank_country() -> None:
    """A rule on the country must not fail on an order that is not paid yet."""
    assert caught(Criterion.COUNTRY, Operator.IS_BLANK, order=replace(ORDER, ship_to=None))
    canada = replace(ORDER, ship_to=Address("A", "1", "C", "CA"))
    assert caught(Criterion.COUNTRY, Operator.EQUALS, "ca", order=canada)


# -- what becomes of an order


@pytest.mark.proves("R4")
def test_nothing_applies_after_do_not_import() -> None:
    """An order that is kept out has no tags and no hold, from earlier rules either."""
    keep_out = on_shop((Action.ADD_TAG, "b"), (Action.DO_NOT_IMPORT, ""))
    found = judged(on_shop((Action.ADD_TAG, "a"), (Action.HOLD, "")), keep_out, on_shop(*TAGGED))
    assert (found.excluded_by, found.tags, found.held_by) == (2, (), None)
    assert [trace.rule_id for trace in found.trace] == [1, 2]


@pytest.mark.proves("R4")
def test_stop_processing_ends_the_list() -> None:
    """Its own actions still apply; "do not import" below it does not."""
    stop = on_shop((Action.STOP_PROCESSING, ""), (Action.ADD_TAG, "a"))
    found = judged(stop, on_shop((Action.DO_NOT_IMPORT, "")))
    assert (found.excluded_by, found.tags) == (None, ("a",))


@pytest.mark.proves("R4")
def test_a_rule_that_does_not_catch_does_not_stop_the_list() -> None:
    """Only a rule that applies may end it."""
    other = Test(Criterion.STORE, Operator.EQUALS, ("other",))
    idle = Rule("r", (other,), ((Action.STOP_PROCESSING, ""), (Action.DO_NOT_IMPORT, "")))
    assert judged(idle, on_shop(*TAGGED)).tags == ("caught",)


@pytest.mark.proves("R4")
def test_the_last_hold_is_the_one_that_counts() -> None:
    """A later action overrides an earlier one of its kind; a rule without one leaves it."""
    hold = on_shop((Action.HOLD, ""))
    assert judged(hold, hold, on_shop(*TAGGED)).held_by == 2
    assert judged(on_shop(*TAGGED)).held_by is None


@pytest.mark.proves("R4", "R9")
@pytest.mark.parametrize(
    ("action", "field", "first", "second"),
    [
        (Action.SET_SERVICE, "service", "house:ground", "house:air"),
        (Action.SET_PACKAGE, "package", "small box", "tube"),
        (Action.HOLD, "hold", "2 days", "2026-12-24"),
    ],
)
def test_the_later_of_two_settings_counts(
    action: Action, field: str, first: str, second: str
) -> None:
    """Each kind by itself: another kind set by a later rule leaves it."""
    found = judged(on_shop((action, first)), on_shop((action, f" {second} ")), on_shop(*TAGGED))
    assert getattr(found, field) == second
    assert getattr(judged(on_shop(*TAGGED)), field) == ""


@pytest.mark.proves("R9")
def test_notes_are_added_in_order_and_once() -> None:
    """A note is added, not set: two rules may both have something to say."""
    found = judged(
        on_shop((Action.ADD_NOTE, " fragile ")),
        on_shop((Action.ADD_NOTE, "gift"), (Action.ADD_NOTE, "fragile")),
    )
    assert found.notes == ("fragile", "gift")
    assert found.caught_by == (1, 2)


@pytest.mark.proves("R4")
def test_what_is_kept_out_has_no_wishes_left() -> None:
    """After "do not import" nothing else applies, not even what came before it."""
    wish = on_shop((Action.SET_SERVICE, "house:air"), (Action.ADD_NOTE, "x"), (Action.HOLD, ""))
    found = judged(wish, on_shop((Action.DO_NOT_IMPORT, ""), (Action.ADD_NOTE, "y")))
    assert found.excluded_by == 2
    assert (found.service, found.notes, found.held_by, found.tags) == ("", (), None, ())
    assert found.caught_by == (1, 2)


NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.mark.proves("R9")
@pytest.mark.parametrize(
    ("argument", "ends"),
    [
        ("", None),
        ("  ", None),
        ("1 day", datetime(2026, 11, 21, 12, 30, tzinfo=UTC)),
        (" 10 days ", datetime(2026, 11, 30, 12, 30, tzinfo=UTC)),
        ("5 jours", datetime(2026, 11, 25, 12, 30, tzinfo=UTC)),
        ("1 semaine", datetime(2026, 11, 27, 12, 30, tzinfo=UTC)),
        ("2 h", datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("2 heures", datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("2026-12-24", datetime(2026, 12, 24, tzinfo=UTC)),
        ("2026-12-24T08:00", datetime(2026, 12, 24, 8, tzinfo=UTC)),
    ],
)
def test_when_a_hold_ends(argument: str, ends: datetime | None) -> None:
    """A date is its first moment in UTC; days are counted from now; nothing is for ever."""
    assert hold_ends(argument, NOW) == ends


@pytest.mark.parametrize(
    "argument", ["0 days", "1000 days", "-1 days", "tomorrow", "5", "1.5 days"]
)
def test_what_is_no_end_of_a_hold(argument: str) -> None:
    """Refused when the rule is made, not when it runs."""
    with pytest.raises(ValueError, match=r".+"):
        hold_ends(argument, NOW)
    assert codes(Rule("r", (GOOD,), ((Action.HOLD, argument),))) == ["error.rule_hold"]


@pytest.mark.parametrize(
    ("action", "bad", "good", "code"),
    [
        (Action.SET_SERVICE, "ground", "house:ground", "error.rule_service"),
        (Action.SET_SERVICE, "house:", "buy_shipping:UPS_2ND", "error.rule_service"),
        (Action.SET_SERVICE, "manual:x", "house:air", "error.rule_service"),
        (Action.SET_SERVICE, "house:a b", "house:a", "error.rule_service"),
        (Action.SET_PACKAGE, "  ", "tube", "error.rule_no_text"),
        (Action.ADD_NOTE, "", "hi", "error.rule_no_text"),
        (Action.HOLD, "soon", "", "error.rule_hold"),
    ],
)
def test_an_action_needs_its_argument(action: Action, bad: str, good: str, code: str) -> None:
    """What cannot be carried out later is said at once, with what was written."""
    assert check(Rule("r", (GOOD,), ((action, bad),))) == [(code, {"value": bad})]
    assert check(Rule("r", (GOOD,), ((action, good),))) == []


def test_tags_come_in_order_and_once() -> None:
    """Two rules with the same tag do not tag twice."""
    found = judged(on_shop((Action.ADD_TAG, " b "), (Action.ADD_TAG, "a")), on_shop(*TAGGED * 2))
    assert found.tags == ("b", "a", "caught")


@pytest.mark.proves("R4")
def test_a_later_rule_sees_the_tags_of_an_earlier_one() -> None:
    """Rules run top to bottom, so that one may build on another."""
    if_gift = Test(Criterion.TAG, Operator.INCLUDE, ("Gift",))
    then_hold = Rule("hold gifts", (if_gift,), ((Action.HOLD, ""),))
    gift = on_shop((Action.ADD_TAG, "gift"))
    assert judged(gift, then_hold).held_by == 2
    assert judged(then_hold, gift).held_by is None


def test_a_rule_that_is_off_neither_acts_nor_is_shown() -> None:
    """It was not asked, so it stands in no explanation."""
    found = judged(on_shop((Action.DO_NOT_IMPORT, ""), enabled=False))
    assert (found.excluded_by, found.trace) == (None, ())


def test_a_rule_without_criteria_catches_nothing() -> None:
    """Were it stored all the same, it must not empty the grids."""
    assert judged(Rule("r", (), ((Action.DO_NOT_IMPORT, ""),))).excluded_by is None


@pytest.mark.proves("B11")
def test_the_trace_shows_what_was_compared() -> None:
    """Each criterion with the order's own value and the answer, of rules that missed as well."""
    tests = (
        Test(Criterion.SKU, Operator.CONTAINS, ("MUG",)),
        Test(Criterion.QUANTITY, Operator.AT_LEAST, ("4",)),
        Test(Criterion.TAG, Operator.INCLUDE, ("x",)),
    )
    trace = judged(Rule("r", tests, TAGGED), tags=("B", "a")).trace
    assert [(t.rule_id, t.test, t.value, t.held) for t in trace] == [
        (1, tests[0], "MUG-SLATE, BOWL-OAK", True),
        (1, tests[1], "3", False),
        (1, tests[2], "a, b", False),
    ]


def test_the_trace_tells_nothing_from_zero() -> None:
    """A total of 0 is a value; an unknown ship-by date is none."""
    tests = (
        Test(Criterion.TOTAL, Operator.EQUALS, ("0",)),
        Test(Criterion.SHIP_BY, Operator.EQUALS, ("2026-11-23",)),
    )
    order = replace(ORDER, total=Money(0, "JPY"), ship_by=None)
    found = judge([(1, Rule("r", tests, TAGGED))], subject_of(order, SHOP))
    assert [(t.value, t.held) for t in found.trace] == [("0", True), ("", False)]


# -- which rules are refused

GOOD = Test(Criterion.STORE, Operator.EQUALS, ("shop",))


def codes(rule: Rule) -> list[str]:
    """The codes of what is wrong with a rule, each of which can be said in every language."""
    problems = check(rule)
    for code, facts in problems:
        assert all("{" not in say(code, language, **facts) for language in LANGUAGES)
    return [code for code, _ in problems]


def test_the_articles_rule_is_a_good_rule() -> None:
    """And so is each of the other shapes that people need."""
    assert codes(EXCLUDE_COPIES) == []
    assert codes(Rule("r", (Test(Criterion.SKU, Operator.IS_BLANK),), TAGGED)) == []
    assert codes(Rule("r", (Test(Criterion.TAG, Operator.INCLUDE, ("a",)),), TAGGED)) == []


def test_everything_that_is_wrong_is_said_at_once() -> None:
    """Whoever corrects a rule wants to correct it once."""
    assert codes(Rule(" ", (), ())) == [
        "error.rule_no_name",
        "error.rule_no_criterion",
        "error.rule_no_action",
    ]


@pytest.mark.parametrize("criterion", list(Criterion))
def test_an_operator_that_does_not_fit_is_refused(criterion: Criterion) -> None:
    """Every pair outside the table is named, with what would fit."""
    for operator in Operator:
        found = codes(Rule("r", (Test(criterion, operator, ("2026-11-20",)),), TAGGED))
        assert ("error.rule_operator" in found) is (operator not in OPERATORS[criterion])


@pytest.mark.parametrize("values", [(), ("",), ("a", " ")])
@pytest.mark.parametrize("operator", [Operator.EQUALS, Operator.CONTAINS])
def test_an_empty_value_is_refused(operator: Operator, values: tuple[str, ...]) -> None:
    """Every text contains the empty one: such a rule would catch every order."""
    assert codes(Rule("r", (Test(Criterion.SKU, operator, values),), TAGGED)) == [
        "error.rule_no_value"
    ]


@pytest.mark.parametrize("value", ["abc", "1,50", "NaN", "Infinity", "1.2.3"])
def test_what_is_no_number_is_refused(value: str) -> None:
    """Each unreadable value is named."""
    test = Test(Criterion.TOTAL, Operator.AT_LEAST, ("1.50", value))
    assert check(Rule("r", (test,), TAGGED)) == [
        (
            "error.rule_number",
            {
                "criterion": "word.criterion.total",
                "operator": "word.operator.at_least",
                "value": value,
            },
        )
    ]


@pytest.mark.parametrize("value", ["tomorrow", "20/11/2026", "2026-02-30", "12"])
def test_what_is_no_date_is_refused(value: str) -> None:
    """A date is written year, month, day; the sentence shows how."""
    test = Test(Criterion.PAID_DATE, Operator.AT_MOST, ("2026-11-20", value))
    assert codes(Rule("r", (test,), TAGGED)) == ["error.rule_date"]


@pytest.mark.parametrize("value", ["2026-11-20", "2026-11-20T10:00", "2026-11-20T10:00+02:00"])
def test_a_date_may_have_a_time(value: str) -> None:
    """With or without a zone."""
    assert codes(Rule("r", (Test(Criterion.SHIP_BY, Operator.EQUALS, (value,)),), TAGGED)) == []


def test_a_tag_needs_its_text() -> None:
    """An empty tag would be put on orders and seen by nobody; other actions need no argument."""
    assert codes(Rule("r", (GOOD,), ((Action.ADD_TAG, " "),))) == ["error.rule_no_tag"]
    assert codes(Rule("r", (GOOD,), ((Action.HOLD, ""),))) == []


def test_a_rule_comes_back_as_it_was_stored() -> None:
    """What is stored is the rule, criterion by criterion."""
    assert rule_from_json(rule_to_json(EXCLUDE_COPIES)) == EXCLUDE_COPIES
