"""French joins its small words: dates after "depuis", and articles after "à" and "de"."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from shiponce.words import LANGUAGES, catalogue, say

AT = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)


def sentences(language: str) -> list[tuple[str, str]]:
    """Every sentence of a language with its code; of one that counts every form."""
    found = []
    for code, text in catalogue(language).items():
        found += [(code, one) for one in ([text] if isinstance(text, str) else text.values())]
    return found


def test_a_date_follows_its_article() -> None:
    """It is « depuis le 20/11/2026 », never « depuis 20/11/2026 »."""
    bare = re.compile(r"[Dd]epuis \{(\w*at)\}")
    assert [code for code, text in sentences("fr") if bare.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_house_carrier_keeps_the_grammar(language: str) -> None:
    """Its name has an article: a capital where a sentence begins, and no « à le » or « de le »."""
    named = re.compile(r"\{(platform|carrier|store)\}")
    wrong = re.compile(r"\b(à|À|de|De) le transporteur|[^.!?] (The|Le) (house|transporteur)")
    begun = re.compile(r"(^|[.!?] )(the house|le transporteur)")
    seen = 0
    fields: dict[str, list[str]] = {}
    for code, text in sentences(language):  # the forms of one code need not have the same fields
        fields.setdefault(code, []).extend(re.findall(r"\{(\w+)\}", text))
    for code, text in sentences(language):
        if not named.search(text):
            continue
        facts = dict.fromkeys(fields[code], "x")
        facts |= {name: "word.house" for name in facts if named.fullmatch(f"{{{name}}}")}
        said = say(code, language, **facts)
        assert not wrong.search(said), said
        assert not begun.search(said), said
        seen += 1
    assert seen > 100


def test_a_store_that_is_called_so_keeps_its_name() -> None:
    """Only our own words are joined; a name is a name."""
    shop = say("act.not_read", "fr", platform="le transporteur", operation="")
    assert "à le transporteur" in shop
    asked = say("act.not_read", "fr", platform="word.house", operation="")
    assert "on a demandé au transporteur maison de" in asked
