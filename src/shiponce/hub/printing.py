"""``hub.printing``: the documents of bought labels, and the jobs that print them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from shiponce.domain.printing import JobState, PrintedPaper, PrinterSettings
from shiponce.domain.user_input import typed
from shiponce.errors import BadInput, Refused
from shiponce.hub.documents import HubDocuments
from shiponce.persistence import labels_on_paper, print_jobs, shipments
from shiponce.persistence.database import Database
from shiponce.ports import Clock, IdGenerator
from shiponce.printers import printer_of
from shiponce.services import find_order
from shiponce.services.printing import list_jobs
from shiponce.services.printing.label_files import LabelFiles
from shiponce.services.printing.print_labels import Papers, Printing
from shiponce.services.recorded_actor import recorded_as
from shiponce.views.documents import Chosen, Paper
from shiponce.views.printing import (
    LabelFile,
    LabelOnPaper,
    PrinterView,
    PrintJobView,
    PrintReport,
)
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import PAPER_WORD


class HubPrinting:
    """The labels of one file on paper. Nothing here buys a label."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        ids: IdGenerator,
        files: LabelFiles,
        documents: HubDocuments,
        printers: Sequence[PrinterSettings],
    ) -> None:
        self._db = db
        self._files = files
        self._documents = documents
        self._printers = {one.name: one for one in printers}
        self._printing = Printing(db, files, clock, ids, printer_of)

    def labels(self, order_ids: Collection[int]) -> tuple[LabelOnPaper, ...]:
        """Return the labels of these orders, live or voided, the oldest first.

        For a hidden copy, return those of its original as well.
        """
        find_order.must_be_known(self._db.conn, *order_ids)
        return self._files.labels(order_ids)

    def label(self, shipment_id: int) -> LabelOnPaper:
        """Return a shipment's label; BadInput without the shipment, Refused without a label."""
        return self._files.label(shipment_id)

    def newest(self, limit: int) -> tuple[LabelOnPaper, ...]:
        """Return the labels that were bought last, the newest first."""
        return self._files.newest(limit)

    def count(self) -> int:
        """Return how many labels there are."""
        return labels_on_paper.count(self._db.conn)

    def fetch(self, shipment_ids: Iterable[int]) -> int:
        """Network: fetch the missing documents of these live labels; return how many came."""
        return self._files.fetch(shipment_ids)

    def file(self, shipment_id: int) -> LabelFile:
        """Return the file of a label; Refused, with the reason, if there is none.

        The file of a voided label has VOID across it.
        """
        return self._files.file(shipment_id)

    # -- printing

    def printers(self) -> tuple[PrinterView, ...]:
        """Return the printers of the configuration; none is asked."""
        return tuple(_printer_view(one) for one in self._printers.values())

    def check(self, name: str) -> PrinterView:
        """Network: ask a printer whether it can be reached; nothing is printed."""
        settings = self._named(name)
        found = printer_of(settings).check()
        reason = Sentence(found.code, found.facts) if found.code else None
        return _printer_view(settings, found.state is JobState.TAKEN, reason)

    def default(self, paper: PrintedPaper = PrintedPaper.LABEL) -> str:
        """Return the name of the printer for a paper if none is named; '' if a person must choose.

        A single printer is the default for everything.
        """
        found = [one.name for one in self._printers.values() if paper in one.default_for]
        known = list(self._printers)
        return found[0] if found else known[0] if len(known) == 1 else ""

    def print(
        self,
        shipment_ids: Sequence[int],
        *,
        printer: str = "",
        again: bool = False,
        copies: int = 1,
        slip_printer: str | None = None,
        language: str = "en",
    ) -> PrintReport:
        """Network: print labels, each with its packing slip if *slip_printer* is not None.

        A label that was printed before is refused unless *again*; one whose last print is unknown
        too. An empty name of a printer stands for the default; BadInput if there is none.
        """
        slips = None
        if slip_printer is not None:
            slips = self._chosen(slip_printer, PrintedPaper.SLIP)
        papers = Papers(
            self._chosen(printer, PrintedPaper.LABEL),
            slips,
            again,
            copies,
            lambda shipment_id: self._slip(shipment_id, slips, language),
        )
        self._files.fetch(shipment_ids)
        return self._printing.print(shipment_ids, papers)

    def _slip(self, shipment_id: int, printer: PrinterSettings | None, language: str) -> bytes:
        """Return the packing slips of the orders in a label's package, as one PDF."""
        rows = shipments.together(self._db.conn, shipment_id)
        chosen = Chosen([row.order_id for row in rows])
        every = self._documents.packing_slips(chosen, labelled=True).slips
        slips = tuple(one for one in every if one.tracking in {row.tracking for row in rows})
        if not slips:
            raise Refused("limit.no_slip", shipment=shipment_id)
        paper = Paper(printer.paper) if printer and printer.paper else Paper.A4
        return self._documents.draw_slips(slips, paper, language).data

    def resume(self) -> tuple[PrintJobView, ...]:
        """Network: send the jobs of which nothing was sent yet, as after a crash; return them."""
        return self.jobs_of(self._printing.resume(self._printers))

    def settle(
        self, job_id: int, *, printed: bool, saw: str, by: str | None = None
    ) -> PrintJobView:
        """Record whether an unknown job was printed; *saw* is what a person has seen, and where."""
        saw = typed(saw).strip()
        if not saw:
            raise BadInput("error.nothing_seen")
        with recorded_as(self._db, by) as name:
            self._printing.settle(job_id, printed=printed, by=name, saw=saw)
        (job,) = self.jobs_of([job_id])
        return job

    def jobs(
        self, *, everything: bool = False, limit: int | None = None
    ) -> tuple[PrintJobView, ...]:
        """Return the unsettled jobs, the oldest first; with *everything* all, the newest first."""
        self.expire()
        return list_jobs.listing(self._db.conn, everything=everything, limit=limit)

    def jobs_of(self, job_ids: Collection[int]) -> tuple[PrintJobView, ...]:
        """Return these jobs."""
        return list_jobs.jobs(self._db.conn, job_ids)

    def count_jobs(self, *, everything: bool = False) -> int:
        """Return how many jobs ``jobs`` has without a limit."""
        return print_jobs.count(self._db.conn, everything=everything)

    def expire(self) -> None:
        """Mark jobs as unknown whose sender has recorded no end in time."""
        if not self._db.is_unwritable:
            self._printing.expire()

    def _chosen(self, name: str, paper: PrintedPaper) -> PrinterSettings:
        """Return the named printer, or the default; BadInput if there is none."""
        if name:
            return self._named(name)
        if not self._printers:
            raise BadInput("error.no_printer")
        default = self.default(paper)
        if not default:
            known = ", ".join(self._printers)
            raise BadInput("error.which_printer", paper=PAPER_WORD[paper], known=known)
        return self._printers[default]

    def _named(self, name: str) -> PrinterSettings:
        found = self._printers.get(name)
        if found is None:
            raise BadInput(
                "error.no_such_printer", printer=name, known=", ".join(self._printers) or "–"
            )
        return found


def _printer_view(
    one: PrinterSettings, reached: bool | None = None, reason: Sentence | None = None
) -> PrinterView:
    return PrinterView(one.name, one.kind, one.address, one.takes, one.default_for, reached, reason)
