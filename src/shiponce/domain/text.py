"""Text from a platform is hostile until it has passed through here, once, at the border."""

from __future__ import annotations

import unicodedata

#: Longer than any field a platform documents; a longer text is cut and ends in an ellipsis.
LONGEST = 500
#: Marks stacked on one character beyond this number only serve to overflow a line.
_MOST_MARKS = 4


def printable(text: str, longest: int = LONGEST) -> str:
    """Keep what a person can read, on one line, at most *longest* characters.

    Control, format (bidirectional overrides among them), surrogate and private characters go:
    the first steer a terminal, the second reorder a line, the others have no glyph. Line breaks
    become spaces.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text.strip()
    kept: list[str] = []
    marks = 0
    for character in text[: longest * 4]:
        category = unicodedata.category(character)
        if category in ("Zl", "Zp") or character in "\t\n\r\v\f":
            character, category = " ", "Zs"
        if category[0] == "C":
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    clean = "".join(kept).strip()
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"
