"""Pictures of the main screens, from made-up orders at a fixed time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from shiponce.domain.store import MatchingMode
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, WIDE, Terminal, open_terminal
from tests.tui.test_player import FakeRecordings

SIZES = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "140x40"])
Check = Callable[[Terminal, str], Awaitable[None]]

#: One way through the program: what is pressed, and what is then looked at.
WALK: dict[str, tuple[str, ...]] = {
    "orders": ("down", "l"),
    "ship": ("s",),
    "parcel": ("p", "left"),
    "cancel": ("escape", "escape", "x"),
    "import": ("escape", "i"),
    "order": ("escape", "enter", "l"),
    "notices": ("escape", "2", "down", "down", "down"),
    "kept-out": ("3",),
    "rules": ("4",),
    "stores": ("5",),
    "switch": ("n",),
    "scenarios": ("escape", "6"),
    "player": ("enter", "right", "right", "1"),
    "doctor": ("escape", "7", "down"),
    "dry-run": ("4", "t"),
    "correct": ("escape", "2", "e"),
    "help": ("escape", "1", "question_mark"),
}


@SIZES
async def test_every_screen(size: tuple[int, int], svg: Check) -> None:
    """Each screen looks as it was last found good."""
    async with open_terminal(
        FakeHub().as_hub(), size=size, recordings=FakeRecordings()
    ) as terminal:
        for name, keys in WALK.items():
            await terminal.press(*keys)
            await svg(terminal, name)


@SIZES
async def test_documented_alarm(size: tuple[int, int], svg: Check) -> None:
    """Two twins in documented mode look alarming; in French."""
    hub = FakeHub(mode=MatchingMode.DOCUMENTED)
    async with open_terminal(hub.as_hub(), size=size, language="fr") as terminal:
        await terminal.press("down", "down", "down", "l")
        await svg(terminal, "alarm")


@SIZES
async def test_empty(size: tuple[int, int], svg: Check) -> None:
    """A hub without orders says the next step."""
    async with open_terminal(FakeHub(order_count=0).as_hub(), size=size) as terminal:
        await svg(terminal, "empty")


@SIZES
async def test_decisions(size: tuple[int, int], svg: Check) -> None:
    """What waits for a person, with its evidence below; in French."""
    hub = FakeHub(held=True)
    async with open_terminal(hub.as_hub(), size=size, language="fr") as terminal:
        await terminal.press("8")
        await svg(terminal, "decisions")
