"""A person may press anything: no key, in any order, brings the program down."""

from __future__ import annotations

import random

import pytest

from shiponce.tui.key_bindings import ACTIONS
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, all_keys, open_terminal
from tests.tui.test_player import FakeRecordings

KEYS = sorted(
    ({*all_keys(ACTIONS)} - {"q", "ctrl+q"})
    | {"up", "down", "pageup", "pagedown", "tab", "shift+tab", "escape", "enter", "z", "9"}
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("orders", [0, 30])
async def test_random_keys_never_crash(seed: int, orders: int) -> None:
    """Sixty keys at random on a hub with orders or without any, with unknown acts or none."""
    chance = random.Random(seed)
    hub = FakeHub(order_count=orders, unknown=bool(seed)).as_hub()
    async with open_terminal(hub, size=SMALL, recordings=FakeRecordings()) as terminal:
        for _ in range(60):
            terminal.post(chance.choice(KEYS))
            await terminal.pilot._wait_for_screen()
        await terminal.rest()
        assert terminal.app.is_running
