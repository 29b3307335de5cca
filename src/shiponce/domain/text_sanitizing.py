"""Text from outside is hostile until it has passed through here, once, at the border.

What platforms send, what people type, paste or configure: ``printable``. What leaves for a
terminal, a pipe or a log passes ``steerless`` once more, whatever door it came in by.
"""

from __future__ import annotations

import re
import unicodedata

#: Longer than any field a platform documents; a longer text is cut and ends in an ellipsis.
LONGEST = 500
#: Marks stacked on one character beyond this number only serve to overflow a line.
_MOST_MARKS = 4
#: Whole sequences that steer a terminal: without their first character the rest would be left.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).{0,200}?(?:\x07|\x1b\\|\x9c)",
    re.DOTALL,
)


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
    """Return what ``printable`` would drop unseen, each as ``U+001B``; a line break is seen.

    What people type and what then leaves the house must be what they see.
    """
    found = dict.fromkeys(c for c in text if c not in "\t\n\r\v\f" and _steers(c))
    return tuple(f"U+{ord(character):04X}" for character in found)


def steerless(text: str) -> str:
    """Return text for a terminal: its lines and blanks as they are, and nothing that steers one."""
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
    r"""Return a JSON document with ``\u`` escapes for what steers a terminal or reorders a line."""
    for character in {c for c in document if c != "\n" and _steers(c)}:
        units = character.encode("utf-16-be", "surrogatepass")
        pairs = (units[n : n + 2].hex() for n in range(0, len(units), 2))
        document = document.replace(character, "".join(f"\\u{pair}" for pair in pairs))
    return document


def _steers(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "C" or category in ("Zl", "Zp")
