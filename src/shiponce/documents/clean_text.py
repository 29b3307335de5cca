"""Prepare text from outside for drawing, and say where a line may end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from shiponce.domain.text_sanitizing import printable

#: Maximum length of one text on a document; a longer text is cut and ends in an ellipsis.
LONGEST = 4000
#: Variation selectors, the colours of skin (documents are black and white), and a joiner.
_IGNORABLE = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x1F3FB, 0x1F3FF), (0x034F, 0x034F))
#: The last part of a cut text.
CUT = "…"


def clean(text: str, longest: int = LONGEST) -> str:
    """Return a text composed (NFC), on one line, and without control and format characters.

    The overrides of right-to-left text are format characters.
    """
    return unicodedata.normalize("NFC", printable(" ".join(text.split()), longest))


def is_ignorable(character: str) -> bool:
    """Return True for a character that selects another's form or colour and is not drawn itself."""
    code = ord(character)
    return any(first <= code <= last for first, last in _IGNORABLE)


def clusters(text: str) -> Iterator[str]:
    """Yield what must stay together on a line: a character with its marks and joined letters."""
    cluster = ""
    for character in text:
        joins = cluster and (
            unicodedata.category(character)[0] == "M"
            or 0x1F3FB <= ord(character) <= 0x1F3FF
            or unicodedata.combining(cluster[-1]) == 9  # a virama joins the next consonant
        )
        if cluster and not joins:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def is_wide(character: str) -> bool:
    """Return True for a character after which a line may end, as in Chinese and Japanese."""
    return unicodedata.east_asian_width(character) in "WF"


def words(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may end; each keeps the blank after it."""
    word = ""
    for cluster in clusters(text):
        ends = word.endswith(" ") and cluster != " "
        apart = is_wide(cluster[0]) and unicodedata.category(cluster[0])[0] != "P"
        if word and (ends or apart):
            yield word
            word = ""
        word += cluster
    if word:
        yield word
