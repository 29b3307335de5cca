"""Texts as the label's font can print them: whole, or with a sign that something is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

#: What stands for a character that the font lacks.
MISSING = "?"
#: Bold or not → the name of the font. Both come with reportlab and have the same characters:
#: Latin letters with the accents of Western Europe, and some of Central Europe's.
FONTS = {False: "Vera", True: "VeraBd"}
#: Characters that begin commands in a printer's language; texts of clients must not contain them.
_COMMANDS = frozenset("^~")
#: Letters that Unicode does not take apart, and the base letters that are written for them.
_BASES = str.maketrans(
    {"ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ĸ": "k", "ə": "e", "Ə": "E"}
    | {"ſ": "s", "ẞ": "SS", "ɓ": "b", "ɗ": "d", "ƙ": "k", "Ɓ": "B", "Ɗ": "D", "Ƙ": "K"}
    | {"\N{MODIFIER LETTER APOSTROPHE}": "’", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
)


@cache
def font(*, bold: bool) -> TTFont:
    """Return a font of the labels."""
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont(FONTS[bold], f"{FONTS[bold]}.ttf")


def font_file(*, bold: bool) -> Path:
    """Return the file of a font, for libraries other than reportlab."""
    import reportlab

    return Path(reportlab.__file__).parent / "fonts" / f"{FONTS[bold]}.ttf"


def printed(text: str) -> str:
    """Return *text* in characters that the font has.

    A letter that the font lacks becomes its base letter; any other character becomes ``MISSING``.
    Printer commands and characters without a shape are removed.
    """
    whole = unicodedata.normalize("NFC", text)
    return " ".join("".join(shape for one in whole for shape in _shapes(one)).split())


def width(text: str, size: float, *, bold: bool) -> float:
    """Return how wide a printed text is, in the unit of *size*."""
    return font(bold=bold).stringWidth(text, size)


def cut(text: str, size: float, room: float, *, bold: bool) -> str:
    """Return *text*, or as much of it as fits into *room* with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def fitted(text: str, sizes: tuple[float, ...], room: float, *, bold: bool) -> tuple[str, float]:
    """Return *text* and the first of *sizes* at which it fits; at the last one it is cut."""
    for size in sizes:
        if width(text, size, bold=bold) <= room:
            return text, size
    return cut(text, sizes[-1], room, bold=bold), sizes[-1]


def _shapes(one: str) -> Iterator[str]:
    if one in _COMMANDS or unicodedata.category(one) in ("Cf", "Mn", "Me"):
        return
    if one.isspace() or unicodedata.category(one)[0] == "C":
        yield " "
    elif _has(one):
        yield one
    else:
        yield _base(one)


def _base(one: str) -> str:
    plain = unicodedata.normalize("NFKD", one.translate(_BASES))
    letters = "".join(part for part in plain if not unicodedata.combining(part))
    letters = letters.translate(_BASES)
    return letters if letters and all(map(_has, letters)) else MISSING


def _has(one: str) -> bool:
    return one not in _COMMANDS and ord(one) in font(bold=True).face.charToGlyph and one != "\uffff"
