"""Print labels and packing slips, each as a job that is recorded before its bytes leave.

Nothing here buys a label. A job is claimed before it is sent, and its bytes are dropped with the
claim, so nothing can be sent twice. After a crash a claimed job becomes unknown, and a person
decides; a queued job has not left, and is sent when a person asks for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from shiponce.domain.document import DocumentFormat
from shiponce.domain.event import EventKind
from shiponce.domain.printing import JobState, PrintedPaper, PrinterSettings, PrintOutcome
from shiponce.errors import BadInput, Refused
from shiponce.persistence import event_log, print_jobs, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.print_jobs import JobRow
from shiponce.persistence.timestamps import span_ms, to_ms
from shiponce.ports import Clock, IdGenerator, Printer
from shiponce.services.printing.label_files import LabelFiles, row_of
from shiponce.views.printing import LabelFile, PrintReport, RefusedPrint
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import PAPER_WORD
from shiponce.words.families import Family

#: How long after its claim a job may begin to leave. A process that was suspended sends nothing.
SEND_WITHIN = timedelta(minutes=2)
#: Why a label is not printed without ``--again``, by the state of the job before.
BEFORE = Family("limit.printed_before.{}", (JobState.TAKEN, JobState.UNKNOWN, JobState.SENDING))
_LABEL, _SLIP = PrintedPaper.LABEL, PrintedPaper.SLIP


@dataclass(frozen=True, slots=True)
class Papers:
    """What a person wants to print of each label."""

    printer: PrinterSettings
    #: The printer for packing slips; None to print no slips.
    slip_printer: PrinterSettings | None = None
    #: Print although it was printed before.
    again: bool = False
    copies: int = 1
    #: Draws the packing slip of a shipment as PDF; Refused if there is nothing to draw.
    slip: Callable[[int], bytes] = field(default=lambda shipment_id: b"")


class Printing:
    """Prints the labels of one database."""

    def __init__(
        self,
        db: Database,
        files: LabelFiles,
        clock: Clock,
        ids: IdGenerator,
        opened: Callable[[PrinterSettings], Printer],
    ) -> None:
        self._db = db
        self._files = files
        self._clock = clock
        self._ids = ids
        self._opened = opened

    def print(self, shipment_ids: Sequence[int], papers: Papers) -> PrintReport:
        """Queue the labels, then print them in this order; one refused label stops no other."""
        self.expire()
        jobs: list[int] = []
        refusals: list[RefusedPrint] = []
        for shipment_id in shipment_ids:
            try:
                jobs += self._queue(shipment_id, papers)
            except Refused as refusal:
                said = Sentence(refusal.code, refusal.facts)
                refusals.append(RefusedPrint(shipment_id, said))
        printers = {one.name: one for one in (papers.printer, papers.slip_printer) if one}
        self._send(jobs, printers)
        return PrintReport(tuple(jobs), tuple(refusals))

    def _queue(self, shipment_id: int, papers: Papers) -> list[int]:
        """Record the jobs of one label and its slip in one commit; return their ids."""
        file = self._files.file(shipment_id)
        _must_take(papers.printer, file.format, file)
        slip = b""
        if papers.slip_printer is not None and not file.voided:
            _must_take(papers.slip_printer, DocumentFormat.PDF, file)
            slip = papers.slip(file.shipment_id)
        with self._db.write() as conn:
            found = self._jobs(conn, file, _LABEL, file.data, papers.printer, papers)
            if slip and papers.slip_printer is not None:
                found += self._jobs(conn, file, _SLIP, slip, papers.slip_printer, papers)
        return found

    def _jobs(
        self,
        conn: sqlite3.Connection,
        file: LabelFile,
        paper: PrintedPaper,
        data: bytes,
        printer: PrinterSettings,
        papers: Papers,
    ) -> list[int]:
        before = [
            job for job in print_jobs.of_labels(conn, [file.shipment_id]) if job.paper is paper
        ]
        queued = [job for job in before if job.state is JobState.QUEUED]
        waiting = [job.id for job in queued if job.printer == printer.name]
        if waiting:
            return waiting  # they were asked for already, and did not leave
        for job in queued:
            print_jobs.end(conn, job.id, JobState.NOT_PRINTED, self._now(), "print.other_printer")
        before = [job for job in before if job not in queued]
        sending = [job for job in before if job.state is JobState.SENDING]
        if sending or (before and not papers.again):
            raise _printed_before(conn, (sending or before)[-1])
        kind = file.format if paper is _LABEL else DocumentFormat.PDF
        return [
            print_jobs.begin(
                conn,
                paper,
                file.shipment_id,
                copy,
                printer,
                data,
                kind,
                key=f"shiponce-{paper.value}-{file.shipment_id}-{self._ids.token('print')}",
                void=file.voided,
                at=self._now(),
            )
            for copy in range(1, papers.copies + 1)
        ]

    def resume(self, printers: Mapping[str, PrinterSettings]) -> tuple[int, ...]:
        """Send the jobs of which nothing was sent yet, as after a crash; return their ids."""
        self.expire()
        waiting = [job.id for job in print_jobs.queued(self._db.conn)]
        self._send(waiting, printers)
        return tuple(waiting)

    def _send(self, job_ids: Collection[int], printers: Mapping[str, PrinterSettings]) -> None:
        """Send jobs one after the other; a printer that fails gets none of those behind."""
        failed: set[str] = set()
        for job in self._queued(job_ids):
            settings = printers.get(job.printer)
            if settings is None or settings.address != job.address:
                self._end(job, PrintOutcome(JobState.NOT_PRINTED, "print.printer_changed"))
            elif job.printer in failed:
                self._end(job, PrintOutcome(JobState.NOT_PRINTED, "print.after_failure"))
            elif self._send_one(job, settings).state is not JobState.TAKEN:
                failed.add(job.printer)

    def _queued(self, job_ids: Collection[int]) -> Iterator[JobRow]:
        for job_id in job_ids:
            job = print_jobs.one(self._db.conn, job_id)
            if job is not None and job.state is JobState.QUEUED:
                yield job

    def _send_one(self, job: JobRow, settings: PrinterSettings) -> PrintOutcome:
        content = print_jobs.content(self._db.conn, job.id)
        if content is None:
            outcome = PrintOutcome(JobState.NOT_PRINTED, "print.purged")
            self._end(job, outcome)
            return outcome
        with self._db.write() as conn:
            if not print_jobs.claim(conn, job.id, self._now() + span_ms(SEND_WITHIN)):
                return PrintOutcome(JobState.TAKEN)  # another process has it
        printer = self._opened(settings)
        try:
            outcome = printer.send(job.key, content, job.format, lambda: self._may_leave(job))
        except BaseException:
            self._end(job, PrintOutcome(JobState.UNKNOWN, "print.no_word"))
            raise
        self._end(job, outcome)
        return outcome

    def _may_leave(self, job: JobRow) -> bool:
        self._db.must_be_ours()
        return print_jobs.may_leave(self._db.conn, job.id, self._now())

    def _end(self, job: JobRow, outcome: PrintOutcome) -> None:
        now = self._now()
        with self._db.write() as conn:
            ended = print_jobs.end(conn, job.id, outcome.state, now, outcome.code, outcome.facts)
            if ended and outcome.state is not JobState.NOT_PRINTED:
                kind: EventKind = "printed" if outcome.state is JobState.TAKEN else "print_unknown"
                _note(conn, job, kind, now)

    def settle(self, job_id: int, *, printed: bool, by: str, saw: str) -> None:
        """Record a person's statement on an unknown job; *saw* is what they have seen."""
        self.expire()
        job = print_jobs.one(self._db.conn, job_id)
        if job is None:
            raise BadInput("error.no_print_job", job=job_id)
        if job.state in (JobState.QUEUED, JobState.SENDING):
            raise Refused("limit.print_job_open", job=job_id)
        state = JobState.TAKEN if printed else JobState.NOT_PRINTED
        now = self._now()
        with self._db.write() as conn:
            if not print_jobs.settle(conn, job_id, state, now, by=by, saw=saw):
                raise Refused("limit.print_job_ended", job=job_id)
            _note(conn, job, "print_settled", now)

    def expire(self) -> None:
        """Mark jobs as unknown whose sender has recorded no end in time: it may have crashed."""
        if print_jobs.expired(self._db.conn, self._now()):
            with self._db.recording(), self._db.write() as conn:
                print_jobs.expire(conn, self._now())

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _must_take(printer: PrinterSettings, kind: DocumentFormat, file: LabelFile) -> None:
    """Raise Refused if the printer does not take the format."""
    if kind not in printer.takes:
        takes = ", ".join(one.value.upper() for one in printer.takes)
        facts: dict[str, object] = {"printer": printer.name, "takes": takes}
        raise Refused(
            "limit.format_not_taken", shipment=file.shipment_id, format=kind.value.upper(), **facts
        )


def _printed_before(conn: sqlite3.Connection, job: JobRow) -> Refused:
    number = row_of(conn, job.shipment_id).number
    facts: dict[str, object] = {
        "number": number,
        "paper": PAPER_WORD[job.paper],
        "by": job.by,
        "printed_at": job.ended_at or job.at,
        "printer": job.printer,
        "job": job.id,
    }
    return Refused(BEFORE[job.state], **facts)


def _note(conn: sqlite3.Connection, job: JobRow, kind: EventKind, at: int) -> None:
    """Record a print in the history of each order that the label covers."""
    for row in shipments.together(conn, job.shipment_id):
        facts: dict[str, object] = {
            "tracking": row.tracking,
            "printer": job.printer,
            "paper": PAPER_WORD[job.paper],
        }
        event_log.record(conn, at, (kind, row.order_id, facts))
