"""Text as a person means it when looking for something: without case, accents and extra blanks."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return text in which é, É and e are the same, as are ß and ss, and İ, ı and i.

    Line breaks and runs of blanks become one blank, so no field that is searched holds one.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.replace("ı", "i").split())
