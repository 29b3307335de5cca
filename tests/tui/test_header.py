"""The lines at the top of every screen follow what they show."""

from __future__ import annotations

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.widgets.header import HubHeader
from tests.tui.conftest import Terminal, open_terminal


def _first_line(terminal: Terminal) -> str:
    return str(terminal.app.screen.query_one(HubHeader).query_one("#mode").render())


async def test_the_speed_of_the_market_is_shown_as_it_changes(market: DemoMarket) -> None:
    """Faster, slower and paused; nothing else draws the header again meanwhile."""
    async with open_terminal(market.hub, market=market) as terminal:
        usual = _first_line(terminal)
        await terminal.press("plus")
        faster = _first_line(terminal)
        await terminal.press("minus")
        assert (_first_line(terminal), faster != usual) == (usual, True)
        await terminal.press("P")
        assert _first_line(terminal) not in (usual, faster)
