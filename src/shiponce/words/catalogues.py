"""The catalogues: every sentence in English and French, by its code.

A catalogue is a TOML file per language and subject. A key is its path: ``why.hidden`` is ``hidden``
in ``[why]``. A sentence that counts is a table of plural forms (``one``, ``other``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from shiponce.words.language import LANGUAGES

#: CLDR's plural categories; ``other`` stands for every one that a sentence does not have.
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

#: Codes with their sentence, or its plural forms.
Catalogue = Mapping[str, str | Mapping[str, str]]
#: By owner and language: what platforms have added.
_ADDED: dict[str, dict[str, Catalogue]] = {}


@cache
def catalogue(language: str) -> Catalogue:
    """Return every code of a language with its sentence or its plural forms."""
    found: dict[str, str | Mapping[str, str]] = {}
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            found |= sentences_in(file)
    for added in _ADDED.values():
        found |= added.get(language, {})
    return found


def sentences_in(file: Traversable) -> Catalogue:
    """Read one file of a catalogue: a table's name is the first part of its codes."""
    found: dict[str, str | Mapping[str, str]] = {}
    _flatten(tomllib.loads(file.read_text("utf-8")), "", found)
    return found


def add(owner: str, language: str, sentences: Catalogue) -> None:
    """Add a platform's own sentences; ValueError for a code that has a sentence already."""
    _ADDED.get(owner, {}).pop(language, None)
    catalogue.cache_clear()
    taken = catalogue(language).keys() & sentences.keys()
    if taken:
        raise ValueError(f"{owner}: {', '.join(sorted(taken))} already has a sentence")
    _ADDED.setdefault(owner, {})[language] = sentences
    catalogue.cache_clear()


def remove(owner: str) -> None:
    """Take a platform's sentences out again."""
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
    """Return True for a table of plural forms, in contrast to one of codes."""
    return "other" in table and table.keys() <= PLURALS


def knows(code: str) -> bool:
    """Return True if the catalogues contain *code*."""
    return code in catalogue(LANGUAGES[0])
