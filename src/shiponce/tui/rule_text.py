"""Rules in words, safe for a screen."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.tui.localized_text import Locale, clean
from shiponce.words import rule_sentences


def criterion(locale: Locale, name: str, operator: str, values: Sequence[str]) -> str:
    """Return a criterion: ``marketplace is Amazon or eBay``."""
    return clean(rule_sentences.criterion(name, operator, values, locale.language))


def action_text(locale: Locale, action: str, argument: str) -> str:
    """Return an action: ``add the tag gift``."""
    return clean(rule_sentences.action(action, argument, locale.language))


def value(locale: Locale, text: str) -> str:
    """Return the name of a value that has one, such as a platform; else the value."""
    return clean(rule_sentences.value(text, locale.language))
