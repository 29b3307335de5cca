"""Read label documents as a printer draws them and a scanner sees them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image


def picture(document: bytes, dpi: int = 203) -> Image.Image:
    """Return a PNG's picture, or the only page of a PDF drawn with *dpi* dots an inch."""
    if document.startswith(b"%PDF"):
        (page,) = pypdfium2.PdfDocument(document)
        drawn: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        return drawn
    image = Image.open(BytesIO(document))
    image.load()
    return image


def barcodes(image: Image.Image) -> list[tuple[str, str]]:
    """Return every barcode in a picture: its kind and its text."""
    found: list[Any] = zxingcpp.read_barcodes(image)
    return [(str(one.format), one.text) for one in found]


def read_back(document: bytes) -> str:
    """Return the text of the only barcode on a PDF or a PNG, which is a Code 128."""
    ((kind, text),) = barcodes(picture(document))
    assert kind.replace(" ", "") == "Code128", kind
    return text


def pdf_text(document: bytes) -> str:
    """Return the text of the only page of a PDF, line by line."""
    (page,) = pypdfium2.PdfDocument(document)
    text: str = page.get_textpage().get_text_bounded()
    return text.replace("\r\n", "\n")
