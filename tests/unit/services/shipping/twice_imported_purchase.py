"""Hubs in which one purchase stands in two orders, one for each way in which that happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from shiponce.domain.order import ImportedOrder
from shiponce.domain.store import Integration, MatchingMode
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import FakePlatform, World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE, EBAY

ORIGINAL = "111-0000001-0000001"


@dataclass(frozen=True)
class Twice:
    """A hub with two orders of one purchase, both to be shipped as far as anybody compares."""

    hub: Hub
    world: World
    first: int
    second: int

    @property
    def labels(self) -> int:
        """How many labels the carriers have sold and not taken back."""
        return sum(len(carrier.sold) for carrier in self.world.carriers.values())


def _twice(hub: Hub, world: World, first: str, second: str) -> Twice:
    return Twice(hub, world, hub.orders.find(first), hub.orders.find(second))


def _documented() -> tuple[Hub, World]:
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    return hub, world


def wrong_order() -> Twice:
    """The trap: the copy was imported before its original."""
    hub, world = _documented()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all(["shop", "amz", "bay"])
    return _twice(hub, world, f"amz:{ORIGINAL}", "shop:1042")


def migrated() -> Twice:
    """A storefront order, imported through the connection that was replaced and the new one."""
    hub, world = _documented()
    world.stores["shop"].orders = {"1001": an_order(BIGCOMMERCE, "1001")}
    hub.imports.run("shop")
    hub.stores.replace("shop", "neu", integration=Integration.NEW)
    old = world.stores["shop"]
    world.stores["neu"] = FakePlatform(old.platform, world.clock, world.db, dict(old.orders))
    hub.imports.run("neu")
    return _twice(hub, world, "shop:1001", "neu:1001")


def two_shops() -> Twice:
    """Two shops mirror one purchase whose original is not here."""
    hub, world = _documented()
    hub.stores.connect("shop2", BIGCOMMERCE, "account-shop2")
    world.stores["shop2"] = FakePlatform(BIGCOMMERCE, world.clock, world.db)
    original = an_order()
    world.stores["shop"].orders = {"1042": a_copy(original)}
    world.stores["shop2"].orders = {"77": a_copy(original, "77")}
    for store in ("shop", "shop2"):
        hub.imports.run(store)
    return _twice(hub, world, "shop:1042", "shop2:77")


def combined() -> Twice:
    """An eBay buyer combined the order with another one."""
    hub, world = _documented()
    mug = replace(an_order().lines[0], remote_id="L1")
    pot = replace(mug, remote_id="L2", sku="POT")
    one, both = an_order(EBAY, "27-1", lines=(mug,)), an_order(EBAY, "27-3")
    both = replace(both, lines=(mug, pot), placed_at=one.placed_at + timedelta(hours=1))
    for order in (one, both):
        world.stores["bay"].orders[order.remote_id] = order
    hub.imports.run("bay")
    return _twice(hub, world, "27-1", "27-3")


def rejected() -> Twice:
    """Reconciling mode: a person said that the two are not one purchase; their ids say they are."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    found = _twice(hub, world, f"amz:{ORIGINAL}", "shop:1042")
    hub.matching.reject(found.second, found.first, by="Ada")
    return found


#: Every way in which both can be shipped.
WAYS: tuple[Callable[[], Twice], ...] = (wrong_order, migrated, two_shops, combined, rejected)


def later(order: ImportedOrder, **changes: object) -> ImportedOrder:
    """A newer version of an order."""
    newer = {"modified_at": order.modified_at + timedelta(minutes=5), **changes}
    return replace(order, **newer)  # type: ignore[arg-type]  # by the names of the fields
