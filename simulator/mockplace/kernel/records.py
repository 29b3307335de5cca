"""The records of a world: plain mutable objects that only the world changes.

Times are integer milliseconds UTC on the virtual clock. Money is an integer of minor units (cents);
a world has one currency. Ids are those that the platform shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mockplace.kernel.after_sale_records import Cancellation, Refund


@dataclass(frozen=True, slots=True)
class Product:
    """An article of the merchant's catalogue."""

    sku: str
    title: str
    #: Minor units, of one.
    price: int
    #: Grams, of one.
    weight: int
    #: The accounts (names of stores) that list it.
    sells_on: tuple[str, ...]
    #: Whether a channel connector knows its marketplace listings (A3).
    linked: bool = True
    physical: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer, invented by faker from the seed and the purchase's name."""

    name: str
    street1: str
    street2: str
    city: str
    state: str
    #: The state in full, which some platforms write.
    state_name: str
    postcode: str
    country: str
    country_name: str
    phone: str
    email: str
    username: str
    #: The given name and the company of an address that a program wrote.
    given_name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One seller account on one platform, with the credentials its API accepts."""

    #: The name that scenarios use: ``shop``, ``amz``.
    name: str
    #: The name under which the platform is registered.
    platform: str
    #: Store hash, selling partner id or seller user name.
    account: str
    #: In the platform's own words, '' where it has no markets.
    market: str = ""
    client_id: str = "mockplace"
    client_secret: str = "mockplace-secret"  # noqa: S105 - invented, and printed by the simulator
    #: A refresh token, or a static one, as the platform has it.
    token: str = ""
    #: Of a shop: the profile of its channel connector, which says what it writes and when.
    connector: str = "channel-manager"
    #: Milliseconds from a marketplace purchase to its copy in the shop.
    copies_after: int = 90_000
    #: Milliseconds from a copy's shipment to its confirmation on the marketplace.
    relays_after: int = 60_000
    #: Milliseconds until the account's listing shows a new or changed order.
    listed_after: int = 0
    #: Whether refunds have to be signed, where a platform asks that of some sellers: the headers
    #: have to be there; the signature is not verified.
    signs: bool = False
    #: Of a shop: milliseconds until its connector sets the linked listings' stock.
    stock_after: int = 60_000
    #: Of a shop: whether units of a cancelled or refunded order go back into its stock.
    restocks: bool = True
    #: Of a shop: whether it writes to buyers when the status of an order changes, until its
    #: setting is written.
    emails: bool = True
    #: The OAuth scopes of the token; empty: every one.
    scopes: tuple[str, ...] = ()


@dataclass(slots=True)
class OrderLine:
    """One line of an order on its platform."""

    line_id: str
    sku: str
    title: str
    quantity: int
    #: Minor units, of one; tax apart.
    price: int
    #: Minor units, whole line.
    tax: int
    weight: int
    physical: bool
    #: The id of the article there, as the platform shows it.
    listing_id: str
    fulfilled: int = 0
    #: The line id on the marketplace, on a copy whose connector writes it.
    external_id: str = ""
    #: The marketplace's item and transaction, on a copy whose connector writes them.
    item_id: str = ""
    transaction_id: str = ""
    #: The line mirrored, as the connector keeps it for itself: never on the wire.
    origin_line: str = ""
    #: Units that were cancelled on their own, where a platform cancels by the line.
    cancelled: int = 0


@dataclass(slots=True)
class ShippedPackage:
    """A shipment as the platform recorded it."""

    package_id: str
    carrier: str
    service: str
    tracking: str
    shipped_at: int
    created_at: int
    #: line id → units
    units: dict[str, int]
    #: Who told the platform: ``api``, ``relay`` (the channel connector), ``buy-shipping``,
    #: ``seller``.
    recorded_by: str
    status: str = "SHIPPED"
    #: A second name of the carrier, where the platform has two.
    provider: str = ""
    link: str = ""
    comments: str = ""


@dataclass(slots=True)
class PlatformOrder:
    """One order on one platform; a marketplace purchase and its copy are two of these."""

    platform: str
    #: Name of the account.
    store: str
    order_id: str
    #: The purchase's name in the world (``mug``); a copy shares it with its original.
    purchase: str
    placed_at: int
    modified_at: int
    #: unpaid, open, partial, shipped, cancelled. Each platform has its own words for these.
    status: str
    buyer: Person
    lines: list[OrderLine]
    shipping_cost: int = 0
    currency: str = "USD"
    prime: bool = False
    #: Whether the platform itself sends it off.
    fulfilled_by_platform: bool = False
    requested_service: str = "Standard"
    ship_by: int = 0
    deliver_by: int = 0
    has_address: bool = True
    packages: list[ShippedPackage] = field(default_factory=list)
    #: Of a copy: the marketplace order that it mirrors, '' for an original.
    mirrors: str = ""
    mirrors_platform: str = ""
    mirrors_store: str = ""
    #: Whether the connector has passed the fulfilment on: it does so once per order (A5).
    relayed: bool = False
    #: The number of the address and the platform's own status id, where it has them.
    address_id: int = 0
    status_id: int = 11
    #: The seller's own number of the sale, '' where there is none.
    record: str = ""
    #: The fields that a connector or a client wrote, by their names on the wire.
    written: dict[str, str] = field(default_factory=dict)
    #: How many packages were ever made: numbers of packages are not used twice.
    packages_made: int = 0
    #: When the order became shipped, 0 before.
    shipped_at: int = 0
    #: Of a copy: whether something made the connector pass the fulfilment on.
    relay_due: bool = False
    #: How often anything of it that a platform shows has changed.
    version: int = 0
    #: Whether the buyer has paid.
    paid: bool = True
    cancellations: list[Cancellation] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    #: Whether it was archived, which leaves it out of listings of orders.
    archived: bool = False
    #: Who is billed, where a program said that it is not who is shipped to.
    billed: Person | None = None


@dataclass(slots=True)
class BoughtLabel:
    """A label sold by the platform; ``order_id`` is '' for goods sold elsewhere."""

    shipment_id: str
    order_id: str
    store: str
    service_id: str
    offer_id: str
    tracking: str
    #: Minor units.
    price: int
    created_at: int
    units: dict[str, int]
    #: The request's details, echoed in the answer.
    details: dict[str, object]
    #: The platform's API that sold it.
    via: str
    status: str = "Purchased"
    carrier: str = ""
    service: str = ""
    #: The quote that it was bought from, and the purchase's own key.
    quote_id: str = ""
    key: str = ""
    #: Further orders in the package: order → line → units.
    others: dict[str, dict[str, int]] = field(default_factory=dict)
    #: When the carrier collects the package and when it arrives; 0 where the times do not matter.
    collects: int = 0
    arrives: int = 0
    #: When it was given back, 0 before.
    voided_at: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """What one service of a carrier costs for the package (minor units), and when it arrives."""

    service_id: str
    carrier: str
    service: str
    price: int
    #: When the carrier collects the package; the label counts as used from then on.
    collects: int
    arrives: int
    rate_id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Rates for one package; one of them can be bought, once, until the quote expires."""

    quote_id: str
    store: str
    #: The interface that was asked; another one does not know of it.
    via: str
    created_at: int
    expires_at: int
    #: order → line → units in the package; empty for goods that were sold elsewhere.
    units: Mapping[str, Mapping[str, int]]
    rates: tuple[Rate, ...]
    #: What the interface repeats in later answers.
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def order_id(self) -> str:
        """The first order in the package, '' where there is none."""
        return next(iter(self.units), "")


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase, with every order that came of it."""

    name: str
    platform: str
    store: str
    order_id: str
    #: Order id of the copy in the shop, '' while or where there is none.
    copy_id: str
    #: Why there is no copy: '', 'not linked', 'no connector', 'not yet', 'unpaid', 'cancelled'.
    no_copy: str


@dataclass(frozen=True, slots=True)
class RelayNote:
    """The result of the connector passing on one copy's shipments (A5, N5)."""

    at: int
    #: The shop's account and the copy.
    store: str
    order_id: str
    mirrors_store: str
    mirrors: str
    tracking: str
    #: ``taken``, or the code of the marketplace's refusal.
    outcome: str


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail of a platform to a buyer (N6)."""

    at: int
    platform: str
    store: str
    order_id: str
    #: The address on the order, which for a marketplace's order is one of the marketplace's.
    to: str
    #: Why it was written: ``shipped``, or another change of the ``status``.
    about: str


class Call(NamedTuple):
    """One request to the simulator, without body and personal data."""

    seq: int
    at: int
    platform: str
    operation: str
    method: str
    path: str
    #: 0 where the answer was lost on its way.
    status: int
    order_id: str
    #: The fault that was played, '' for none.
    fault: str = ""
    #: Of a request that is carried out late: the number of the call in which it was sent.
    sent: int = 0
