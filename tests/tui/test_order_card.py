"""What rules and people here want of an order: holds, wishes, notes, and the rules' own view."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.localized_text import Locale
from shiponce.tui.modals.hold_until import HoldUntil
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.tui.widgets import order_detail
from shiponce.views.orders import Grid, OrderRow
from tests.platform_ids import AMAZON
from tests.tui.conftest import SMALL, Terminal, open_terminal

CARE = Rule(
    "Handle with care",
    (Test(Criterion.MARKETPLACE, Operator.EQUALS, ("amazon",)),),
    (
        (Action.SET_SERVICE, "house:ground"),
        (Action.SET_PACKAGE, "Padded box"),
        (Action.ADD_NOTE, "Wrap it [b]twice[/b]"),
    ),
)
DEAR = Rule(
    "Dear ones",
    (
        Test(Criterion.MARKETPLACE, Operator.EQUALS, ("amazon", "ebay")),
        Test(Criterion.TOTAL, Operator.AT_LEAST, ("100000",)),
    ),
    ((Action.ADD_TAG, "dear"),),
)


async def stand_on_amazon(terminal: Terminal, market: DemoMarket) -> OrderRow:
    """Put the cursor on the newest open Amazon order."""
    screen = terminal.app.screen
    assert isinstance(screen, OrdersScreen)
    rows = market.hub.orders.rows(market.hub.orders.ids(Grid.AWAITING_SHIPMENT))
    row = next(row for row in rows if row.marketplace is AMAZON)
    assert screen.grid.go_to(row.id)
    await terminal.rest()
    return row


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_an_order_is_held_until_a_day_and_released(market: DemoMarket, language: str) -> None:
    """H asks until when; what is no time is said and asked again; u lets the order go."""
    hub = market.hub
    async with open_terminal(hub, market=market, size=SMALL, language=language) as terminal:
        await terminal.press("I")
        row = await stand_on_amazon(terminal, market)
        await terminal.press("enter", "u")
        assert {"en": "not on hold", "fr": "n’est pas en attente"}[language] in terminal.told()
        await terminal.press("h")
        await terminal.type("soon")
        await terminal.press("enter")
        assert "soon" in terminal.told()
        assert isinstance(terminal.app.screen, HoldUntil)
        await terminal.press(*["backspace"] * 4)
        await terminal.type("5 days")
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)
        assert hub.orders.detail(row.id).row.status is OrderStatus.ON_HOLD
        until = hub.orders.detail(row.id).hold_until
        assert until is not None
        assert terminal.app.locale.moment(until) in terminal.of("#facts")
        await terminal.press("u")
        assert hub.orders.detail(row.id).row.status is OrderStatus.AWAITING_SHIPMENT
        assert hub.orders.detail(row.id).hold_until is None


async def test_a_hold_without_an_end_says_who_ends_it(market: DemoMarket) -> None:
    """Nothing typed holds until somebody releases; leaving the question holds nothing."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on_amazon(terminal, market)
        await terminal.press("h", "escape")
        assert market.hub.orders.detail(row.id).row.status is OrderStatus.AWAITING_SHIPMENT
        await terminal.press("enter", "h", "enter")
        assert market.hub.orders.detail(row.id).row.status is OrderStatus.ON_HOLD
        assert "somebody releases it" in terminal.of("#facts")
        await terminal.press("h")
        await terminal.press("enter")
        assert "cannot be put on hold" in terminal.told()
        assert isinstance(terminal.app.screen, OrderScreen)


async def test_the_card_shows_what_rules_want_and_why(market: DemoMarket) -> None:
    """Service, package and note stand in the facts; below, each criterion with yes or no."""
    for rule in (CARE, DEAR):
        market.hub.rules.add(rule)
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on_amazon(terminal, market)
        detail = market.hub.orders.detail(row.id)
        assert (detail.wished_service, detail.wished_package) == ("house:ground", "Padded box")
        facts, trace = terminal.of("#facts"), terminal.of("#trace")
        for text in ("house:ground", "Padded box", "Wrap it [b]twice[/b]"):
            assert text in facts
        lines = [line.split() for line in trace.splitlines()]
        assert ["Handle", "with", "care", "matches"] in lines
        assert "✓ yes marketplace is Amazon  ·  the order has Amazon" in trace
        assert "Dear ones  does not match" in trace
        assert "✓ yes marketplace is Amazon or eBay" in trace
        assert f"✕ no  total is at least 100000  ·  the order has {row.total.amount}" in trace


async def test_without_a_rule_there_is_no_trace(market: DemoMarket) -> None:
    """An empty title would say nothing."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        await stand_on_amazon(terminal, market)
        assert not terminal.app.screen.query_one("#trace").display


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_hidden_copy_has_one_status(market: DemoMarket, language: str) -> None:
    """Hidden comes first, as on the command line; the platform's status stands behind it."""
    market.hub.imports.run_all()
    copy = market.hub.orders.rows(market.hub.orders.ids(Grid.HIDDEN))[0]
    locale = Locale(language)
    shown = order_detail.body(market.hub.orders.detail(copy.id), locale, copy.placed_at).plain
    hidden, status = (locale.say(f"word.status.{one}") for one in ("hidden", copy.status.value))
    assert f"{hidden} ({status})" in shown
