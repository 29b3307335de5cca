"""Voiding on the screen: a label, what was entered by hand, and what only Amazon can void."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Label, Route
from shiponce.errors import Unreachable
from shiponce.hub import Hub
from shiponce.tui.modals.carrier_void import CarrierVoid
from shiponce.tui.screens.order import OrderScreen
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.tui.conftest import SMALL, open_terminal

LOST = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.buyLabel")
SIZES = pytest.mark.parametrize("size", [SMALL, (160, 50)], ids=["80x24", "160x50"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def place(tmp_path: Path) -> tuple[Hub, World]:
    """An Amazon order with its copy, shipped neither by a label nor by hand yet."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    return hub, world


def status(hub: Hub) -> OrderStatus:
    """Where the order stands."""
    return hub.orders.detail(hub.orders.find(f"amz:{an_order().number}")).row.status


@SIZES
@LANGUAGES
async def test_a_recovered_label_is_recorded_as_voided_at_amazon(
    place: tuple[Hub, World], size: tuple[int, int], language: str
) -> None:
    """The dialogue says where it is voided; without a word on what was seen nothing is done."""
    hub, world = place
    amazon = world.carriers[Route.BUY_SHIPPING]
    amazon.after, found = [LOST], amazon.find

    def without_id(purchase: object) -> tuple[Label, ...]:
        return tuple(replace(one, remote_id="") for one in found(purchase))  # type: ignore[arg-type]

    amazon.find = without_id  # type: ignore[method-assign]
    hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "buy_shipping:ground")
    async with open_terminal(hub, size=size, language=language) as terminal:
        await terminal.press(*["right"] * 4, "enter", "v")
        assert isinstance(terminal.app.screen, CarrierVoid)
        assert "Seller Central" in terminal.text()
        await terminal.press("enter", "escape")
        assert status(hub) is OrderStatus.SHIPPED
        await terminal.press("v")
        await terminal.type("Seller Central: cancelled")
        await terminal.press("enter", "enter")
    assert status(hub) is OrderStatus.AWAITING_SHIPMENT
    (act,) = (one for one in hub.acts.rows(everything=True) if one.kind == "void")
    assert act.saw == "Seller Central: cancelled"
    assert amazon.voided == []


@LANGUAGES
async def test_what_was_entered_by_hand_is_taken_back(
    place: tuple[Hub, World], language: str
) -> None:
    """No button and no title speaks of a label."""
    hub, _ = place
    order = hub.orders.find(f"amz:{an_order().number}")
    hub.shipping.ship(order, "manual", carrier="UPS", tracking="1Z999AA10123456784")
    async with open_terminal(hub, language=language) as terminal:
        await terminal.press(*["right"] * 4, "enter")
        assert say("word.shipment.entered", language) in terminal.text()
        await terminal.press("v")
        facts = {"number": an_order().number, "tracking": "1Z999AA10123456784"}
        assert say("tui.void.title_entry", language, **facts) in terminal.text()
        assert say("tui.void.yes_entry", language, **facts) in terminal.text()
        await terminal.press("right", "enter")
    assert status(hub) is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_shared_label_names_every_order_that_loses_it(
    tmp_path: Path, language: str
) -> None:
    """In the dialogue and once it is done; the other order shows no price of nothing."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    orders = [an_order(), an_order(remote_id="111-2")]
    world.stores["amz"].orders = {one.remote_id: one for one in orders}
    hub.imports.run("amz")
    hub.shipping.ship(1, "house:ground", together=[2])
    both = ", ".join(hub.orders.rows([n])[0].number for n in (1, 2))
    async with open_terminal(hub, language=language) as terminal:
        terminal.app.push_screen(OrderScreen(2))
        await terminal.rest()
        first = hub.orders.rows([1])[0].number
        assert say("word.booked_with", language, order=first) in terminal.of("#facts")
        await terminal.press("v")
        asked = " ".join(str(terminal.app.screen.query_one(".question", Static).visual).split())
        assert " ".join(say("tui.void.shared", language, orders=both).split()) in asked
        await terminal.press("right", "enter")
        assert say("cli.ship.shared_ended", language, orders=both) in terminal.told()
    assert (
        hub.orders.detail(1).row.status
        is hub.orders.detail(2).row.status
        is OrderStatus.AWAITING_SHIPMENT
    )
