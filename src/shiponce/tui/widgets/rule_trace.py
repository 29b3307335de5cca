"""The enabled rules, evaluated for one order: every criterion with the order's value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from textual.content import Content

from shiponce.tui import rule_text
from shiponce.tui.localized_text import Locale, clean
from shiponce.views.rules import TraceRow


def trace(rows: Sequence[TraceRow], locale: Locale) -> Content:
    """Return the evaluation rule by rule; nothing if no rule is enabled."""
    if not rows:
        return Content("")
    lines = [Content.styled(locale.say("tui.detail.trace"), "$quiet underline")]
    for name, looked in groupby(rows, key=lambda row: row.rule):
        lines += _rule(name, tuple(looked), locale)
    return Content("\n").join(lines)


def _rule(name: str, looked: Sequence[TraceRow], locale: Locale) -> Iterable[Content]:
    caught = all(row.met for row in looked)
    code = "tui.trace.caught" if caught else "tui.trace.passed_by"
    colour = "$success" if caught else "$quiet"
    yield Content.assemble((clean(name), "bold $foreground"), (f"  {locale.say(code)}", colour))
    for row in looked:
        yield _criterion(row, locale)


def _criterion(row: TraceRow, locale: Locale) -> Content:
    glyph, said, colour = ("✓", "word.yes", "$success") if row.met else ("✕", "word.no", "$quiet")
    has = rule_text.value(locale, row.value) or locale.say("tui.trace.nothing")
    return Content.assemble(
        (f"  {glyph} {locale.say(said):<4}", f"bold {colour}"),
        (rule_text.criterion(locale, row.criterion, row.operator, row.values), "$foreground"),
        (f"  ·  {locale.say('tui.trace.has', value=has)}", "$quiet"),
    )
