"""The records of a world: plain mutable objects that only the world changes.

Times are integer milliseconds UTC on the virtual clock. Money is an integer of minor units (cents);
a world has one currency; only orders that programs write may have another. Ids are those that the
platform shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mockplace.kernel.after_sale_records import Cancellation, Refund
from mockplace.kernel.order_facts import NO_FACTS, NO_LINE_FACTS, LineFacts, OrderFacts


@dataclass(frozen=True, slots=True)
class Product:
    """An article of the merchant's catalogue."""

    sku: str
    title: str
    #: Unit price in minor units, without tax.
    price: int
    #: Grams per unit.
    weight: int
    #: The names of the accounts that list the article; a platform's name means all its accounts.
    sells_on: tuple[str, ...]
    #: Whether a channel connector knows the article's marketplace listings (A3).
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
    #: The full name of the state, which some platforms use.
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
    street3: str = ""
    #: The district or county.
    county: str = ""
    #: ``RESIDENTIAL``, ``COMMERCIAL`` or ``PICKUP_POINT``; '' where nobody has said.
    address_type: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One seller account on one platform, with the credentials its API accepts."""

    #: The name that scenarios use: ``shop``, ``amz``.
    name: str
    #: The name under which the platform is registered.
    platform: str
    #: Store hash, selling partner id or seller user name.
    account: str
    #: The market in the platform's own notation, '' if the platform has no markets.
    market: str = ""
    client_id: str = "mockplace"
    client_secret: str = "mockplace-secret"  # noqa: S105 - invented, and printed by the simulator
    #: A refresh token or a static token, depending on the platform.
    token: str = ""
    #: For a shop: the profile of its channel connector; it sets what the connector writes and when.
    connector: str = "channel-manager"
    #: Milliseconds from a marketplace purchase to its copy in the shop.
    copies_after: int = 90_000
    #: Milliseconds from a copy's shipment to its confirmation on the marketplace.
    relays_after: int = 60_000
    #: Milliseconds until lists of the account's orders show a new or changed order.
    listed_after: int = 0
    #: Whether refunds must be signed, as a platform requires of some sellers. Only the presence of
    #: the headers is checked, not the signature.
    signs: bool = False
    #: For a shop: milliseconds from a stock change until its connector sets the linked listings.
    stock_after: int = 60_000
    #: For a shop: whether units of a cancelled or refunded order go back into its stock.
    restocks: bool = True
    #: For a shop: whether it e-mails buyers about changes of an order's status. This is only the
    #: default: a program can change the setting through the shop's API.
    emails: bool = True
    #: The OAuth scopes of the token; empty means all scopes.
    scopes: tuple[str, ...] = ()
    #: For a shop: the unit in which it writes weights, '' for the platform's usual one.
    weight_unit: str = ""
    #: For a shop: the currencies, beside the world's, in which programs may write orders.
    currencies: tuple[str, ...] = ()
    #: Further markets of the account, in the platform's own notation.
    more_markets: tuple[str, ...] = ()


@dataclass(slots=True)
class OrderLine:
    """One line of an order on its platform."""

    line_id: str
    sku: str
    title: str
    quantity: int
    #: Unit price in minor units, without tax.
    price: int
    #: Tax of the whole line, in minor units.
    tax: int
    weight: int
    physical: bool
    #: The article's id on the platform.
    listing_id: str
    fulfilled: int = 0
    #: On a copy: the line id on the marketplace, if the connector writes it.
    external_id: str = ""
    #: On a copy: the marketplace's item id and transaction id, if the connector writes them.
    item_id: str = ""
    transaction_id: str = ""
    #: On a copy: the id of the mirrored line; only the connector knows it, no API shows it.
    origin_line: str = ""
    #: Units that were cancelled, on a platform that cancels line by line.
    cancelled: int = 0
    #: Units that the buyer has collected in the shop.
    collected: int = 0
    #: The platform's id of the address that the line goes to; 0 for the order's own.
    address_id: int = 0
    facts: LineFacts = NO_LINE_FACTS

    @property
    def handed_over(self) -> int:
        """Units that were shipped or collected."""
        return self.fulfilled + self.collected


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
    #: Who confirmed the shipment: ``api``, ``relay`` (the channel connector), ``buy-shipping``,
    #: ``seller``, or the platform by its name.
    recorded_by: str
    status: str = "SHIPPED"
    #: A second name of the carrier, where the platform has two.
    provider: str = ""
    link: str = ""
    comments: str = ""
    #: The platform's id of the address that the package goes to; 0 for the order's own.
    address_id: int = 0
    #: line id → codes that prove the units to be genuine
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class PlatformOrder:
    """One order on one platform; a marketplace purchase and its copy are two of these."""

    platform: str
    #: Name of the account.
    store: str
    order_id: str
    #: The purchase's name in the world (``mug``); a copy and its original have the same name.
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
    #: Whether the platform itself ships the order.
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
    #: Of a copy: whether the connector has passed the shipment on, which happens once per order
    #: (A5).
    relayed: bool = False
    #: The platform's ids of the address and of the status, if it has them.
    address_id: int = 0
    status_id: int = 11
    #: The seller's sales record number, '' if the platform has none.
    record: str = ""
    #: The fields that a connector or a client wrote, by their names on the wire.
    written: dict[str, str] = field(default_factory=dict)
    #: How many packages were ever recorded, so that no package number is used twice.
    packages_made: int = 0
    #: When the order became shipped, 0 before.
    shipped_at: int = 0
    #: Of a copy: whether the connector was triggered to pass the shipment on.
    relay_due: bool = False
    #: Grows with every change to what a platform shows of the order.
    version: int = 0
    #: Whether the buyer has paid.
    paid: bool = True
    cancellations: list[Cancellation] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    #: Whether the order was archived; lists of orders leave it out then.
    archived: bool = False
    #: The person billed, if a program named another person than the recipient.
    billed: Person | None = None
    #: The recipients that a change of address replaced: (time of the change, id of the address or 0
    #: for the order's own, the person before).
    earlier_addresses: tuple[tuple[int, int, Person], ...] = ()
    facts: OrderFacts = NO_FACTS
    #: The platform's id of a further address → the person there.
    destinations: dict[int, Person] = field(default_factory=dict)
    #: How many lines the order ever had, 0 if none was added later.
    lines_made: int = 0
    #: For lines that were changed or taken out: line id → the line with the most units that it ever
    #: had.
    once_ordered: dict[str, OrderLine] = field(default_factory=dict)


@dataclass(slots=True)
class BoughtLabel:
    """A label sold by the platform; ``order_id`` is '' for an order from another platform."""

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
    #: The platform's API that sold the label.
    via: str
    status: str = "Purchased"
    carrier: str = ""
    service: str = ""
    #: The quote that the label was bought from, and the key of the purchase request.
    quote_id: str = ""
    key: str = ""
    #: Further orders in the package: order → line → units.
    others: dict[str, dict[str, int]] = field(default_factory=dict)
    #: When the carrier collects the package and when it arrives; 0 if not planned.
    collects: int = 0
    arrives: int = 0
    #: When the label was voided, 0 before.
    voided_at: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one carrier service for a package (minor units), and the arrival time."""

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
    #: The platform's API that gave the quote; its other APIs do not know the quote.
    via: str
    created_at: int
    expires_at: int
    #: order → line → units in the package; empty for an order from another platform.
    units: Mapping[str, Mapping[str, int]]
    rates: tuple[Rate, ...]
    #: Details of the quote request that the API repeats in later answers.
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def order_id(self) -> str:
        """The first order in the package, '' where there is none."""
        return next(iter(self.units), "")


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase, with its order and the copy in the shop."""

    name: str
    platform: str
    store: str
    order_id: str
    #: Order id of the copy in the shop, '' if there is none or none yet.
    copy_id: str
    #: Why there is no copy: '', 'not linked', 'no connector', 'not yet', 'unpaid', 'cancelled'.
    no_copy: str


@dataclass(frozen=True, slots=True)
class RelayNote:
    """How the marketplace answered when the connector passed a copy's shipment on (A5, N5)."""

    at: int
    #: The shop's account.
    store: str
    #: The order id of the copy.
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
    #: The buyer's e-mail address on the order; a marketplace shows an alias of its own.
    to: str
    #: The occasion: ``shipped``, or ``status`` for another change of the status.
    about: str
    #: Whether the store's own setting caused the e-mail: the store can switch such e-mails off.
    by_setting: bool = False


class Call(NamedTuple):
    """One request to the simulator; its body and personal data are not recorded."""

    seq: int
    at: int
    platform: str
    operation: str
    method: str
    path: str
    #: The HTTP status of the answer, 0 if the answer was lost on its way.
    status: int
    order_id: str
    #: The fault that was injected, '' for none.
    fault: str = ""
    #: For a request carried out late: the number of the call in which it was sent; else 0.
    sent: int = 0
