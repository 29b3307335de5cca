"""Labels on paper: which documents there are, and what was printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shiponce.domain.document import Checksum, DocumentFormat
from shiponce.domain.shipment import ShipmentState, service_with_carrier
from shiponce.views.sentence import Sentence


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
