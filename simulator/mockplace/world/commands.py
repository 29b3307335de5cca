"""What can be asked of a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockplace.world.feed_commands import FeedCommand


@dataclass(frozen=True, slots=True)
class Buy:
    """Somebody buys; a line is (SKU, quantity, price of one in minor units or None for list)."""

    name: str
    store: str
    lines: tuple[tuple[str, int, int | None], ...]
    prime: bool = False
    afn: bool = False
    requested_service: str = "Standard"
    paid: bool = True
    address: bool = True
    buyer: str = ""
    order_id: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """The buyer of an unpaid order pays."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """The buyer cancels on the platform."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """A shipment is told to the platform; ``units`` is line id → units."""

    store: str
    order_id: str
    carrier: str
    service: str
    tracking: str
    units: Mapping[str, int]
    shipped_at: int
    reference: str = ""
    told_by: str = "api"
    provider: str = ""
    link: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True)
class ChangeParcel:
    """BigCommerce: some of a shipment's texts are written anew."""

    store: str
    order_id: str
    parcel_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RemoveParcel:
    """BigCommerce: a shipment is deleted."""

    store: str
    order_id: str
    parcel_id: str


@dataclass(frozen=True, slots=True)
class SetStatus:
    """BigCommerce: the status is set by its id."""

    store: str
    order_id: str
    status_id: int


@dataclass(frozen=True, slots=True)
class Write:
    """BigCommerce: fields of an order are written, by their names on the wire."""

    store: str
    order_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """The connector writes its copy of a marketplace order."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class NoteRelay:
    """The connector has passed a copy's fulfilment on: (tracking, outcome) of each parcel."""

    store: str
    order_id: str
    outcomes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BuyLabel:
    """Merchant Fulfillment: a label is bought, and the shipment thereby confirmed."""

    store: str
    order_id: str
    service_id: str
    offer_id: str
    carrier: str
    service: str
    price: int
    units: Mapping[str, int]
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoidLabel:
    """Merchant Fulfillment: a label is given back."""

    shipment_id: str


Command = (
    Buy | Pay | Cancel | Confirm | ChangeParcel | RemoveParcel | SetStatus | Write | CopyOrder
    | NoteRelay | BuyLabel | VoidLabel | FeedCommand
)  # fmt: skip
