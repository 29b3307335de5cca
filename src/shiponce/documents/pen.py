"""Draw on the pages of a document: text in any script, lines, boxes and barcodes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from shiponce.documents import text_direction
from shiponce.documents.barcode_text import is_barcode_text
from shiponce.documents.clean_text import CUT, clean, clusters, is_ignorable, words
from shiponce.documents.embedded_font import EmbeddedFont
from shiponce.documents.font_files import Font, Fonts, Glyph
from shiponce.views.documents import Paper

#: Drawn in place of a character that no font has.
MISSING = "▯"
#: The widths of a barcode's module, in points: three and two dots of a printer with 203 dpi.
#: Bars of a fraction of a dot cannot be read.
_MODULES = (1.064, 0.7094)
#: The blank that a reader needs beside the bars, in modules.
QUIET = 11


#: Width and height in points.
SIZES: Mapping[Paper, tuple[float, float]] = {
    Paper.A4: (595.28, 841.89),
    Paper.LETTER: (612.0, 792.0),
    Paper.LABEL: (288.0, 432.0),
}


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of one line in one font and one direction."""

    font: Font
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """The width in thousandths of the font's size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class _Shaped:
    """One line, ready to be drawn."""

    text: str
    runs: tuple[_Run, ...]
    #: The glyphs stand in the order of the text, each for its characters.
    plain: bool
    missing: tuple[str, ...]

    @property
    def width(self) -> float:
        """The width in thousandths of the font's size."""
        return sum(run.width for run in self.runs)


class Pen:
    """Draws one document; equal calls give equal bytes."""

    def __init__(self, paper: Paper, title: str, own: Font | None = None) -> None:
        self._fonts = Fonts(own)
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(
            self._buffer, pagesize=SIZES[paper], invariant=1, pageCompression=1
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("shiponce")
        self._embedded: dict[str, EmbeddedFont] = {}
        self._shaped: dict[tuple[str, bool], _Shaped] = {}
        self._not_drawn: dict[str, None] = {}
        self._cut: dict[str, None] = {}
        self.pages = 0

    @property
    def not_drawn(self) -> tuple[str, ...]:
        """The characters that no font has; ``MISSING`` was drawn in place of each."""
        return tuple(sorted(self._not_drawn))

    @property
    def cut(self) -> tuple[str, ...]:
        """The beginnings of the texts that were cut."""
        return tuple(self._cut)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a text on one line, in points."""
        return self._shape(clean(text), bold).width * size / 1000

    def wrap(
        self, text: str, width: float, size: float, *, bold: bool = False, most: int = 99
    ) -> list[str]:
        """Return the lines of a text; a text of more than *most* lines is cut, with a mark."""
        lines = list(islice(self._lines(clean(text), width, size, bold), most + 1))
        if len(lines) <= most:
            return lines
        self._cut[lines[0]] = None
        last = list(clusters(lines[most - 1]))
        while last and self.width("".join(last) + CUT, size, bold=bold) > width:
            last.pop()
        return [*lines[: most - 1], "".join(last).rstrip() + CUT]

    def _lines(self, text: str, width: float, size: float, bold: bool) -> Iterator[str]:
        line, room = "", width
        for word in words(text):
            needs = self._shape(word.rstrip(), bold).width * size / 1000
            if needs > room and line.strip():
                yield line.rstrip()
                line, room = "", width
            line += word
            if needs > room:
                while self.width(line, size, bold=bold) > width:
                    head = self._fitting(line, width, size, bold)
                    yield head
                    line = line[len(head) :]
                room = width - self.width(line, size, bold=bold)
            else:
                room -= self._shape(word, bold).width * size / 1000
        if line.strip():
            yield line.rstrip()

    def _fitting(self, text: str, width: float, size: float, bold: bool) -> str:
        """Return the longest beginning that fits; at least one character with its marks."""
        head = ""
        for cluster in clusters(text):
            if head and self.width(head + cluster, size, bold=bold) > width:
                break
            head += cluster
        return head

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, align: str = "left"
    ) -> None:
        """Draw one line; *x* is its left end, its right end or its middle."""
        shaped = self._shape(clean(text), bold)
        self._not_drawn.update(dict.fromkeys(shaped.missing))
        if not shaped.runs:
            return
        x -= shaped.width * size / 1000 * {"left": 0, "middle": 0.5, "right": 1}[align]
        code = ["BT"]
        if not shaped.plain:  # its order is not the text's: readers take the text from here
            code.insert(0, f"/Span << /ActualText <FEFF{_utf16(shaped.text)}> >> BDC")
        for run in shaped.runs:
            code += self._run(run, x, y, size)
            x += run.width * size / 1000
        code.append("ET")
        if not shaped.plain:
            code.append("EMC")
        self._canvas._code.append(" ".join(code))

    def _run(self, run: _Run, x: float, y: float, size: float) -> Iterator[str]:
        """Yield the operators that draw a run."""
        font = self._embedded.get(run.font.name)
        if font is None:
            font = EmbeddedFont(self._canvas._doc, run.font, len(self._embedded) + 1)
            self._embedded[run.font.name] = font
        yield f"/{font.resource} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm"
        parts: list[str] = []
        moved = rise = 0.0
        for glyph in run.glyphs:
            if glyph.up != rise:
                yield f"[{''.join(parts)}] TJ {glyph.up * size / 1000:.3f} Ts"
                parts, rise = [], glyph.up
            before = moved + glyph.right
            if before:
                parts.append(f"{-before:.4g} ")
            parts.append(f"<{font.code(glyph):04X}>")
            moved = glyph.advance - glyph.right - font.width(glyph)
            moved = 0.0 if abs(moved) < 0.05 else moved
        yield f"[{''.join(parts)}] TJ" + (" 0 Ts" if rise else "")

    def _shape(self, text: str, bold: bool) -> _Shaped:
        found = self._shaped.get((text, bold))
        if found is None:
            found = self._shaped[text, bold] = self._shape_anew(text, bold)
        return found

    def _shape_anew(self, text: str, bold: bool) -> _Shaped:
        drawn, fonts, missing = self._with_fonts(text, bold)
        base = text_direction.base_level(drawn)
        levels = text_direction.levels(drawn, base)
        stretches: list[list[int]] = []
        for n in range(len(drawn)):
            if n and levels[n] == levels[n - 1] and fonts[n] is fonts[n - 1]:
                stretches[-1][1] = n + 1
            else:
                stretches.append([n, n + 1])
        runs = [
            _Run(
                fonts[start], fonts[start].shape(drawn[start:end], leftwards=levels[start] % 2 == 1)
            )
            for start, end in stretches
        ]
        order = text_direction.visual_order([levels[start] for start, _ in stretches])
        plain = any(levels) or all(map(_is_plain, runs))
        return _Shaped(drawn, tuple(runs[n] for n in order), plain, missing)

    def _with_fonts(self, text: str, bold: bool) -> tuple[str, list[Font], tuple[str, ...]]:
        """Return the text as it is drawn, the font of each character, and what no font has."""
        drawn, fonts, missing = "", list[Font](), list[str]()
        for cluster in clusters(text):
            seen = "".join(one for one in cluster if not is_ignorable(one))
            font = self._font_of(seen, bold, fonts[-1] if fonts else None)
            if font is None:
                missing += [one for one in seen if self._fonts.of(one, bold=bold) is None]
                seen, font = MISSING, self._fonts.of(MISSING, bold=bold)
            assert font is not None  # noqa: S101 - the package's first font has the mark
            drawn += seen
            fonts += [font] * len(seen)
        return drawn, fonts, tuple(missing)

    def _font_of(self, cluster: str, bold: bool, before: Font | None) -> Font | None:
        """Return a font that has the whole cluster; for a blank, the font before it."""
        if cluster == " " and before is not None and ord(" ") in before.characters:
            return before
        candidates = [self._fonts.of(one, bold=bold) for one in cluster]
        if not cluster:
            return self._fonts.of(" ", bold=bold)
        return next(
            (
                font
                for font in candidates
                if font is not None and all(ord(one) in font.characters for one in cluster)
            ),
            None,
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """Draw a straight line."""
        self._canvas.setLineWidth(width)
        self._canvas.line(x1, y1, x2, y2)

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.8) -> None:
        """Draw the outline of a box from its lower left corner."""
        self._canvas.setLineWidth(line)
        self._canvas.rect(x, y, width, height)

    def barcode_width(self, text: str, widest: float) -> float:
        """Return the width of a barcode with its blank at the left; 0 if it cannot fit or be read.

        The blank at the right is the margin of the page.
        """
        return next((bars.width + QUIET * bars.barWidth for bars in _fitting(text, widest)), 0.0)

    def barcode(self, x: float, y: float, text: str, height: float, widest: float) -> None:
        """Draw a barcode that fits, with its right end at *x*."""
        for bars in islice(_fitting(text, widest), 1):
            bars.barHeight = height
            bars.drawOn(self._canvas, x - bars.width, y)

    def end_page(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()
        self.pages += 1

    def finish(self) -> bytes:
        """Return the document."""
        self._canvas.save()
        return self._buffer.getvalue()


def _is_plain(run: _Run) -> bool:
    return all(glyph.text for glyph in run.glyphs)


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _fitting(text: str, widest: float) -> Iterator[Any]:
    """Yield the barcodes of a text that are at most *widest*, the widest first."""
    if not is_barcode_text(text):
        return
    for module in _MODULES:
        bars: Any = Code128(text, barWidth=module, humanReadable=False, quiet=False)
        if bars.width + QUIET * module <= widest and bars.valid:
            yield bars
