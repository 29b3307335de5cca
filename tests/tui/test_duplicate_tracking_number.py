"""A typed number that another purchase has: the screen asks, and ships only on a yes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.words import say
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.tui.conftest import open_terminal

NUMBER = "1Z999AA10123456784"


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_screen_asks_before_two_purchases_share_a_number(
    tmp_path: Path, language: str
) -> None:
    """No leaves the order open; yes ships it."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    first = an_order()
    second = replace(an_order(remote_id="111-0000002-0000002"), placed_at=first.modified_at)
    world.stores["amz"].orders = {one.remote_id: one for one in (first, second)}
    hub.imports.run_all()
    hub.shipping.ship(hub.orders.find(first.number), "manual", carrier="UPS", tracking=NUMBER)
    async with open_terminal(hub, language=language) as terminal:
        for answer in (("enter",), ("right", "enter")):
            assert hub.orders.detail(hub.orders.find(second.number)).shipments == ()
            await terminal.press("s")
            dialog = terminal.app.screen
            assert isinstance(dialog, ShipDialog)
            manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
            dialog.query_one(OptionList).highlighted = manual
            await terminal.press("enter")
            await terminal.type("UPS")
            await terminal.press("enter")
            await terminal.type(NUMBER)
            await terminal.press("enter", "enter")
            assert isinstance(terminal.app.screen, Confirm)
            facts = {"number": second.number}
            assert say("tui.ship.title_same_package", language, **facts) in terminal.text()
            await terminal.press(*answer)
    assert hub.orders.detail(hub.orders.find(second.number)).shipments[0].tracking == NUMBER


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_screen_refuses_the_number_of_another_package_of_the_order(
    tmp_path: Path, language: str
) -> None:
    """It asks nothing, because no answer could make one package of two shipments."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    order = an_order()
    world.stores["amz"].orders = {order.remote_id: order}
    hub.imports.run_all()
    found = hub.orders.find(order.number)
    hub.shipping.ship(found, "manual", carrier="UPS", tracking=NUMBER, lines={1: 1})
    async with open_terminal(hub, language=language) as terminal:
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
        dialog.query_one(OptionList).highlighted = manual
        await terminal.press("enter")
        await terminal.type("UPS")
        await terminal.press("enter")
        await terminal.type(NUMBER)
        await terminal.press("enter", "enter")
        assert not isinstance(terminal.app.screen, Confirm)
        said = " ".join(terminal.text().replace("▌", " ").split())
        assert terminal.app.locale.say("tui.command_key.on_order", key="v") in said
    assert len(hub.orders.detail(found).shipments) == 1
