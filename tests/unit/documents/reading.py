"""Read a PDF back: its text, its pictures and its barcodes."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from PIL import Image


def texts(data: bytes) -> list[str]:
    """The text of each page, as a reader of PDF copies it."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def pictures(data: bytes, dpi: int = 203) -> list[Image.Image]:
    """Each page as a printer of labels draws it."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def barcodes(data: bytes) -> list[list[str]]:
    """The barcodes of each page."""
    return [[one.text for one in zxingcpp.read_barcodes(page)] for page in pictures(data)]
