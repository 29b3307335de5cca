"""The design of a label: texts, rules and a barcode on a sheet of 4 × 6 inches.

All measures are points from the top left corner; a text stands on its baseline. Each kind of
document is drawn from the same sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mockplace.platforms.shared.label_documents import printed_text
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party

WIDTH, HEIGHT = 288, 432
_LEFT, RIGHT = 10, 278
_ROOM = RIGHT - _LEFT
MARK = "SPECIMEN"
#: What stands on a label whose request named no recipient.
_NOBODY = "(no address given)"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text in characters that the font has."""

    x: float
    baseline: float
    size: float
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """A barcode, centred on the sheet."""

    y: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a label shows."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    barcode: Barcode


def sheet_of(contents: LabelContents) -> Sheet:
    """Return the sheet of a label."""
    texts = (
        *_head(contents),
        *_sender(contents.ship_from),
        *_recipient(contents.ship_to),
        *_numbers(contents),
        *_foot(contents),
    )
    rules = (
        Rule(_LEFT, 42, _ROOM, 3),
        Rule(_LEFT, 68, _ROOM, 1.5),
        Rule(_LEFT, 128, _ROOM, 1.5),
        Rule(_LEFT, 234, _ROOM, 3),
        Rule(_LEFT, 358, _ROOM, 3),
        *_frame(RIGHT - 98, 12, 98, 24),
    )
    shown = tuple(text for text in texts if text.text)
    return Sheet(shown, rules, Barcode(266, 84, contents.tracking))


def _head(contents: LabelContents) -> Iterator[Text]:
    yield _line(_LEFT, 36, (30, 24, 18), contents.carrier, 160, bold=True)
    mark = _line(0, 29, (14,), MARK, 98, bold=True)
    width = printed_text.width(mark.text, mark.size, bold=True)
    yield Text(RIGHT - 49 - width / 2, mark.baseline, mark.size, mark.text, bold=True)
    yield _line(_LEFT, 62, (16, 13, 10), contents.service, _ROOM, bold=True)


def _sender(sender: Party) -> Iterator[Text]:
    yield Text(_LEFT, 79, 7, "FROM")
    last = " ".join(part for part in (sender.region, sender.postcode, sender.country) if part)
    lines = [line for line in (*sender.lines, last) if line]
    step = min(12.0, 44 / max(1, len(lines) - 1))
    for n, line in enumerate(lines):
        yield _line(_LEFT + 40, 80 + step * n, (min(9, step - 1), 7), line, _ROOM - 40)


def _recipient(recipient: Party) -> Iterator[Text]:
    yield Text(_LEFT, 140, 7, "SHIP TO")
    lines = [line for line in (*recipient.lines, recipient.region) if line] or [_NOBODY]
    step = min(16.0, 51 / max(1, len(lines) - 1))
    sizes = (step - 1, step - 2, 8.0) if step < 16 else (13.0, 11.0, 9.0)
    for n, line in enumerate(lines):
        yield _line(_LEFT, 155 + step * n, sizes, line, _ROOM, bold=n == 0)
    yield _line(_LEFT, 229, (24, 18, 13), recipient.postcode, _ROOM - 70, bold=True)
    country = _line(0, 229, (24, 18, 13, 9), recipient.country, 66, bold=True)
    right = RIGHT - printed_text.width(country.text, country.size, bold=True)
    yield Text(right, country.baseline, country.size, country.text, bold=True)


def _numbers(contents: LabelContents) -> Iterator[Text]:
    yield Text(_LEFT, 255, 7, "TRACKING")
    yield _line(_LEFT + 48, 256, (18, 16, 14, 12, 10, 8), contents.tracking, _ROOM - 48, bold=True)


def _foot(contents: LabelContents) -> Iterator[Text]:
    rows = [("ORDER", line) for line in _listed(contents.orders)]
    rows += [("REF", contents.reference), ("NOTE", contents.message)]
    if any(_is_replaced(text) for text in _free_texts(contents)):
        rows.append(("", f"{printed_text.MISSING} stands for a character this label cannot print."))
    place, before = 371, ""
    for heading, text in rows:
        if text:
            yield Text(_LEFT, place, 7, heading if heading != before else "")
            yield _line(_LEFT + 48, place, (9, 8, 7), text, _ROOM - 48, bold=heading == "ORDER")
            place, before = place + 12, heading


def _listed(orders: tuple[str, ...]) -> Iterator[str]:
    """Return at most two lines of order ids; the second says how many are not shown."""
    room, size = _ROOM - 48, 9
    left = [printed_text.printed(one) for one in orders]
    for last in (False, True):
        taken: list[str] = []
        while left:
            rest = f" + {len(left) - 1}" if last and len(left) > 1 else ""
            line = ", ".join([*taken, left[0]])
            if taken and printed_text.width(line + rest, size, bold=True) > room:
                break
            taken.append(left.pop(0))
        yield ", ".join(taken) + (f" + {len(left)}" if last and left else "")


def _line(
    x: float,
    baseline: float,
    sizes: tuple[float, ...],
    text: str,
    room: float,
    *,
    bold: bool = False,
) -> Text:
    """Return a text at the largest of *sizes* at which it fits into *room*."""
    shown, size = printed_text.fitted(printed_text.printed(text), sizes, room, bold=bold)
    return Text(x, baseline, size, shown, bold)


def _free_texts(contents: LabelContents) -> Iterator[str]:
    for party in (contents.ship_to, contents.ship_from):
        yield from (*party.lines, party.region, party.postcode, party.country)
    yield from (contents.carrier, contents.service, contents.reference, contents.message)
    yield from contents.orders


def _is_replaced(text: str) -> bool:
    mark = printed_text.MISSING
    return printed_text.printed(text).count(mark) > text.count(mark)


def _frame(x: float, y: float, width: float, height: float) -> Iterator[Rule]:
    thick = 1.5
    yield Rule(x, y, width, thick)
    yield Rule(x, y + height - thick, width, thick)
    yield Rule(x, y, thick, height)
    yield Rule(x + width - thick, y, thick, height)
