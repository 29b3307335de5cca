"""Code 128: the bars of a text, as whole modules, equal for each kind of document."""

from __future__ import annotations

from itertools import accumulate

#: Modules that stay white on both sides of the bars, so that a scanner finds where they begin.
QUIET = 10
#: Characters that begin commands in a printer's language, so that no printer would draw them.
_COMMANDS = frozenset("^~>")


class UnreadableBarcode(ValueError):
    """A text that no barcode of a label can carry."""


def bars(text: str) -> tuple[tuple[int, int], ...]:
    """Return each bar of *text* as its first module and its width in modules.

    Raise ``UnreadableBarcode`` unless the text is printable ASCII without printer commands and
    not empty: the encoder leaves other characters out without a word.
    """
    if not text or not all(" " <= one <= "~" and one not in _COMMANDS for one in text):
        raise UnreadableBarcode(f"no barcode can carry {text!r}")
    widths = _widths(text)
    starts = (0, *accumulate(widths))
    return tuple((starts[n], widths[n]) for n in range(0, len(widths), 2))


def modules(text: str) -> int:
    """Return how many modules the bars of *text* are wide, without the white sides."""
    start, width = bars(text)[-1]
    return start + width


def module_width(text: str, dots: int, most: int) -> int:
    """Return how many dots a module gets so that the bars of *text* fit into *dots*.

    Raise ``UnreadableBarcode`` if not even one dot fits.
    """
    fitting = min(most, dots // (modules(text) + 2 * QUIET))
    if not fitting:
        raise UnreadableBarcode(f"{text!r} is too long for the barcode of a label")
    return fitting


def _widths(text: str) -> tuple[int, ...]:
    """Return the widths of bars and gaps in turn; a bar comes first and last."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(text)
    code.validate()  # type: ignore[no-untyped-call]  # its types name the results only
    code.encode()  # type: ignore[no-untyped-call]
    # reportlab writes a bar's width as a capital letter and a gap's as a small one: A and a are 1.
    pattern: str = code.decompose()  # type: ignore[no-untyped-call]
    return tuple(ord(one.lower()) - ord("a") + 1 for one in pattern)
