"""Rules in words, safe for a screen: what a criterion says and what an action does."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.tui.locale import Locale, clean
from shiponce.words import rules


def criterion(locale: Locale, name: str, operator: str, values: Sequence[str]) -> str:
    """Return a criterion: ``marketplace is Amazon or eBay``."""
    return clean(rules.criterion(name, operator, values, locale.language))


def deed(locale: Locale, action: str, argument: str) -> str:
    """Return an action: ``add the tag gift``."""
    return clean(rules.action(action, argument, locale.language))


def value(locale: Locale, text: str) -> str:
    """Return a value by its name where it has one, such as a platform's."""
    return clean(rules.value(text, locale.language))
