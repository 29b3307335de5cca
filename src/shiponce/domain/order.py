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
    #: A copy behind its original: stored, linked, shown in a list of its own, not shippable.
    HIDDEN = "hidden"
    #: To decide: waits for a person's decision, shown in a list of its own, not shippable.
    HELD = "held"
    #: Its store is disconnected. Until the store is connected again, the order is kept, but it is
    #: in no grid and not shippable.
    EXCLUDED = "excluded"


class Delivery(StrEnum):
    """How the goods reach the buyer; explains why an order has no address (A7)."""

    SHIPPED = "shipped"
    #: The buyer collects the goods in the shop: no package and no address.
    COLLECTED = "collected"


class Grade(StrEnum):
    """How much an agreeing key proves when two orders are compared."""

    #: An identifier that nobody can edit; alone it is enough to hide the copy.
    PROVES = "proves"
    #: A field that people can edit; it hides the copy only if total, goods and time agree as well.
    SUPPORTS = "supports"
    #: An id found inside a longer text; documented mode does not look there.
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True, order=True)
class OriginKey:
    """The source platform and the order's id there; one id on two platforms is two keys (B7)."""

    platform: Platform
    value: str


@dataclass(frozen=True, slots=True)
class OrderKey:
    """An origin key, the field from which it was read, and the grade of this field."""

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
    company: str = ""
    street3: str = ""

    @property
    def is_complete(self) -> bool:
        """Return True if a package can be addressed: to a name or a company, in a street."""
        return bool((self.name or self.company) and self.street1)


class PackingFactKind(StrEnum):
    """The kinds of packing facts, which a platform gives for an order or a line (O6)."""

    #: An option that the buyer chose or wrote, such as an engraving; *name* is the option's name.
    OPTION = "option"
    GIFT_MESSAGE = "gift_message"
    GIFT_WRAP = "gift_wrap"
    BUYER_NOTE = "buyer_note"
    STAFF_NOTE = "staff_note"
    #: A number that customs or tax offices ask for; *name* is its type, such as IOSS.
    TAX_NUMBER = "tax_number"
    #: The number by which the platform's shipping centre recognises the package.
    CENTRE_REFERENCE = "centre_reference"
    #: The buyer's own order number.
    PURCHASE_ORDER = "purchase_order"
    #: The company that buys; the package may go to another.
    BUYER_COMPANY = "buyer_company"
    #: Where or how the buyer wants the package to be left.
    DELIVERY_NOTE = "delivery_note"
    #: The address of a page that shows how to make a customised article.
    CUSTOMISATION = "customisation"
    #: Where the article is kept in the stock, such as a bin.
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class PackingFact:
    """One packing fact. Personal data: never in a log or an event."""

    kind: PackingFactKind
    text: str
    #: The platform's own name of an option or of a type of number; '' if the kind says it all.
    name: str = ""


class Condition(StrEnum):
    """What a platform says about an order that changes how it may be shipped (O5)."""

    #: The buyer asked to cancel the order or one of its lines.
    BUYER_ASKS_TO_CANCEL = "buyer_asks_to_cancel"
    #: The marketplace's own carrier collects the package (Amazon Easy Ship).
    PLATFORM_COLLECTS = "platform_collects"
    #: The marketplace sells the label and confirms the shipment itself (Amazon Ship+).
    PLATFORM_CONFIRMS = "platform_confirms"
    #: The buyer collects the whole order in a shop.
    COLLECTED = "collected"
    #: Every unit needs a code of the maker's (Amazon Transparency).
    TRANSPARENCY_CODES = "transparency_codes"


@dataclass(frozen=True, slots=True)
class Destination:
    """One of several addresses of an order."""

    #: The platform's id of the address.
    remote_id: str
    address: Address | None = field(repr=False)
    requested_service: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; the quantity is the number of units ordered."""

    remote_id: str
    sku: str
    title: str
    quantity: int
    #: The price of one unit.
    price: Money
    #: The weight of one unit in grams; 0 if the platform does not show it.
    weight: int = 0
    physical: bool = True
    #: Units that the platform counts as shipped, by us or by others.
    fulfilled: int = 0
    #: Units that the platform shows as cancelled: they are neither shipped nor open there.
    cancelled: int = 0
    #: Units whose price was paid back.
    refunded: int = 0
    #: The buyer collects the line in the shop: it has no package.
    collected: bool = False
    #: The platform's id of the line's address; '' if the order has only one.
    destination: str = ""
    packing: tuple[PackingFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was confirmed to a platform, as the platform shows it."""

    remote_id: str
    carrier: str
    tracking: str
    #: (the platform's line id, quantity)
    lines: tuple[tuple[str, int], ...] = ()


#: The key of ``ImportedOrder.extra`` for an order's market, as its platform names it.
MARKET_FACT = "marketplaceId"
#: The keys of ``ImportedOrder.extra`` for a unit of weight that is not known, and for the order's
#: weights in that unit, as they came; the lines' own weights are then 0.
WEIGHT_UNIT_FACT, WEIGHTS_FACT = "weight_unit", "weights"


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """One order as one platform shows it, cleaned and typed, without decisions of the hub."""

    platform: Platform
    remote_id: str
    #: The order number that people use.
    number: str
    source: Source
    placed_at: datetime
    modified_at: datetime
    #: The platform's status, translated to ours; decisions of the hub do not change it.
    status: OrderStatus
    #: The platform's own word for the status.
    remote_status: str
    total: Money
    lines: tuple[Line, ...]
    keys: tuple[OrderKey, ...] = ()
    ship_to: Address | None = None
    #: The buyer's name: personal data, like the name in the address.
    buyer: str = ""
    email: str = ""
    prime: bool = False
    #: Fulfilled by the marketplace itself (AFN): never ours to ship.
    fulfilled_by_platform: bool = False
    ship_by: datetime | None = None
    deliver_by: datetime | None = None
    requested_service: str = ""
    packages: tuple[Package, ...] = ()
    #: True if *packages* are all packages that the platform has recorded.
    packages_known: bool = False
    #: The addresses of an order with several. Empty for an order with one: that is *ship_to*.
    destinations: tuple[Destination, ...] = ()
    #: Sorted by value.
    conditions: tuple[Condition, ...] = ()
    #: Packing facts of the whole order; those of a line stand with the line.
    packing: tuple[PackingFact, ...] = ()
    delivery: Delivery = Delivery.SHIPPED
    #: The platform's fields that a later notification needs, such as BigCommerce's
    #: order_address_id.
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
    """Return the order without its buyer's data, as a purged order is stored."""
    return replace(
        order,
        buyer="",
        email="",
        ship_to=None,
        packing=(),
        destinations=tuple(replace(one, address=None) for one in order.destinations),
        lines=tuple(replace(line, packing=()) for line in order.lines),
    )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An order that cannot be parsed; it is quarantined as a whole."""

    platform: Platform
    #: Empty when not even the id could be read.
    remote_id: str
    #: One sentence, without personal data, that names the field and what is wrong with it.
    fault: str
    #: The bytes as received; they are kept while the order is quarantined.
    payload: bytes
    #: The platform had a temporary problem; the order itself may be readable.
    momentary: bool = False


#: The result of parsing one order of a page.
Fetched = ImportedOrder | Unreadable


@dataclass(frozen=True, slots=True)
class PageOfOrders:
    """One page of the orders that a platform lists."""

    orders: tuple[Fetched, ...]
    #: The latest time that the list covers, as the platform returned it or as it was requested;
    #: the watermark may move up to it.
    until: datetime
    last: bool
    #: The platform's token to continue the list after this page; '' if it gives no token.
    resume: str = ""
