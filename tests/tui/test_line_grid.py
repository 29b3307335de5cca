"""The grid that draws its own lines, with a hundred thousand orders behind it."""

from __future__ import annotations

from time import perf_counter

from shiponce.tui.screens.orders import OrdersScreen
from shiponce.tui.widgets.line_grid import _fit
from shiponce.tui.widgets.row_source import KEPT, PAGE, ListSource, PagedSource
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, open_terminal

MANY = 100_000


async def test_hundred_thousand_orders_open_at_once() -> None:
    """Only the pages in view are read, at the beginning and after a jump to the end."""
    hub = FakeHub(order_count=MANY)
    started = perf_counter()
    async with open_terminal(hub.as_hub(), size=SMALL) as terminal:
        opened = perf_counter() - started
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        assert screen.grid.count == MANY
        assert len(hub.asked) <= 3
        await terminal.press("end")
        assert screen.grid.key == 1
        assert "SO-000001" in terminal.text()
        assert sum(first - last + 1 for first, last in hub.asked) <= 4 * PAGE
    # A table that measures every row takes twenty seconds here; the bar is far from both.
    assert opened < 5


async def test_cursor_stays_on_its_order_when_rows_come() -> None:
    """New orders arrive on top: the cursor stays on its order, not on its line."""
    hub = FakeHub(order_count=500)
    async with open_terminal(hub.as_hub()) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.press("down", "down", "down")
        before = screen.grid.key
        hub.order_count = 510
        await terminal.press("r")
        assert screen.grid.count == 510
        assert screen.grid.key == before


async def test_mouse_selects_and_opens() -> None:
    """One click puts the cursor on the line, two open the order; a tab is clicked as well."""
    hub = FakeHub(order_count=50)
    async with open_terminal(hub.as_hub()) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.pilot.click("#orders", offset=(20, 4))
        await terminal.rest()
        assert screen.grid.cursor == 3
        await terminal.pilot.click("#orders", offset=(20, 4), times=2)
        await terminal.rest()
        assert terminal.app.screen is not screen
        await terminal.press("escape")
        column = next(x for x, part in screen.tabs._placed() if "hidden" in part.action)
        await terminal.pilot.click("StatusTabs", offset=(column + 1, 0))
        await terminal.rest()
        assert screen.view.grid.value == "hidden"


async def test_keys_move_by_line_and_page() -> None:
    """Arrows, letters, page and end keys move the cursor and never past the ends."""
    async with open_terminal(FakeHub(order_count=90).as_hub(), size=SMALL) as terminal:
        screen = terminal.app.screen
        assert isinstance(screen, OrdersScreen)
        await terminal.press("up")
        assert screen.grid.cursor == 0
        await terminal.press("j", "j", "k", "pagedown")
        assert screen.grid.cursor > 5
        await terminal.press("G")
        assert screen.grid.cursor == 89
        await terminal.press("down", "g")
        assert screen.grid.cursor == 0


def test_pages_are_forgotten_and_asked_for_again() -> None:
    """Memory stays small however far one scrolls, and each page is asked for once at a time."""
    from array import array

    wanted: list[int] = []
    source: PagedSource[int] = PagedSource(
        array("q", range(PAGE * 100)), lambda n, _: wanted.append(n)
    )
    assert source.row(0) is None
    assert source.row(1) is None
    assert wanted == [0]
    for number in range(100):
        source.put(number, range(number * PAGE, (number + 1) * PAGE))
    assert source.row(99 * PAGE + 7) == 99 * PAGE + 7
    assert source.row(0) is None
    assert len(source._pages) <= KEPT


def test_listed_rows_are_found_by_their_key() -> None:
    """A row is found wherever it stands, and a row that is gone is not."""
    rows = ListSource(("b", "a"), ord)
    assert rows.index_of(ord("a")) == 1
    assert rows.index_of(ord("z")) is None


def test_cells_fill_just_their_width() -> None:
    """Wide letters, long texts and control characters never break the line."""
    from rich.cells import cell_len

    for text in (
        "",
        "abc",
        "日本語テキスト",
        "x" * 4000,
        "a\x1b[31mb",
        "שלום עולם",
        "e\u0301" * 30,
    ):
        for width in (1, 2, 7, 20):
            for right in (False, True):
                assert cell_len(_fit(text, width, right=right)) == width
