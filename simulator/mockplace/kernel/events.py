"""What happened in a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.after_sale.records import Cancellation, Refund
from mockplace.kernel.inventory.listings import ShelfEvent
from mockplace.kernel.manual_shipments import SentByHand
from mockplace.kernel.records import BoughtLabel, Mail, Parcel, PlatformOrder, Quote, RelayNote
from mockplace.platforms.amazon.rules.feeds.records import Feed, FeedDocument
from mockplace.platforms.carrier.rules.records import CarrierLabel


@dataclass(frozen=True, slots=True)
class Placed:
    """An order was placed, or a copy of one written."""

    order: PlatformOrder


@dataclass(frozen=True, slots=True)
class Paid:
    """An unpaid order was paid."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An order was cancelled."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class ParcelPut:
    """A parcel was made, or takes the place of the one with its id."""

    store: str
    order_id: str
    parcel: Parcel
    at: int


@dataclass(frozen=True, slots=True)
class ParcelGone:
    """A parcel was taken back."""

    store: str
    order_id: str
    parcel_id: str
    at: int


@dataclass(frozen=True, slots=True)
class StatusSet:
    """A BigCommerce order has a status, perhaps the one it had."""

    store: str
    order_id: str
    status_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Written:
    """Fields of a BigCommerce order were written."""

    store: str
    order_id: str
    texts: Mapping[str, str]
    at: int


@dataclass(frozen=True, slots=True)
class Relayed:
    """The connector passed a copy's fulfilment on, once and for all."""

    store: str
    order_id: str
    notes: tuple[RelayNote, ...]


@dataclass(frozen=True, slots=True)
class RelayDue:
    """The connector will pass a copy's fulfilment on: no later change makes it do so again."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A platform's label shop named its prices for a parcel."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class LabelPut:
    """A label was bought or changed."""

    label: BoughtLabel


@dataclass(frozen=True, slots=True)
class CarrierLabelPut:
    """A label was bought from the invented carrier, or what became of it: see its status."""

    label: CarrierLabel


@dataclass(frozen=True, slots=True)
class Mailed:
    """A platform wrote to a buyer."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class CancellationPut:
    """A cancellation was asked for, or what it was is answered."""

    store: str
    order_id: str
    cancellation: Cancellation
    at: int


@dataclass(frozen=True, slots=True)
class LinesCancelled:
    """Some lines of an order were cancelled, and the rest of it was not: line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class Refunded:
    """Money went back to the buyer."""

    store: str
    order_id: str
    refund: Refund
    at: int


@dataclass(frozen=True, slots=True)
class Archived:
    """A BigCommerce order was archived."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class DocumentPut:
    """A feed's document was opened, filled, or written as a result."""

    document: FeedDocument

    @property
    def store(self) -> str:
        """The seller's account."""
        return self.document.store


@dataclass(frozen=True, slots=True)
class FeedPut:
    """A feed was created or moved on."""

    feed: Feed

    @property
    def store(self) -> str:
        """The seller's account."""
        return self.feed.store


Event = (
    Placed | Paid | Cancelled | ParcelPut | ParcelGone | StatusSet | Written | Relayed | RelayDue
    | Quoted | LabelPut | Mailed | CancellationPut | LinesCancelled | Refunded | Archived
    | CarrierLabelPut | DocumentPut | FeedPut | SentByHand | ShelfEvent
)  # fmt: skip
