"""Lay rows out on pages: the measures of each paper, and where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shiponce.documents.pen import SIZES, Pen
from shiponce.views.documents import Paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a paper, in points."""

    width: float
    height: float
    margin: float
    #: The sizes of the text: of the head, of the body, and of what explains it.
    title: float
    body: float
    small: float
    #: The height of a barcode.
    bars: float

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return self.margin

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """The upper edge of the text."""
        return self.height - self.margin

    @property
    def bottom(self) -> float:
        """The lower edge of the rows; the number of the page stands below."""
        return self.margin + self.small * 2.2

    @property
    def inner(self) -> float:
        """The width of the text."""
        return self.width - 2 * self.margin

    @property
    def is_small(self) -> bool:
        """Return True for the paper of a label."""
        return self.width < 400

    def leading(self, size: float) -> float:
        """Return the height of a line; scripts with marks above and below need the room."""
        return size * 1.35


def sheet(paper: Paper) -> Sheet:
    """Return the measures of a paper."""
    width, height = SIZES[paper]
    if paper is Paper.LABEL:
        return Sheet(width, height, 14, 11, 8, 6.5, 30)
    return Sheet(width, height, 42, 17, 10, 8.5, 36)


@dataclass(frozen=True, slots=True)
class Row:
    """Something as wide as the page, drawn below a height *y*."""

    height: float
    draw: Callable[[Pen, float], None]
    #: The row does not end a page: the next one belongs to it.
    keeps_next: bool = False


def pages_of(rows: Sequence[Row], first: float, others: float) -> list[list[Row]]:
    """Return the rows of each page; *first* and *others* are the heights that the pages have."""
    found: list[list[Row]] = [[]]
    room = first
    groups = _groups(rows)
    for group in groups:
        height = sum(row.height for row in group)
        if height > room and found[-1]:
            found.append([])
            room = others
        for row in group:
            if row.height > room and found[-1]:  # a group that is higher than a page
                found.append([])
                room = others
            found[-1].append(row)
            room -= row.height
    return found


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    found: list[list[Row]] = []
    joins = False
    for row in rows:
        if joins:
            found[-1].append(row)
        else:
            found.append([row])
        joins = row.keeps_next
    return found


def text_rows(
    lines: Sequence[str], x: float, size: float, leading: float, *, bold: bool = False
) -> list[Row]:
    """Return a row for each line of a text; the first two lines stay together."""
    return [
        Row(leading, _draws(line, x, size, bold), keeps_next=n == 0 and len(lines) > 1)
        for n, line in enumerate(lines)
    ]


def _draws(line: str, x: float, size: float, bold: bool) -> Callable[[Pen, float], None]:
    def draw(pen: Pen, y: float) -> None:
        pen.text(x, y - size, line, size, bold=bold)

    return draw


def gap(height: float) -> Row:
    """Return an empty row."""
    return Row(height, lambda pen, y: None)


def rule(left: float, right: float) -> Row:
    """Return a thin line across the page."""
    return Row(5, lambda pen, y: pen.line(left, y - 2, right, y - 2, 0.4))
