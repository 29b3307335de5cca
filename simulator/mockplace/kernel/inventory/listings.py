"""What each account offers: the stock, price and listing state of articles.

Stock is counted only after somebody sets it; purchases of uncounted articles always succeed.
Commands and events are here, the rules in ``stock_rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, Product
    from mockplace.kernel.state import State

#: An ``inactive`` listing can become active again unchanged; an ``ended`` listing that is made
#: again gets a new id on some platforms.
Listing = Literal["active", "inactive", "ended"]
#: What changed a stock level: a purchase, its cancellation, a program, the connector, or the
#: merchant. The merchant sets one account (``seller``) or all of them (``stocktake``); after a
#: ``stocktake`` the connector has nothing to pass on.
RecordedBy = Literal["order", "cancellation", "api", "connector", "seller", "stocktake"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An account's offer of one article."""

    #: Units that can be bought; None if the stock is not counted.
    stock: int | None = None
    #: Unit price in minor units; None for the list price.
    price: int | None = None
    listing: Listing = "active"
    #: When the article was first listed, and when its offer last changed; 0: before the world
    #: began.
    listed_at: int = 0
    changed_at: int = 0


@dataclass(frozen=True, slots=True)
class Shortage:
    """Units sold on a marketplace that were no longer in stock: overselling."""

    at: int
    #: The shop.
    store: str
    #: The copy whose units the shop's stock did not cover.
    order_id: str
    sku: str
    units: int


@dataclass(slots=True)
class InventoryRecords:
    """A world's stock and listings, where they differ from the defaults."""

    #: (account, SKU) → the offer, if it differs from the catalogue
    offers: dict[tuple[str, str], Offer] = field(default_factory=dict)
    #: (account, order) → SKU → units that the order took from the account's stock
    drawn: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    shortages: list[Shortage] = field(default_factory=list)
    #: (account, kind, key) → a JSON object that the platform stores; {} marks a deleted one
    records: dict[tuple[str, str, str], Mapping[str, object]] = field(default_factory=dict)


def sells(product: Product, account: Account) -> bool:
    """Return True if the catalogue says that an account lists an article."""
    return account.name in product.sells_on or account.platform in product.sells_on


def offer_of(state: State, account: Account, sku: str) -> Offer | None:
    """Return an account's offer of an article, even an ended one; None if it was never listed."""
    known = state.inventory_records.offers.get((account.name, sku))
    if known is not None:
        return known
    product = state.catalog.get(sku)
    return Offer() if product is not None and sells(product, account) else None


def on_offer(state: State, account: Account, sku: str) -> bool:
    """Return True if an account's listing of an article is active, in stock or not."""
    offer = offer_of(state, account, sku)
    return offer is not None and offer.listing == "active"


def price_of(state: State, account: Account, product: Product) -> int:
    """Return the unit price on an account, in minor units."""
    offer = offer_of(state, account, product.sku)
    return product.price if offer is None or offer.price is None else offer.price


# -- commands


@dataclass(frozen=True, slots=True)
class InventoryCommand(Command):
    """A command about one account's offers."""

    store: str


@dataclass(frozen=True, slots=True)
class SetStock(InventoryCommand):
    """Set the stock of each SKU; None stops counting."""

    levels: tuple[tuple[str, int | None], ...]
    recorded_by: RecordedBy = "api"


@dataclass(frozen=True, slots=True)
class AdjustStock(InventoryCommand):
    """Add units to the stock of each SKU, or remove them."""

    changes: tuple[tuple[str, int], ...]
    recorded_by: RecordedBy = "api"


@dataclass(frozen=True, slots=True)
class SetPrice(InventoryCommand):
    """Set the unit price, in minor units; None for the list price."""

    sku: str
    price: int | None


@dataclass(frozen=True, slots=True)
class SetListing(InventoryCommand):
    """Make an article's listing active, inactive or ended."""

    sku: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class AddArticle(InventoryCommand):
    """Add a new article through a platform."""

    product: Product


@dataclass(frozen=True, slots=True)
class Keep(InventoryCommand):
    """Store a JSON object for a platform; empty content deletes it."""

    kind: str
    key: str
    content: Mapping[str, object]


# -- events


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryEvent(Event):
    """A change of one account's offers."""

    store: str
    at: int
    #: The order that caused the change, '' if none did.
    order_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMoved(InventoryEvent):
    """The stock changed, or did not cover a copied order."""

    sku: str
    #: Units left; None if the stock is no longer counted.
    left: int | None
    change: int
    recorded_by: RecordedBy
    #: Units of a copied order that the stock did not cover.
    short: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSet(InventoryEvent):
    """The price changed."""

    sku: str
    price: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSet(InventoryEvent):
    """A listing was created, or its state changed."""

    sku: str
    listing: Listing
    listing_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAdded(InventoryEvent):
    """An article was added to the catalogue."""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKept(InventoryEvent):
    """A JSON object that a platform stores was created, changed or deleted."""

    kind: str
    key: str
    content: Mapping[str, object]
