"""The screen of orders over a large file, against the least that Textual can show.

    python -m benchmarks.grid [--orders N] [--rounds N]

Opening ends when the first rows stand on the screen and nothing is under way. The least is a
program of one line of text: what it takes is Textual's own time, on this machine, in this run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is loaded

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from benchmarks.import_orders import Course
from benchmarks.measure import in_turn, table
from benchmarks.orders import Connected, Ticking, amazon_orders
from shiponce.hub import Hub
from shiponce.tui.app import ShiponceApp

SIZE = (140, 40)
PAGES = 20


class Least(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Return the line."""
        yield Static("ready")


async def _rest(app: App[Any], pilot: Pilot[None]) -> None:
    """Until no call and no reading is under way, three looks in a row."""
    quiet = 0
    while quiet < 3:
        await pilot.pause()
        under_way = [w for w in app.workers if not w.is_finished and w.group != "default"]
        quiet = 0 if under_way or _is_busy(app) else quiet + 1
        if not quiet:
            await asyncio.sleep(0.001)  # lets the reading thread work; the condition decides


def _is_busy(app: App[Any]) -> bool:
    return isinstance(app, ShiponceApp) and bool(app.busy or app.keys_waiting)


def _text(app: App[Any]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def _course(app: App[Any]) -> tuple[float, float]:
    """Seconds of opening, and of paging down twenty times."""
    began = perf_counter()
    async with app.run_test(size=SIZE) as pilot:
        await _rest(app, pilot)
        opened = perf_counter() - began
        assert "Buyer" in _text(app) or isinstance(app, Least), "a screen without rows has no time"  # noqa: S101 - as it says
        began = perf_counter()
        for _ in range(PAGES):
            await pilot.press("pagedown")
            await _rest(app, pilot)
        return opened, perf_counter() - began


class Timed:
    """A program that is opened and paged; either time on its own."""

    def __init__(self, make: Callable[[], App[Any]]) -> None:
        self._make = make
        self._paging = 0.0

    def opening(self) -> float:
        """Seconds until it stands; the paging of the same run is kept for ``paging``."""
        opened, self._paging = asyncio.run(_course(self._make()))
        return opened

    def paging(self) -> float:
        """Seconds of twenty pages, in the run that was just opened."""
        return self._paging


def filled(folder: str, count: int) -> Path:
    """Create a file with that many orders in Awaiting Shipment."""
    file = Path(folder, "orders.sqlite3")
    Course(amazon_orders(count), []).imported(file, before=None, store="amz")
    return file


def main() -> None:
    """Return a table of opening and paging."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = filled(folder, asked.orders)
        with closing(Hub.open(file, Connected({}), clock=Ticking())) as hub:
            ours, least = Timed(lambda: ShiponceApp(hub, poll_interval=None)), Timed(Least)
            found = in_turn(
                {
                    "open": ours.opening,
                    "page": ours.paging,
                    "least open": least.opening,
                    "least page": least.paging,
                },
                asked.rounds,
            )
    rows = [
        (
            f"{asked.orders:,} orders, opened",
            f"{found.of('open') * 1000:,.0f} ms",
            f"{found.ratio('open', 'least open'):.1f} ×",
        ),
        ("  one line of text, opened", f"{found.of('least open') * 1000:,.0f} ms", "1"),
        (
            "a page further, read and drawn",
            f"{found.of('page') / PAGES * 1000:,.1f} ms",
            f"{found.ratio('page', 'least page'):.1f} ×",
        ),
        ("  a key to one line of text", f"{found.of('least page') / PAGES * 1000:,.1f} ms", "1"),
    ]
    print(table(rows))


if __name__ == "__main__":
    main()
