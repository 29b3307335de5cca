"""Write a label in ZPL, the language of label printers."""

from __future__ import annotations

from mockplace.platforms.shared.label_documents import code128
from mockplace.platforms.shared.label_documents.label_sheet import Barcode, Rule, Sheet, Text

#: The printer's own font is condensed: its letters are widened, and stay narrower than on a PDF.
_WIDER = 1.15


def draw_zpl(sheet: Sheet, dpi: int) -> bytes:
    """Return a label of 4 × 6 inches for a printer with *dpi* dots an inch; texts are UTF-8."""
    rows = [f"^XA^CI28^PW{4 * dpi}^LL{6 * dpi}^LH0,0"]
    rows += [_rule(rule, dpi) for rule in sheet.rules]
    rows.append(_barcode(sheet.barcode, dpi))
    rows += [_text(text, dpi) for text in sheet.texts]
    return "\n".join([*rows, "^XZ", ""]).encode()


def _rule(rule: Rule, dpi: int) -> str:
    width, height = _dots(rule.width, dpi), _dots(rule.height, dpi)
    where = f"^FO{_dots(rule.x, dpi)},{_dots(rule.y, dpi)}"
    return f"{where}^GB{width},{height},{min(width, height)}^FS"


def _barcode(barcode: Barcode, dpi: int) -> str:
    module = code128.module_width(barcode.text, 4 * dpi, 3 * dpi // 203)
    left = (4 * dpi - module * code128.modules(barcode.text)) // 2
    height = _dots(barcode.height, dpi)
    where = f"^FO{left},{_dots(barcode.y, dpi)}"
    return f"{where}^BY{module}^BCN,{height},N,N,N,A^FD{barcode.text}^FS"


def _text(text: Text, dpi: int) -> str:
    size = _dots(text.size, dpi)
    where = f"^FT{_dots(text.x, dpi)},{_dots(text.baseline, dpi)}"
    return f"{where}^A0N,{size},{round(size * _WIDER)}^FD{text.text}^FS"


def _dots(points: float, dpi: int) -> int:
    return round(points * dpi / 72)
