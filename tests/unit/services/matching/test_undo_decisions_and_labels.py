"""What is taken back by a person, or by the platform, leaves nothing standing that is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import ImportedOrder, OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

ORIGINAL = "amz:111-0000001-0000001"


def a_purchase(*stores: str) -> tuple[Hub, World]:
    """One Amazon purchase with its copy, imported from *stores* in this order."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    for store in stores:
        hub.imports.run(store)
    return hub, world


def later(world: World, store: str, remote_id: str, **changes: object) -> None:
    """The platform changed an order."""
    order = world.stores[store].orders[remote_id]
    assert isinstance(order, ImportedOrder)
    newer = {"modified_at": order.modified_at + timedelta(minutes=5), **changes}
    world.stores[store].orders[remote_id] = replace(order, **newer)  # type: ignore[arg-type]  # by name


@pytest.mark.proves("B8")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_nobodys_copy_stays_shown(mode: MatchingMode) -> None:
    """Declared nobody's copy, it is not hidden again by the key it carries."""
    hub, _ = a_purchase("amz", "shop")
    hub.matching.choose_mode(mode)
    copy = hub.orders.find("shop:1042")
    hub.matching.reject(copy, 0, by="Mary")
    assert hub.orders.detail(copy).row.visibility is Visibility.VISIBLE
    assert "Mary" in str(hub.orders.why(copy).headline.facts)


@pytest.mark.proves("B8")
def test_rejecting_another_original_leaves_the_link() -> None:
    """A no to one order is not a no to the one that a person confirmed."""
    hub, world = a_hub()
    one, two = an_order(), an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders = {one.remote_id: one, two.remote_id: two}
    world.stores["shop"].orders = {"1042": a_copy(one, keys=())}
    for store in ("amz", "shop"):
        hub.imports.run(store)
    copy = hub.orders.find("shop:1042")
    hub.matching.confirm(copy, hub.orders.find(one.remote_id), by="Mary")
    hub.matching.reject(copy, hub.orders.find(two.remote_id), by="Mary")
    assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN


@pytest.mark.proves("B8", "B11")
def test_a_linked_copy_is_not_confirmed_a_second_time() -> None:
    """The reason would name one original while the copy stands behind another."""
    hub, world = a_purchase("amz", "shop")
    other = an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders[other.remote_id] = other
    hub.imports.run("amz")
    with pytest.raises(Refused) as refused:
        hub.matching.confirm(
            hub.orders.find("shop:1042"), hub.orders.find(other.remote_id), by="Mary"
        )
    assert refused.value.code == "limit.has_original"
    assert "111-0000001" in str(refused.value)


@pytest.mark.proves("W8", "B8", "X5")
def test_rejecting_a_shipped_copy_opens_its_original_again() -> None:
    """The original was not shipped as its twin after all: it is open, and told of nothing."""
    hub, world = a_purchase("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    copy, original = hub.orders.find("shop:1042"), hub.orders.find(ORIGINAL)
    hub.matching.reject(copy, original, by="Mary")
    assert hub.orders.detail(original).row.status is OrderStatus.AWAITING_SHIPMENT
    world.clock.wait(hours=5)
    hub.tick()
    assert world.stores["amz"].told == []
    with pytest.raises(Refused) as asked:
        hub.shipping.ship(original, "house:ground")
    assert asked.value.code == "limit.twin_left"
    assert hub.shipping.ship(original, "house:ground", anyway=True).tracking


@pytest.mark.proves("B11", "W8")
def test_a_voided_copy_keeps_the_reason_why_it_is_hidden() -> None:
    """The copy was shipped first; giving its label back opens the original, not the copy."""
    hub, _ = a_purchase("shop")
    shipment = hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    hub.shipping.void(shipment.id)
    copy, original = hub.orders.find("shop:1042"), hub.orders.find(ORIGINAL)
    assert hub.orders.why(copy).headline.code == "why.hidden"
    assert hub.orders.why(copy).evidence
    assert hub.orders.detail(original).row.status is OrderStatus.AWAITING_SHIPMENT
    assert hub.shipping.ship(original, "house:ground").tracking


@pytest.mark.proves("Q6")
def test_voiding_does_not_open_an_order_that_was_cancelled_there() -> None:
    """The buyer cancelled after the label; given back, the label leaves a cancelled order."""
    hub, world = a_purchase("amz")
    original = hub.orders.find(ORIGINAL)
    shipment = hub.shipping.ship(original, "house:ground")
    later(world, "amz", an_order().remote_id, status=OrderStatus.CANCELLED)
    hub.imports.run("amz")
    hub.shipping.void(shipment.id)
    assert hub.orders.detail(original).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("Q6")
def test_nothing_is_confirmed_of_an_order_that_was_cancelled_there() -> None:
    """Cancelled after the label: the notice stops with its reason, and the order warns."""
    hub, world = a_purchase("amz")
    original = hub.orders.find(ORIGINAL)
    hub.shipping.ship(original, "house:ground")
    later(world, "amz", an_order().remote_id, status=OrderStatus.CANCELLED)
    hub.imports.run("amz")
    hub.tick()
    assert world.stores["amz"].told == []
    (notification,) = hub.notifications.rows()
    assert notification.state is NotificationState.STOPPED
    assert notification.reason is not None
    assert notification.reason.code == "notification.cancelled_there"
    assert [w.code for w in hub.orders.why(original).warnings] == ["warning.cancelled_after_label"]


@pytest.mark.proves("W5")
def test_a_hidden_copy_that_was_cancelled_stays_cancelled() -> None:
    """A later change on BigCommerce does not take a person's word back."""
    hub, world = a_purchase("amz", "shop")
    hub.orders.cancel(hub.orders.find("shop:1042"))
    later(world, "shop", "1042", status=OrderStatus.ON_HOLD)
    hub.imports.run("shop")
    later(world, "shop", "1042", status=OrderStatus.AWAITING_SHIPMENT)
    hub.imports.run("shop")
    assert hub.orders.detail(hub.orders.find("shop:1042")).row.status is OrderStatus.CANCELLED


@pytest.mark.parametrize("ref", ["#99999999999999999999", "99999999999999999999", "9" * 18])
def test_a_number_beyond_all_numbers_is_no_order(ref: str) -> None:
    """It is answered by a sentence, whatever its length."""
    hub, _ = a_purchase("amz")
    with pytest.raises(BadInput):
        hub.orders.find(ref)


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize("voided", ["original", "copy"])
def test_one_of_two_labels_given_back_leaves_the_purchase_shipped(voided: str) -> None:
    """Both twins were shipped in documented mode; the other parcel is on its way still."""
    hub, _ = a_purchase()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    for store in ("shop", "amz"):
        hub.imports.run(store)
    orders = {"original": hub.orders.find(ORIGINAL), "copy": hub.orders.find("shop:1042")}
    labels = {
        name: hub.shipping.ship(order_id, "house:ground", anyway=True)
        for name, order_id in orders.items()
    }
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    hub.shipping.void(labels[voided].id)
    assert hub.orders.detail(orders["original"]).row.status is OrderStatus.SHIPPED
    assert hub.matching.double_shipments() == ()
