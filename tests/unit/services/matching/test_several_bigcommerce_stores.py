"""Several BigCommerce stores mirror one marketplace: still one label, and every store is told."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OriginKey
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused
from shiponce.hub import Hub
from shiponce.services.shipping.twin_shipments import TwinShipments
from tests.doubles.platforms_in_memory import FakePlatform, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY


def two_shops(mode: MatchingMode = MatchingMode.RECONCILING) -> tuple[Hub, World]:
    """One Amazon purchase, and a copy of it in each of two shops; only the copies are in."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    world.stores["shop2"] = FakePlatform(BIGCOMMERCE, world.clock, world.db)
    hub.stores.connect("shop2", BIGCOMMERCE, "account-shop2")
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    world.stores["shop2"].orders = {"77": a_copy(original, "77")}
    hub.imports.run("shop")
    hub.imports.run("shop2")
    return hub, world


@pytest.mark.proves("W7", "X1")
def test_two_copies_of_one_purchase_get_one_label() -> None:
    """Their original is not here, yet their key says that they are one purchase."""
    hub, _ = two_shops()
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    second = hub.orders.find("shop2:77")
    with pytest.raises(Refused, match="1042") as refused:
        hub.shipping.ship(second, "house:ground")
    assert refused.value.code == "limit.twin_sent"


@pytest.mark.proves("W7", "X1")
def test_the_file_itself_refuses_the_second_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever forgets to ask the limits meets the guard."""
    hub, _ = two_shops()
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    monkeypatch.setattr(TwinShipments, "blocking", lambda *_, **__: "")
    with pytest.raises(GuardError) as refused:
        hub.shipping.ship(hub.orders.find("shop2:77"), "house:ground")
    assert refused.value.code == "guard.twin_shipped"


@pytest.mark.proves("W7")
def test_documented_mode_ships_both_copies() -> None:
    """Nobody compares there: the failure is possible."""
    hub, world = two_shops(MatchingMode.DOCUMENTED)
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.shipping.ship(hub.orders.find("shop2:77"), "house:ground", anyway=True)
    assert sum(len(carrier.sold) for carrier in world.carriers.values()) == 2


@pytest.mark.proves("B8")
def test_a_copy_that_a_person_declared_its_own_order_is_shipped() -> None:
    """A person's word stands above the key; it is asked for once more, and both are named."""
    hub, _ = two_shops()
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    second = hub.orders.find("shop2:77")
    hub.matching.reject(second, 0, by="Mary")
    with pytest.raises(Refused) as asked:
        hub.shipping.ship(second, "house:ground")
    assert asked.value.code == "limit.twin_left", "the ids still say that it has left"
    assert hub.shipping.ship(second, "house:ground", anyway=True).tracking
    assert len(hub.matching.double_shipments()) == 1


@pytest.mark.proves("W8", "N1", "X5")
def test_every_shop_is_told_when_one_copy_was_shipped_first() -> None:
    """The original arrives, and brings the other shop's copy with it: that shop is told too."""
    hub, world = two_shops()
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    hub.tick()
    assert len(world.stores["shop"].told) == 1
    assert [told.tracking for told in world.stores["shop2"].told] == ["TRACK1"]


def test_equal_digits_on_two_platforms_are_two_purchases() -> None:
    """The platform is part of the key for the guard as well (B7)."""
    hub, world = a_hub()
    amazon = an_order(remote_id="42")
    ebay = an_order(EBAY, "42")
    assert amazon.keys[0].key == OriginKey(AMAZON, "42")
    world.stores["amz"].orders = {"42": amazon}
    world.stores["bay"].orders = {"42": ebay}
    hub.imports.run("amz")
    hub.imports.run("bay")
    for store in ("amz", "bay"):
        assert hub.shipping.ship(hub.orders.find(f"{store}:42"), "house:ground").tracking
