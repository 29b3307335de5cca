"""Pictures of the main screens, from made-up orders at a fixed time.

The head is left blank in all of them, and the help, which lists the keys to every screen, has one
picture: a new screen changes that one only.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.tui import key_bindings
from shiponce.tui.widgets import header
from shiponce.tui.widgets.header import PLACES
from shiponce.words import LANGUAGES
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, WIDE, Terminal, open_terminal
from tests.tui.test_player import FakeRecordings

SIZES = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "140x40"])
PICTURES = Path(__file__).parent / "__snapshots__" / "test_pictures"
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
}

#: The same way through orders to several addresses, with packing facts, conditions and alarms.
OWED: dict[str, tuple[str, ...]] = {
    "owed-orders": (),
    "owed-order": ("enter",),
    "owed-address": ("escape", "s", "a"),
    "owed-ship": ("down", "enter", "down"),
    "owed-overrule": ("escape", "o"),
}


def kept(name: str) -> str:
    """Return the wide picture of a screen as it was last found good."""
    return (PICTURES / f"test_every_screen[140x40][{name}-140x40].svg").read_text("utf-8")


def labels() -> dict[str, str]:
    """Return the code of every action's label."""
    return {name: action.label for name, action in key_bindings.BY_ID.items()}


def helps() -> dict[str, str]:
    """Return the code of every action's sentence in the help."""
    return {name: action.help for name, action in key_bindings.BY_ID.items()}


@SIZES
async def test_every_screen(size: tuple[int, int], svg: Check) -> None:
    """Each screen looks as it was last found good."""
    async with open_terminal(
        FakeHub().as_hub(), size=size, recordings=FakeRecordings()
    ) as terminal:
        for name, keys in WALK.items():
            await terminal.press(*keys)
            await svg(terminal, name)


@pytest.mark.parametrize("size", [SMALL, (160, 50)], ids=["80x24", "160x50"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_owed(size: tuple[int, int], language: str, svg: Check) -> None:
    """Marks in the list, the order's panel, and the dialogues about address and condition."""
    hub = FakeHub(owed=True).as_hub()
    async with open_terminal(hub, size=size, language=language) as terminal:
        for name, keys in OWED.items():
            await terminal.press(*keys)
            await svg(terminal, f"{name}-{language}")


async def test_help(svg: Check) -> None:
    """The help of the orders' screen, with the keys of every screen."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL) as terminal:
        await terminal.press("question_mark")
        await svg(terminal, "help")


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


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "140x40"])
async def test_the_head_names_what_is_in_force_and_every_screen(size: tuple[int, int]) -> None:
    """What no picture shows: mode, method, open work, and the keys of the screens."""
    async with open_terminal(FakeHub().as_hub(), size=size) as terminal:
        in_force, places = terminal.text().splitlines()[:2]
    assert " shiponce " in in_force
    assert "reconciling" in in_force
    assert [place for place in PLACES if f" {PLACES.index(place) + 1} " not in f" {places}"] == []


async def test_another_screen_changes_no_picture_but_the_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A ninth screen stands in the head and in the help; every other picture stays as it is."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the pictures are of Python 3.11; others may break a line elsewhere")
    ninth = replace(key_bindings.BY_ID["go_doctor"], id="go_ninth", keys="9")
    monkeypatch.setattr(key_bindings, "ACTIONS", (*key_bindings.ACTIONS, ninth))
    monkeypatch.setattr(key_bindings, "_LABEL", {**labels(), "go_ninth": "tui.place.doctor"})
    monkeypatch.setattr(key_bindings, "_HELP", {**helps(), "go_ninth": "tui.about.doctor"})
    monkeypatch.setattr(header, "PLACES", (*PLACES, "ninth"))
    names = {place: f"tui.place.{place}" for place in PLACES} | {"ninth": "tui.place.doctor"}
    monkeypatch.setattr(header, "_PLACE", names)
    monkeypatch.setattr(header, "_SHORT_PLACE", names)
    changed = []
    async with open_terminal(
        FakeHub().as_hub(), size=WIDE, recordings=FakeRecordings()
    ) as terminal:
        assert " 9 " in terminal.text().splitlines()[1]
        for name, keys in WALK.items():
            await terminal.press(*keys)
            if await terminal.settled_picture() != kept(name):
                changed.append(name)
    assert changed == []
