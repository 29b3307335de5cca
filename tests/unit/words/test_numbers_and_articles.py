"""Words agree with the numbers before them, and English articles with the names after them."""

from __future__ import annotations

import re
from itertools import product
from string import Formatter

import pytest

from shiponce.platforms import registry
from shiponce.words import LANGUAGES, catalogue, say
from shiponce.words.families import platform_word

#: Facts that are texts. Every other fact is taken for a number, so that no count is left out.
TEXTS = frozenset(
    [
        "by",
        "carrier",
        "copy",
        "given",
        "key_name",
        "labels",
        "marketplace",
        "name",
        "number",
        "option",
        "order",
        "original",
        "platform",
        "rejected",
        "source",
        "store",
        "text",
        "tracking",
        "twin",
    ]
)
#: Verbs that go with several things, and with one.
VERBS = {"en": ({"are", "were", "have"}, {"is", "was", "has"}), "fr": ({"sont", "ont"}, {"est"})}
#: Before a number: the verb after it goes with another word.
ANOTHERS = re.compile(r"\b(of|de|à) [012]$")


def _forms(language: str, code: str) -> list[tuple[str, str]]:
    found = catalogue(language)[code]
    return [("", found)] if isinstance(found, str) else list(found.items())


def _counted(language: str) -> tuple[set[str], set[str]]:
    """The words that stand after one, and those that stand after several, in any sentence."""
    one, several = set[str](), set[str]()
    for code in catalogue(language):
        for form, text in _forms(language, code):
            after = re.findall(r"\{n\}[ \u00a0]([^\W\d_]+)", text)
            if form:
                (one if form == "one" else several).update(map(str.casefold, after))
    return one - several, several - one


def _wrong(text: str, language: str) -> list[str]:
    """The places where a number and the word or the verb after it do not agree."""
    one, several = _counted_words[language]
    wrong = []
    for found in re.finditer(
        r"(?<![\w.,:/#-])([012])[ \u00a0]([^\W\d_]+)(?:[ \u00a0]([^\W\d_]+))?", text
    ):
        n, noun, verb = found.groups(default="")
        verb = "" if ANOTHERS.search(text[: found.end(1)]) else verb
        singular = int(n) == 1 if language == "en" else int(n) < 2
        nouns, verbs = (several, VERBS[language][0]) if singular else (one, VERBS[language][1])
        if noun.casefold() in nouns or verb in verbs:
            wrong.append(f"{n} {noun} {verb}")
    return wrong


_counted_words = {language: _counted(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_agrees_with_none_one_and_two(language: str) -> None:
    """One is singular in English; in French none is too."""
    wrong, seen = {}, 0
    for code in catalogue(language):
        facts = {
            name for _, text in _forms(language, code) for _, name, _, _ in Formatter().parse(text)
        } - {None}
        if not facts:
            continue
        counts = sorted(str(name) for name in facts if name not in TEXTS and name != "until")
        texts = {str(name): "x" for name in facts if name in TEXTS} | {"until": ""}
        many = product((0, 1, 2), repeat=len(counts)) if len(counts) < 3 else ()
        for numbers in {*many, *((n,) * len(counts) for n in (0, 1, 2))}:
            said = say(code, language, **texts, **dict(zip(counts, numbers, strict=True)))
            seen += 1
            if found := _wrong(said, language):
                wrong[code] = (said, found)
    assert wrong == {}
    assert seen > 2000


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1 orders"), ("en", "2 unit"), ("fr", "0 commandes"), ("fr", "2 commande")],
)
def test_a_wrong_number_is_seen(language: str, text: str) -> None:
    """Otherwise the test above proves nothing."""
    assert _wrong(f"x: {text}.", language)


def test_the_articles_of_platforms_are_spoken() -> None:
    """Each platform's manifest names its article, whatever the letters look like."""
    awaited = {
        str(one.platform): say("why.original_awaited", source=platform_word(one.platform))
        for one in registry.manifests()
    }
    assert "a copy of an eBay order" in awaited["ebay"]
    assert "a copy of an Amazon order" in awaited["amazon"]
    assert "a copy of a BigCommerce order" in awaited["bigcommerce"]
    assert "of an unknown" in say("why.original_awaited", source="unknown")


def test_no_article_is_written_for_one_platform_only() -> None:
    """A sentence with an article before a platform's or a source's name is written with ``a``."""
    wrong = [
        code
        for code in catalogue("en")
        for _, text in _forms("en", code)
        if re.search(r"\b[Aa]n \{", text)
    ]
    assert wrong == []
