"""Two orders of one purchase on the screen: asked before it leaves twice, and marked after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from shiponce.domain.order import Visibility
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.hub import Hub
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.decide_twin import DecideTwin
from shiponce.tui.modals.package_contents import PackageDialog
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.tui.conftest import SMALL, Terminal, open_terminal

ORIGINAL = f"amz:{an_order().remote_id}"


def a_hub_with(file: Path, mode: MatchingMode, **of_the_copy: object) -> Hub:
    """A purchase whose copy was imported first."""
    hub, world = a_hub(str(file / "hub.sqlite"))
    hub.matching.choose_mode(mode)
    original = an_order()
    copy = replace(a_copy(original), **of_the_copy)  # type: ignore[arg-type]  # by name
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": copy}
    hub.imports.run_all(["shop", "amz", "bay"])
    return hub


async def to(terminal: Terminal, order_id: int) -> None:
    """Put the cursor on an order of the shelf that is shown."""
    screen = terminal.app.screen
    assert isinstance(screen, OrdersScreen)
    assert screen.grid.go_to(order_id)
    await terminal.rest()


@pytest.mark.proves("W7")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_second_label_is_asked_for(tmp_path: Path, language: str) -> None:
    """The row, the dialogue and a question name the first label; leaving it buys nothing."""
    hub = a_hub_with(tmp_path, MatchingMode.DOCUMENTED)
    copy, original = hub.orders.find("shop:1042"), hub.orders.find(ORIGINAL)
    hub.shipping.ship(original, "house:ground")
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        say = terminal.app.locale.say
        assert f"△ {say('word.short.twin_left')}" in terminal.text()
        await to(terminal, copy)
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert "House TRACK1" in terminal.of("#why")
        await terminal.press("enter", "enter")
        assert isinstance(terminal.app.screen, Confirm)
        assert "House TRACK1" in terminal.text()
        await terminal.press("escape")
        assert hub.orders.detail(copy).shipments == ()
        await terminal.press("s", "enter", "enter", "right", "enter")
        assert hub.orders.rows([copy])[0].shipped_twice
        await terminal.press(*["right"] * 4)
        assert terminal.text().count(f"▲▲ {say('word.short.shipped_twice')}") == 2
        for order_id in (original, copy):
            await to(terminal, order_id)
            told = " ".join(terminal.of("#why").split())
            assert say("word.mark.shipped_twice") in told
            assert "House TRACK1" in told
            assert "House TRACK2" in told


@pytest.mark.proves("W7", "Q3")
async def test_a_twin_is_not_offered_for_the_package(tmp_path: Path) -> None:
    """It has the same buyer, and is the same purchase; named by hand it is refused by the hub."""
    hub = a_hub_with(tmp_path, MatchingMode.DOCUMENTED)
    async with open_terminal(hub) as terminal:
        await to(terminal, hub.orders.find(ORIGINAL))
        await terminal.press("s", "p")
        assert isinstance(terminal.app.screen, PackageDialog)
        assert terminal.app.screen.query_one(OptionList).option_count == 1, "its own line"
        await terminal.press("tab")
        await terminal.type("shop:1042")
        await terminal.press("enter", "enter")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert "are the same purchase" in terminal.text()
        assert terminal.app.screen.go.disabled


@pytest.mark.proves("P5", "Q3")
async def test_a_hidden_copy_named_for_its_original_s_package_is_refused(tmp_path: Path) -> None:
    """Its original is the order that is packed already."""
    hub = a_hub_with(tmp_path, MatchingMode.RECONCILING)
    async with open_terminal(hub) as terminal:
        await to(terminal, hub.orders.find(ORIGINAL))
        await terminal.press("s", "p", "tab")
        await terminal.type("shop:1042")
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, PackageDialog)
        assert "are the same purchase" in terminal.told()


@pytest.mark.proves("B8", "B11")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_decision_shows_both_values_and_is_taken_back(
    tmp_path: Path, language: str
) -> None:
    """Different buyers are asked about; d takes a confirmation back, and a rejection too."""
    hub = a_hub_with(tmp_path, MatchingMode.RECONCILING, keys=(), buyer="Grace Hopper")
    copy = hub.orders.find("shop:1042")
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        await terminal.press("8", "d", "enter")
        assert isinstance(terminal.app.screen, Confirm)
        assert "Grace Hopper ≠ Ada Byron" in terminal.text()
        await terminal.press("escape")
        assert hub.orders.detail(copy).row.visibility is Visibility.HELD
        await terminal.press("d", "enter", "right", "enter")
        assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN
        await terminal.press("1")
        await to(terminal, hub.orders.find(ORIGINAL))
        await terminal.press("d")
        assert isinstance(terminal.app.screen, DecideTwin)
        assert terminal.app.locale.say("tui.decide.not_same", platform="Amazon") in terminal.text()
        assert "no usable order id" not in terminal.text()
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, Confirm)
        await terminal.press("enter")  # the safe answer is at hand
        assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN
        await terminal.press("d", "enter", "right", "enter")
        assert hub.orders.detail(copy).row.visibility is Visibility.HELD, (
            "it may be another one's copy"
        )
        (decision,) = hub.orders.why(copy).decisions
        assert decision.what.code == "decision.rejected"
        await terminal.press("d", "enter", "right", "enter")
        assert hub.orders.counts()[Grid.HIDDEN] == 1


@pytest.mark.proves("B8", "X1")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_rejection_after_the_original_left_is_asked_again(
    tmp_path: Path, language: str
) -> None:
    """The question names the label; the safe answer changes nothing, insisting rejects."""
    hub = a_hub_with(tmp_path, MatchingMode.RECONCILING, keys=())
    copy = hub.orders.find("shop:1042")
    hub.shipping.ship(hub.orders.find(ORIGINAL), "house:ground")
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        await terminal.press("8", "d", "end", "enter")
        assert isinstance(terminal.app.screen, Confirm)
        assert "House TRACK1" in " ".join(terminal.text().split())
        await terminal.press("enter")  # the safe answer is at hand
        assert hub.orders.detail(copy).row.visibility is Visibility.HELD
        await terminal.press("d", "end", "enter", "right", "enter")
        assert hub.orders.detail(copy).row.visibility is Visibility.VISIBLE
    with pytest.raises(Refused):
        hub.shipping.ship(copy, "house:ground")
