"""Times, money, numbers and plurals as a reader of each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from shiponce import words
from shiponce.domain.money import Money
from shiponce.words import evidence_values, input_parsing, number_and_date_formats, say

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
AT = datetime(2026, 11, 20, 14, 2, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment", "day", "weekday"),
    [
        ("en", "20 Nov 2026, 14:02", "20 Nov 2026", "Fri 20 Nov"),
        ("fr", "20/11/2026 14:02", "20/11/2026", "ven. 20/11"),
    ],
)
def test_dates_are_written_as_the_language_does(
    language: str, moment: str, day: str, weekday: str
) -> None:
    """A date that no reader can take for another, to the minute and in UTC."""
    assert number_and_date_formats.moment(AT, language) == moment
    assert (
        number_and_date_formats.moment(AT.astimezone(timezone(timedelta(hours=9))), language)
        == moment
    )
    assert number_and_date_formats.day(AT.date(), language) == day
    assert number_and_date_formats.weekday(AT.date(), language) == weekday


def test_money_follows_the_currency_and_the_language() -> None:
    """Decimals are the currency's own; the sign and the marks are the language's."""
    assert number_and_date_formats.money(Money(4800, "USD"), "en") == "$48.00"
    assert number_and_date_formats.money(Money(4800, "USD"), "fr") == f"48,00{WIDE}$US"
    assert number_and_date_formats.money(Money(123456, "EUR"), "fr") == f"1{NARROW}234,56{WIDE}€"
    assert number_and_date_formats.money(Money(1500, "JPY"), "en") == "¥1,500"


def test_a_sentence_writes_its_facts_for_the_reader() -> None:
    """A time says its zone, an amount its currency, a count its thousands; an id stays an id."""
    assert say("cli.why.at", "en", when=AT) == "Decided on 20 Nov 2026, 14:02 UTC."
    assert say("cli.why.at", "fr", when=AT) == "Décidé le 20/11/2026 14:02 UTC."
    assert say("tui.detail.units", "fr", n=12345).startswith(f"12{NARROW}345")
    assert "12345" in say("error.no_rule", "en", rule=12345)
    assert say("cli.why.undo", "en", how=("word.amazon", "word.ebay")).endswith("Amazon or eBay")
    assert say("cli.why.undo", "fr", how=Money(150, "EUR")).endswith(f"1,50{WIDE}€")
    nested = {"say": "cli.why.at", "when": AT}
    assert "20/11/2026 14:02 UTC" in say("cli.why.undo", "fr", how=nested)


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 0, "0 units"),
        ("en", 1, "1 unit"),
        ("en", 1.5, "1.5 units"),
        ("fr", 0, "0 unité"),
        ("fr", 1, "1 unité"),
        ("fr", 1.5, "1,5 unité"),
        ("fr", 2, "2 unités"),
        ("fr", 1_000_000, f"1{NARROW}000{NARROW}000 unités"),
    ],
)
def test_plurals_are_those_of_the_language(language: str, n: float, said: str) -> None:
    """CLDR's categories choose the form; one that a sentence does not have is "other"."""
    assert say("tui.detail.units", language, n=n) == said


def test_numbers_have_the_decimals_they_need() -> None:
    """No more and no less."""
    assert number_and_date_formats.number(Decimal("1234.50"), "en") == "1,234.5"
    assert number_and_date_formats.number(0.5, "fr") == "0,5"


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("typed", ["5 days", "5 jours", "5 j", "5 Jours", "120 h", "120 heures"])
def test_a_span_is_read_in_both_languages_whichever_is_spoken(typed: str, language: str) -> None:
    """What is stored of it names no language, and is shown in the reader's."""
    stored = input_parsing.stored_hold(typed, language)
    assert stored == "5 days"
    assert (
        input_parsing.shown_hold(stored, language)
        == {"en": "5 days", "fr": f"5{WIDE}jours"}[language]
    )


def test_a_week_and_a_day_are_spans_too() -> None:
    """Larger and mixed units are brought to days and hours."""
    assert input_parsing.stored_hold("1 semaine", "en") == "7 days"
    assert input_parsing.stored_hold("1 jour 2 h", "fr") == "1 day 2 h"
    assert input_parsing.stored_hold("1,5 h", "fr") == "1 h 30 min"


def test_a_date_with_the_day_first_is_french() -> None:
    """ISO 8601 is read always; an English reader might mean the month, and is asked for ISO."""
    assert input_parsing.stored_hold("24/12/2026", "fr") == "2026-12-24"
    assert input_parsing.stored_hold("24/12/2026 16:30", "fr") == "2026-12-24T16:30"
    assert input_parsing.stored_hold("4/1/2027 à 9 h 05", "fr") == "2027-01-04T09:05"
    assert input_parsing.stored_hold("24/12/2026", "en") == "24/12/2026"
    for language in words.LANGUAGES:
        assert input_parsing.stored_hold("2026-12-24", language) == "2026-12-24"
        for nonsense in ("31/02/2026", "soon", "", "2026-13-01"):
            assert input_parsing.stored_hold(nonsense, language) == nonsense
            assert input_parsing.shown_hold(nonsense, language) == nonsense
    assert input_parsing.shown_hold("2026-12-24T16:30", "fr") == "24/12/2026 16:30 UTC"


def test_stored_evidence_is_written_for_the_reader() -> None:
    """Fields have names, amounts and times their form; what is neither stays as it is stored."""
    assert evidence_values.field("external_id", "en") == "BigCommerce external id"
    assert evidence_values.field("some_new_field", "fr") == "some_new_field"
    assert evidence_values.value("25.98 USD", "fr") == f"25,98{WIDE}$US"
    assert evidence_values.value("1500 JPY", "en") == "¥1,500"
    assert evidence_values.value("2026-11-20T14:02+00:00", "fr") == "20/11/2026 14:02"
    for raw in ("111-0000001-0000001", "MUG × 2", "", "2026-99-20T99:02", "12.5"):
        assert evidence_values.value(raw, "fr") == raw


def test_french_elides_before_a_fact_that_begins_with_a_vowel() -> None:
    """*de* and *que* lose their e before a name of a store as before any other word."""
    assert "L’importation d’amz" in say("event.import_stopped", "fr", store="amz")
    assert "L’importation de bay" in say("event.import_stopped", "fr", store="bay")


def test_stored_facts_of_a_reason_are_named_for_the_reader() -> None:
    """A compared field and the keys of a contradiction are stored as the platform calls them."""
    facts = {"number": "1", "platform": "word.ebay", "original": "2", "value": "2"}
    hidden = say("why.hidden", "fr", field="ebay_order_id", decided_at=AT, **facts)
    assert "numéro eBay chez BigCommerce 2" in hidden
    assert "20/11/2026 14:02 UTC" in hidden
    keys = say("why.contradiction", "en", keys="external_id 111-1, new_field 7", decided_at=AT)
    assert "BigCommerce external id 111-1, new_field 7" in keys
