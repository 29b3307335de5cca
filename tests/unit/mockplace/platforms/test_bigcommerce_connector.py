"""What the connector copies into BigCommerce, and what it does not."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.platforms.bigcommerce.connector.written_fields import written_id
from mockplace.platforms.bigcommerce.rules.commands import SetStatus
from tests.unit.mockplace.markets import MINUTE, START, after, market


def copy_of(world: World, name: str) -> PlatformOrder | None:
    """The copy of a purchase."""
    (purchase,) = (found for found in world.purchases() if found.name == name)
    return world.orders["shop", purchase.copy_id] if purchase.copy_id else None


@pytest.mark.proves("A1")
@pytest.mark.parametrize("store", ["amz", "bay"])
def test_a_marketplace_purchase_is_copied_after_its_delay(store: str) -> None:
    """Not a millisecond before; with the same buyer, lines and money."""
    world = market()
    original = world.buy("mug", store, [("MUG", 2, None), ("CANDLE", 1, 1500)], prime=True)
    world.advance_to(START + 89_999)
    assert copy_of(world, "mug") is None
    assert world.purchases()[0].no_copy == "not yet"
    assert world.next_effect() == START + 90_000
    world.advance_to(START + 90_000)
    copy = copy_of(world, "mug")
    assert copy is not None
    assert (copy.mirrors, copy.mirrors_store, copy.placed_at) == (
        original.order_id,
        store,
        START + 90_000,
    )
    assert copy.buyer == original.buyer
    assert [(line.sku, line.quantity, line.price) for line in copy.lines] == [
        ("MUG", 2, 1299),
        ("CANDLE", 1, 1500),
    ]
    assert "Prime" in copy.written["shipping_method"]


@pytest.mark.proves("A3")
def test_a_listing_that_is_not_linked_is_never_copied() -> None:
    """The world knows the purchase and why there is no copy."""
    world = market()
    world.buy("pot", "bay", [("TEAPOT", 1, None)])
    after(world, 600)
    assert copy_of(world, "pot") is None
    assert world.purchases()[0].no_copy == "not linked"


@pytest.mark.proves("Q5")
def test_only_the_linked_lines_are_copied() -> None:
    """A purchase of one linked and one other article has a copy with one line."""
    world = market()
    world.buy("both", "amz", [("MUG", 1, None), ("TEAPOT", 1, None)])
    after(world, 2)
    copy = copy_of(world, "both")
    assert copy is not None
    assert [line.sku for line in copy.lines] == ["MUG"]


@pytest.mark.proves("B2")
def test_a_storefront_purchase_has_no_copy_and_needs_none() -> None:
    """It is the BigCommerce order itself."""
    world = market()
    world.buy("mug", "shop", [("MUG", 1, None)])
    after(world, 600)
    assert len(world.orders) == 1
    assert (world.purchases()[0].copy_id, world.purchases()[0].no_copy) == ("", "")


def test_what_was_cancelled_or_not_paid_is_not_copied() -> None:
    """The connector looks when it copies, not when the purchase was made; paid later, it copies."""
    world = market()
    gone = world.buy("gone", "amz", [("MUG", 1, None)])
    later = world.buy("later", "bay", [("MUG", 1, None)], paid=False)
    world.cancel("amz", gone.order_id)
    after(world, 10)
    assert [purchase.no_copy for purchase in world.purchases()] == ["cancelled", "unpaid"]
    world.pay("bay", later.order_id)
    after(world, 2)
    assert copy_of(world, "later") is not None
    assert copy_of(world, "gone") is None


@pytest.mark.parametrize(("connector", "status"), [("channel-manager", 5), ("generic-app", 11)])
def test_a_cancellation_reaches_the_copy_where_the_connector_passes_it_on(
    connector: str, status: int
) -> None:
    """A named behaviour of the profile, because no source states it."""
    world = market(connector=connector)
    order = world.buy("mug", "amz", [("MUG", 1, None)])
    after(world, 2)
    world.cancel("amz", order.order_id)
    after(world, 2)
    copy = copy_of(world, "mug")
    assert copy is not None
    assert copy.status_id == status


def test_without_a_connector_nothing_is_copied() -> None:
    """The purchase says so."""
    world = market(connector="none")
    world.buy("mug", "amz", [("MUG", 1, None)])
    after(world, 600)
    assert [purchase.no_copy for purchase in world.purchases()] == ["no connector"]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_each_profile_writes_what_it_says_and_no_more(profile: str) -> None:
    """The purchase's id stands in the fields of the profile; ``bare`` names it nowhere."""
    world = market(connector=profile)
    amazon = world.buy("mug", "amz", [("MUG", 1, None)])
    ebay = world.buy("candle", "bay", [("CANDLE", 1, None)])
    after(world, 2)
    says = PROFILES[profile]
    assert says.source
    for original in (amazon, ebay):
        copy = copy_of(world, original.purchase)
        assert copy is not None
        for name in ("external_id", "external_order_id", "external_merchant_id"):
            shown = written_id(world.state, says, original)
            wanted = shown if getattr(says, name) else None
            assert copy.written.get(name) == wanted
        wrote_ebay = says.ebay_order_id and original is ebay
        assert ("ebay_order_id" in copy.written) == wrote_ebay
        line, source = copy.lines[0], original.lines[0]
        assert line.external_id == (source.line_id if says.line_external_id else "")
        wanted_item = source.listing_id if says.ebay_line_ids and original is ebay else ""
        assert line.item_id == wanted_item
        if profile == "bare":
            assert not any(original.order_id in text for text in copy.written.values())


@pytest.mark.proves("N5")
@pytest.mark.parametrize("store", ["amz", "bay"])
def test_what_the_marketplace_knows_already_is_not_told_twice(store: str) -> None:
    """The relay is refused, nothing changes, and there is one package."""
    world = market()
    original = world.buy("mug", store, [("MUG", 1, None)])
    after(world, 2)
    for order, carrier in ((original, "UPS"), (copy_of(world, "mug"), "ups")):
        assert order is not None
        world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=carrier,
            service="Ground",
            tracking="1Z9",
            units={order.lines[0].line_id: 1},
            shipped_at=world.now,
            reference="1" if store == "amz" else "",
        )
    told_at = original.modified_at
    after(world, 30)
    assert [parcel.recorded_by for parcel in original.packages] == ["api"]
    assert original.modified_at == told_at
    (note,) = world.relays
    assert (note.outcome, note.at) == ("already-fulfilled", START + 3 * MINUTE)


def test_a_fulfilment_is_relayed_once_whatever_happens_later() -> None:
    """Shipped, opened again and completed: the marketplace hears of it once."""
    world = market()
    original = world.buy("mug", "amz", [("MUG", 1, None)])
    after(world, 2)
    for status_id in (2, 11, 10, 2):
        world.do(SetStatus("shop", "1001", status_id))
    after(world, 30)
    assert len(world.relays) == len(original.packages) == 1
    world.do(SetStatus("shop", "1001", 10))
    after(world, 30)
    assert len(world.relays) == 1


def test_status_9_does_not_pass_the_fulfilment_on() -> None:
    """Shipped and Completed do; Awaiting Shipment does not."""
    world = market()
    world.buy("mug", "amz", [("MUG", 1, None)])
    after(world, 2)
    world.do(SetStatus("shop", "1001", 9))
    after(world, 30)
    assert world.relays == []


def test_two_parcels_of_a_copy_are_both_passed_on() -> None:
    """Once per order means one moment, not one parcel."""
    world = market()
    original = world.buy("mugs", "amz", [("MUG", 2, None)])
    after(world, 2)
    copy = copy_of(world, "mugs")
    assert copy is not None
    for tracking in ("A1", "B2"):
        world.shipping.confirm(
            "shop",
            copy.order_id,
            carrier="usps",
            service="",
            tracking=tracking,
            units={copy.lines[0].line_id: 1},
            shipped_at=world.now,
        )
    after(world, 2)
    assert [(p.tracking, p.carrier) for p in original.packages] == [("A1", "USPS"), ("B2", "USPS")]
    assert original.status == "shipped"


@pytest.mark.proves("Q8")
def test_amazon_sends_off_what_it_fulfils() -> None:
    """A day later, by itself; nobody else can confirm it, and its copy passes nothing on."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)], afn=True)
    after(world, 2)
    copy = copy_of(world, "mug")
    assert copy is not None
    assert copy.status == "shipped"
    after(world, 24 * 60)
    assert [parcel.recorded_by for parcel in order.packages] == ["amazon"]
    assert world.relays == []
