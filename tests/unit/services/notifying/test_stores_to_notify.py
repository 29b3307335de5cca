"""Each way to ship names the stores that it really notifies, before anything is bought."""

from __future__ import annotations

import pytest

from shiponce.domain.order import ImportedOrder
from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

_ORIGINAL = an_order()
_COPY = a_copy(_ORIGINAL)
_STOREFRONT = an_order(BIGCOMMERCE, "1077")
_NAMES = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
_BOTH = list(MatchingMode)


def _imported(mode: MatchingMode, *found: ImportedOrder, first: str = "amz") -> tuple[Hub, World]:
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    for order in found:
        world.stores[_NAMES[order.platform]].orders[order.remote_id] = order
    for store in (first, *(name for name in world.stores if name != first)):
        hub.imports.run(store)
    return hub, world


def _promised_and_told(hub: Hub, world: World, order: str, option: str) -> set[str]:
    """What the choice promised; what was notified afterwards is the same, by the stores' books."""
    order_id = hub.orders.find(order)
    (way,) = [one for one in hub.shipping.options(order_id) if one.code == option]
    assert way.available
    before = {name: len(store.told) for name, store in world.stores.items()}
    carrier, tracking = ("UPS", "1Z999") if option == "manual" else ("", "")
    hub.shipping.ship(order_id, option, carrier=carrier, tracking=tracking)
    for _ in range(3):
        world.clock.wait(hours=6)
        hub.tick()
    told = {name for name, store in world.stores.items() if len(store.told) > before[name]}
    assert set(way.notifies) == told
    return told


@pytest.mark.proves("N1", "W4")
@pytest.mark.parametrize("option", ["house:ground", "manual"])
def test_a_documented_copy_tells_its_shop_alone(option: str) -> None:
    """The copy came first, so nothing links it: the marketplace hears nothing."""
    hub, world = _imported(MatchingMode.DOCUMENTED, _ORIGINAL, _COPY, first="shop")
    assert _promised_and_told(hub, world, "shop:1042", option) == {"shop"}


@pytest.mark.parametrize("mode", _BOTH)
def test_a_storefront_order_tells_its_shop_alone(mode: MatchingMode) -> None:
    """Nobody else sold it."""
    hub, world = _imported(mode, _STOREFRONT)
    assert _promised_and_told(hub, world, "shop:1077", "house:ground") == {"shop"}


@pytest.mark.parametrize("mode", _BOTH)
def test_an_original_tells_its_marketplace_and_its_hidden_copy_s_shop(mode: MatchingMode) -> None:
    """The copy's shop too."""
    hub, world = _imported(mode, _ORIGINAL, _COPY)
    told = _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", "house:ground")
    assert told == {"amz", "shop"}


@pytest.mark.proves("R7")
def test_an_original_whose_copy_a_rule_kept_out_tells_that_shop() -> None:
    """Reconciling; documented mode has no trace of it."""
    for mode, expected in (
        (MatchingMode.RECONCILING, {"amz", "shop"}),
        (MatchingMode.DOCUMENTED, {"amz"}),
    ):
        hub, world = a_hub()
        hub.matching.choose_mode(mode)
        hub.rules.add(EXCLUDE_COPIES)
        world.stores["amz"].orders[_ORIGINAL.remote_id] = _ORIGINAL
        world.stores["shop"].orders[_COPY.remote_id] = _COPY
        hub.imports.run_all()
        told = _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", "house:ground")
        assert told == expected


@pytest.mark.proves("N10")
@pytest.mark.parametrize("mode", _BOTH)
def test_buy_shipping_tells_amazon_nothing(mode: MatchingMode) -> None:
    """Amazon sold the label itself; a hidden copy's shop is told all the same."""
    for orders, expected in (((_ORIGINAL,), set()), ((_ORIGINAL, _COPY), {"shop"})):
        hub, world = _imported(mode, *orders)
        order_id = hub.orders.find(f"amz:{_ORIGINAL.number}")
        code = next(
            one.code
            for one in hub.shipping.options(order_id)
            if one.code.startswith("buy_shipping:") and one.available
        )
        assert _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", code) == expected


@pytest.mark.proves("D1")
@pytest.mark.parametrize("mode", _BOTH)
def test_notifications_off_leave_the_copy_s_shop_out(mode: MatchingMode) -> None:
    """The marketplace is told as ever."""
    hub, world = _imported(mode, _ORIGINAL, _COPY)
    hub.stores.set_notifications("shop", False, by="Support", confirmed=True)
    told = _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", "house:ground")
    assert told == {"amz"}


@pytest.mark.proves("N8")
def test_a_label_bought_again_tells_nobody_in_documented_mode() -> None:
    """The stores keep the first number, so the second label's choice promises nothing."""
    hub, world = _imported(MatchingMode.DOCUMENTED, _ORIGINAL, _COPY)
    first = hub.shipping.ship(hub.orders.find(f"amz:{_ORIGINAL.number}"), "house:ground")
    for _ in range(3):
        world.clock.wait(hours=6)
        hub.tick()
    hub.shipping.void(first.id)
    assert _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", "house:ground") == set()


def test_a_disconnected_shop_is_not_promised() -> None:
    """Its notification waits until it is connected again."""
    hub, world = _imported(MatchingMode.RECONCILING, _ORIGINAL, _COPY)
    hub.stores.disconnect("shop")
    told = _promised_and_told(hub, world, f"amz:{_ORIGINAL.number}", "house:ground")
    assert told == {"amz"}


def test_a_closed_way_notifies_nobody() -> None:
    """Nothing can be shipped that way."""
    hub, _ = _imported(MatchingMode.RECONCILING, _STOREFRONT)
    closed = [
        one for one in hub.shipping.options(hub.orders.find("shop:1077")) if not one.available
    ]
    assert closed
    assert all(one.notifies == () for one in closed)
