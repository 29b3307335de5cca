"""Draw a label as the document that a client asked for.

The drawing libraries are imported with the first document: a simulator that draws none starts
without them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.platforms.shared.label_documents.label_contents import LabelContents

#: Dots an inch of a label printer, unless the client asks for others.
DPI = 203


@lru_cache(maxsize=64)
def document(kind: str, contents: LabelContents, dpi: int = DPI) -> bytes:
    """Return the label as *kind*: PDF, PNG or ZPL, with *dpi* dots an inch.

    Equal contents give equal bytes.
    """
    from mockplace.platforms.shared.label_documents.label_sheet import sheet_of

    sheet = sheet_of(contents)
    match kind:
        case "PDF":
            from mockplace.platforms.shared.label_documents.draw_pdf import draw_pdf

            return draw_pdf(sheet)
        case "PNG":
            from mockplace.platforms.shared.label_documents.draw_png import draw_png

            return draw_png(sheet, dpi)
        case "ZPL":
            from mockplace.platforms.shared.label_documents.draw_zpl import draw_zpl

            return draw_zpl(sheet, dpi)
    raise LookupError(kind)
