"""Describe a rule's criteria and actions, and list the words that people can type in rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from shiponce.domain.rule import Action, Criterion, Operator
from shiponce.words import LANGUAGES, knows, say
from shiponce.words.domain_words import ACTION_WORD, CRITERION_WORD, OPERATOR_WORD
from shiponce.words.families import Family, platform_word
from shiponce.words.input_parsing import shown_date, shown_hold

#: The family of labels of each enumeration.
_FAMILIES: dict[type[StrEnum], Family] = {
    Criterion: CRITERION_WORD,
    Operator: OPERATOR_WORD,
    Action: ACTION_WORD,
}
_DATES = (Criterion.PAID_DATE, Criterion.SHIP_BY)


def criterion(name: str, operator: str, values: Sequence[str], language: str) -> str:
    """Return the text of a criterion: ``marketplace is Amazon or eBay``."""
    shown = (value(one, language, dates=name in _DATES) for one in values)
    joined = f" {say('word.or', language)} ".join(shown)
    parts = (
        _label(CRITERION_WORD, name, language),
        _label(OPERATOR_WORD, operator, language),
        joined,
    )
    return " ".join(filter(None, parts))


def action(name: str, argument: str, language: str) -> str:
    """Return the text of an action: ``add the tag gift``."""
    shown = shown_hold(argument, language) if name == Action.HOLD and argument else argument
    return f"{_label(ACTION_WORD, name, language)} {shown}".strip()


def value(text: str, language: str, *, dates: bool = False) -> str:
    """Return the display name of a value, such as a platform's, or else the value itself."""
    if dates:
        return shown_date(text, language)
    code = platform_word(text)
    return say(code, language) if knows(code) else text


def _label(family: Family, name: str, language: str) -> str:
    code = family.get(name)
    return say(code, language) if code else name


def typed(name: StrEnum) -> tuple[str, ...]:
    """Return all texts that a person may type for a member: its value and all its labels."""
    family = _FAMILIES[type(name)]
    labels = (say(family[name], language) for language in LANGUAGES)
    return tuple(dict.fromkeys((name.value.replace("_", " "), *labels)))


def listing(names: Iterable[StrEnum], language: str) -> str:
    """Return the values that a person may type, each with its label if the label differs."""
    shown = []
    for name in names:
        own = name.value.replace("_", " ")
        label = _label(_FAMILIES[type(name)], name.value, language)
        shown.append(own if label == own else f"{own} ({label})")
    return ", ".join(shown)
