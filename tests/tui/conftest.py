"""A terminal without a terminal: the program, a market or a fake hub, and its picture."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is loaded

from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.app import ShiponceApp
from shiponce.tui.key_bindings import Action
from shiponce.tui.scenario_recordings import ScenarioRecordings
from shiponce.tui.widgets.header import HubHeader

WIDE, SMALL = (140, 40), (80, 24)
#: How long a test waits for the program to come to rest, in seconds.
_PATIENCE = 20.0


class Terminal:
    """A running program and its pilot; every act waits until the program has come to rest."""

    def __init__(self, app: ShiponceApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.post(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            self.post(letter)
        await self.rest()

    def post(self, key: str) -> None:
        """Press a key and do not wait: the pilot's own press waits for an idle processor."""
        self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def rest(self) -> None:
        """Wait until no call and no reading is under way, three looks in a row."""
        deadline, quiet = monotonic() + _PATIENCE, 0
        while quiet < 3:
            await self.pilot._wait_for_screen()
            quiet = quiet + 1 if self._is_quiet() else 0
            await asyncio.sleep(0.001)  # lets the threads work; the condition decides
            assert monotonic() < deadline, "the program did not come to rest"
        self.app.screen._on_timer_update()  # what is dirty is painted

    async def until(self, text: str) -> None:
        """Wait until a text is on the screen; for what Textual itself does in its own time."""
        deadline = monotonic() + _PATIENCE
        while text not in self.text():
            await self.rest()
            assert monotonic() < deadline, f"{text!r} never came"

    def _is_quiet(self) -> bool:
        # A dialogue's own worker, which is in the default group, waits for the person once the
        # dialogue is there and drawn; until then it is at work like any other.
        asks = (
            isinstance(self.app.screen, ModalScreen) and self.app.screen._compositor.size.width > 0
        )
        under_way = [
            w for w in self.app.workers if not w.is_finished and not (asks and w.group == "default")
        ]
        after_layout = self.app.screen._callbacks  # such as scrolling to what has just come
        still = not self.app.keys_waiting and not self.app.busy
        return still and not under_way and not after_layout

    def text(self) -> str:
        """Every character on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def of(self, selector: str) -> str:
        """The whole text of one widget, however it is broken into lines."""
        return str(self.app.screen.query_one(selector, Static).visual)

    def told(self) -> str:
        """What the toasts say, with their titles."""
        toasts = list(self.app._notifications)
        return "\n".join(f"{toast.title}: {toast.message}" for toast in toasts)

    async def settled_picture(self) -> str:
        """Return the picture once three in a row are the same: layout follows the data.

        Every screen is laid out anew first: a scrollbar may still show an earlier height.
        """
        self.blank_heads()
        await self.rest()
        for screen in self.app.screen_stack:
            for widget in screen.walk_children():
                widget.refresh(layout=True)
        await self.rest()
        seen = [self.picture()]
        while seen[-3:] != [seen[-1]] * 3:
            await self.pilot.pause()
            await self.rest()
            seen.append(self.picture())
        return seen[-1]

    def blank_heads(self) -> None:
        """Blank the head of every screen: it names all screens, and a new one changes it."""
        for screen in self.app.screen_stack:
            for head in screen.query(HubHeader):
                head.visible = False

    def picture(self) -> str:
        """The screen as SVG, without the id that differs from run to run."""
        svg = self.app.export_screenshot(title="shiponce", simplify=True)
        return re.sub(r"\bterminal-\d+-", "terminal-", svg)


@asynccontextmanager
async def open_terminal(
    hub: Hub,
    *,
    size: tuple[int, int] = WIDE,
    language: str = "en",
    market: DemoMarket | None = None,
    recordings: ScenarioRecordings | None = None,
) -> AsyncIterator[Terminal]:
    """The program on a hub, at rest; a fault of the program itself fails the test at the end."""
    app = ShiponceApp(
        hub, language=language, market=market, poll_interval=None, recordings=recordings
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        terminal = Terminal(app, pilot)
        await terminal.rest()
        yield terminal
        assert app.faults == []


@pytest.fixture
def market() -> Iterator[DemoMarket]:
    """A small simulated market in which nothing has been imported."""
    with_life = DemoMarket(seed=7, purchases=14)
    yield with_life
    with_life.close()


@pytest.fixture
def documented() -> Iterator[DemoMarket]:
    """The same market with documented matching."""
    with_life = DemoMarket(seed=7, purchases=14, mode=MatchingMode.DOCUMENTED)
    yield with_life
    with_life.close()


class SvgExtension(SingleFileSnapshotExtension):
    """One SVG file a picture, so that a browser shows it."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def all_keys(some: Iterable[Action]) -> list[str]:
    """Every key of some actions."""
    return [key for action in some for key in action.keys.split(",")]


@pytest.fixture
def svg(snapshot: SnapshotAssertion) -> Callable[[Terminal, str], Awaitable[None]]:
    """Compare the screen with its picture; the pictures were made with one Python version."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the pictures are of Python 3.11; others may break a line elsewhere")
    pictures = snapshot.use_extension(SvgExtension)

    async def check(terminal: Terminal, name: str) -> None:
        width, height = terminal.app.size
        assert await terminal.settled_picture() == pictures(name=f"{name}-{width}x{height}")

    return check
