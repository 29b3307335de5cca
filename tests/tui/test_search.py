"""A search goes to its matches wherever they stand, and ``n`` goes on with the last one."""

from __future__ import annotations

import pytest

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES
from tests.tui.conftest import SMALL, open_terminal


def shipped(market: DemoMarket) -> str:
    """Ship an order that is no copy, and return its number, which no order to ship has."""
    hub = market.hub
    hub.imports.run_all()
    for row in hub.orders.page(Grid.AWAITING_SHIPMENT):
        if not hub.orders.search(row.number).counts[Grid.HIDDEN]:
            hub.shipping.ship(row.id, "house:ground")
            return row.number
    raise LookupError("every order of the market has a copy")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_enter_goes_to_a_match_in_another_grid(market: DemoMarket, language: str) -> None:
    """A shipped order is searched for among those to ship: Enter goes there, Enter opens it."""
    number = shipped(market)
    async with open_terminal(market.hub, size=SMALL, language=language) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.press("slash")
        await terminal.type(number)
        grids = [screen.view.grid]
        await terminal.press("enter")
        grids.append(screen.view.grid)
        assert grids == [Grid.AWAITING_SHIPMENT, Grid.SHIPPED]
        assert screen.grid.current is not None
        assert screen.grid.current.number == number
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)


async def test_enter_stays_where_there_are_matches(market: DemoMarket) -> None:
    """An order that waits for shipment is found where the person is."""
    market.hub.imports.run_all()
    row = market.hub.orders.page(Grid.AWAITING_SHIPMENT)[0]
    async with open_terminal(market.hub, size=SMALL) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.press("slash")
        await terminal.type(row.number)
        await terminal.press("enter")
        assert (screen.view.grid, screen.grid.key) == (Grid.AWAITING_SHIPMENT, row.id)


async def test_n_goes_on_with_a_search_that_was_left(market: DemoMarket) -> None:
    """Escape clears the search; ``n`` brings it back and goes to its match."""
    number = shipped(market)
    async with open_terminal(market.hub, size=SMALL) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.press("n")
        assert terminal.app.locale.say("tui.need.search") in terminal.told()
        await terminal.press("slash")
        await terminal.type(number)
        await terminal.press("enter", "escape")
        assert screen.view.query == ""
        await terminal.press("left")
        while screen.view.grid is not Grid.AWAITING_SHIPMENT:
            await terminal.press("left")
        await terminal.press("n")
        assert (screen.view.grid, screen.view.query) == (Grid.SHIPPED, number)
