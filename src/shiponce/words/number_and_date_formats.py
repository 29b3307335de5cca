"""Format times, money, numbers and plurals for the reader's language, by Babel's rules.

Babel is imported when the first value is formatted: help and version never need it. Each text is
cached, because a grid formats the same values again and again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

    from shiponce.domain.money import Money

#: The Babel locale for dates in each language. English dates are unambiguous: day first, the month
#: by name, 24 hours. English amounts and numbers (_NUMBERS) follow the United States.
_DATES = {"en": "en_GB", "fr": "fr_FR"}
#: Babel's date skeleton for a near day: the shortest unambiguous form of each language.
_NEAR = {"en": "MMMEd", "fr": "MEd"}
_NUMBERS = {"en": "en_US", "fr": "fr_FR"}
_KEPT = 8192


@cache
def _locale(name: str) -> Locale:
    from babel.core import Locale

    return Locale.parse(name)


def _dates(language: str) -> Locale:
    return _locale(_DATES[language])


def moment(when: datetime, language: str = "en") -> str:
    """Return a date and time to the minute in UTC, for places that already name the time zone.

    English ``20 Nov 2026, 14:02``, French ``20/11/2026 14:02``.
    """
    return _moment(when.astimezone(UTC).replace(second=0, microsecond=0), language)


@lru_cache(_KEPT)
def _moment(minute: datetime, language: str) -> str:
    from babel.dates import format_datetime

    if language == "fr":
        return format_datetime(minute, "short", locale=_dates(language))
    return str(_dates(language).datetime_formats["medium"]).format(
        time(minute, language), day(minute, language)
    )


def moment_utc(when: datetime, language: str = "en") -> str:
    """Return a date and time with the time zone, for use in a sentence."""
    return f"{moment(when, language)} UTC"


@lru_cache(_KEPT)
def day(when: date, language: str = "en") -> str:
    """Return a date: ``20 Nov 2026``, ``20/11/2026``."""
    from babel.dates import format_date, format_skeleton

    if language == "fr":
        return format_date(when, "short", locale=_dates(language))
    return format_skeleton("yMMMd", when, locale=_dates(language))


def time(when: datetime, language: str = "en") -> str:
    """Return the time of day to the minute: ``14:02``."""
    from babel.dates import format_skeleton

    return format_skeleton("Hm", when, locale=_dates(language))


@lru_cache(_KEPT)
def weekday(when: date, language: str = "en") -> str:
    """Return a day near now, without its year: ``Fri 20 Nov``, ``ven. 20/11``."""
    from babel.dates import format_skeleton

    return format_skeleton(_NEAR[language], when, locale=_dates(language))


@lru_cache(_KEPT)
def money(amount: Money, language: str = "en") -> str:
    """Return an amount with its currency: ``$48.00``, ``48,00 $US``."""
    from babel.numbers import format_currency

    return format_currency(amount.amount, amount.currency, locale=_locale(_NUMBERS[language]))


@lru_cache(_KEPT)
def number(n: int | float | Decimal, language: str = "en") -> str:
    """Return a number with thousands separators and at most three decimals."""
    from babel.numbers import format_decimal

    return format_decimal(n, "#,##0.###", locale=_locale(_NUMBERS[language]))


@lru_cache(_KEPT)
def plural(n: float, language: str = "en") -> str:
    """Return the CLDR plural category of a count: ``one``, ``many`` or ``other``."""
    return _locale(_NUMBERS[language]).plural_form(n)
