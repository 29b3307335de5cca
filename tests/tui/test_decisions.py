"""The decisions that wait for a person: listed with their evidence, and taken there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from shiponce.hub import Hub
from shiponce.tui.modals.decide_twin import DecideTwin
from shiponce.tui.screens.order import OrderScreen
from shiponce.views.orders import Grid
from tests.doubles.hub_in_memory import FakeHub
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.tui.conftest import SMALL, WIDE, open_terminal


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """An Amazon order, and a copy of it that carries no usable id."""
    found, world = a_hub(str(tmp_path / "hub.sqlite"))
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(a_copy(original), keys=())}
    found.imports.run_all()
    return found


@pytest.mark.proves("B8", "B11")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_held_copy_is_listed_compared_and_decided(hub: Hub, language: str) -> None:
    """8 shows it with what agrees; Enter asks, Enter again confirms, and the list is empty."""
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        say = terminal.app.locale.say
        await terminal.press("8")
        assert f"8 {say('tui.place.decisions')}·1" in terminal.text()
        told = terminal.of("#row_text")
        assert an_order().remote_id in told
        for name in ("total", "goods", "placed", "buyer", "address"):
            assert f"= {say(f'word.field.{name}')}" in told
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, DecideTwin)
        await terminal.press("escape", "d", "enter")
        assert hub.matching.proposals() == ()
        assert hub.orders.counts()[Grid.HIDDEN] == 1
        assert say("tui.empty.decisions") in terminal.text()


@pytest.mark.proves("B8")
async def test_a_held_copy_is_nobodys(hub: Hub) -> None:
    """O opens the order's own page; the last answer lets it into the grid as its own."""
    (proposal,) = hub.matching.proposals()
    async with open_terminal(hub) as terminal:
        await terminal.press("8", "o")
        assert isinstance(terminal.app.screen, OrderScreen)
        await terminal.press("escape", "enter", "end", "enter")
        assert hub.orders.counts()[Grid.HELD] == 0
        assert proposal.order.id in hub.orders.ids(Grid.AWAITING_SHIPMENT)


async def test_an_order_that_is_like_nothing_says_so() -> None:
    """Without a possible original there is one answer left, and the row says why."""
    async with open_terminal(FakeHub(held=True).as_hub(), size=SMALL) as terminal:
        await terminal.press("8", "down")
        assert "no similar order here" in terminal.of("#row_text")
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, DecideTwin)
        assert "The same purchase as" not in terminal.text()


@pytest.mark.parametrize("size", [SMALL, WIDE])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("held", [False, True])
async def test_every_place_stays_in_the_head(
    size: tuple[int, int], language: str, held: bool
) -> None:
    """All eight are there at every size, each with a name."""
    async with open_terminal(FakeHub(held=held).as_hub(), size=size, language=language) as terminal:
        for key in "12345678":
            await terminal.press(key)
            line = terminal.text().splitlines()[1]
            assert [piece for piece in line.split() if piece == key], line
            for number in range(1, 9):
                assert re.search(rf"(?:^| ){number} \w", line), line
