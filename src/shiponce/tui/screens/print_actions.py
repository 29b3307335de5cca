"""Print the live labels of an order; nothing here buys one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.printing import JobState, PrintedPaper
from shiponce.errors import BadInput, Refused
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.choose_printer import ChoosePrinter
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.screens.order_base import OrderBase
from shiponce.views.printing import LabelOnPaper, PrinterView, PrintJobView, PrintReport
from shiponce.words.domain_words import PRINT_STATE_WORD
from shiponce.words.families import Family

if TYPE_CHECKING:
    from shiponce.hub import Hub

_DONE = Family("tui.done.print_{}", (JobState.TAKEN, JobState.UNKNOWN, JobState.NOT_PRINTED))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is to be printed, and where it can be."""

    labels: tuple[LabelOnPaper, ...]
    printers: tuple[PrinterView, ...]
    #: The default printer's name; '' if a person must choose.
    default: str


class PrintActions(OrderBase):
    """Prints the labels of the selected order."""

    @work
    async def do_print(self) -> None:
        """Choose a printer if there are several, ask if it was printed before, then print."""
        row = self.order_row()
        if row is None:
            return
        say, number = self.locale.say, clean(row.number)
        label = say("tui.busy.print", number=number)
        ready = await self.app.act(label, _ready(row.id), "tui.undone.print", writes=False)
        if not isinstance(ready, _Ready):
            return
        printer = ready.default
        if not printer:
            chosen = await self.app.push_screen_wait(ChoosePrinter(number, ready.printers))
            if chosen is None:
                return
            printer = chosen
        again = any(_prints(one) for one in ready.labels)
        if again and not await self._sure_to_repeat(number, ready.labels):
            return
        done = await self.app.act(
            label, _print(ready.labels, printer, again, self.locale.language), "tui.undone.print"
        )
        if isinstance(done, tuple):
            self._tell_prints(*done)

    async def _sure_to_repeat(self, number: str, labels: tuple[LabelOnPaper, ...]) -> bool:
        """Say when, by whom and on which printer the labels were printed, and ask."""
        say = self.locale.say
        before = [say("tui.print.before", **self._facts(one)) for one in labels if _prints(one)]
        question = "\n\n".join((*before, say("tui.print.question")))
        title = say("tui.print.title", number=number)
        dialog = Confirm(title=title, question=question, yes=say("tui.print.yes"))
        return await self.app.push_screen_wait(dialog)

    def _facts(self, one: LabelOnPaper) -> dict[str, object]:
        job = _prints(one)[-1]
        return {
            "tracking": clean(one.tracking),
            "printed_at": job.ended_at or job.at,
            "by": clean(job.by),
            "printer": clean(job.printer),
            "state": PRINT_STATE_WORD[job.state],
        }

    def _tell_prints(self, report: PrintReport, jobs: tuple[PrintJobView, ...]) -> None:
        """Say what became of each job, and why a label was refused."""
        say = self.locale.say
        for refusal in report.refused:
            reason = self.locale.sentence(refusal.reason)
            self.app.toast(reason, title=say("tui.undone.print"), severity="error")
        for job in jobs:
            if job.state in (JobState.QUEUED, JobState.SENDING):
                continue  # another process prints it
            facts = {"number": clean(job.about), "printer": clean(job.printer), "job": job.id}
            text = say(_DONE[job.state], **facts)
            reason = self.locale.sentence(job.reason) if job.reason else ""
            if job.state is JobState.TAKEN:
                self.app.toast(text)
            else:
                self.app.toast(reason or text, title=text, severity="warning")


def _prints(one: LabelOnPaper) -> list[PrintJobView]:
    """Return the prints of a label that came out, or may have."""
    waiting = JobState.QUEUED
    return [
        job for job in one.printed if job.paper is PrintedPaper.LABEL and job.state is not waiting
    ]


def _ready(order_id: int) -> Callable[[Hub], _Ready]:
    def job(hub: Hub) -> _Ready:
        printers = hub.printing.printers()
        if not printers:
            raise BadInput("error.no_printer")
        labels = tuple(one for one in hub.printing.labels([order_id]) if not one.is_voided)
        if not labels:
            (row,) = hub.orders.rows([order_id])
            raise Refused("limit.order_without_label", order=row.number)
        return _Ready(labels, printers, hub.printing.default())

    return job


def _print(
    labels: tuple[LabelOnPaper, ...], printer: str, again: bool, language: str
) -> Callable[[Hub], tuple[PrintReport, tuple[PrintJobView, ...]]]:
    ids = [one.shipment_id for one in labels]

    def job(hub: Hub) -> tuple[PrintReport, tuple[PrintJobView, ...]]:
        report = hub.printing.print(ids, printer=printer, again=again, language=language)
        return report, hub.printing.jobs_of(report.jobs)

    return job
