"""The doctor's screen names commands where they reach the hub that is shown."""

from __future__ import annotations

from shiponce.scenario.demo_market import DemoMarket
from tests.tui.conftest import open_terminal


async def test_a_demo_lists_no_shell_command(market: DemoMarket) -> None:
    """They would act on the person's own hub; without a demo's market they are listed."""
    for own in (market, None):
        async with open_terminal(market.hub, market=own) as terminal:
            await terminal.press("7", "home")
            shown = terminal.of("#row_text")
            assert ("  shiponce import" in shown) is (own is None)
