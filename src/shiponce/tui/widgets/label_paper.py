"""The line of an order's page about the document of a label, and its last print."""

from __future__ import annotations

from textual.content import Content

from shiponce.domain.document import Checksum
from shiponce.domain.printing import JobState, PrintedPaper
from shiponce.tui.localized_text import Locale, clean
from shiponce.views.printing import LabelOnPaper
from shiponce.words.domain_words import FORMAT_WORD, PRINT_STATE_WORD


def paper_line(one: LabelOnPaper, locale: Locale) -> Content:
    """Return what a label's document is and how it was printed, or why it is missing."""
    if one.reason is not None:
        return Content.assemble(("    " + locale.sentence(one.reason), "$warning"))
    parts = [_document(one, locale), _printed(one, locale)]
    line = Content.assemble(("    " + " · ".join(filter(None, parts)), "$quiet"))
    if one.checksum is not Checksum.DIFFERS:
        return line
    facts = {"number": clean(one.orders[0]), "carrier": clean(one.carrier)}
    damaged = locale.say("document.checksum_differs", **facts)
    return Content.assemble(line, ("\n    " + damaged, "$warning"))


def _document(one: LabelOnPaper, locale: Locale) -> str:
    assert one.format is not None, "a label without a document has a reason"  # noqa: S101
    size = locale.number(max(1, round(one.size / 1000)))
    return locale.say("word.document.size", format=FORMAT_WORD[one.format], size=size)


def _printed(one: LabelOnPaper, locale: Locale) -> str:
    """Return when, by whom and where the label was printed last, or its state."""
    prints = [job for job in one.printed if job.paper is PrintedPaper.LABEL]
    if not prints:
        return locale.say("tui.print.not_printed")
    job = prints[-1]
    printer = clean(job.printer)
    if job.state is not JobState.TAKEN:
        return f"{locale.say(PRINT_STATE_WORD[job.state])} · {printer}"
    when = locale.moment(job.ended_at or job.at)
    return locale.say("tui.print.printed", when=when, by=clean(job.by), printer=printer)
