"""The catalogues: every sentence exists in both languages, with the same facts, once."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

import shiponce
from shiponce.words import LANGUAGES, catalogue

PACKAGE = Path(shiponce.__file__).parent
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+\Z")


def forms(sentence: str | Mapping[str, str]) -> tuple[str, ...]:
    """A sentence, or each of its plural forms."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence.values())


def facts(sentence: str | Mapping[str, str]) -> set[str]:
    """The names of the facts that a sentence mentions in any of its forms."""
    return {name for form in forms(sentence) for _, name, _, _ in Formatter().parse(form) if name}


@dataclass(frozen=True)
class Literal:
    """A text in the package's code; of an f-string, what stands before its first gap."""

    where: str
    text: str
    whole: bool

    def is_known(self, codes: Set[str]) -> bool:
        """Whether it is a code, or the beginning of some."""
        return self.text in codes or (
            not self.whole and any(code.startswith(self.text) for code in codes)
        )


def literals() -> Iterator[Literal]:
    """Every text in the package's code that looks like a code."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(piece) for string in strings for piece in string.values}
        first = {id(string.values[0]) for string in strings if string.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole = id(node) not in inside
                if (whole and CODE.match(node.value)) or (id(node) in first and "." in node.value):
                    where = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                    yield Literal(where, node.value, whole)


def test_all_languages_hold_the_same_codes() -> None:
    """A sentence that exists in one language exists in every other."""
    first = catalogue(LANGUAGES[0]).keys()
    for language in LANGUAGES[1:]:
        assert catalogue(language).keys() == first


def test_all_languages_mention_the_same_facts() -> None:
    """A translation neither loses a fact nor invents one."""
    english = {code: facts(sentence) for code, sentence in catalogue("en").items()}
    for language in LANGUAGES[1:]:
        other = catalogue(language)
        assert [code for code in english if facts(other[code]) != english[code]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_stands_in_two_files(language: str) -> None:
    """Of two sentences with one code only one would ever be said."""

    def codes(table: Mapping[str, object], path: str = "") -> Iterator[str]:
        for key, value in table.items():
            if isinstance(value, dict) and set(value) != {"one", "other"}:
                yield from codes(value, f"{path}{key}.")
            else:
                yield path + key

    counted = Counter(
        code
        for file in (PACKAGE / "words" / language).glob("*.toml")
        for code in codes(tomllib.loads(file.read_text("utf-8")))
    )
    assert [code for code, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(language: str) -> None:
    """No stray brace: each sentence takes plain facts."""
    for code, sentence in catalogue(language).items():
        for form in forms(sentence):
            assert form.strip(), code
            Formatter().vformat(form, (), dict.fromkeys(facts(sentence), "x"))


def test_every_code_in_the_code_exists() -> None:
    """A code that no catalogue holds would end a command with our own fault."""
    known = catalogue(LANGUAGES[0]).keys()
    subjects = {code.partition(".")[0] for code in known}
    unknown = [
        f"{literal.where} {literal.text}"
        for literal in literals()
        if literal.text.partition(".")[0] in subjects and not literal.is_known(known)
    ]
    assert unknown == []


def test_french_is_set_as_french_is() -> None:
    """A typographic apostrophe, and a space that does not break before high punctuation."""
    wrong = re.compile(r"\w'\w| [:;?!»](?=\s|$)|« ")
    found = [
        code
        for code, sentence in catalogue("fr").items()
        if any(wrong.search(re.sub(r"`[^`]*`", "", form)) for form in forms(sentence))
    ]
    assert found == []
