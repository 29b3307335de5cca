"""Fold text for search: no case, accents or repeated blanks."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return text in which é, É and e are equal, as are ß and ss, and İ, ı and i.

    Line breaks and runs of blanks become one blank, so a searched field contains no line break.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.replace("ı", "i").split())
