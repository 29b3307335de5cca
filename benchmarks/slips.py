"""Packing slips as PDF, against plain lines of text on as many pages.

    python -m benchmarks.slips [--slips N] [--rounds N]

The least is reportlab itself: the same number of lines on the same number of pages, in a font that
is not embedded, without barcodes, shaping and wrapping.
"""

from __future__ import annotations

import argparse
import io
from datetime import UTC, datetime
from time import process_time

from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import in_turn, table
from shiponce.documents.packing_slip import packing_slips
from shiponce.views.documents import PackingSlip, Paper, SlipLine

LINES = 4
#: The lines of text on a slip beside its articles.
_AROUND = 14
_NAMES = ("Zoë Lefèvre", "Щукин Сергей", "محمد عبد الله", "王小明", "राजेश कुमार")


def slip(n: int) -> PackingSlip:
    """Return the nth slip; names are in five scripts."""
    lines = tuple(
        SlipLine(f"SKU-{n}-{k}", f"Slate mug number {k} of {n}", 1, 1) for k in range(LINES)
    )
    address = (f"{_NAMES[n % len(_NAMES)]} {n}", f"{n} Mill Lane", "Boston MA 02110", "US")
    placed = datetime(2026, 11, 20, tzinfo=UTC)
    number = str(100_000 + n)
    return PackingSlip(n, number, "shop", "Slate & Sons", placed, number, address, lines)


def _ours(slips: list[PackingSlip], paper: Paper) -> float:
    begun = process_time()
    drawn = packing_slips(slips, paper)
    taken = process_time() - begun
    if drawn.pages != len(slips) or drawn.not_drawn:
        raise SystemExit("a slip was not drawn whole")
    return taken


def _least(slips: list[PackingSlip]) -> float:
    begun = process_time()
    canvas = Canvas(io.BytesIO(), invariant=1)
    for one in slips:
        for n in range(_AROUND + 2 * LINES):
            canvas.drawString(40, 800 - 20 * n, f"Order {one.number}, line {n}")
        canvas.showPage()
    canvas.save()
    return process_time() - begun


def main() -> None:
    """Print both, in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slips", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    slips = [slip(n) for n in range(asked.slips)]
    found = in_turn(
        {
            "a4": lambda: _ours(slips, Paper.A4),
            "4x6": lambda: _ours(slips, Paper.LABEL),
            "least": lambda: _least(slips),
        },
        asked.rounds,
    )
    rows = [
        (
            f"{asked.slips} packing slips, {paper}",
            f"{found.of(name) * 1000:,.0f} ms",
            f"{found.ratio(name, 'least'):.1f} ×",
        )
        for name, paper in (("a4", "A4"), ("4x6", "4 × 6"))
    ]
    rows.append(("  plain lines of text", f"{found.of('least') * 1000:,.0f} ms", "1"))
    print(table(rows))


if __name__ == "__main__":
    main()
