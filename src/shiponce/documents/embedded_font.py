"""Embed the glyphs that a document uses, each with the text that it stands for.

reportlab embeds a font by characters. A shaped script needs glyphs that stand for no single
character, so the font is written here as a composite font (Type0) whose codes are the glyphs.
"""

from __future__ import annotations

import copy
from struct import pack
from typing import Any

from reportlab.pdfbase import pdfdoc

from shiponce.documents.font_files import Font, Glyph


class EmbeddedFont:
    """One font of one document; reportlab calls ``addObjects`` when the document is written."""

    def __init__(self, document: Any, font: Font, number: int) -> None:
        self.fontName = f"shiponce-{number}"
        #: The font's name in the content of the pages.
        self.resource = f"SF{number}"
        self._font = font
        #: (glyph, its text) → code; code 0 is no glyph.
        self._codes: dict[tuple[int, str], int] = {}
        document.fontMapping[self.fontName] = f"/{self.resource}"
        document.delayedFonts.append(self)

    def code(self, glyph: Glyph) -> int:
        """Return the code of a glyph in the content of the pages."""
        return self._codes.setdefault((glyph.id, glyph.text), len(self._codes) + 1)

    def width(self, glyph: Glyph) -> float:
        """Return how far the document's font moves after a glyph, in thousandths of its size."""
        return round(self._font.advance(glyph.id), 2)

    def addObjects(self, document: Any) -> None:
        """Add the font with the glyphs in use to the document."""
        face: Any = copy.copy(
            self._font.embedded
        )  # its reading position and table are the copy's own
        face.charToGlyph = {code: glyph for (glyph, _), code in self._codes.items()}
        name = f"SLIPAA+{face.name.decode('ascii', 'replace')}"
        descriptor = face.addSubsetObjects(document, name, list(face.charToGlyph))
        places = {0: 0}
        for glyph in face.charToGlyph.values():
            places.setdefault(glyph, len(places))
        numbers = pack(
            f">{len(self._codes) + 1}H", 0, *(places[g] for g in face.charToGlyph.values())
        )
        widths = [round(self._font.advance(glyph), 2) for glyph in face.charToGlyph.values()]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 0,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": _stream(document, numbers, f"glyphs:{name}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cid:{name}")]),
                "ToUnicode": _stream(document, self._texts(), f"texts:{name}"),
            }
        )
        reference = document.Reference(font, self.resource)
        document.idToObject["BasicFonts"].dict[self.resource] = reference

    def _texts(self) -> bytes:
        """Return the map from codes to text, by which a reader copies and searches."""
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if text
        ]
        blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
        maps = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{maps}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode("ascii")


def _stream(document: Any, content: bytes, name: str) -> Any:
    """Add a compressed stream to the document and return the reference to it."""
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream, name)
