"""Draw packing slips: what is in a package, for those who pack it and for the buyer.

A slip has no prices, because a package may be a gift. Notes of the staff and places in the stock
are left to the pick list, because the slip travels with the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiponce.documents.font_files import Font
from shiponce.documents.layout import Row, Sheet, gap, pages_of, rule, sheet, text_rows
from shiponce.documents.pen import Pen
from shiponce.domain.order import PackingFact, PackingFactKind
from shiponce.views.documents import DrawnDocument, PackingSlip, Paper, SlipLine
from shiponce.words import say
from shiponce.words.domain_words import PACKING_WORD

#: Facts for those who work here; they do not travel with the package.
INTERNAL = frozenset({PackingFactKind.STAFF_NOTE, PackingFactKind.LOCATION})
#: How many lines a name and a packing fact may take.
_TITLE_LINES, _FACT_LINES, _ADDRESS_LINES = 6, 14, 3


def packing_slip(
    slip: PackingSlip, paper: Paper = Paper.A4, language: str = "en", font: Font | None = None
) -> DrawnDocument:
    """Draw one slip."""
    return packing_slips([slip], paper, language, font)


def packing_slips(
    slips: Sequence[PackingSlip],
    paper: Paper = Paper.A4,
    language: str = "en",
    font: Font | None = None,
) -> DrawnDocument:
    """Draw slips one after another, each from a page of its own; *font* is tried first."""
    pen = Pen(paper, say("document.packing_slip", language), font)
    for slip in slips:
        _Slip(pen, sheet(paper), slip, language).draw()
    return DrawnDocument(pen.finish(), pen.pages, pen.not_drawn, pen.cut)


class _Slip:
    """One slip on its way to the paper."""

    def __init__(self, pen: Pen, page: Sheet, slip: PackingSlip, language: str) -> None:
        self._pen, self._page, self._slip, self._language = pen, page, slip, language
        self._units_width = 52.0 if page.is_small else 72.0
        self._sku_width = 0.0 if page.is_small else 125.0

    def _say(self, code: str, **facts: object) -> str:
        return say(code, self._language, **facts)

    def draw(self) -> None:
        """Draw every page of the slip."""
        page, pen = self._page, self._pen
        rows = [*self._table(), *self._facts()]
        body = self._head(draw=False)
        again = page.leading(page.body) * 1.6
        pages = pages_of(rows, body - page.bottom, page.top - again - page.bottom)
        for n, group in enumerate(pages, 1):
            y = self._head(draw=True) if n == 1 else self._head_again(again)
            for row in group:
                row.draw(pen, y)
                y -= row.height
            foot = self._say("document.page", page=n, pages=len(pages))
            room = page.inner - pen.width(foot, page.small) - 12
            pen.text(page.left, page.margin, self._number(room, page.small), page.small)
            pen.text(page.right, page.margin, foot, page.small, align="right")
            pen.end_page()

    def _head_again(self, height: float) -> float:
        """Draw the head of a further page."""
        page = self._page
        order = self._number(page.inner, page.body)
        self._pen.text(page.left, page.top - page.body, order, page.body)
        return page.top - height

    def _number(self, width: float, size: float) -> str:
        """Return the order's number for one line."""
        text = self._say("document.order", number=self._slip.number)
        return self._pen.wrap(text, width, size, most=1)[0]

    def _head(self, *, draw: bool) -> float:
        """Return the height below the head of the first page; draw the head on request."""
        page, pen, slip = self._page, self._pen, self._slip
        beside = page.inner * 0.55
        bars = pen.barcode_width(slip.barcode, beside)
        left = [(slip.shop, page.title, True, page.inner - bars, 2)]
        left += [(self._say("document.packing_slip"), page.body, False, page.inner - bars, 1)]
        y = self._column(left, page.left, page.top, draw)
        if bars:
            y = min(y, self._barcode(page.top, beside, draw))
        elif pen.barcode_width(slip.barcode, page.inner):
            y = self._barcode(y - 4, page.inner, draw)
        y -= page.body * (0.6 if page.is_small else 1.4)
        half = page.inner * 0.52
        right = page.left + half + 10
        left_end = self._column(self._ship_to(half), page.left, y, draw)
        right_end = self._column(self._order(page.right - right), right, y, draw)
        return min(left_end, right_end) - page.body * (0.5 if page.is_small else 1.2)

    def _barcode(self, top: float, widest: float, draw: bool) -> float:
        """Draw the barcode below *top* with its text; return the height below them."""
        page, text = self._page, self._slip.barcode
        low = top - page.bars
        if draw:
            self._pen.barcode(page.right, low, text, page.bars, widest)
            self._pen.text(page.right, low - page.small * 1.2, text, page.small, align="right")
        return low - page.small * 1.4

    def _column(
        self,
        texts: Sequence[tuple[str, float, bool, float, int]],
        x: float,
        y: float,
        draw: bool,
    ) -> float:
        """Draw texts below each other from *y*; return the height below them."""
        for text, size, bold, width, most in texts:
            for line in self._pen.wrap(text, width, size, bold=bold, most=most):
                if draw:
                    self._pen.text(x, y - size, line, size, bold=bold)
                y -= self._page.leading(size)
        return y

    def _ship_to(self, width: float) -> list[tuple[str, float, bool, float, int]]:
        page, slip = self._page, self._slip
        head = self._say("document.ship_to")
        if slip.places > 1:
            head = self._say("document.ship_to_of", place=slip.place, n=slip.places)
        lines = slip.address or (self._say("document.no_address"),)
        found = [(head, page.small, False, width, 1)]
        found += [(line, page.body, n == 0, width, _ADDRESS_LINES) for n, line in enumerate(lines)]
        return found

    def _order(self, width: float) -> list[tuple[str, float, bool, float, int]]:
        page, slip = self._page, self._slip
        texts = [
            (self._say("document.order", number=slip.number), page.body, True),
            (self._say("document.ordered_at", date=slip.placed_at.date()), page.small, False),
        ]
        if slip.carrier:
            texts.append((slip.carrier, page.small, False))
        elif slip.requested_service:
            service = self._say("document.service", service=slip.requested_service)
            texts.append((service, page.small, False))
        if slip.tracking:
            number = self._say("document.tracking", tracking=slip.tracking)
            texts.append((number, page.small, False))
        return [(text, size, bold, width, 3) for text, size, bold in texts]

    def _table(self) -> Iterator[Row]:
        page = self._page
        yield Row(page.leading(page.small), self._draw_heads, keeps_next=True)
        for line in self._slip.lines:
            yield from self._line(line)
        yield rule(page.left, page.right)
        total = self._say("document.total", n=self._slip.units)

        def draw(pen: Pen, y: float) -> None:
            pen.text(page.right, y - page.body, total, page.body, bold=True, align="right")

        yield Row(page.leading(page.body), draw)

    def _draw_heads(self, pen: Pen, y: float) -> None:
        page, y = self._page, y - self._page.small
        if self._sku_width:
            pen.text(page.left, y, self._say("document.sku"), page.small)
        pen.text(page.left + self._sku_width, y, self._say("document.item"), page.small)
        pen.text(page.right, y, self._say("document.units"), page.small, align="right")

    def _line(self, line: SlipLine) -> Iterator[Row]:
        """Yield the rows of one line: the article with its units, then its packing facts."""
        page, pen = self._page, self._pen
        x = page.left + self._sku_width
        width = page.right - x - self._units_width
        called = line.title or line.sku
        titles = pen.wrap(called, width, page.body, most=_TITLE_LINES) or [called]
        skus = []
        if self._sku_width:
            skus = pen.wrap(line.sku, self._sku_width - 8, page.body, most=_TITLE_LINES)
        units = self._say("document.units_only", units=line.units)
        if line.units != line.ordered:
            units = self._say("document.units_of", units=line.units, ordered=line.ordered)
        yield Row(5, rule(page.left, page.right).draw, keeps_next=True)
        for n in range(max(len(titles), len(skus))):
            sku, title = skus[n : n + 1], titles[n : n + 1]
            yield self._article(sku, title, units if n == 0 else "", x)
        if not self._sku_width and line.sku and line.sku != called:
            lines = pen.wrap(line.sku, width, page.small, most=2)
            yield from text_rows(lines, x, page.small, page.leading(page.small))
        for fact in line.packing:
            yield from self._fact(fact, x + 6, page.right - x - 6)
        yield gap(2)

    def _article(self, sku: list[str], title: list[str], units: str, x: float) -> Row:
        page = self._page

        def draw(pen: Pen, y: float) -> None:
            y -= page.body
            for text in sku:
                pen.text(page.left, y, text, page.body)
            for text in title:
                pen.text(x, y, text, page.body)
            pen.text(page.right, y, units, page.body, bold=True, align="right")

        return Row(page.leading(page.body), draw)

    def _fact(self, fact: PackingFact, x: float, width: float) -> list[Row]:
        if fact.kind in INTERNAL:
            return []
        page = self._page
        text = self._say(PACKING_WORD[fact.kind], text=fact.text, name=fact.name)
        lines = self._pen.wrap(text, width, page.small, most=_FACT_LINES)
        return text_rows(lines, x, page.small, page.leading(page.small))

    def _facts(self) -> Iterator[Row]:
        """Yield what the platform says about packing the whole order."""
        page, slip = self._page, self._slip
        facts = [one for one in slip.packing if one.kind not in INTERNAL]
        if facts or slip.transparency:
            yield gap(page.body * 0.8)
        if slip.transparency:
            lines = self._pen.wrap(self._say("document.transparency"), page.inner, page.body)
            yield from text_rows(lines, page.left, page.body, page.leading(page.body))
        for fact in facts:
            text = self._say(PACKING_WORD[fact.kind], text=fact.text, name=fact.name)
            lines = self._pen.wrap(text, page.inner, page.body, most=_FACT_LINES)
            yield from text_rows(lines, page.left, page.body, page.leading(page.body))
            yield gap(2)
