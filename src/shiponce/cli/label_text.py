"""What commands say of a label's document and of its prints."""

from __future__ import annotations

from shiponce.cli.context import CommandContext
from shiponce.domain.document import Checksum
from shiponce.domain.printing import JobState, PrintedPaper
from shiponce.views.printing import LabelOnPaper
from shiponce.words import number_and_date_formats
from shiponce.words.domain_words import FORMAT_WORD, PRINT_STATE_WORD


def document_text(context: CommandContext, one: LabelOnPaper) -> str:
    """Return format and size of a label's document, or that there is none."""
    if one.format is None:
        return context.say("word.document.missing")
    size = number_and_date_formats.number(max(1, round(one.size / 1000)), context.language)
    return context.say("word.document.size", format=FORMAT_WORD[one.format], size=size)


def printed_text(context: CommandContext, one: LabelOnPaper) -> str:
    """Return when, by whom and where a label was printed last; '' if it was not printed."""
    labels = [job for job in one.printed if job.paper is PrintedPaper.LABEL]
    if not labels:
        return ""
    job = labels[-1]
    if job.state is not JobState.TAKEN:
        return context.say(PRINT_STATE_WORD[job.state])
    when = context.when(job.ended_at or job.at)
    return context.say("word.printed_by", when=when, by=job.by, printer=job.printer)


def notes(context: CommandContext, one: LabelOnPaper) -> list[str]:
    """Return why a label has no document, or what is wrong with it."""
    found = []
    if one.reason is not None:
        found.append(context.sentence(one.reason))
    if one.checksum is Checksum.DIFFERS:
        facts = {"number": one.orders[0], "carrier": one.carrier, "shipment": one.shipment_id}
        found.append(context.say("document.checksum_differs", **facts))
    return found
