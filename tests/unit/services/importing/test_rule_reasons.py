"""What a rule did says which rule it was, and by which criterion; equal rules are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.errors import Refused
from shiponce.hub import Hub
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE, EXCLUDE_COPIES

WHOLESALE = Rule(
    "Wholesale",
    (
        Test(Criterion.TOTAL, Operator.AT_LEAST, ("20",)),
        Test(Criterion.SOURCE, Operator.EQUALS, ("amazon", "ebay", "storefront")),
    ),
    ((Action.HOLD, "3 days"),),
)
GLASS = Rule(
    "Glass",
    (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),),
    (
        (Action.ADD_TAG, "fragile"),
        (Action.ADD_NOTE, "wrap twice"),
        (Action.SET_SERVICE, "house:ground"),
    ),
)


def told(sentence: Sentence | None, language: str = "en") -> str:
    """A sentence as it is read."""
    assert sentence is not None
    return say(sentence.code, language, **sentence.facts)


def ruled(*rules: Rule) -> tuple[Hub, World, OrderDetail]:
    """A storefront order that came in under these rules."""
    hub, world = a_hub()
    for rule in rules:
        hub.rules.add(rule)
    world.stores["shop"].orders = {"1001": an_order(BIGCOMMERCE, "1001")}
    hub.imports.run("shop")
    return hub, world, hub.orders.detail(hub.orders.find("shop:1001"))


@pytest.mark.proves("B11")
def test_a_hold_by_a_rule_says_rule_criteria_values_end_and_undo() -> None:
    """Both values of every criterion, in both languages."""
    _, _, detail = ruled(WHOLESALE)
    assert told(detail.why.headline) == (
        "On hold by the rule “Wholesale”: total is at least 20 (here 25.98) and source is Amazon or"
        " eBay or BigCommerce storefront (here BigCommerce storefront);"
        " until 23 Nov 2026, 12:00 UTC."
    )
    assert "la règle «\u00a0Wholesale\u00a0»" in told(detail.why.headline, "fr")
    assert "est au moins 20 (ici 25,98)" in told(detail.why.headline, "fr")
    assert "orders release shop:1001" in told(detail.why.undo)
    assert "rules edit 1" in told(detail.why.undo)


@pytest.mark.proves("B11")
def test_reprocessing_gives_the_same_reason() -> None:
    """A hold that comes later says as much."""
    hub, _, before = ruled()
    hub.rules.add(WHOLESALE)
    hub.reprocessing.run()
    detail = hub.orders.detail(before.row.id)
    assert detail.row.status is OrderStatus.ON_HOLD
    assert "“Wholesale”: total is at least 20 (here 25.98)" in told(detail.why.headline)


@pytest.mark.proves("B11")
def test_a_rule_that_is_gone_or_changed_is_still_named() -> None:
    """The reason is what decided then, not what the rule says today."""
    hub, _, detail = ruled(WHOLESALE)
    hub.rules.remove(1)
    assert "“Wholesale”: total is at least 20" in told(hub.orders.why(detail.row.id).headline)


@pytest.mark.parametrize(
    ("until", "ends"), [("", "until a person"), ("2026-12-24", "until 24 Dec 2026")]
)
def test_a_hold_by_a_person_says_who_until_when_and_how_to_undo_it(until: str, ends: str) -> None:
    """The person's name stands where the rule's would."""
    hub, _, detail = ruled()
    hub.orders.hold(detail.row.id, until)
    why = hub.orders.why(detail.row.id)
    assert told(why.headline).startswith("Put on hold by Tess, until ")
    assert ends in told(why.headline)
    assert "orders release shop:1001" in told(why.undo)


def test_what_the_order_has_is_not_kept_with_the_reason() -> None:
    """A postcode is personal data: the stored reason holds the rule's own values only."""
    rule = replace(WHOLESALE, tests=(Test(Criterion.STATE, Operator.CONTAINS, ("n",)),))
    hub, _, detail = ruled(rule)
    assert "(here NV)" in told(detail.why.headline)
    row = hub._db.conn.execute("SELECT facts FROM order_state").fetchone()
    assert "NV" not in row[0]


def test_tags_wishes_and_notes_say_which_rule_asked_for_them() -> None:
    """The name that the rule had when it ran."""
    hub, _, detail = ruled(GLASS)
    hub.rules.change(1, replace(GLASS, name="China"))
    again = hub.orders.detail(detail.row.id)
    assert {(one.action, one.argument, one.rule) for one in again.ruled} == {
        ("add_tag", "fragile", "Glass"),
        ("add_note", "wrap twice", "Glass"),
        ("set_service", "house:ground", "Glass"),
    }
    assert [one.what.facts for one in again.history if one.what.code == "event.ruled"] == [
        {"rule": "Glass", "rule_id": 1}
    ]


def test_reprocessing_twice_says_it_once() -> None:
    """What was so before is no news."""
    hub, _, detail = ruled(GLASS)
    hub.reprocessing.run()
    hub.reprocessing.run()
    history = hub.orders.detail(detail.row.id).history
    assert len([one for one in history if one.what.code == "event.ruled"]) == 1


EQUAL = [
    replace(WHOLESALE, name="Another name"),
    replace(WHOLESALE, enabled=False),
    replace(WHOLESALE, name="Blanks", actions=((Action.HOLD, " 3 days "),)),
    replace(
        WHOLESALE,
        name="Order, case and numbers",
        tests=(
            Test(Criterion.SOURCE, Operator.EQUALS, (" Storefront", "EBAY", "Amazon", "ebay")),
            Test(Criterion.TOTAL, Operator.AT_LEAST, ("20.00",)),
        ),
    ),
]


@pytest.mark.parametrize("rule", EQUAL, ids=lambda rule: rule.name)
def test_a_rule_that_does_the_same_is_refused(rule: Rule) -> None:
    """Added, or made equal by a change; the other one is named."""
    hub, _ = a_hub()
    hub.rules.add(WHOLESALE)
    other = hub.rules.add(GLASS)
    with pytest.raises(Refused) as added:
        hub.rules.add(rule)
    with pytest.raises(Refused) as changed:
        hub.rules.change(other.id, rule)
    for refused in (added.value, changed.value):
        assert (refused.code, refused.facts["other"]) == ("limit.rule_equal", "Wholesale")
    assert [row.name for row in hub.rules.rows()] == ["Wholesale", "Glass"]


def test_an_equal_rule_that_is_off_is_to_be_switched_on() -> None:
    """The refusal says how, and a rule may be changed into itself."""
    hub, _ = a_hub()
    row = hub.rules.add(EXCLUDE_COPIES)
    hub.rules.switch(row.id, enabled=False)
    with pytest.raises(Refused, match=f"shiponce rules enable {row.id}"):
        hub.rules.add(EXCLUDE_COPIES)
    assert hub.rules.change(row.id, replace(EXCLUDE_COPIES, name="Copies")).name == "Copies"


def test_a_name_stands_for_one_rule() -> None:
    """Reasons name a rule by its name."""
    hub, _ = a_hub()
    hub.rules.add(WHOLESALE)
    with pytest.raises(Refused) as refused:
        hub.rules.add(replace(GLASS, name="  wholesale "))
    assert refused.value.code == "limit.rule_name_taken"


@pytest.mark.parametrize(
    "rule",
    [
        replace(GLASS, actions=GLASS.actions[:2]),
        replace(GLASS, tests=(Test(Criterion.SKU, Operator.CONTAINS, ("MUG",)),)),
        replace(GLASS, tests=(*GLASS.tests, Test(Criterion.LINES, Operator.EQUALS, ("1",)))),
    ],
)
def test_rules_that_differ_are_both_kept(rule: Rule) -> None:
    """One action, one operator, one criterion more makes another rule."""
    hub, _ = a_hub()
    hub.rules.add(GLASS)
    hub.rules.add(replace(rule, name="Other"))
    assert len(hub.rules.rows()) == 2
