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
    #: The order that it is about; None for a store's own setting.
    order_id: int | None
    order_number: str
    store: str
    shipment_id: int | None
    notification_id: int | None
    #: What the other side knows it by: our reference, the label's id, the tracking number.
    key: str
    at: datetime
    #: As long as it is unknown: when the other side is read next, why it is unknown, what waits.
    look_at: datetime | None = None
    reason: Sentence | None = None
    blocks: Sentence | None = None
    #: Who did it.
    by: str = ""
    settled_at: datetime | None = None
    #: Of a person who settled it: the name, and what was seen where.
    settled_by: str = ""
    saw: str = ""
    #: Of an act on a label: the numbers of all orders in its package.
    orders: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The orders that it concerns, as a person reads them."""
        return " + ".join(self.orders) or self.order_number
