"""The names that a scenario has defined so far; a reference must be to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shiponce.domain.money import Money
from shiponce.domain.platform import Platform
from shiponce.scenario import code_names
from shiponce.scenario.file_errors import choices, nearest
from shiponce.scenario.hub_names import FIRST_HUB, SECOND_HUB
from shiponce.scenario.quantities import hundredths
from shiponce.scenario.scenario_model import Scenario
from shiponce.scenario.yaml_reader import Document, Place


@dataclass(slots=True)
class NameScope:
    """The names defined up to the step that is being validated."""

    scenario: Scenario
    document: Document
    #: Hub → the stores that are connected to it.
    stores_of: dict[str, set[str]]
    #: The hub in which the step acts.
    acting: str = FIRST_HUB
    #: The new name of a connection that was replaced → the store of the world.
    replaced: dict[str, str] = field(default_factory=dict)
    #: Purchase → the store in which it was made.
    bought: dict[str, str] = field(default_factory=dict)
    #: Purchase → the articles in it.
    goods: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def connected(self) -> set[str]:
        """The stores that are connected to the hub in which the step acts."""
        return self.stores_of[self.acting]

    @property
    def has_second_hub(self) -> bool:
        """True from the step on that opens the second hub."""
        return SECOND_HUB in self.stores_of

    def open_second_hub(self, stores: Iterable[str]) -> None:
        """Define the second hub and its stores."""
        self.stores_of[SECOND_HUB] = set(stores)

    def known(self, name: str, names: Iterable[str], place: Place, code: str) -> bool:
        """Return True if *name* is one of *names*; if not, record an error."""
        names = list(names)
        if name in names:
            return True
        if not self.document.crowded:
            known = choices(names) or "–"
            self.document.report(code, place, text=name, known=known, meant=nearest(name, names))
        return False

    def store(self, name: str, place: Place) -> bool:
        """Return True if the world has the store; if not, record an error."""
        return self.known(name, self.scenario.world.stores, place, "unknown_store")

    def hub_store(self, name: str, place: Place) -> None:
        """Record an error if the store was not connected to the hub in this step or earlier."""
        if name in self.connected:
            return
        if (name in self.replaced or self.store(name, place)) and name not in self.connected:
            self.document.report("not_connected", place, text=name)

    def purchase(self, name: str, place: Place) -> bool:
        """Return True if the purchase was made in this step or earlier; if not, record an error."""
        return self.known(name, self.bought, place, "unknown_purchase")

    def order(self, ref: str, place: Place) -> None:
        """Record an error unless *ref* names an order: ``mug``, ``mug.original``, ``mug.copy``."""
        name, _, side = ref.partition(".")
        if not self.purchase(name, place):
            return
        if side not in ("", "original", "copy"):
            self.document.report("unknown_side", place, text=ref)
        elif side == "copy" and self.is_on_shop(self.bought[name]):
            self.document.report("no_copy", place, text=name)

    def operation(self, name: str, platform: str, place: Place) -> None:
        """Record an error unless the simulated platform has the operation."""
        self.known(name, code_names.operations(platform), place, "unknown_operation")

    def way_to_ship(self, name: str, place: Place) -> None:
        """Record an error if *name* is neither a route nor a service of a route."""
        if not code_names.is_way_to_ship(name):
            self.known(name, code_names.ways_to_ship(), place, "unknown_way")

    def price(self, price: Money, place: Place) -> None:
        """Record an error if a price is not in the world's currency, or not in whole hundredths."""
        if price.currency != self.scenario.world.currency:
            self.document.report("currency", place, currency=self.scenario.world.currency)
        elif hundredths(price) is None:
            self.document.report("hundredths", place, text=str(price))

    def is_on_shop(self, store: str) -> bool:
        """Return True for a store on a shop platform, which holds copies of marketplace orders."""
        name = self.platform(store)
        return bool(name) and Platform(name).is_shop

    def is_known_store(self, name: str) -> bool:
        """Return True for a store of the world, and for a connection that replaced one."""
        return name in self.scenario.world.stores or name in self.replaced

    def account(self, store: str) -> str:
        """Return the store of the world to which a name in the hub belongs."""
        return self.replaced.get(store, store)

    def rule(self, name: str, place: Place) -> None:
        """Record an error if there is no rule of this name."""
        self.known(name, self.scenario.rules, place, "unknown_rule")

    def platform(self, store: str) -> str:
        """Return the platform of a store, or '' if the world has no such store."""
        spec = self.scenario.world.stores.get(self.account(store))
        return spec.platform if spec else ""


def inside(scope: NameScope, place: Place, key: str) -> Place:
    """Return the place of a key, or *place* itself if a shorthand is used instead of the key."""
    return (*place, key) if (*place, key) in scope.document.values else place


def item(scope: NameScope, place: Place, position: int) -> Place:
    """Return the place of an entry in a list of stores, with or without the key ``stores``."""
    listed = (*place, position)
    return listed if listed in scope.document.values else (*place, "stores", position)
