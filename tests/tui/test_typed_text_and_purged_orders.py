"""What is pasted steers no terminal, and a purged order says so where its buyer stood."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.widgets.text_input import TextInput
from shiponce.words import say
from tests.platform_ids import EBAY
from tests.tui.conftest import open_terminal
from tests.tui.test_workflows import stand_on

STEERING = "\x1b]52;c;aGk=\x07\x1b[2J\x9b2J\x08\x7f\u202e\u2066"


async def test_what_is_pasted_is_cleaned(market: DemoMarket) -> None:
    """Into every field: the class of all of them does it."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        await terminal.press("slash")
        field = terminal.app.screen.query(Input).first()
        assert isinstance(field, TextInput)
        field.post_message(events.Paste(f"mu{STEERING}g\nslate"))
        await terminal.rest()
        assert field.value == "mug slate"
        assert not [c for c in terminal.text() if c in STEERING and not c.isascii()]
        assert "\x1b" not in terminal.text()


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_purged_order_says_so_on_the_screen(market: DemoMarket, language: str) -> None:
    """In the grid in place of the buyer, in its detail with time and name, and nowhere the name."""
    async with open_terminal(market.hub, market=market, language=language) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        assert row.buyer in terminal.text()
        market.hub.maintenance.purge(orders=[f"#{row.id}"], confirmed=True)
        await terminal.press("R")
        await terminal.rest()
        await terminal.press("enter")
        await terminal.rest()
        shown = " ".join(terminal.text().split())
        assert row.buyer not in shown
        assert say("word.purged", language) in shown
