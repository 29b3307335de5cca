"""The two orders of import, in the two modes: what the hub makes of a purchase seen twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Grade, OrderKey, OrderStatus, OriginKey
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, EBAY

AMAZON_FIRST = ("amz", "shop")
SHOP_FIRST = ("shop", "amz")


def seen_twice(world: World) -> None:
    """One Amazon purchase of which BigCommerce holds a copy."""
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}


@pytest.mark.proves("B1", "B3")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_marketplace_first_hides_the_copy(mode: MatchingMode) -> None:
    """Imported in the right order, each purchase stands once, in both modes."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    seen_twice(world)
    for store in AMAZON_FIRST:
        hub.imports.run(store)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    assert hub.orders.counts()[Grid.HIDDEN] == 1
    assert hub.orders.page(Grid.AWAITING_SHIPMENT)[0].marketplace is AMAZON


@pytest.mark.proves("W1")
def test_documented_shop_first_leaves_both() -> None:
    """The trap of the article: nobody compares an arriving original."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    seen_twice(world)
    for store in SHOP_FIRST:
        hub.imports.run(store)
    rows = hub.orders.page(Grid.AWAITING_SHIPMENT)
    assert len(rows) == 2
    assert all(row.duplicated for row in rows)


@pytest.mark.proves("W1")
def test_reconciling_shop_first_ends_like_marketplace_first() -> None:
    """The order of imports does not matter: the copy is hidden when its original arrives."""
    ends = []
    for order in (AMAZON_FIRST, SHOP_FIRST):
        hub, world = a_hub()
        seen_twice(world)
        for store in order:
            hub.imports.run(store)
        copy = hub.orders.find("shop:1042")
        ends.append((dict(hub.orders.counts()), hub.orders.why(copy).headline.code))
    assert ends[0] == ends[1]
    assert ends[0][0][Grid.AWAITING_SHIPMENT] == 1


@pytest.mark.proves("W2", "W4", "W5", "N2")
def test_documented_cancelled_copy_is_never_told() -> None:
    """The copy is cancelled by hand; the original's shipment reaches the marketplace only."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    seen_twice(world)
    for store in SHOP_FIRST:
        hub.imports.run(store)
    hub.orders.cancel(hub.orders.find("shop:1042"))
    hub.imports.run("shop")
    rows = hub.orders.page(Grid.AWAITING_SHIPMENT)
    assert [row.store for row in rows] == ["amz"]
    hub.shipping.ship(rows[0].id, "house:ground")
    hub.tick()
    assert len(world.stores["amz"].told) == 1
    assert world.stores["shop"].told == []


@pytest.mark.proves("W4", "N1")
def test_reconciling_cancelled_copy_is_told() -> None:
    """Reconciling mode tells both, whatever was cancelled by hand."""
    hub, world = a_hub()
    seen_twice(world)
    for store in SHOP_FIRST:
        hub.imports.run(store)
    hub.orders.cancel(hub.orders.find("shop:1042"))
    hub.shipping.ship(hub.orders.find("amz:111-0000001-0000001"), "house:ground")
    hub.tick()
    assert [len(world.stores[s].told) for s in ("amz", "shop")] == [1, 1]
    trackings = {world.stores[s].told[0].tracking for s in ("amz", "shop")}
    assert len(trackings) == 1


@pytest.mark.proves("W6")
def test_reconciling_warns_before_the_original_is_cancelled() -> None:
    """Cancelling an original would lose the purchase: refused, with the copy offered instead."""
    hub, world = a_hub()
    seen_twice(world)
    for store in AMAZON_FIRST:
        hub.imports.run(store)
    original = hub.orders.find("amz:111-0000001-0000001")
    with pytest.raises(Refused, match="copy 1042") as refused:
        hub.orders.cancel(original)
    assert refused.value.code == "limit.cancel_original"
    hub.orders.cancel(original, swap=True)
    assert hub.orders.detail(original).row.status is OrderStatus.AWAITING_SHIPMENT
    assert hub.orders.detail(hub.orders.find("shop:1042")).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("W6")
def test_a_cancelled_copy_does_not_stand_in_the_way() -> None:
    """There is nothing to swap with: the original is cancelled without insisting."""
    hub, world = a_hub()
    seen_twice(world)
    for store in AMAZON_FIRST:
        hub.imports.run(store)
    hub.orders.cancel(hub.orders.find("shop:1042"))
    original = hub.orders.find("amz:111-0000001-0000001")
    hub.orders.cancel(original)
    assert hub.orders.detail(original).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("B8", "B11")
def test_proposals_come_with_their_evidence_until_a_person_decides() -> None:
    """The held copy, what it may be a copy of, and nothing once it is rejected."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(a_copy(original), keys=())}
    hub.imports.run_all()
    (proposal,) = hub.matching.proposals()
    assert (proposal.order.number, proposal.why.headline.code) == ("1042", "why.origin_unknown")
    (likely,) = proposal.originals
    assert (likely.number, likely.bond) == (original.remote_id, "proposed")
    assert [(line.field, line.agrees) for line in likely.evidence] == [
        ("total", True),
        ("goods", True),
        ("placed", True),
        ("buyer", True),
        ("address", True),
    ]
    hub.matching.reject(proposal.order.id, likely.order_id, by="Ada")
    assert hub.matching.proposals()[0].originals == ()
    hub.matching.reject(proposal.order.id, 0, by="Ada")
    assert hub.matching.proposals() == ()


@pytest.mark.proves("W7", "X1")
def test_documented_ships_twice_and_says_so() -> None:
    """Both rows can be shipped in documented mode; both labels are named."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    seen_twice(world)
    for store in SHOP_FIRST:
        hub.imports.run(store)
    for row in hub.orders.page(Grid.AWAITING_SHIPMENT):
        hub.shipping.ship(row.id, "house:ground", anyway=True)
    (double,) = hub.matching.double_shipments()
    assert sorted(double.labels) == ["House TRACK1", "House TRACK2"]


@pytest.mark.proves("W7", "B5", "X1")
def test_reconciling_never_labels_twice() -> None:
    """The hidden copy is refused by the limits, and by the database behind them."""
    hub, world = a_hub()
    seen_twice(world)
    for store in SHOP_FIRST:
        hub.imports.run(store)
    with pytest.raises(Refused, match=r"hidden copy.*Ship 111-0000001-0000001 instead"):
        hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.shipping.ship(hub.orders.find("amz:111-0000001-0000001"), "house:ground")
    assert hub.matching.double_shipments() == ()
    assert len(world.carriers[next(iter(world.carriers))].sold) == 1


@pytest.mark.proves("W8")
def test_original_of_a_shipped_copy_is_not_shippable() -> None:
    """The copy left before its original arrived: the original is marked as sent."""
    hub, world = a_hub()
    seen_twice(world)
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    original = hub.orders.find("amz:111-0000001-0000001")
    assert hub.orders.detail(original).row.status is OrderStatus.SHIPPED
    with pytest.raises(Refused):
        hub.shipping.ship(original, "house:ground")
    hub.tick()
    assert len(world.stores["shop"].told) == 1
    assert world.stores["amz"].told == []


@pytest.mark.proves("B7", "B8")
@pytest.mark.parametrize("order", [AMAZON_FIRST, SHOP_FIRST])
def test_an_editable_field_does_not_outweigh_another_platforms_proof(
    order: tuple[str, str],
) -> None:
    """It names an Amazon order, but its read-only eBay number says otherwise: a person decides."""
    hub, world = a_hub()
    original = an_order()
    proof = OrderKey(OriginKey(EBAY, "27-10411-55083"), Grade.PROVES, "ebay_order_id")
    copy = a_copy(original, grade=Grade.SUPPORTS)
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(copy, keys=(proof, *copy.keys))}
    for store in order:
        hub.imports.run(store)
    assert hub.orders.counts()[Grid.HIDDEN] == 0
    assert hub.orders.why(hub.orders.find("shop:1042")).headline.code == "why.named_but_unlike"


@pytest.mark.proves("W10", "B8")
@pytest.mark.parametrize("order", [AMAZON_FIRST, SHOP_FIRST])
def test_nobody_is_asked_about_a_copy_that_is_over(order: tuple[str, str]) -> None:
    """Shipped or cancelled there: no decision is left, whichever of the two came first."""
    hub, world = a_hub()
    original = an_order()
    unlike = a_copy(
        original, grade=Grade.SUPPORTS, total=Money(1, "USD"), status=OrderStatus.SHIPPED
    )
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": unlike}
    for store in order:
        hub.imports.run(store)
    assert hub.orders.counts()[Grid.HELD] == 0
    assert hub.orders.counts()[Grid.SHIPPED] == 1
    assert hub.orders.why(hub.orders.find("shop:1042")).headline.code == "why.arrived_shipped"
