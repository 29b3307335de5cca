"""A reason names platforms by their names, and quotes every other value as it is."""

from __future__ import annotations

import pytest

from shiponce.decisions.rule_reasons import facts_of, with_phrases
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test, exclude_copies
from shiponce.words import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_platforms_are_named(language: str) -> None:
    """The criterion says BigCommerce, eBay and Amazon, not their ids."""
    facts = with_phrases(facts_of(exclude_copies(), 1))
    sentence = say("excluded.rule", language, **facts)
    assert all(name in sentence for name in ("BigCommerce", "eBay", "Amazon"))
    assert "bigcommerce" not in sentence


def test_a_sku_that_spells_a_platform_is_quoted_as_it_is() -> None:
    """Only marketplaces and sources are platforms."""
    test = Test(Criterion.SKU, Operator.EQUALS, ("amazon",))
    rule = Rule("", (test,), ((Action.STOP_PROCESSING, ""),))
    assert "'values': ['amazon']" in str(with_phrases(facts_of(rule, 1)))
