"""What is owed, by keys: addresses, conditions and alarms, on a real hub."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shiponce.domain.order import (
    Address,
    Condition,
    Destination,
    OrderStatus,
    PackingFact,
    PackingFactKind,
)
from shiponce.domain.platform import Source
from shiponce.hub import Hub
from shiponce.tui.modals.choose_address import AddressDialog
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.package_contents import PackageDialog
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.doctor import DoctorScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE
from tests.tui.conftest import SMALL, WIDE, Terminal, open_terminal

IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
LINE = an_order().lines[0]
HOME = Address("Ada Byron", "1 Mill Lane", "Boston", "US", postcode="02110")
AWAY = Address("Bea Corby", "2 Weir Road", "Salem", "US", postcode="01970")
ENGRAVED = PackingFact(PackingFactKind.OPTION, "ADA", "Engraving")
GIFT = PackingFact(PackingFactKind.GIFT_MESSAGE, "Many happy returns")


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Hub, World]:
    """A shop's order to two addresses, with units that are not due; an order in question."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    two = an_order(
        BIGCOMMERCE,
        remote_id="501",
        number="501",
        source=Source.STOREFRONT,
        keys=(),
        ship_to=HOME,
        packing=(GIFT,),
        destinations=(Destination("h", HOME), Destination("w", AWAY)),
        lines=(
            replace(LINE, quantity=3, cancelled=1, destination="h", packing=(ENGRAVED,)),
            replace(LINE, remote_id="l2", sku="POT", quantity=2, destination="w"),
            replace(LINE, remote_id="l3", sku="LAMP", quantity=1, destination="h"),
        ),
    )
    asks = an_order(remote_id="111-9", conditions=(Condition.BUYER_ASKS_TO_CANCEL,))
    world.stores["shop"].orders[two.remote_id] = two
    world.stores["amz"].orders[asks.remote_id] = asks
    hub.imports.run_all()
    return hub, world


async def go_to(terminal: Terminal, hub: Hub, ref: str) -> int:
    """Put the cursor on an order of the grid."""
    order_id = hub.orders.find(ref)
    screen = terminal.app.screen
    assert isinstance(screen, OrdersScreen)
    assert screen.grid.go_to(order_id)
    await terminal.rest()
    return order_id


@IN_BOTH
async def test_the_panel_shows_what_is_owed(opened: tuple[Hub, World], language: str) -> None:
    """Every address with what is due there, units that are not due, and packing facts."""
    hub, _ = opened
    async with open_terminal(hub, size=WIDE, language=language) as terminal:
        await go_to(terminal, hub, "shop:501")
        facts, rest = terminal.of("#facts"), terminal.of("#rest")
    for code, n in (("cancelled", 1), ("due", 2)):
        assert say(f"tui.detail.line.{code}", language, n=n) in facts
    assert "ADA" in facts
    assert say("packing.gift_message", language, text=GIFT.text, name="") in facts
    for place, due, street in ((1, 3, "1 Mill Lane"), (2, 2, "2 Weir Road")):
        assert say("tui.detail.at_address", language, place=place) in facts
        title = say("tui.detail.address_of", language, place=place, n=2)
        assert f"{title}  {say('tui.detail.line.due', language, n=due)}" in rest
        assert street in rest


@IN_BOTH
async def test_the_chosen_address_is_shipped_to(opened: tuple[Hub, World], language: str) -> None:
    """The dialogue names the address and what else is due; only its lines leave."""
    hub, _ = opened
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        order_id = await go_to(terminal, hub, "shop:501")
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert "1 Mill Lane" in terminal.of("#to")
        assert say("tui.ship.due_elsewhere", language, n=2) in terminal.of("#to")
        await terminal.press("a")
        assert isinstance(terminal.app.screen, AddressDialog)
        await terminal.press("escape")
        assert "1 Mill Lane" in terminal.of("#to")
        await terminal.press("a", "down", "enter")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert "2 Weir Road" in terminal.of("#to")
        assert say("tui.ship.due_elsewhere", language, n=3) in terminal.of("#to")
        await terminal.press("enter", "enter")
    detail = hub.orders.detail(order_id)
    (shipment,) = detail.shipments
    assert shipment.destination == "w"
    assert [line.due for line in detail.lines] == [2, 0, 1]


async def test_only_due_units_of_the_address_are_packed(opened: tuple[Hub, World]) -> None:
    """A cancelled unit is not offered, nor a line of another address; a part stays a part."""
    hub, _ = opened
    async with open_terminal(hub, size=SMALL) as terminal:
        order_id = await go_to(terminal, hub, "shop:501")
        await terminal.press("s", "p")
        assert isinstance(terminal.app.screen, PackageDialog)
        assert [line.sku for line in terminal.app.screen._lines] == ["MUG-SLATE", "LAMP"]
        assert "2 of 2" in terminal.text()
        await terminal.press("enter")
        assert say("tui.pack.all_due", "en") in terminal.of("#package")
        await terminal.press("p", "down", "space", "enter")
        assert say("tui.pack.part", "en", n=2) in terminal.of("#package")
        await terminal.press("enter", "enter")
    detail = hub.orders.detail(order_id)
    assert detail.shipments[0].destination == "h"
    assert [line.due for line in detail.lines] == [0, 2, 1]


async def test_untracked_post_goes_to_the_chosen_address(opened: tuple[Hub, World]) -> None:
    """The checkbox is reached and works beside the address."""
    hub, _ = opened
    async with open_terminal(hub, size=SMALL) as terminal:
        order_id = await go_to(terminal, hub, "shop:501")
        await terminal.press("s", "a", "down", "enter")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        places = [way.code for way in dialog._ways]
        dialog.options.highlighted = places.index("manual")
        await terminal.rest()
        await terminal.press("enter")
        await terminal.type("USPS")
        await terminal.press("tab", "tab", "space")
        assert dialog.query_one("#tracking").disabled
        await terminal.press("tab", "tab", "enter")
    (shipment,) = hub.orders.detail(order_id).shipments
    assert (shipment.carrier, shipment.tracking, shipment.destination) == ("USPS", "", "w")


@IN_BOTH
async def test_a_condition_is_overruled_after_a_question(
    opened: tuple[Hub, World], language: str
) -> None:
    """The list marks the order, the dialogue names the way out, and the key asks what it means."""
    hub, _ = opened
    what = say("word.condition.buyer_asks_to_cancel", language)
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        order_id = await go_to(terminal, hub, "amz:111-9")
        mark = f"⊘ {say('word.short.asks_to_cancel', language)}"
        assert mark in terminal.text()
        assert f"⊘ {what}" in terminal.of("#facts")
        await terminal.press("s")
        platform = say("word.amazon", language)
        way_out = terminal.app.locale.say(
            "way_out.answer_cancellation", platform=platform, ref="amz:111-9"
        )
        assert way_out in terminal.of("#why")
        await terminal.press("escape", "o")
        assert isinstance(terminal.app.screen, Confirm)
        assert what in terminal.of(".question")
        await terminal.press("enter")
        assert not hub.orders.detail(order_id).conditions[0].overruled
        await terminal.press("o", "tab", "enter")
        assert say("tui.done.overrule", language, number="111-9", what=what) in terminal.told()
        assert hub.orders.detail(order_id).conditions[0].overruled
        assert say("tui.detail.overruled", language) in terminal.of("#facts")
        assert mark not in terminal.text()
        await terminal.press("o")
        assert say("tui.need.condition", language) in terminal.told()
        await terminal.press("s", "enter", "enter")
    assert hub.orders.detail(order_id).row.status is OrderStatus.SHIPPED


async def test_a_condition_is_overruled_from_the_palette(opened: tuple[Hub, World]) -> None:
    """Like every action, under its own name."""
    hub, _ = opened
    async with open_terminal(hub, size=WIDE) as terminal:
        await go_to(terminal, hub, "amz:111-9")
        await terminal.press("ctrl+p")
        await terminal.type("overrule")
        await terminal.until(say("tui.action.overrule.help", "en")[:40])
        await terminal.press("enter")
        await terminal.until(say("tui.overrule.yes", "en"))
        assert isinstance(terminal.app.screen, Confirm)


async def test_the_doctor_opens_an_order_with_an_alarm(opened: tuple[Hub, World]) -> None:
    """The list marks it in words too, and Enter on the finding opens it."""
    hub, world = opened
    order = an_order(remote_id="111-7")
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    order_id = hub.orders.find("amz:111-7")
    hub.shipping.ship(order_id, "house:ground")
    world.clock.wait(minutes=5)
    moved = replace(order, ship_to=AWAY, modified_at=world.clock.now())
    world.stores["amz"].orders[order.remote_id] = moved
    hub.imports.run_all()
    async with open_terminal(hub, size=SMALL) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        screen.action_grid("shipped")
        await terminal.rest()
        assert "! Alarm" in terminal.text()
        await terminal.press("7")
        doctor = terminal.app.screen
        assert isinstance(doctor, DoctorScreen)
        (finding,) = (one for one in hub.maintenance.doctor() if one.code == "address_changed")
        assert doctor.grid.go_to(doctor.key(finding))
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)
        assert "another address" in terminal.of("#why")
        assert order.number in terminal.of("#facts")


@IN_BOTH
async def test_a_warning_stands_beside_the_options(tmp_path: Path, language: str) -> None:
    """The copy has another address than its original: said before the label is bought."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    order = an_order(ship_to=HOME)
    world.stores["amz"].orders[order.remote_id] = order
    world.stores["shop"].orders["1042"] = replace(a_copy(order), ship_to=AWAY)
    hub.imports.run_all()
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        order_id = await go_to(terminal, hub, f"amz:{order.remote_id}")
        warnings = hub.orders.why(order_id).warnings
        assert [one.code for one in warnings] == ["warning.differs_address"]
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        shown = " ".join(terminal.of("#warnings").split())
        assert terminal.app.locale.sentence(warnings[0]) in shown
        assert terminal.app.screen.query_one("#go").region.bottom <= SMALL[1]
