"""Rules in words: what a criterion says and what an action does, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.tui.locale import Locale, clean
from shiponce.words import knows


def criterion(locale: Locale, name: str, operator: str, values: Sequence[str]) -> str:
    """A criterion: ``marketplace is Amazon or eBay``."""
    joined = f" {locale.say('list.or')} ".join(value(locale, one) for one in values)
    told = (
        _word(locale, f"rule.criterion.{name}", name),
        _word(locale, f"rule.operator.{operator}", operator),
        joined,
    )
    return " ".join(filter(None, told))


def deed(locale: Locale, action: str, argument: str) -> str:
    """An action: ``add the tag gift``."""
    return f"{_word(locale, f'tui.deed.{action}', action)} {clean(argument)}".strip()


def value(locale: Locale, text: str) -> str:
    """A value by its name where it has one, such as a platform's."""
    code = f"word.{text}"
    return locale.say(code) if knows(code) else clean(text)


def _word(locale: Locale, code: str, name: str) -> str:
    return locale.say(code) if knows(code) else clean(name)
