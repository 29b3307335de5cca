"""Printers, and the states of what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from shiponce.domain.document import DocumentFormat


class PrinterKind(StrEnum):
    """How documents reach a printer."""

    #: A queue of the system's print service (CUPS), by the program ``lp``.
    SYSTEM = "system"
    #: A network port that prints what is written to it, usually 9100.
    RAW = "raw"
    #: A folder that another program empties.
    FOLDER = "folder"


class PrintedPaper(StrEnum):
    """What a print job prints."""

    LABEL = "label"
    #: The packing slip of a label's package.
    SLIP = "slip"


class JobState(StrEnum):
    """The states of a print job. No byte leaves before SENDING is recorded."""

    QUEUED = "queued"
    SENDING = "sending"
    #: The printer took every byte. Whether paper came out, no printer says.
    TAKEN = "taken"
    #: Nobody knows whether the printer took it. It is never sent again; a person looks and decides.
    UNKNOWN = "unknown"
    NOT_PRINTED = "not_printed"


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """How an attempt to print ended: TAKEN, UNKNOWN or NOT_PRINTED, and why."""

    state: JobState
    #: The code of a sentence; '' if the printer took the job.
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


#: The formats that printers of each kind take unless the configuration says otherwise.
USUAL_FORMATS = {
    PrinterKind.SYSTEM: (DocumentFormat.PDF, DocumentFormat.PNG),
    PrinterKind.RAW: (DocumentFormat.ZPL,),
    PrinterKind.FOLDER: tuple(DocumentFormat),
}


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One printer of the configuration; its kind decides which of the addresses is set."""

    name: str
    kind: PrinterKind
    #: The name of the queue.
    queue: str = ""
    host: str = ""
    port: int = 9100
    #: The folder's path.
    path: str = ""
    #: Options for ``lp``, such as ``media=4x6``.
    options: tuple[str, ...] = ()
    formats: tuple[DocumentFormat, ...] = ()
    #: What it prints when no printer is named.
    default_for: tuple[PrintedPaper, ...] = ()
    #: The paper of packing slips; '' for A4.
    paper: str = ""
    #: How long to wait until the printer has taken a job.
    wait: timedelta = timedelta(seconds=30)

    @property
    def takes(self) -> tuple[DocumentFormat, ...]:
        """Return the formats that the printer takes."""
        return self.formats or USUAL_FORMATS[self.kind]

    @property
    def address(self) -> str:
        """Return where the printer is: a queue, a host and port, or a folder."""
        if self.kind is PrinterKind.RAW:
            return f"{self.host}:{self.port}"
        return self.queue or self.path
