"""The state of a world: what ``decide`` reads and only ``evolve`` writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from mockplace.kernel.assumptions import Assumptions
from mockplace.kernel.buyers import Buyers
from mockplace.kernel.inventory.listings import InventoryRecords
from mockplace.kernel.manual_shipments import HandPackage
from mockplace.kernel.order_index import StoreIndex
from mockplace.kernel.past_orders import History
from mockplace.kernel.records import (
    Account,
    BoughtLabel,
    Mail,
    PlatformOrder,
    Product,
    Quote,
    RelayNote,
)

PlatformState = TypeVar("PlatformState")


@dataclass(slots=True)
class State:
    """Accounts, catalogue, orders and their links."""

    seed: int
    now: int
    currency: str
    buyers: Buyers
    assumptions: Assumptions = field(default_factory=Assumptions)
    accounts: dict[str, Account] = field(default_factory=dict)
    catalog: dict[str, Product] = field(default_factory=dict)
    orders: dict[tuple[str, str], PlatformOrder] = field(default_factory=dict)
    stores: dict[str, StoreIndex] = field(default_factory=dict)
    labels: dict[str, BoughtLabel] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    #: quote → the label that was bought from it
    sold: dict[str, str] = field(default_factory=dict)
    #: (account, key of the purchase request) → the label that was bought
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Readers see the world as it was at this past time; None: as it is now.
    looking_back: int | None = None
    #: purchase's name → account and order id
    bought: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: marketplace order → its copy, the first one if a connector wrote two
    copies: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    #: marketplace order → further copies, if a connector wrote more than one
    more_copies: dict[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    #: order that a buyer combined with others → the new order, which has its lines
    combined_into: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    #: Packages that people sent by hand, by tracking number.
    by_hand: dict[str, HandPackage] = field(default_factory=dict)
    relays: list[RelayNote] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    #: Orders as they were before they changed.
    history: History = field(default_factory=History)
    #: (account, SKU) → the id of its listing.
    listings: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Every (account, listing id) that was ever used.
    taken: set[tuple[str, str]] = field(default_factory=set)
    #: (account, cancellation id) → the order's id.
    cancellations: dict[tuple[str, str], str] = field(default_factory=dict)
    #: (account, refund id) → the order's id.
    refunds: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Stock, prices and listings, where they differ from the catalogue.
    inventory_records: InventoryRecords = field(default_factory=InventoryRecords)
    #: Class → the object of that class in which a platform keeps its own state.
    of_platforms: dict[object, object] = field(default_factory=dict)

    def platform_state(self, kind: Callable[[int], PlatformState]) -> PlatformState:
        """Return a platform's own state in this world; the first call makes it with *kind*."""
        found: PlatformState = self.of_platforms.get(kind)  # type: ignore[assignment]  # or None
        if found is None:
            found = self.of_platforms[kind] = kind(self.seed)
        return found
