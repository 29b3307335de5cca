"""Rules in words, without characters that could control the terminal."""

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
    """Return the display name of a value, such as a platform's, or else the value itself."""
    return clean(rule_sentences.value(text, locale.language))
