"""Amounts and times, as a person of the language reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shiponce.domain.money import Money
from shiponce.errors import ShiponceError
from shiponce.tui.localized_text import Locale
from shiponce.views.sentence import Sentence

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EN, FR = Locale("en"), Locale("fr")
#: What sets thousands apart in French.
THIN = "\N{NARROW NO-BREAK SPACE}"


def test_money_keeps_its_cents() -> None:
    """The amount is exact in every currency; thousands and decimals follow the language."""
    assert EN.money(Money(123456, "USD")) == "$1,234.56"
    assert FR.money(Money(123456, "USD")) == f"1{THIN}234,56\N{NO-BREAK SPACE}$US"
    assert FR.money(Money(123456, "EUR")) == f"1{THIN}234,56\N{NO-BREAK SPACE}€"
    assert EN.money(Money(1500, "JPY")) == "¥1,500"
    assert EN.money(Money(-5, "USD")) == "-$0.05"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(10, "now"), (300, "5 min ago"), (-300, "in 5 min"), (7200, "2 h ago"), (260_000, "3 d ago")],
)
def test_times_are_told_in_their_largest_unit(seconds: int, told: str) -> None:
    """Past and future, each in one unit."""
    assert EN.ago(NOW - timedelta(seconds=seconds), NOW) == told


def test_late_is_said() -> None:
    """A ship-by time that is over says by how much."""
    assert EN.due(NOW - timedelta(hours=2), NOW) == "late 2 h"
    assert FR.due(NOW + timedelta(hours=2), NOW) == "2 h"


def test_a_missing_word_stops_nothing() -> None:
    """A code or a fact that is missing shows what is known instead of failing."""
    assert EN.sentence(Sentence("no.such.word", {"a": 1})) == "no.such.word (a 1)"
    assert "limit.already_shipped" in EN.error(ShiponceError("limit.already_shipped"))


def test_a_text_in_several_languages() -> None:
    """The reader's language, else whatever there is."""
    assert FR.pick({"en": "yes", "fr": "oui"}) == "oui"
    assert FR.pick({"en": "yes"}) == "yes"
    assert FR.pick({}) == ""
