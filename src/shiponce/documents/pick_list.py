"""Draw a pick list: what to fetch for many orders, and which orders are left out and why."""

from __future__ import annotations

from collections.abc import Iterator

from shiponce.documents.font_files import Font
from shiponce.documents.layout import Row, Sheet, gap, pages_of, rule, sheet, text_rows
from shiponce.documents.pen import Pen
from shiponce.views.documents import DrawnDocument, Paper, PickLine, PickList
from shiponce.words import say
from shiponce.words.number_and_date_formats import moment_utc, number

_TITLE_LINES, _ORDER_LINES, _NOTE_LINES = 3, 40, 8


def pick_list(
    picked: PickList, paper: Paper = Paper.A4, language: str = "en", font: Font | None = None
) -> DrawnDocument:
    """Draw a pick list; *font* is tried before the package's fonts."""
    pen = Pen(paper, say("document.pick_list", language), font)
    _List(pen, sheet(paper), picked, language).draw()
    return DrawnDocument(pen.finish(), pen.pages, pen.not_drawn, pen.cut)


class _List:
    """A pick list on its way to the paper."""

    def __init__(self, pen: Pen, page: Sheet, picked: PickList, language: str) -> None:
        self._pen, self._page, self._picked, self._language = pen, page, picked, language
        self._box = page.body * 1.05
        self._places = any(line.location for line in picked.lines)
        small = page.is_small
        self._place_width = (46.0 if small else 78.0) if self._places else 0.0
        self._x = page.left + self._box + 7
        self._text_x = self._x + self._place_width
        self._units_width = 34.0 if small else 50.0

    def _say(self, code: str, **facts: object) -> str:
        return say(code, self._language, **facts)

    def draw(self) -> None:
        """Draw every page."""
        page, pen = self._page, self._pen
        title = page.leading(page.title)
        rows = [*self._table(), *self._notes(), *self._left_out()]
        below = page.top - title - page.leading(page.small) - 6
        again = page.leading(page.body) * 1.4
        pages = pages_of(rows, below - page.bottom, page.top - again - page.bottom)
        for n, group in enumerate(pages, 1):
            y = below if n == 1 else page.top - again
            self._draw_head(first=n == 1)
            for row in group:
                row.draw(pen, y)
                y -= row.height
            foot = self._say("document.page", page=n, pages=len(pages))
            made = moment_utc(self._picked.made_at, self._language)
            pen.text(page.left, page.margin, made, page.small)
            pen.text(page.right, page.margin, foot, page.small, align="right")
            pen.end_page()

    def _draw_head(self, *, first: bool) -> None:
        page, pen, picked = self._page, self._pen, self._picked
        size = page.title if first else page.body
        pen.text(page.left, page.top - size, self._say("document.pick_list"), size, bold=True)
        if first:
            y = page.top - page.leading(page.title) - page.small
            skus, orders = len(picked.lines), len(picked.orders)
            said = self._say("document.pick_totals", units=picked.units, n=skus, orders=orders)
            pen.text(page.left, y, said, page.small)

    def _table(self) -> Iterator[Row]:
        page = self._page
        yield Row(page.leading(page.small), self._draw_heads, keeps_next=True)
        for line in self._picked.lines:
            yield from self._line(line)
        yield rule(page.left, page.right)
        total = self._say("document.total_picked", n=self._picked.units)

        def draw(pen: Pen, y: float) -> None:
            pen.text(page.right, y - page.body, total, page.body, bold=True, align="right")

        yield Row(page.leading(page.body), draw)

    def _draw_heads(self, pen: Pen, y: float) -> None:
        page, y = self._page, y - self._page.small
        if self._places:
            pen.text(self._x, y, self._say("document.location"), page.small)
        pen.text(self._text_x, y, self._say("document.sku_and_item"), page.small)
        pen.text(page.right, y, self._say("document.units"), page.small, align="right")

    def _line(self, line: PickLine) -> Iterator[Row]:
        """Yield the rows of one SKU: box, place, name and units, then the orders that want it."""
        page, pen = self._page, self._pen
        width = page.right - self._text_x - self._units_width
        heads = pen.wrap(line.sku or line.title, width, page.body, bold=True, most=2)
        places = []
        if self._places:
            places = pen.wrap(line.location, self._place_width - 6, page.body, most=2)
        yield Row(5, rule(page.left, page.right).draw, keeps_next=True)
        units = number(line.units, self._language)
        for n in range(max(len(heads), len(places))):
            yield self._first(heads[n : n + 1], places[n : n + 1], units if n == 0 else "", n == 0)
        small = page.leading(page.small)
        if line.sku and line.title:
            titles = pen.wrap(line.title, width, page.small, most=_TITLE_LINES)
            yield from text_rows(titles, self._text_x, page.small, small)
        wanted = ", ".join(
            self._say("document.wanted_by", number=one.number, units=one.units)
            for one in line.orders
        )
        lines = pen.wrap(wanted, page.right - self._text_x, page.small, most=_ORDER_LINES)
        yield from text_rows(lines, self._text_x, page.small, small)
        yield gap(2)

    def _first(self, head: list[str], place: list[str], units: str, boxed: bool) -> Row:
        page = self._page

        def draw(pen: Pen, y: float) -> None:
            if boxed:
                pen.box(page.left, y - self._box - 1, self._box, self._box)
            y -= page.body
            for text in place:
                pen.text(self._x, y, text, page.body)
            for text in head:
                pen.text(self._text_x, y, text, page.body, bold=True)
            pen.text(page.right, y, units, page.body, bold=True, align="right")

        return Row(page.leading(page.body), draw, keeps_next=boxed)

    def _section(self, code: str) -> Iterator[Row]:
        page = self._page
        yield gap(page.body)
        rows = text_rows(
            [self._say(code)], page.left, page.body, page.leading(page.body), bold=True
        )
        yield from (Row(row.height, row.draw, keeps_next=True) for row in rows)

    def _notes(self) -> Iterator[Row]:
        """Yield the staff's notes about the orders."""
        if self._picked.notes:
            yield from self._section("document.staff_notes")
        for note in self._picked.notes:
            yield from self._said("document.note", number=note.number, text=note.text)

    def _left_out(self) -> Iterator[Row]:
        """Yield the orders that were chosen and are not picked, with the reason."""
        if self._picked.left_out:
            yield from self._section("document.not_picked")
        for one in self._picked.left_out:
            reason = say(one.reason.code, self._language, **one.reason.facts)
            yield from self._said("document.left_out", order=one.order, reason=reason)

    def _said(self, code: str, **facts: object) -> list[Row]:
        page = self._page
        lines = self._pen.wrap(self._say(code, **facts), page.inner, page.small, most=_NOTE_LINES)
        return text_rows(lines, page.left, page.small, page.leading(page.small))
