"""What goes into a parcel, by keys: a part, several orders, and what the hub refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from shiponce.domain.order import Address, OrderStatus
from shiponce.hub import Hub
from shiponce.tui.modals.package_contents import PackageDialog
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.orders import OrdersScreen
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.tui.conftest import SMALL, Terminal, open_terminal

POT = replace(an_order().lines[0], remote_id="l2", sku="POT", quantity=1)
FAR = Address("Ada Byron", "9 Far Road", "Cork", "IE")


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """Three open Amazon orders of one buyer: two mugs and a pot; a pot; a pot that goes far."""
    found, world = a_hub(str(tmp_path / "hub.sqlite"))
    mug = an_order().lines[0]
    for order in (
        an_order(remote_id="111-1", lines=(mug, POT)),
        an_order(remote_id="111-2", lines=(POT,)),
        an_order(remote_id="111-3", lines=(POT,), ship_to=FAR),
    ):
        world.stores["amz"].orders[order.remote_id] = order
    found.imports.run_all()
    return found


async def open_parcel(terminal: Terminal, hub: Hub) -> int:
    """Open the first order's ship dialogue, and from there its parcel."""
    order_id = hub.orders.find("amz:111-1")
    screen = terminal.app.screen
    assert isinstance(screen, OrdersScreen)
    assert screen.grid.go_to(order_id)
    await terminal.rest()
    await terminal.press("s")
    assert isinstance(terminal.app.screen, ShipDialog)
    await terminal.press("p")
    assert isinstance(terminal.app.screen, PackageDialog)
    return order_id


@pytest.mark.proves("Q2")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_part_is_shipped_and_the_rest_stays(hub: Hub, language: str) -> None:
    """One of two mugs and no pot: the button says a part, and the order stays to be shipped."""
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        order_id = await open_parcel(terminal, hub)
        await terminal.press("left", "down", "space", "enter")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert {"en": "only 1 unit", "fr": "seulement 1 unité"}[language] in terminal.text()
        assert {"en": "Ship a part with", "fr": "Expédier une partie"}[language] in terminal.text()
        await terminal.press("end")
        assert terminal.app.screen._way is not None
        assert not terminal.app.screen._way.available, "Buy Shipping sells no part"
        await terminal.press("home", "enter", "enter")
        detail = hub.orders.detail(order_id)
        assert [(line.quantity, line.shipped) for line in detail.lines] == [(2, 1), (1, 0)]
        assert detail.row.status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("Q3")
async def test_orders_share_a_parcel(hub: Hub) -> None:
    """The buyer's other orders are offered; with one of them a single label ships both."""
    other = hub.orders.find("amz:111-2")
    async with open_terminal(hub) as terminal:
        order_id = await open_parcel(terminal, hub)
        rows = terminal.app.screen.query_one(OptionList)
        assert rows.option_count == 4, "two lines, two other orders"
        place = next(n for n in (2, 3) if "111-2" in str(rows.get_option_at_index(n).prompt))
        await terminal.press(*["down"] * place, "space", "enter")
        assert "with 111-2" in terminal.text()
        await terminal.until("and 1 more with")
        await terminal.press("enter", "enter")
        labels = {hub.orders.detail(each).shipments[0].tracking for each in (order_id, other)}
        assert len(labels) == 1
        assert all(not hub.orders.detail(each).row.status.is_open for each in (order_id, other))


@pytest.mark.proves("Q3")
async def test_what_the_hub_refuses_is_said_in_its_words(hub: Hub) -> None:
    """An order named by number that goes elsewhere: every way is closed, and says why."""
    async with open_terminal(hub) as terminal:
        order_id = await open_parcel(terminal, hub)
        await terminal.press("tab")
        await terminal.type("nowhere")
        await terminal.press("enter")
        assert "nowhere" in terminal.told()
        await terminal.press(*["backspace"] * len("nowhere"))
        await terminal.type("amz:111-3")
        await terminal.press("enter", "enter")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert "go to different addresses" in terminal.text()
        assert dialog.go.disabled
        await terminal.press("enter", "escape")
        assert hub.orders.detail(order_id).shipments == ()


async def test_a_parcel_that_cannot_be_had_leaves_the_one_before(hub: Hub) -> None:
    """Somebody ships a unit meanwhile: it is said, and the parcel is what it was."""
    async with open_terminal(hub) as terminal:
        order_id = await open_parcel(terminal, hub)
        hub.shipping.ship(order_id, "house:ground", lines={1: 2})
        await terminal.press("down", "space", "enter")
        assert "left to ship" in terminal.told()
        assert "all that is left" in terminal.text()
        assert isinstance(terminal.app.screen, ShipDialog)


async def test_an_empty_parcel_is_not_taken(hub: Hub) -> None:
    """Nothing of any line leaves the dialogue open; leaving it changes nothing."""
    async with open_terminal(hub) as terminal:
        await open_parcel(terminal, hub)
        await terminal.press("space", "down", "left", "left", "enter")
        assert isinstance(terminal.app.screen, PackageDialog)
        await terminal.press("escape")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert "all that is left" in terminal.text()
