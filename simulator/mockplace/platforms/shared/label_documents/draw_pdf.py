"""Draw a label as PDF; equal sheets give equal bytes."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from mockplace.platforms.shared.label_documents import code128, printed_text
from mockplace.platforms.shared.label_documents.label_sheet import HEIGHT, WIDTH, Barcode, Sheet

#: A module's width: whole dots of a printer with 203 dots an inch.
_DOT = 72 / 203


def draw_pdf(sheet: Sheet) -> bytes:
    """Return a PDF of one page, with its fonts and without a date."""
    for bold in (False, True):
        pdfmetrics.registerFont(printed_text.font(bold=bold))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    for rule in sheet.rules:
        top = HEIGHT - rule.y - rule.height
        canvas.rect(rule.x, top, rule.width, rule.height, stroke=0, fill=1)
    _draw_barcode(canvas, sheet.barcode)
    for text in sheet.texts:
        canvas.setFont(printed_text.FONTS[text.bold], text.size)
        canvas.drawString(text.x, HEIGHT - text.baseline, text.text)
    canvas.save()
    return out.getvalue()


def _draw_barcode(canvas: Canvas, barcode: Barcode) -> None:
    module = _DOT * code128.module_width(barcode.text, int(WIDTH / _DOT), 3)
    left = (WIDTH - module * code128.modules(barcode.text)) / 2
    bottom = HEIGHT - barcode.y - barcode.height
    for start, width in code128.bars(barcode.text):
        x = left + start * module
        canvas.rect(x, bottom, width * module, barcode.height, stroke=0, fill=1)
