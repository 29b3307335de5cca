"""Take a picture of every screen from the simulated market, for the README and the guide.

Run ``python docs/screenshots.py`` from the project's folder; the pictures are written to
``docs/screenshots``. Seed, time and sizes are fixed, so they change only when a screen does.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is loaded

from textual.pilot import Pilot

from shiponce.domain.store import MatchingMode
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.app import ShiponceApp

FOLDER = Path(__file__).parent / "screenshots"
WIDE, SMALL = (140, 40), (80, 24)
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, how the program was started, and what was pressed before it."""

    name: str
    keys: tuple[str, ...]
    mode: MatchingMode = MatchingMode.RECONCILING
    size: tuple[int, int] = WIDE
    language: str = "en"


#: Import everything, marketplaces first; or the shop first.
ALL = ("I",)
SHOP_FIRST = ("i", "down", "enter")

SHOTS = (
    Shot("orders", (*ALL, "down")),
    Shot("duplicates", (*SHOP_FIRST, "down"), MatchingMode.DOCUMENTED),
    Shot("order", (*ALL, "down", "enter", "l")),
    Shot("ship", (*SHOP_FIRST, "down", "s", "end"), MatchingMode.DOCUMENTED),
    Shot("notifications", (*ALL, "down", "s", "enter", "enter", "s", "enter", "enter", "2")),
    Shot("excluded", ("4", "a", "right", "enter", "I", "3")),
    Shot("rules", ("4", "a", "right", "enter")),
    Shot("stores", (*ALL, "5")),
    Shot("notification-switch", (*ALL, "5", "n")),
    Shot("scenarios", ("6",)),
    Shot("player", ("6", "m", "enter", "end")),
    Shot("help", (*ALL, "question_mark")),
    Shot("small", (*ALL, "down"), size=SMALL),
    Shot("french", (*SHOP_FIRST, "down"), MatchingMode.DOCUMENTED, SMALL, "fr"),
)


async def rest(app: ShiponceApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way and two looks in a row see the same."""
    deadline, before = monotonic() + _PATIENCE, ""
    while monotonic() < deadline:
        await pilot.pause()
        under_way = [w for w in app.workers if not w.is_finished and w.group != "default"]
        now = app.export_screenshot()
        if not app.busy and not under_way and now == before:
            return
        before = now
    raise TimeoutError("the program did not come to rest")


async def take(shot: Shot) -> str:
    """Return the picture as SVG."""
    market = DemoMarket(seed=7, mode=shot.mode)
    app = ShiponceApp(market.hub, language=shot.language, market=market, poll_interval=None)
    try:
        async with app.run_test(size=shot.size, notifications=False) as pilot:
            await rest(app, pilot)
            for key in shot.keys:
                await pilot.press(key)
                await rest(app, pilot)
            svg = app.export_screenshot(title="shiponce", simplify=True)
    finally:
        market.close()
    return re.sub(r"\bterminal-\d+-", "terminal-", svg)


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    for shot in SHOTS:
        (FOLDER / f"{shot.name}.svg").write_text(asyncio.run(take(shot)), encoding="utf-8")
        print(f"docs/screenshots/{shot.name}.svg")


if __name__ == "__main__":
    main()
