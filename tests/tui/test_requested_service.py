"""R9 on the screen: the ship dialogue stands on what a rule asked for."""

from __future__ import annotations

import pytest

from shiponce.cli.rule_syntax import read_action, read_test
from shiponce.domain.rule import Rule
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.modals.ship_order import ShipDialog
from tests.tui.conftest import SMALL, open_terminal


def add_rule(market: DemoMarket, then: str) -> None:
    """A rule for every order."""
    market.hub.rules.add(Rule("one", (read_test("quantity at least 1"),), (read_action(then),)))


@pytest.mark.proves("R9")
async def test_the_dialogue_stands_on_what_a_rule_asked_for(market: DemoMarket) -> None:
    """Not on the first and cheapest; Enter twice ships just that."""
    add_rule(market, "set carrier and service to UPS 2nd Day Air")
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        await terminal.press("I", "s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert "★ rule" in terminal.text()
        assert dialog._way is not None
        assert dialog._way.code == "house:two_day"
        await terminal.press("enter", "enter")
    notifications = market.hub.notifications.rows()
    assert notifications
    shipped = market.hub.orders.detail(notifications[0].order_id).shipments
    assert [one.service for one in shipped] == ["UPS 2nd Day Air"]


@pytest.mark.proves("R9")
async def test_the_dialogue_says_what_nobody_offers(market: DemoMarket) -> None:
    """In French: the service with its reason, and the cursor on one that can be had."""
    add_rule(market, "set carrier and service to Royal Mail Tracked 24")
    async with open_terminal(market.hub, market=market, language="fr") as terminal:
        await terminal.press("I", "s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert dialog._way is not None
        assert dialog._way.available
        assert "★ règle" in terminal.text()
        assert "Royal Mail Tracked 24" in terminal.text()
        assert "aucun transporteur" in terminal.text()
