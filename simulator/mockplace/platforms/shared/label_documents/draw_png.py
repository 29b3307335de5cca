"""Draw a label as PNG: black dots on white, as a label printer has them."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from mockplace.platforms.shared.label_documents import code128, printed_text
from mockplace.platforms.shared.label_documents.label_sheet import RIGHT, Barcode, Sheet, Text


def draw_png(sheet: Sheet, dpi: int) -> bytes:
    """Return a PNG of 4 × 6 inches at *dpi* dots an inch."""
    image = Image.new("1", (4 * dpi, 6 * dpi), 1)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    for rule in sheet.rules:
        _fill(draw, *(_dots(side, dpi) for side in (rule.x, rule.y, rule.width, rule.height)))
    _draw_barcode(draw, sheet.barcode, dpi)
    for text in sheet.texts:
        at = (_dots(text.x, dpi), _dots(text.baseline, dpi))
        font = _fitting(text, _dots(RIGHT, dpi) - at[0], dpi)
        draw.text(at, text.text, fill=0, font=font, anchor="ls")
    out = BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _fitting(text: Text, room: int, dpi: int) -> ImageFont.FreeTypeFont:
    """Return the font of a text; whole dots make letters wider, so it may have to be smaller."""
    size = _dots(text.size, dpi)
    while _font(size, text.bold).getlength(text.text) > room:
        size -= 1
    return _font(size, text.bold)


def _draw_barcode(draw: ImageDraw.ImageDraw, barcode: Barcode, dpi: int) -> None:
    module = code128.module_width(barcode.text, 4 * dpi, 3 * dpi // 203)
    left = (4 * dpi - module * code128.modules(barcode.text)) // 2
    top, height = _dots(barcode.y, dpi), _dots(barcode.height, dpi)
    for start, width in code128.bars(barcode.text):
        _fill(draw, left + start * module, top, width * module, height)


def _fill(draw: ImageDraw.ImageDraw, x: int, y: int, width: int, height: int) -> None:
    draw.rectangle((x, y, x + width - 1, y + height - 1), fill=0)


def _dots(points: float, dpi: int) -> int:
    return round(points * dpi / 72)


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    file = str(printed_text.font_file(bold=bold))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
