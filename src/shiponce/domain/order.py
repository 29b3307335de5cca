"""An order as a platform showed it, as typed data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from shiponce.domain.money import Money
from shiponce.domain.platform import Platform, Source


class OrderStatus(StrEnum):
    """The status of an order. Hidden is not a status: a hidden order keeps its own."""

    AWAITING_PAYMENT = "awaiting_payment"
    ON_HOLD = "on_hold"
    AWAITING_SHIPMENT = "awaiting_shipment"
    PENDING_FULFILLMENT = "pending_fulfillment"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """True if the order is neither shipped nor cancelled."""
        return self not in (OrderStatus.SHIPPED, OrderStatus.CANCELLED)


class Visibility(StrEnum):
    """Whether an order is shown in a grid."""

    VISIBLE = "visible"
    #: A copy behind its original: stored, linked, in no grid, not shippable.
    HIDDEN = "hidden"
    #: A decision of a person is awaited ("origin unknown"): shown apart, not shippable.
    HELD = "held"
    #: Its store is disconnected: stored, in no grid, not shippable; it returns with its store.
    EXCLUDED = "excluded"


class Delivery(StrEnum):
    """How the goods reach the buyer, where an order without an address must say so (A7)."""

    SHIPPED = "shipped"
    #: The buyer collects them in the shop: no package, and no address.
    COLLECTED = "collected"


class Grade(StrEnum):
    """What a piece of evidence is worth when two orders are compared."""

    #: Read-only identifiers; enough to hide.
    PROVES = "proves"
    #: A field that anyone can edit; hides only when total, goods and time agree as well.
    SUPPORTS = "supports"


@dataclass(frozen=True, slots=True, order=True)
class OriginKey:
    """The source platform and the order's id there. Equal ids on two platforms differ (B7)."""

    platform: Platform
    value: str


@dataclass(frozen=True, slots=True)
class OrderKey:
    """An origin key, the field it was read from, and what that field is worth."""

    key: OriginKey
    grade: Grade
    #: The platform's own name of the field: ``orderId``, ``external_id``, ``ebay_order_id``.
    field: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a package goes. Personal data: never in a log or an event."""

    name: str
    street1: str
    city: str
    country: str
    street2: str = ""
    state: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; the quantity is the number of units ordered."""

    remote_id: str
    sku: str
    title: str
    quantity: int
    #: Of one unit.
    price: Money
    #: Of one unit, in grams; 0 when the platform does not say.
    weight: int = 0
    physical: bool = True
    #: Units the platform counts as fulfilled already.
    fulfilled: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A package as a platform shows it: what was confirmed there."""

    remote_id: str
    carrier: str
    tracking: str
    #: (the platform's line id, quantity)
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """What one platform says about one order, cleaned and typed.

    Contains no decision of the hub.
    """

    platform: Platform
    remote_id: str
    #: What a person calls it.
    number: str
    source: Source
    placed_at: datetime
    modified_at: datetime
    #: The status that the platform alone would give it.
    status: OrderStatus
    #: The platform's own word for that.
    remote_status: str
    total: Money
    lines: tuple[Line, ...]
    keys: tuple[OrderKey, ...] = ()
    ship_to: Address | None = None
    #: Personal data, as is the name in the address.
    buyer: str = ""
    email: str = ""
    prime: bool = False
    #: Fulfilled by the marketplace itself (AFN): never ours to ship.
    fulfilled_by_platform: bool = False
    ship_by: datetime | None = None
    deliver_by: datetime | None = None
    requested_service: str = ""
    packages: tuple[Package, ...] = ()
    delivery: Delivery = Delivery.SHIPPED
    #: Small platform facts that a later notification needs, such as BigCommerce's order_address_id.
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def quantity(self) -> int:
        """Units ordered, over all lines."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_copy(self) -> bool:
        """True for a BigCommerce order of a purchase made on a marketplace."""
        return self.platform.is_shop and self.source.platform is not None


def without_person(order: ImportedOrder) -> ImportedOrder:
    """Return the order without its buyer's data: what is kept of a purged order."""
    return replace(order, buyer="", email="", ship_to=None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An order that cannot be parsed; it is quarantined as a whole."""

    platform: Platform
    #: Empty when not even the id could be read.
    remote_id: str
    #: One sentence without personal data: field and fault.
    fault: str
    #: The bytes as received, for a later try.
    payload: bytes
    #: The platform was in trouble just then; the order itself may be sound.
    momentary: bool = False


#: What an adapter makes of one order on a page.
Fetched = ImportedOrder | Unreadable


@dataclass(frozen=True, slots=True)
class PageOfOrders:
    """One page of a listing. *until* is a time that the platform gave or accepted."""

    orders: tuple[Fetched, ...]
    #: The platform's upper bound of this listing; the watermark may move up to it.
    until: datetime
    last: bool
    #: Where the platform itself can take this listing up again later; '' where it cannot.
    resume: str = ""
