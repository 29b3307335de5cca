"""The state of a world: what ``decide`` reads and only ``evolve`` writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockplace.world.index import StoreIndex
from mockplace.world.model import Account, BoughtLabel, PlatformOrder, Product, RelayNote
from mockplace.world.offers import Shelves
from mockplace.world.people import People


@dataclass(slots=True)
class State:
    """Accounts, catalogue, orders and what links them."""

    seed: int
    now: int
    currency: str
    people: People
    accounts: dict[str, Account] = field(default_factory=dict)
    catalog: dict[str, Product] = field(default_factory=dict)
    orders: dict[tuple[str, str], PlatformOrder] = field(default_factory=dict)
    stores: dict[str, StoreIndex] = field(default_factory=dict)
    labels: dict[str, BoughtLabel] = field(default_factory=dict)
    #: purchase → where it was bought
    bought: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: marketplace order → its copy
    copies: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    relays: list[RelayNote] = field(default_factory=list)
    #: Orders as they were before their last change.
    before: dict[tuple[str, str], PlatformOrder] = field(default_factory=dict)
    #: (account, SKU) → the id under which the platform lists it, and the ids that are taken.
    listings: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    #: Stock, prices and listings, as far as somebody has said something of them.
    shelves: Shelves = field(default_factory=Shelves)
