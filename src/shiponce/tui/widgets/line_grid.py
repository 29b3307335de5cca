"""A table that draws only the visible rows.

Textual's DataTable measures every cell of every row before it shows the first one; with 100,000
orders that takes twenty seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from shiponce.tui.localized_text import clean
from shiponce.tui.widgets.row_source import ListSource, RowSource
from shiponce.words.order_items import with_quantity

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row; *style* is a theme variable such as ``$error``, optionally ``bold``."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: title, width, alignment, and the function that makes a row's cell."""

    title: str
    draw: Callable[[Row], Cell]
    #: Width in terminal cells; the minimum width if *grow* is set.
    width: int
    #: Share of the space that is left over; 0: the width is fixed.
    grow: int = 0
    right: bool = False
    #: The grid must be at least this wide for the column to be shown.
    wants: int = 0


class RowReplaced(Enum):
    """Whether the cursor moved to another row because the chosen row disappeared."""

    NONE = "none"
    #: The cursor moved to a row near the chosen row, which has disappeared.
    OTHER = "other"
    #: The cursor moved to a row of *avoid* (a twin), because no other row was near.
    AVOIDED = "avoided"


class LineGrid(ScrollView, Generic[Row], can_focus=True):
    """Rows under a heading, with a cursor that stays on its row when rows come and go."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home,g", "end(-1)", show=False),
        Binding("end,ctrl+end,G", "end(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--cursor",
        "grid--hover",
        "grid--waiting",
    }
    DEFAULT_CSS = """
    LineGrid {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        & > .grid--head { color: $quiet; background: $background; text-style: none; }
        & > .grid--cursor {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
        }
        & > .grid--hover { background: $surface; }
        & > .grid--waiting { color: $faint; }
        &:focus > .grid--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    cursor: reactive[int] = reactive(0, init=False, always_update=False)
    _hover: reactive[int] = reactive(-1, init=False)

    class Highlighted(Message):
        """The cursor moved to another row, or to none (*key* is None)."""

        def __init__(self, grid: Widget, key: int | None) -> None:
            super().__init__()
            self.grid = grid
            self.key = key

        @property
        def control(self) -> Widget:
            """The grid that sent the message."""
            return self.grid

    class Chosen(Highlighted):
        """A row was double-clicked."""

    def __init__(
        self, columns: Sequence[Column[Row]] = (), *, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._source: RowSource[Row] = ListSource((), lambda _: 0)
        self._widths: tuple[tuple[Column[Row], int], ...] = ()
        self._styles: dict[str, Style] = {}
        self._announced: int | None = None
        self.replaced = RowReplaced.NONE
        #: The keys of the marked rows; they stay while rows come and go.
        self.marks: set[int] = set()

    # -- rows ------------------------------------------------------------------------------

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Replace the columns, for example after a change of language."""
        self._columns = tuple(columns)
        self._measure()

    def show(
        self, source: RowSource[Row], *, keep: bool = True, avoid: frozenset[int] = frozenset()
    ) -> None:
        """Show these rows; with *keep*, the cursor stays on its row.

        If that row is gone, the cursor moves to the nearest row whose key is not in *avoid*.
        Without *keep*, the cursor moves to the first row.
        """
        key = self.key if keep else None
        place = source.index_of(key) if key is not None else None
        self._source = source
        if not keep:
            self.replaced = RowReplaced.NONE
        if place is None:
            place = _near(source, self.cursor, avoid) if keep else 0
            if key is not None and len(source):
                self.replaced = (
                    RowReplaced.AVOIDED if source.key(place) in avoid else RowReplaced.OTHER
                )
        self.set_reactive(LineGrid.cursor, place)
        self._resize_space()
        self._reveal()
        self._tell()

    def redraw(self) -> None:
        """Draw again after rows were loaded."""
        self.refresh()
        self._tell(again=True)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self._source)

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor."""
        return self._source.key(self.cursor) if self.cursor < len(self._source) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor, if it is loaded."""
        return self._source.row(self.cursor) if self.cursor < len(self._source) else None

    def go_to(self, key: int) -> bool:
        """Move the cursor to a row; return False if the grid does not contain the row."""
        place = self._source.index_of(key)
        if place is not None:
            self.replaced = RowReplaced.NONE
            self.cursor = place
        return place is not None

    # -- cursor ----------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Return a position within the rows."""
        return max(0, min(cursor, len(self._source) - 1))

    def watch_cursor(self) -> None:
        """Scroll to the cursor and send a message."""
        self._reveal()
        self.refresh()
        self._tell()

    def _tell(self, *, again: bool = False) -> None:
        if again or self.key != self._announced:
            self._announced = self.key
            self.post_message(self.Highlighted(self, self.key))

    def _reveal(self) -> None:
        room = self.size.height - 1
        if room <= 0:
            return
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False)

    def action_move(self, rows: int) -> None:
        """Move up or down by rows."""
        self.replaced = RowReplaced.NONE
        self.cursor += rows

    def action_page(self, way: int) -> None:
        """Move up or down by a page."""
        self.replaced = RowReplaced.NONE
        self.cursor += way * max(self.size.height - 2, 1)

    def action_end(self, way: int) -> None:
        """Move to the first or last row."""
        self.replaced = RowReplaced.NONE
        self.cursor = len(self._source) - 1 if way > 0 else 0

    # -- mouse -----------------------------------------------------------------------------

    def _row_at(self, y: int) -> int:
        row = y - 1 + round(self.scroll_y)
        return row if y > 0 and row < len(self._source) else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the row under the mouse."""
        self._hover = self._row_at(event.y)

    def on_leave(self) -> None:
        """Remove the highlight."""
        self._hover = -1

    def on_click(self, event: events.Click) -> None:
        """Select a row by a click; choose it by a double click."""
        row = self._row_at(event.y)
        if row < 0:
            return
        self.replaced = RowReplaced.NONE
        self.cursor = row
        if event.chain > 1:
            self.post_message(self.Chosen(self, self.key))

    # -- drawing ---------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Distribute the width among the columns."""
        self._measure()
        self._resize_space()
        self._reveal()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme."""
        super().notify_style_update()
        self._styles.clear()

    def _resize_space(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._source) + 1)
        self.refresh()

    def _measure(self) -> None:
        width = self.size.width - 1
        shown = [column for column in self._columns if column.wants <= width]
        left = width - sum(column.width + 1 for column in shown)
        shares = sum(column.grow for column in shown) or 1
        self._widths = tuple(
            (c, max(c.width + (max(left, 0) * c.grow) // shares, 1)) for c in shown
        )
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the heading, then the rows from the scroll position."""
        width = self.size.width
        if y == 0:
            return self._head(width)
        index = y - 1 + round(self.scroll_y)
        if index >= len(self._source):
            return Strip.blank(width, self.rich_style)
        base = self._base(index)
        row = self._source.row(index)
        if row is None:
            waiting = base + self.get_component_rich_style("grid--waiting", partial=True)
            return Strip([Segment(" ·" + " " * (width - 2), waiting)], width)
        return self._line(row, base, width, marked=self._source.key(index) in self.marks)

    def _head(self, width: int) -> Strip:
        style = self.get_component_rich_style("grid--head")
        text = " " + " ".join(
            _fit(column.title, cells, right=column.right) for column, cells in self._widths
        )
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def _base(self, index: int) -> Style:
        if index == self.cursor:
            return self.rich_style + self.get_component_rich_style("grid--cursor")
        if index == self._hover:
            return self.rich_style + self.get_component_rich_style("grid--hover", partial=True)
        return self.rich_style

    def _line(self, row: Row, base: Style, width: int, *, marked: bool = False) -> Strip:
        mark = Segment("●", base + self._style("bold $accent"))
        segments = [mark if marked else Segment(" ", base)]
        for column, cells in self._widths:
            cell = column.draw(row)
            style = base + self._style(cell.style) if cell.style else base
            segments.append(Segment(_fit(cell.text, cells, right=column.right), style))
            segments.append(Segment(" ", base))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        found = self._styles.get(name)
        if found is None:
            visual = self.app.stylesheet.parse_style(name)
            # Use no background colour of the style, because the row's background shows the cursor.
            found = Style(
                color=visual.foreground.rich_color if visual.foreground else None,
                bold=visual.bold,
                dim=visual.dim,
            )
            self._styles[name] = found
        return found


def _near(source: RowSource[Row], place: int, avoid: frozenset[int]) -> int:
    """Return the position nearest to *place* whose key is not in *avoid*, else *place* itself.

    Of two rows at the same distance, the one further down is returned.
    """
    last = max(len(source) - 1, 0)
    place = min(place, last)
    around = sorted(
        range(max(place - len(avoid) - 1, 0), min(place + len(avoid) + 1, last) + 1),
        key=lambda row: (abs(row - place), row < place),
    )
    return next((row for row in around if len(source) and source.key(row) not in avoid), place)


def _fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return text padded or cut to exactly *cells* cells; a cut text ends in an ellipsis.

    Of a list of items, the quantity of the first item is kept.
    """
    text = with_quantity(clean(text), cells, cell_len)
    length = cell_len(text)
    if length > cells:
        return set_cell_size(text[: cells * 2], cells - 1) + "…" if cells > 1 else "…"[:cells]
    gap = " " * (cells - length)
    return gap + text if right else text + gap
