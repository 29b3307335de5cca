"""Every sentence the product says, in English and French, by code; facts fill the gaps.

A catalogue is a TOML file per language and subject. A key is its path: ``why.hidden`` stands in
``[why]`` as ``hidden``. A sentence that counts is a table with ``one`` and ``other``, chosen by
the fact ``n`` under the language's own plural rule.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

#: The languages that have a catalogue; the first one is spoken where nothing else is asked for.
LANGUAGES = ("en", "fr")


class UnknownWord(KeyError):
    """A code that no catalogue holds: a fault of ours, found by the tests."""


@cache
def catalogue(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Every code of a language with its sentence, or its plural forms."""
    found: dict[str, str | Mapping[str, str]] = {}
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text("utf-8")), "", found)
    return found


def _flatten(table: dict[str, Any], path: str, into: dict[str, str | Mapping[str, str]]) -> None:
    for key, value in table.items():
        code = f"{path}{key}"
        if isinstance(value, str) or set(value) == {"one", "other"}:
            into[code] = value
        else:
            _flatten(value, code + ".", into)


def say(code: str, language: str = "en", /, **facts: object) -> str:
    """The sentence of *code*; a fact that is itself a code of a word is said in the language.

    Facts are put in as they are: they were cleaned at the border and enter no markup here.
    """
    sentence = catalogue(language).get(code)
    if sentence is None:
        raise UnknownWord(code)
    if not isinstance(sentence, str):
        sentence = sentence["one" if _is_one(facts.get("n", 0), language) else "other"]
    return Formatter().vformat(sentence, (), {k: _fact(v, language) for k, v in facts.items()})


def knows(code: str) -> bool:
    """Whether the catalogues hold *code*."""
    return code in catalogue(LANGUAGES[0])


def _is_one(n: object, language: str) -> bool:
    return n == 1 or (language == "fr" and n == 0)


def _fact(value: object, language: str) -> object:
    """Return a fact as it stands in a sentence.

    A mapping with ``say`` is a phrase: the code of one and its own facts. A list is said one after
    the other: phrases joined by "and", texts by "or".
    """
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, Mapping) and "say" in value:
        return say(value["say"], language, **{k: v for k, v in value.items() if k != "say"})
    if isinstance(value, list | tuple):
        phrases = any(isinstance(one, Mapping) for one in value)
        between = f" {say('list.and' if phrases else 'list.or', language)} "
        return between.join(str(_fact(one, language)) for one in value)
    if isinstance(value, str) and value.startswith("word."):
        word = catalogue(language).get(value)
        return word if isinstance(word, str) else value  # a text from outside may begin so too
    return value


def moment(when: datetime, language: str = "en") -> str:
    """A time as a person of the language writes it, in UTC and to the minute."""
    return when.strftime("%d/%m/%Y %H:%M" if language == "fr" else "%Y-%m-%d %H:%M")


def language_of(environment: Mapping[str, str] | None = None, asked: str | None = None) -> str:
    """The language asked for, else the locale's (LC_ALL, LC_MESSAGES, LANG), else English."""
    environment = os.environ if environment is None else environment
    wanted = asked or next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    short = wanted[:2].lower()
    return short if short in LANGUAGES else LANGUAGES[0]
