"""The fields for a tracking number: one number, and the reason at once when it is not one."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Button, Checkbox, Input, OptionList

from shiponce.domain.shipment import NotificationState
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.modals.correct_notification import CorrectNotification
from shiponce.tui.modals.ship_order import ShipDialog
from tests.doubles.hub_in_memory import FakeHub
from tests.platform_ids import EBAY
from tests.tui.test_workflows import stand_on

from .conftest import open_terminal

UPS = "1Z999AA10123456784"


@pytest.mark.proves("N12")
async def test_the_dialogue_takes_one_number_and_says_what_else_is_wrong(
    market: DemoMarket,
) -> None:
    """Two numbers, pasted in two lines as well, and placeholders keep the button closed."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
        dialog.query_one(OptionList).highlighted = manual
        await terminal.rest()
        await terminal.press("enter")
        await terminal.type("UPS")
        await terminal.press("enter")
        field = dialog.query_one("#tracking", Input)
        for typed, said in (("n/a", "no tracking number"), (f"UPS {UPS}", "more than a tracking")):
            field.value = typed
            await terminal.rest()
            assert dialog.go.disabled
            assert said in terminal.of("#why")
        field.value = ""
        field.post_message(events.Paste(f"{UPS}\n1Z999AA10123456785\n"))
        await terminal.rest()
        assert "more than one" in terminal.of("#why")
        await terminal.press("enter")
        assert market.hub.orders.detail(row.id).shipments == ()
        assert terminal.app.screen is dialog
        field.value = "1Z 999 AA1 01 2345 6784"
        await terminal.rest()
        await terminal.press("enter", "enter")
        assert market.hub.orders.detail(row.id).shipments[0].tracking == UPS


@pytest.mark.proves("O11")
async def test_the_dialogue_ships_untracked_post(market: DemoMarket) -> None:
    """Ticked, no number is asked for and none that was typed is sent; the carrier still is."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
        dialog.query_one(OptionList).highlighted = manual
        await terminal.rest()
        dialog.query_one("#tracking", Input).value = f"{UPS}, {UPS}"
        dialog.query_one("#untracked", Checkbox).value = True
        await terminal.rest()
        assert dialog.go.disabled
        dialog.query_one("#carrier", Input).value = "Royal Mail"
        await terminal.rest()
        assert not dialog.go.disabled
        assert dialog.query_one("#tracking", Input).disabled
        dialog.go.press()
        await terminal.rest()
        (shipment,) = market.hub.orders.detail(row.id).shipments
        assert (shipment.carrier, shipment.tracking) == ("Royal Mail", "")


async def test_a_correction_takes_one_number() -> None:
    """The reason stands under the fields, and the button opens when it is gone."""
    hub = FakeHub()
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2")
        stopped = next(
            n.id for n in hub.notifications.rows() if n.state is NotificationState.STOPPED
        )
        await terminal.press(*["down"] * (stopped - 1), "e")
        dialog = terminal.app.screen
        assert isinstance(dialog, CorrectNotification)
        dialog.query_one("#tracking", Input).value = f"{UPS}, 1Z999AA10123456785"
        await terminal.rest()
        assert dialog.query_one("#yes", Button).disabled
        assert "more than one" in terminal.of("#wrong")
        dialog.query_one("#tracking", Input).value = UPS
        await terminal.rest()
        assert not dialog.query_one("#yes", Button).disabled
        assert terminal.of("#wrong") == ""
