"""Orders are marked, planned and bought on the screen, in few keys (K2, K3, K5)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.batch import BatchState, EntryState
from shiponce.tui.screens.batch import BatchScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES
from tests.promises.merchant import Trade
from tests.torture.shown import faults, verdict
from tests.tui.conftest import SMALL, WIDE, Terminal, open_terminal


def a_trade(folder: Path, orders: int) -> Trade:
    """People buy on all three platforms, and everything is imported."""
    trade = Trade(file=folder / "hub.db")
    for n in range(orders):
        trade.world.buy(f"b{n}", ("amz", "bay", "shop")[n % 3], [("MUG", 1, None)])
    trade.wait(5)
    trade.take_in()
    return trade


def marks(terminal: Terminal) -> set[int]:
    """Return the marked orders."""
    screen = next(one for one in terminal.app.screen_stack if isinstance(one, OrdersScreen))
    return screen.grid.marks


def is_whole(terminal: Terminal) -> bool:
    """Return True if no word of the head is cut."""
    return " ".join(terminal.of("#intro").split()) in " ".join(terminal.text().split())


async def finished(terminal: Terminal) -> None:
    """Wait until the batch is over."""
    await terminal.rest()
    assert isinstance(terminal.app.screen, BatchScreen)
    assert terminal.app.screen._progress is None


@pytest.mark.proves("K2", "K3")
@pytest.mark.timeout(180)
async def test_fifty_orders_take_at_most_ten_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the filter to bought labels; the world's books have one label for each purchase."""
    trade = a_trade(tmp_path, 50)

    def half_a_second_passes(_: float) -> None:
        """Amazon's rates leave room for two labels a second of the world's time."""
        trade.world.advance_to(trade.world.now + 500)

    monkeypatch.setattr("shiponce.tui.screens.batch.sleep", half_a_second_passes)
    keys = ["slash", "M", "U", "G", "enter", "a", "b", "enter", "right", "enter"]
    assert len(keys) <= 10
    async with open_terminal(trade.hub, size=SMALL) as terminal:
        await terminal.press(*keys)
        await finished(terminal)
        assert "50" in terminal.of("#intro")
    (row,) = trade.hub.batches.rows()
    assert (row.state, row.counts[EntryState.BOUGHT]) == (BatchState.ENDED, 50)
    house = [one for one in carrier_labels(trade.world.state).by_id.values() if not one.voided_at]
    amazon = [one for one in trade.world.labels.values() if one.status == "Purchased"]
    assert len(house) + len(amazon) == 50
    trade.wait(5)
    trade.settle()
    assert faults(verdict(trade.world, trade.hub)) == []


async def test_marks_survive_scrolling_filters_and_imports(tmp_path: Path) -> None:
    """One, a range, all, and back; the count is on the screen."""
    trade = a_trade(tmp_path, 12)
    ids = list(trade.hub.orders.ids(Grid.AWAITING_SHIPMENT))
    async with open_terminal(trade.hub, size=SMALL) as terminal:
        await terminal.press("space")
        assert marks(terminal) == {ids[0]}
        await terminal.press("j", "j", "e")
        assert marks(terminal) == set(ids[:4])
        assert "4" in terminal.of("#marks")
        await terminal.press("G", "g", "r")
        trade.world.buy("late", "shop", [("JAR", 1, None)])
        trade.wait(5)
        await terminal.press("I")
        assert marks(terminal) == set(ids[:4])
        await terminal.press("right")
        assert marks(terminal) == set(ids[:4])
        await terminal.press("left", "a")
        assert len(marks(terminal)) == 13
        await terminal.press("a")
        assert marks(terminal) == set()
        await terminal.press("b")
        assert isinstance(terminal.app.screen, OrdersScreen)
        assert "space" in terminal.told()
        await terminal.press("space", "A")
        assert marks(terminal) == set()


@pytest.mark.proves("K2")
async def test_nothing_is_bought_without_a_yes(tmp_path: Path) -> None:
    """The safe answer is the first one, and leaving changes nothing."""
    trade = a_trade(tmp_path, 3)
    async with open_terminal(trade.hub) as terminal:
        await terminal.press("a", "b", "s", "enter", "enter", "escape")
        assert isinstance(terminal.app.screen, OrdersScreen)
        assert len(marks(terminal)) == 3
    assert trade.hub.batches.rows() == ()
    assert carrier_labels(trade.world.state).by_id == {}


@pytest.mark.proves("K3")
async def test_a_running_batch_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """X between two orders; what was bought stays, and the marks of the rest."""
    trade = a_trade(tmp_path, 6)
    pressed: list[int] = []

    async with open_terminal(trade.hub) as terminal:
        show = BatchScreen._show_progress

        def progress(screen: BatchScreen, done: int) -> None:
            show(screen, done)
            if done == 2 and not pressed:
                pressed.append(done)
                terminal.post("x")

        monkeypatch.setattr(BatchScreen, "_show_progress", progress)
        await terminal.press("a", "b", "enter", "right", "enter")
        await finished(terminal)
        (row,) = trade.hub.batches.rows()
        assert row.state is BatchState.CANCELLED
        bought = row.counts[EntryState.BOUGHT]
        assert 2 <= bought < 6
        assert len(marks(terminal)) == 6 - bought


@pytest.mark.proves("K5")
async def test_the_filter_is_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """W writes what is shown, and nothing else."""
    trade = a_trade(tmp_path, 4)
    monkeypatch.chdir(tmp_path)
    async with open_terminal(trade.hub) as terminal:
        await terminal.press("w")
        assert "shiponce-orders-" in terminal.told()
    (file,) = tmp_path.glob("shiponce-orders-*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, (160, 50), WIDE])
async def test_plan_and_report_fit(tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    """The head and the keys are whole on every size."""
    trade = a_trade(tmp_path, 3)
    async with open_terminal(trade.hub, size=size, language=language) as terminal:
        await terminal.press("a", "b")
        (tmp_path / "plan.svg").write_text(terminal.picture())
        assert is_whole(terminal)
        await terminal.press("enter", "right", "enter")
        await finished(terminal)
        (tmp_path / "report.svg").write_text(terminal.picture())
        assert is_whole(terminal)
