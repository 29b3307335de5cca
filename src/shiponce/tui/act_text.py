"""An unknown act on the screen: its row among the notifications, and its details."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.content import Content

from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.theme import Mark
from shiponce.tui.widgets.line_grid import Cell
from shiponce.views.acts import ActView
from shiponce.words.domain_words import ACT_WORD, SHORT_ACT_WORD

UNKNOWN = Mark("?", "word.act_state.unknown", "bold $warning")


def act_cells(locale: Locale, now: Callable[[], datetime]) -> tuple[Callable[[ActView], Cell], ...]:
    """Return a function for each column of an act's row.

    The columns are: state, kind, order, what waits for the outcome, nothing, and age.
    """
    say = locale.say

    return (
        lambda act: Cell(f"{UNKNOWN.glyph} {say(UNKNOWN.word)}", UNKNOWN.colour),
        lambda act: Cell(say(SHORT_ACT_WORD[act.kind])),
        lambda act: Cell(act.about),
        lambda act: Cell(locale.sentence(act.blocks) if act.blocks else ""),
        lambda act: Cell(""),
        lambda act: Cell(locale.ago(act.at, now()), "$warning"),
    )


def named(act: ActView, locale: Locale) -> str:
    """Return an act's kind and its order or store: ``buy a label: order 1042 (shop)``."""
    code = "tui.settle.of_order" if act.order_number else "tui.settle.of_store"
    facts = {"number": clean(act.about), "store": clean(act.store)}
    return locale.say(code, act=ACT_WORD[act.kind], **facts)


def act_text(act: ActView, locale: Locale, now: datetime) -> Content:
    """Return an act's details: kind, what waits for its outcome, why it is unknown, and times."""
    say = locale.say
    lines = [
        Content.assemble(
            (f"{UNKNOWN.glyph} {say(UNKNOWN.word)}", UNKNOWN.colour),
            "  ",
            (named(act, locale), "bold $foreground"),
            (f"  {clean(act.key)}", "$quiet"),
        )
    ]
    if act.blocks is not None:
        lines.append(Content.styled(locale.sentence(act.blocks), "$warning"))
    if act.reason is not None:
        lines.append(Content(locale.sentence(act.reason)))
    since = say("tui.settle.since", at=act.at, ago=locale.ago(act.at, now), by=clean(act.by) or "–")
    again = ""
    if act.look_at is not None:
        again = "  " + say("tui.settle.again", when=locale.ago(max(act.look_at, now), now))
    lines.append(Content.styled(since + again, "$quiet"))
    lines.append(Content.assemble(("→ ", "$accent"), say("tui.settle.hint")))
    return Content("\n").join(lines)
