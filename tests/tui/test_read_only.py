"""A read-only hub on the screen: it is said in the head, and no key changes anything."""

from __future__ import annotations

from shiponce.domain.platform import Platform
from shiponce.scenario.demo import DemoMarket
from shiponce.tui.modals.ship import ShipDialog

from .conftest import open_terminal
from .test_stories import stand_on


async def test_keys_that_change_say_why_they_do_not(market: DemoMarket) -> None:
    """Importing and looking go on; cancelling, holding and shipping are refused."""
    market.simulation.connections.read_only = True
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, Platform.EBAY)
        assert "read-only" in terminal.text()
        for key in ("x", "h", "m", "M"):
            await terminal.press(key)
            assert "The hub is read-only" in terminal.told()
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert dialog._ways
        await terminal.press("enter", "enter")
        assert "This was not carried out" in terminal.told()
        detail = market.hub.order(row.id)
        assert detail.shipments == ()
        assert detail.row.status.is_open
    assert terminal.app.faults == []
