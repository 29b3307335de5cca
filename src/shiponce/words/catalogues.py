"""The catalogues: every sentence in English and French, by its code.

There is one TOML file per language and subject. A code is the path of a key: ``why.hidden`` is the
key ``hidden`` in ``[why]``. A sentence with a count is a table of plural forms (``one``,
``other``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from shiponce.words.language import LANGUAGES

#: The plural categories of CLDR; a sentence uses ``other`` for every category that it lacks.
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

#: Codes with their sentence, or its plural forms.
Catalogue = Mapping[str, str | Mapping[str, str]]
#: The sentences that platforms have added, by owner and language.
_ADDED: dict[str, dict[str, Catalogue]] = {}


@cache
def catalogue(language: str) -> Catalogue:
    """Return every code of a language with its sentence or its plural forms."""
    found = dict(_built_in(language))
    for added in _ADDED.values():
        found |= added.get(language, {})
    return found


@cache
def _built_in(language: str) -> Catalogue:
    """Read the files of a language, once: that takes longer than a first frame may."""
    found: dict[str, str | Mapping[str, str]] = {}
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            found |= sentences_in(file)
    return found


class UnknownWord(KeyError):
    """A code that is in no catalogue: a programming error, found by the tests."""


def sentence_of(code: str, language: str) -> str | Mapping[str, str]:
    """Return the sentence of a code, or its plural forms; UnknownWord if there is none."""
    sentence = catalogue(language).get(code)
    if sentence is None:
        raise UnknownWord(code)
    return sentence


def sentences_in(file: Traversable) -> Catalogue:
    """Read the sentences of one TOML file, by code."""
    found: dict[str, str | Mapping[str, str]] = {}
    _flatten(tomllib.loads(file.read_text("utf-8")), "", found)
    return found


def add(owner: str, language: str, sentences: Catalogue) -> None:
    """Add the sentences of a platform, replacing those that *owner* added before.

    Raise ValueError if the built-in catalogue or another owner already has one of the codes. All
    languages have the same built-in codes, so one language's files are read to find out.
    """
    _ADDED.get(owner, {}).pop(language, None)
    known = [_built_in(LANGUAGES[0]), *(added.get(language, {}) for added in _ADDED.values())]
    taken = {code for one in known for code in one.keys() & sentences.keys()}
    if taken:
        raise ValueError(f"{owner}: {', '.join(sorted(taken))} already has a sentence")
    _ADDED.setdefault(owner, {})[language] = sentences
    catalogue.cache_clear()


def remove(owner: str) -> None:
    """Remove the sentences that a platform has added."""
    _ADDED.pop(owner, None)
    catalogue.cache_clear()


def _flatten(table: dict[str, Any], path: str, into: dict[str, str | Mapping[str, str]]) -> None:
    for key, value in table.items():
        code = f"{path}{key}"
        if isinstance(value, str) or is_plural(value):
            into[code] = value
        else:
            _flatten(value, code + ".", into)


def is_plural(table: Mapping[str, object]) -> bool:
    """Return True if a table contains plural forms instead of codes."""
    return "other" in table and table.keys() <= PLURALS


def knows(code: str) -> bool:
    """Return True if the catalogues contain *code*."""
    return code in catalogue(LANGUAGES[0])
