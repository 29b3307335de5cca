"""The stores' screen: edit a store, disconnect it, and see what became of its orders."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.edit_store import EditStore
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.stores import StoresScreen
from shiponce.tui.widgets.checkbox import PlainCheckbox
from shiponce.views.orders import Grid
from tests.platform_ids import AMAZON
from tests.tui.conftest import SMALL, Terminal, open_terminal


async def stand_on(terminal: Terminal, market: DemoMarket, name: str) -> None:
    """Put the cursor on a store."""
    await terminal.press("5")
    screen = terminal.app.screen
    assert isinstance(screen, StoresScreen)
    row = next(row for row in market.hub.stores.rows() if row.name == name)
    assert screen.grid.go_to(row.id)
    await terminal.rest()


@pytest.mark.parametrize("size", [SMALL, (160, 50)])
async def test_a_store_is_disconnected_after_its_numbers_are_said(
    market: DemoMarket, size: tuple[int, int]
) -> None:
    """The dialogue says what the command line says; no is at hand, and changes nothing."""
    async with open_terminal(market.hub, market=market, size=size) as terminal:
        await terminal.press("I")
        before = dict(market.hub.orders.counts())
        plan = market.hub.stores.plan_disconnect("amz")
        await stand_on(terminal, market, "amz")
        await terminal.press("x")
        assert isinstance(terminal.app.screen, Confirm)
        said = terminal.text()
        assert f"{plan.excluded} open orders are excluded" in said
        assert f"{plan.judged_again} copies" in said
        await terminal.press("enter")
        assert dict(market.hub.orders.counts()) == before
        await terminal.press("x", "right", "enter")
        assert market.hub.state().excluded >= plan.excluded
        assert "disconnected" in terminal.text()
        await terminal.press("x")
        assert "is not connected" in terminal.told()
        await terminal.press("enter")
        assert "is not connected" in terminal.told()
        await terminal.press("3")
        assert "disconnected" in terminal.text()
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)
        assert "Excluded" in terminal.text()


async def test_the_import_keys_pass_a_disconnected_store_over(market: DemoMarket) -> None:
    """Neither the bar, nor the dialogue, nor import all names it."""
    async with open_terminal(market.hub, market=market) as terminal:
        market.hub.stores.disconnect("amz")
        terminal.app.changed()
        await terminal.rest()
        await terminal.press("I")
        assert market.hub.orders.counts()[Grid.AWAITING_SHIPMENT]
        await terminal.press("i")
        assert "amz" not in terminal.text()


async def test_a_store_is_edited(market: DemoMarket) -> None:
    """Only what was changed is changed; a refusal says why."""
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        await stand_on(terminal, market, "amz")
        await terminal.press("c")
        screen = terminal.app.screen
        assert isinstance(screen, EditStore)
        screen.query_one("#buy_shipping", PlainCheckbox).value = False
        screen.query_one("#yes", Button).press()
        await terminal.rest()
        row = next(row for row in market.hub.stores.rows() if row.platform is AMAZON)
        assert (row.name, row.buy_shipping) == ("amz", False)
        await terminal.press("I")
        await stand_on(terminal, market, "amz")
        await terminal.press("c", "tab")
        await terminal.type("X")
        terminal.app.screen.query_one("#yes", Button).press()
        await terminal.rest()
        assert "has orders of the account" in terminal.told()
        await terminal.press("c", "escape")
        assert isinstance(terminal.app.screen, StoresScreen)
