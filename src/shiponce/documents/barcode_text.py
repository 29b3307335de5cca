"""Which texts a barcode can say."""

from __future__ import annotations

#: The longest text; with more, the bars of a label become too thin for a scanner.
LONGEST = 28


def is_barcode_text(text: str) -> bool:
    """Return True if a Code 128 can say the text: printable ASCII, not empty, not too long."""
    fits = 0 < len(text) <= LONGEST
    return fits and text.isascii() and text.isprintable() and text == text.strip()
