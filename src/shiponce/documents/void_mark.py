"""Write VOID across the document of a voided label, so that nobody sends it."""

from __future__ import annotations

import io
import re

from shiponce.domain.document import DocumentFormat

WORD = "VOID"


class CannotMark(ValueError):
    """The document cannot be read or changed, so it must not be used."""


def marked_void(content: bytes, kind: DocumentFormat) -> bytes:
    """Return the document with VOID across each of its labels; raise CannotMark if that fails."""
    mark = {DocumentFormat.PDF: _pdf, DocumentFormat.PNG: _png, DocumentFormat.ZPL: _zpl}[kind]
    try:
        return mark(content)
    except CannotMark:
        raise
    except Exception as bad:  # readers of damaged files raise errors of many kinds
        raise CannotMark(type(bad).__name__) from None


def _pdf(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter, Transformation
    from reportlab.pdfgen.canvas import Canvas

    reader = PdfReader(io.BytesIO(content))
    writer = PdfWriter()
    for page in reader.pages:
        if page.rotation:
            page.transfer_rotation_to_content()
        box = page.cropbox
        width, height = float(box.width), float(box.height)
        drawn = io.BytesIO()
        canvas = Canvas(drawn, pagesize=(width, height), invariant=1)
        size = (width**2 + height**2) ** 0.5 / 4
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        canvas.setFont("Helvetica-Bold", size)
        canvas.setLineWidth(size / 18)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.setFillColorRGB(0, 0, 0)
        text = canvas.beginText(-canvas.stringWidth(WORD, "Helvetica-Bold", size) / 2, -size / 3)
        text.setTextRenderMode(2)
        text.textOut(WORD)
        canvas.drawText(text)
        canvas.showPage()
        canvas.save()
        mark = PdfReader(drawn).pages[0]
        place = Transformation().translate(float(box.left), float(box.bottom))
        writer.add_page(page).merge_transformed_page(mark, place)
    if not writer.pages:
        raise CannotMark("no page")
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def _png(content: bytes) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        dpi = image.info.get("dpi")
        drawn = image.convert("RGBA")
    plain = Image.new("RGB", drawn.size, "white")
    plain.paste(drawn, mask=drawn.getchannel("A"))
    width, height = plain.size
    size = max(12, int((width**2 + height**2) ** 0.5 / 4))
    font = ImageFont.load_default(size)
    edge = max(1, size // 18)
    left, top, right, bottom = font.getbbox(WORD, stroke_width=edge)
    layer = Image.new("LA", (int(right - left), int(bottom - top)), (0, 0))
    ImageDraw.Draw(layer).text(
        (-left, -top), WORD, (0, 255), font, stroke_width=edge, stroke_fill=(255, 255)
    )
    turned = layer.rotate(52, expand=True)
    at = ((width - turned.width) // 2, (height - turned.height) // 2)
    plain.paste(turned.convert("RGB"), at, turned.getchannel("A"))
    done = io.BytesIO()
    plain.save(done, "PNG", **({"dpi": dpi} if dpi else {}))
    return done.getvalue()


#: Two words across a label of 4 inches, inverted where the label is black. A field of its own
#: origin, because the label may have moved the origin (^LH) or turned its fields (^FW).
_FIELDS = b"^LH0,0^FWN" + b"".join(
    b"^FO40,%d^A0N,330,330^FR^FD%s^FS" % (top, WORD.encode()) for top in (160, 560, 960)
)
_END = re.compile(rb"\^XZ", re.IGNORECASE)
#: Commands that give the caret or the tilde another meaning: the end of a label is then unknown.
_CHANGED = re.compile(rb"[\^~]C[CTD]", re.IGNORECASE)


def _zpl(content: bytes) -> bytes:
    if _CHANGED.search(content) or not _END.search(content):
        raise CannotMark("no end of a label")
    return _END.sub(lambda end: _FIELDS + end[0], content)
