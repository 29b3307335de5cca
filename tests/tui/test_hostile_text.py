"""Whatever a platform sends is shown as text: on every screen, in every dialogue."""

from __future__ import annotations

import pytest

from shiponce.domain.store import MatchingMode
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, WIDE, open_terminal

#: What steers a terminal, reorders a line, overflows it, or means something to a formatter.
_REST = (
    "Mug [blue] 11oz [/blue] $error [@click=app.quit]press[/] \x1b]0;owned\x07\x1b[2J "
    "\u202e desrever שלום 日本語 🦊 '\"\\') {number} {0} %s " + "long " * 800
)
CASES = [
    pytest.param("[/]", WIDE, id="closing tag"),
    pytest.param("[b", SMALL, id="open tag"),
    pytest.param(_REST, WIDE, id="the rest, wide"),
    pytest.param(_REST, SMALL, id="the rest, small"),
]


@pytest.mark.parametrize(("text", "size"), CASES)
async def test_every_screen_shows_it_as_text(text: str, size: tuple[int, int]) -> None:
    """No screen fails, no control character reaches the terminal, and no markup is obeyed."""
    hub = FakeHub(order_count=12, text=text, mode=MatchingMode.DOCUMENTED)
    async with open_terminal(hub.as_hub(), size=size) as terminal:
        shown = [terminal.text()]
        for keys in (
            ("l",),
            ("enter", "l"),
            ("escape", "s", "down"),
            ("p", "space", "down", "space", "enter"),
            ("escape", "escape", "x"),
            ("escape", "i"),
            ("escape", "c", "2", "end"),
            ("3", "a"),
            ("escape", "4", "x"),
            ("escape", "5", "n"),
            ("escape",),
        ):
            await terminal.press(*keys)
            shown.append(terminal.text())
    everything = "\n".join(shown)
    assert "\x1b" not in everything
    assert "\u202e" not in everything
    if size is WIDE:
        assert all(text[:3] in screen for screen in shown[:2])


@pytest.mark.parametrize(("text", "size"), CASES)
async def test_what_is_owed_is_shown_as_text(text: str, size: tuple[int, int]) -> None:
    """Addresses, packing facts and conditions, in the panel and in the dialogues."""
    hub = FakeHub(order_count=12, text=text, owed=True)
    async with open_terminal(hub.as_hub(), size=size) as terminal:
        shown = []
        for keys in (("enter", "end"), ("s",), ("a",), ("escape", "escape", "o")):
            await terminal.press(*keys)
            shown.append(terminal.text())
    everything = "\n".join(shown)
    assert "\x1b" not in everything
    assert "\u202e" not in everything
    if size is WIDE:
        assert all(text[:3] in screen for screen in shown)


@pytest.mark.parametrize(("text", "size"), CASES)
async def test_a_decision_shows_it_as_text(text: str, size: tuple[int, int]) -> None:
    """Neither the list of decisions nor its dialogue obeys what a platform sent."""
    hub = FakeHub(order_count=12, text=text, held=True)
    async with open_terminal(hub.as_hub(), size=size) as terminal:
        shown = []
        for keys in (("8",), ("down",), ("up", "enter"), ("escape", "o")):
            await terminal.press(*keys)
            shown.append(terminal.text())
    everything = "\n".join(shown)
    assert "\x1b" not in everything
    assert "\u202e" not in everything
    assert text[:2] in shown[0]
