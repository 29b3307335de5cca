"""What was sent to carriers and platforms, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.act import ActKind, ActState
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ActView:
    """One act of the ledger: what was sent to a carrier or platform, and how it ended."""

    id: int
    kind: ActKind
    state: ActState
    #: The order that the act concerns; None if the act changed a setting of the store.
    order_id: int | None
    order_number: str
    store: str
    shipment_id: int | None
    notification_id: int | None
    #: The id that the carrier or platform knows: our reference, a label's id, or a tracking number.
    key: str
    at: datetime
    #: Set while the act is unknown: when the carrier or platform is read next (*look_at*), why the
    #: act is unknown (*reason*), and what waits for its outcome (*blocks*).
    look_at: datetime | None = None
    reason: Sentence | None = None
    blocks: Sentence | None = None
    #: Who started the act.
    by: str = ""
    settled_at: datetime | None = None
    #: If a person settled the act: the person's name, and what the person saw and where.
    settled_by: str = ""
    saw: str = ""
    #: If the act concerns a label: the numbers of all orders in the label's package.
    orders: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The numbers of the orders that the act concerns, joined by ``+``."""
        return " + ".join(self.orders) or self.order_number
