"""Labels on paper: which documents there are, and what was printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shiponce.domain.document import Checksum, DocumentFormat
from shiponce.domain.printing import JobState, PrintedPaper, PrinterKind
from shiponce.domain.shipment import ShipmentState, service_with_carrier
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class PrintJobView:
    """One print of a label or of its packing slip."""

    id: int
    paper: PrintedPaper
    #: The shipment that the label was bought for.
    shipment_id: int
    #: The numbers of all orders in the package.
    orders: tuple[str, ...]
    #: Which of several copies it is, from 1.
    copy: int
    printer: str
    kind: PrinterKind
    #: Where the printer was: a queue, a host and port, or a folder.
    address: str
    #: The job's name outside: the title in a queue, the name of a file in a folder.
    key: str
    format: DocumentFormat
    size: int
    #: Whether VOID stands across it.
    void: bool
    state: JobState
    at: datetime
    #: Who asked for it.
    by: str
    ended_at: datetime | None = None
    #: Why it is unknown or was not printed.
    reason: Sentence | None = None
    #: If a person settled it: the person's name, and what the person saw and where.
    settled_by: str = ""
    saw: str = ""

    @property
    def about(self) -> str:
        """The numbers of the orders, joined by ``+``."""
        return " + ".join(self.orders)


@dataclass(frozen=True, slots=True)
class LabelOnPaper:
    """A bought label and its document."""

    #: The shipment that the label was bought for.
    shipment_id: int
    #: The numbers of all orders in the package, first the order that the label was bought for.
    orders: tuple[str, ...]
    order_id: int
    store: str
    carrier: str
    service: str
    tracking: str
    #: labelled, or voided.
    state: ShipmentState
    at: datetime
    #: None without a document.
    format: DocumentFormat | None
    #: In bytes; 0 without a document.
    size: int
    checksum: Checksum
    #: Why there is no document: a code for programs, and a sentence with the way out.
    missing: str | None = None
    reason: Sentence | None = None
    #: Its prints that the printer took, that are under way, or that may have been taken.
    printed: tuple[PrintJobView, ...] = ()

    @property
    def called(self) -> str:
        """Carrier and service, or only the service if its name begins with the carrier's."""
        return service_with_carrier(self.carrier, self.service)

    @property
    def is_voided(self) -> bool:
        """Whether the label is voided."""
        return self.state is ShipmentState.VOIDED


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The document of a label, with VOID across it if the label is voided. Personal data."""

    shipment_id: int
    name: str
    format: DocumentFormat
    data: bytes = field(repr=False)
    voided: bool = False


@dataclass(frozen=True, slots=True)
class RefusedPrint:
    """A label that was not printed, with the reason."""

    shipment_id: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What a request to print did: the ids of its jobs, and what was refused."""

    jobs: tuple[int, ...]
    refused: tuple[RefusedPrint, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterView:
    """A printer of the configuration, and whether it can be reached."""

    name: str
    kind: PrinterKind
    address: str
    formats: tuple[DocumentFormat, ...]
    default_for: tuple[PrintedPaper, ...]
    #: None if it was not asked.
    reached: bool | None = None
    #: What is wrong with it.
    reason: Sentence | None = None
