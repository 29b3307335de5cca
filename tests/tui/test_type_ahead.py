"""Keys typed ahead reach the screen that they were meant for, and none is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from shiponce.hub import Hub
from shiponce.tui import type_ahead
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.decisions import DecisionsScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.views.orders import Grid
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.tui.conftest import Terminal, open_terminal

#: Keys a second: a held key, and a scanner or a pasted line.
RATES = pytest.mark.parametrize("rate", [30, 1000])


@pytest.fixture
def place(tmp_path: Path) -> tuple[Hub, World]:
    """Eight Amazon orders that can be shipped."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    orders = [an_order(remote_id=f"902-{n}") for n in range(1, 9)]
    world.stores["amz"].orders = {order.remote_id: order for order in orders}
    hub.imports.run_all()
    return hub, world


class Slow:
    """Worker threads that begin nothing while they are held."""

    def __init__(self, terminal: Terminal) -> None:
        self._may = asyncio.Event()
        threads = terminal.app.worker_threads
        for name in ("read", "act"):
            setattr(threads, name, self._waiting(getattr(threads, name)))

    def _waiting(self, call: Callable[[object], Awaitable[object]]) -> object:
        async def later(job: object) -> object:
            await self._may.wait()
            return await call(job)

        return later

    def go_on(self) -> None:
        """Let everything begin."""
        self._may.set()


@asynccontextmanager
async def held(hub: Hub) -> AsyncIterator[tuple[Terminal, Slow]]:
    """The program on a hub that gives no answer until it is told to."""
    async with open_terminal(hub) as terminal:
        yield terminal, Slow(terminal)


async def type_keys(terminal: Terminal, keys: list[str], rate: float) -> None:
    """Type keys at a steady rate, whatever the program does."""
    for key in keys:
        terminal.post(key)
        await asyncio.sleep(1 / rate)


def shipped(world: World) -> list[str]:
    """The orders that Amazon shows as shipped, one entry a package, in the order of shipping."""
    return [order for order, packages in world.stores["amz"].shown.items() for _ in packages]


@RATES
@pytest.mark.parametrize("late", [False, True])
async def test_ships_what_was_meant_and_nothing_else(
    place: tuple[Hub, World], rate: int, late: bool
) -> None:
    """Ship, choose, confirm, five times at once: the first five orders are shipped, each once."""
    hub, world = place
    rows = hub.orders.rows(hub.orders.ids(Grid.AWAITING_SHIPMENT))
    wanted = [hub.orders.detail(row.id).row.number for row in rows[:5]]
    keys = ["s", "enter", "enter"] * 5
    async with held(hub) as (terminal, slow):
        if not late:
            slow.go_on()
        await type_keys(terminal, keys, rate)
        assert not late or shipped(world) == []
        slow.go_on()
        await terminal.rest()
        hub.tick()
        assert shipped(world) == wanted
        assert not isinstance(terminal.app.screen, ShipDialog | OrderScreen)


@RATES
async def test_begins_no_shipment_that_nobody_meant(place: tuple[Hub, World], rate: int) -> None:
    """Keys for a dialog that is still being read do nothing to the orders below it."""
    hub, world = place
    async with held(hub) as (terminal, slow):
        orders = terminal.app.screen
        assert isinstance(orders, OrdersScreen)
        first = orders.grid.key
        await type_keys(terminal, ["s", *"jjsssx", "escape", "s", "escape", "x"], rate)
        slow.go_on()
        await terminal.rest()
        assert isinstance(terminal.app.screen, Confirm)
        assert orders.grid.key == first
        await terminal.press("escape")
        hub.tick()
        assert shipped(world) == []


async def test_moves_in_rows_that_are_still_being_read(place: tuple[Hub, World]) -> None:
    """Another screen and back, down twice, open: the third order is opened."""
    hub, _ = place
    ids = hub.orders.ids(Grid.AWAITING_SHIPMENT)
    async with held(hub) as (terminal, slow):
        await type_keys(terminal, ["8", "1", "right", "left", "down", "down", "enter"], 1000)
        slow.go_on()
        await terminal.rest()
        screen = terminal.app.screen
        assert isinstance(screen, OrderScreen)
        assert screen._order_id == ids[2]


async def test_text_typed_ahead_reaches_the_search(place: tuple[Hub, World]) -> None:
    """Search, a number and Enter in one burst, as a scanner sends them: that order is found."""
    hub, _ = place
    number = hub.orders.rows(hub.orders.ids(Grid.AWAITING_SHIPMENT))[5].number
    async with held(hub) as (terminal, slow):
        await type_keys(terminal, ["slash", *number, "enter", "enter"], 1000)
        slow.go_on()
        await terminal.rest()
        screen = terminal.app.screen
        assert isinstance(screen, OrderScreen)
        assert hub.orders.detail(screen._order_id).row.number == number


async def test_a_pasted_text_keeps_its_turn(place: tuple[Hub, World]) -> None:
    """A text that is pasted after the key of the search goes into the search."""
    hub, _ = place
    async with open_terminal(hub) as terminal:
        terminal.post("slash")
        terminal.app.post_message(events.Paste("902-3"))
        terminal.post("enter")
        await terminal.rest()
        orders = terminal.app.screen
        assert isinstance(orders, OrdersScreen)
        assert orders.query_field.value == "902-3"


async def test_escape_drops_keys_that_wait_too_long(
    place: tuple[Hub, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program says that keys wait; Escape drops them, and the dialog still opens."""
    hub, world = place
    monkeypatch.setattr(type_ahead, "_PATIENCE", 0.0)
    async with held(hub) as (terminal, slow):
        for key in ("s", "enter", "enter"):
            terminal.post(key)
        while say("tui.keys_wait") not in terminal.told():
            await asyncio.sleep(0)
        terminal.post("escape")
        while terminal.app.keys_waiting:
            await asyncio.sleep(0)
        slow.go_on()
        await terminal.rest()
        assert isinstance(terminal.app.screen, ShipDialog)
        hub.tick()
        assert shipped(world) == []


async def test_quits_while_keys_wait(place: tuple[Hub, World]) -> None:
    """Ctrl+Q does not wait for an answer."""
    hub, world = place
    async with held(hub) as (terminal, _):
        for key in ("s", "enter", "enter", "ctrl+q"):
            terminal.post(key)
        while terminal.app.is_running and not terminal.app._exit:
            await asyncio.sleep(0)
    assert shipped(world) == []


async def test_a_screen_opened_last_takes_the_last_key(place: tuple[Hub, World]) -> None:
    """All keys of the screens in one burst: the last one wins."""
    hub, _ = place
    async with held(hub) as (terminal, slow):
        await type_keys(terminal, [*"2345671", "8"], 1000)
        slow.go_on()
        await terminal.rest()
        assert isinstance(terminal.app.screen, DecisionsScreen)
