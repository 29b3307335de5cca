"""A read-only hub on the screen: it is said in the head, and no key changes anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Button
from textual.widgets._toast import Toast

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.key_bindings import (
    BY_ID,
    EXCLUDED,
    NOTIFICATIONS,
    ORDERS,
    RULES,
    STORES,
    Action,
    Writes,
    actions_for,
)
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.views.hub import HubState
from shiponce.words import say
from tests.doubles.hub_in_memory import FakeHub
from tests.platform_ids import EBAY
from tests.tui.test_workflows import stand_on

from .conftest import SMALL, open_terminal


async def test_keys_that_change_say_why_they_do_not(market: DemoMarket) -> None:
    """Importing and looking go on; cancelling, holding and shipping are refused."""
    market.simulation.connections.read_only = True
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        assert "read-only" in terminal.text()
        for key in ("x", "h", "m", "M"):
            await terminal.press(key)
            assert "The hub is read-only" in terminal.told()
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert dialog._ways
        assert dialog.go.disabled
        assert say("tui.ship.read_only") in terminal.text()
        await terminal.press("enter", "enter")
        assert say("tui.need.read_only") in terminal.told()
        detail = market.hub.orders.detail(row.id)
        assert detail.shipments == ()
        assert detail.row.status.is_open
    assert terminal.app.faults == []


class _ReadOnly(FakeHub):
    """Nothing may be changed in it."""

    def state(self) -> HubState:
        return replace(super().state(), read_only=True)


async def test_every_key_that_changes_at_once_is_refused_at_once() -> None:
    """On each screen, before any dialogue; the others open, and the hub refuses their end."""
    hub = _ReadOnly(unknown=True)
    opened = {ORDERS: "1", NOTIFICATIONS: "2", EXCLUDED: "3", RULES: "4", STORES: "5"}
    async with open_terminal(hub.as_hub()) as terminal:
        for scope, key in opened.items():
            await terminal.press(key)
            for action in actions_for(scope):
                if action.writes is Writes.AT_ONCE:
                    screen = terminal.app.screen
                    terminal.app.clear_notifications()
                    await terminal.press(action.keys.split(",")[0])
                    assert terminal.app.screen is screen, action.id
                    assert "read-only" in terminal.told(), action.id


def test_what_changes_is_said_of_every_action() -> None:
    """An action without a word on it is a mistake of Python's own, not a gap in a list."""
    with pytest.raises(TypeError):
        Action("new", keys="n", scopes=(ORDERS,))  # type: ignore[call-arg]
    assert BY_ID["close_notification"].writes is Writes.AT_ONCE
    assert BY_ID["edit_store"].writes is Writes.AT_ONCE


async def test_a_toast_covers_no_button_of_a_dialogue(market: DemoMarket) -> None:
    """What is told while a dialogue is open stands above its buttons, on the smallest screen."""
    market.simulation.connections.read_only = True
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        await terminal.press("I")
        await stand_on(terminal, market, EBAY)
        await terminal.press("s", "enter")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        toasts = list(dialog.query(Toast))
        assert toasts
        for toast in toasts:
            assert not [one for one in dialog.query(Button) if one.region.overlaps(toast.region)]
