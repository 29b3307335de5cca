"""Rules are read the way one says them."""

from __future__ import annotations

import pytest

from shiponce.cli.rule_syntax import read_action, read_test
from shiponce.domain.rule import Action, Criterion, Operator, Test
from shiponce.errors import BadInput


@pytest.mark.proves("R3")
@pytest.mark.parametrize(
    ("text", "test"),
    [
        (
            "marketplace equals bigcommerce",
            Test(Criterion.MARKETPLACE, Operator.EQUALS, ("bigcommerce",)),
        ),
        (
            "source equals ebay, amazon",
            Test(Criterion.SOURCE, Operator.EQUALS, ("ebay", "amazon")),
        ),
        ("item name is-not Mug", Test(Criterion.ITEM_NAME, Operator.IS_NOT, ("Mug",))),
        ("Item_Name STARTS WITH A b", Test(Criterion.ITEM_NAME, Operator.STARTS_WITH, ("A b",))),
        ('sku equals "A,1", B', Test(Criterion.SKU, Operator.EQUALS, ("A,1", "B"))),
        ("country is blank", Test(Criterion.COUNTRY, Operator.IS_BLANK)),
        ("total at least 50", Test(Criterion.TOTAL, Operator.AT_LEAST, ("50",))),
        ("tag do not include gift", Test(Criterion.TAG, Operator.DO_NOT_INCLUDE, ("gift",))),
    ],
)
def test_a_criterion_is_read(text: str, test: Test) -> None:
    """Names may be joined by spaces, hyphens or underscores; values by commas."""
    assert read_test(text) == test


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "cli.bad.criterion"),
        ("colour equals red", "cli.bad.criterion"),
        ("skuequals red", "cli.bad.criterion"),
        ("sku", "cli.bad.operator"),
        ("sku at least 3", "cli.bad.operator"),
        ("total contains 3", "cli.bad.operator"),
        ("sku equals", "cli.bad.value_wanted"),
        ("sku equals ,", "cli.bad.value_wanted"),
        ("sku is blank x", "cli.bad.no_value_wanted"),
    ],
)
def test_a_criterion_that_cannot_be_read_says_what_could_stand_there(text: str, code: str) -> None:
    """The complaint quotes the text and lists what is known."""
    with pytest.raises(BadInput) as bad:
        read_test(text)
    assert bad.value.code == code
    assert str(bad.value)


def test_an_action_is_read_with_its_argument() -> None:
    """An argument is the rest of the text; a tag needs one."""
    assert read_action("do not import") == (Action.DO_NOT_IMPORT, "")
    assert read_action("add-tag gift wrap") == (Action.ADD_TAG, "gift wrap")
    assert read_action("hold 2026-12-01") == (Action.HOLD, "2026-12-01")
    with pytest.raises(BadInput, match="needs a value"):
        read_action("add tag")
    with pytest.raises(BadInput, match="does not begin with an action"):
        read_action("shout")
