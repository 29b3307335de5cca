"""The fonts of the documents: which font has a character, and how it shapes a run of text.

The package's fonts are compressed, and opened when a character needs them. No font of the machine
is used, so a document looks the same everywhere.
"""

from __future__ import annotations

import io
import lzma
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uharfbuzz

from shiponce.errors import BadInput

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFace

#: First and last character of the scripts for which a font of their own is opened. DejaVu Sans is
#: tried before, and Droid Sans Fallback after.
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0780, 0x07BF, "NotoSansThaana-Regular"),
    (0x0900, 0x097F, "NotoSansDevanagari-Regular"),
    (0x0980, 0x09FF, "NotoSansBengali-Regular"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi-Regular"),
    (0x0A80, 0x0AFF, "NotoSansGujarati-Regular"),
    (0x0B00, 0x0B7F, "NotoSansOriya-Regular"),
    (0x0B80, 0x0BFF, "NotoSansTamil-Regular"),
    (0x0C00, 0x0C7F, "NotoSansTelugu-Regular"),
    (0x0C80, 0x0CFF, "NotoSansKannada-Regular"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam-Regular"),
    (0x0D80, 0x0DFF, "NotoSansSinhala-Regular"),
    (0x0E00, 0x0E7F, "NotoSansThai-Regular"),
    (0x1000, 0x109F, "NotoSansMyanmar-Regular"),
    (0x1200, 0x139F, "NotoSansEthiopic-Regular"),
    (0x1780, 0x17FF, "NotoSansKhmer-Regular"),
    (0x1100, 0x11FF, "NanumGothic-Regular"),
    (0x3130, 0x318F, "NanumGothic-Regular"),
    (0xAC00, 0xD7A3, "NanumGothic-Regular"),
    (0x1F000, 0x1FAFF, "NotoEmoji-Regular"),
    (0x2600, 0x27BF, "NotoEmoji-Regular"),
)
_REGULAR, _BOLD, _LAST = "DejaVuSans", "DejaVuSans-Bold", "DroidSansFallbackFull"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped run, in thousandths of the font's size."""

    id: int
    #: The text that the glyph stands for; '' if an earlier glyph of the run stands for it.
    text: str
    advance: float
    right: float
    up: float


class Font:
    """One font file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data
        self._face: Any = uharfbuzz.Face(uharfbuzz.Blob(data))
        self._font: Any = uharfbuzz.Font(self._face)
        self._unit = 1000 / float(self._face.upem)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The characters that the font has."""
        return frozenset(self._face.unicodes)

    @cached_property
    def embedded(self) -> TTFontFace:
        """The font as reportlab embeds it."""
        from reportlab.pdfbase.ttfonts import TTFontFace

        return TTFontFace(io.BytesIO(self._data))

    def advance(self, glyph: int) -> float:
        """Return how far a glyph moves by itself, in thousandths of the font's size."""
        return float(self._font.get_glyph_h_advance(glyph) * self._unit)

    def shape(self, text: str, *, leftwards: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of a text from left to right, joined and placed as its script asks."""
        buffer: Any = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        if leftwards:  # each mark is a cluster of its own, as readers of right-to-left text expect
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(self._font, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        found: list[Glyph] = []
        covered: set[int] = set()
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            first = info.cluster not in covered
            covered.add(info.cluster)
            said = text[info.cluster : ends[info.cluster]] if first else ""
            found.append(
                Glyph(
                    info.codepoint,
                    said[::-1] if leftwards else said,  # readers reverse what they find
                    place.x_advance * self._unit,
                    place.x_offset * self._unit,
                    place.y_offset * self._unit,
                )
            )
        return tuple(found)


@cache
def _bundled(name: str) -> Font:
    file = files("shiponce.documents") / "fonts" / f"{name}.ttf.xz"
    return Font(name, lzma.decompress(file.read_bytes()))


def font_of_person(file: Path) -> Font:
    """Return the TrueType font in a file; BadInput if there is none that can be embedded."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        data = file.read_bytes()
    except OSError as bad:
        raise BadInput("error.font_unreadable", file=str(file)) from bad
    try:
        font = Font("person", data)
        _ = font.embedded, font.characters
    except (TTFError, ValueError, IndexError, KeyError) as bad:
        raise BadInput("error.font_not_truetype", file=str(file)) from bad
    except (
        Exception
    ) as bad:  # a damaged file: reportlab raises struct.error, AssertionError and more
        raise BadInput("error.font_not_truetype", file=str(file)) from bad
    return font


class Fonts:
    """The fonts of one document: a person's own first, then the package's."""

    def __init__(self, own: Font | None = None) -> None:
        self._own = own

    def of(self, character: str, *, bold: bool) -> Font | None:
        """Return the first font that has the character; None if there is none."""
        code = ord(character)
        if self._own is not None and code in self._own.characters:
            return self._own
        names = [_BOLD] if bold else []
        if 0x1F000 <= code <= 0x1FAFF:  # DejaVu has few emoji, in another style
            names += ["NotoEmoji-Regular"]
        names += [_REGULAR]
        names += [name for first, last, name in _SCRIPTS if first <= code <= last]
        names += [_LAST]
        fonts = map(_bundled, names)
        return next((font for font in fonts if code in font.characters), None)
