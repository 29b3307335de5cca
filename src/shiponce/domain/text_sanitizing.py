"""Sanitize text from outside.

Everything that platforms send and people type, paste or configure passes ``printable`` once.
Everything written to a terminal, pipe or log passes ``steerless`` as well, our own text too.
"""

from __future__ import annotations

import re
import unicodedata

#: Maximum length of a text, above every length that a platform documents; a longer text is cut
#: and ends in an ellipsis.
LONGEST = 500
#: How many combining marks one character keeps; more would draw over the lines above and below.
_MOST_MARKS = 4
#: Terminal control sequences. If only their control characters were removed, the rest would show.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).{0,200}?(?:\x07|\x1b\\|\x9c)",
    re.DOTALL,
)


def printable(text: str, longest: int = LONGEST) -> str:
    """Return the readable characters of a text, on one line, at most *longest* of them.

    Control, format (including bidirectional overrides), surrogate and private-use characters are
    removed: they can control a terminal, reorder a line, or have no glyph. Line breaks become
    spaces.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text.strip()
    kept: list[str] = []
    marks = 0
    for character in _SEQUENCES.sub("", text[: longest * 4]):
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


def unseen(text: str) -> tuple[str, ...]:
    """Return the invisible characters that ``printable`` would remove, each as ``U+001B``.

    What people type must be what is sent, so invisible characters in it are refused.
    """
    found = dict.fromkeys(c for c in text if c not in "\t\n\r\v\f" and _steers(c))
    return tuple(f"U+{ord(character):04X}" for character in found)


def steerless(text: str) -> str:
    """Return text that cannot control a terminal, with its lines and blanks unchanged."""
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS and (character == "\n" or not _steers(character)):
            kept.append(character)
    return "".join(kept)


def escaped(document: str) -> str:
    """Return a JSON document with every character escaped that could control a terminal."""
    for character in {c for c in document if c != "\n" and _steers(c)}:
        units = character.encode("utf-16-be", "surrogatepass")
        pairs = (units[n : n + 2].hex() for n in range(0, len(units), 2))
        document = document.replace(character, "".join(f"\\u{pair}" for pair in pairs))
    return document


def _steers(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "C" or category in ("Zl", "Zp")
