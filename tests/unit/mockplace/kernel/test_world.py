"""Purchases, confirmations, labels and time."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from tests.unit.mockplace.markets import START, after, market


def confirm(world: World, order: PlatformOrder, units: int = 1, **changes: str) -> None:
    """Confirms units of the first line."""
    world.shipping.confirm(
        order.store,
        order.order_id,
        carrier="UPS",
        service="",
        tracking=changes.get("tracking", "1Z1"),
        units={changes.get("line", order.lines[0].line_id): units},
        shipped_at=world.now,
        reference=changes.get("reference", ""),
    )


@pytest.mark.parametrize("store", ["amz", "bay"])
def test_status_follows_the_units(store: str) -> None:
    """Open, partial, shipped; the units of a line are counted, also where a platform hides it."""
    world = market()
    order = world.buy("mugs", store, [("MUG", 2, None)])
    confirm(world, order, tracking="A")
    assert (order.status, order.lines[0].fulfilled) == ("partial", 1)
    confirm(world, order, tracking="B")
    assert (order.status, order.lines[0].fulfilled) == ("shipped", 2)


def test_refusals_leave_the_world_as_it_was() -> None:
    """Unknown line, too many units, fulfilled already, cancelled, unpaid: each has its code."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)])
    unpaid = world.buy("unpaid", "amz", [("MUG", 1, None)], paid=False)
    gone = world.buy("gone", "amz", [("MUG", 1, None)])
    world.cancel("amz", gone.order_id)
    for wanted, target, units, line in (
        ("unknown-line", order, 1, "77"),
        ("quantity-too-large", order, 2, ""),
        ("no-units", order, 0, ""),
        ("unpaid", unpaid, 1, ""),
        ("cancelled", gone, 1, ""),
    ):
        with pytest.raises(Refusal) as refused:
            confirm(world, target, units, line=line or target.lines[0].line_id)
        assert refused.value.code == wanted
        assert target.packages == []
    confirm(world, order)
    with pytest.raises(Refusal, match="already-fulfilled"):
        confirm(world, order, tracking="other", reference="8")
    with pytest.raises(Refusal, match="already-shipped"):
        world.cancel("amz", order.order_id)


def test_amazons_reference_edits_the_parcel_it_names() -> None:
    """The same packageReferenceId is an edit, also of a fulfilled order; another one is refused."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)])
    confirm(world, order, reference="1", tracking="WRONG")
    confirm(world, order, reference="1", tracking="RIGHT")
    assert [parcel.tracking for parcel in order.packages] == ["RIGHT"]


def test_a_bought_label_confirms_and_a_void_one_takes_it_back() -> None:
    """The label's parcel is on record until the label is given back; then units are free again."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)])
    line = order.lines[0].line_id

    def label() -> str:
        bought = world.shipping.buy_label(
            "amz",
            order.order_id,
            service_id="S",
            offer_id="O",
            carrier="UPS",
            service="Ground",
            via="merchant-fulfillment",
            price=599,
            units={line: 1},
        )
        return bought.shipment_id

    first = label()
    assert (order.status, order.packages[0].recorded_by) == ("shipped", "buy-shipping")
    with pytest.raises(Refusal, match="already-fulfilled"):
        confirm(world, order)
    assert world.shipping.void_label(first).status == "RefundPending"
    assert (order.status, order.packages) == ("open", [])
    assert label() != first


def test_somebody_can_ship_what_is_left_elsewhere() -> None:
    """In the marketplace's own pages; the hub only sees the outcome."""
    world = market()
    order = world.buy("mugs", "bay", [("MUG", 2, None)])
    confirm(world, order, tracking="A")
    world.shipping.ship_elsewhere("bay", order.order_id, "FedEx", "999911")
    assert [(p.recorded_by, sum(p.units.values())) for p in order.packages] == [
        ("api", 1),
        ("seller", 1),
    ]


def test_names_and_ids_are_not_taken_twice() -> None:
    """A purchase's name, an account's name and an order id are unique; SKUs must be for sale."""
    world = market()
    world.buy("mug", "amz", [("MUG", 1, None)], order_id="111-5550142-5550199")
    for wanted, name, store, sku, order_id in (
        ("taken", "mug", "amz", "MUG", ""),
        ("taken", "other", "amz", "MUG", "111-5550142-5550199"),
        ("unknown-sku", "other", "amz", "VASE", ""),
        ("unknown-store", "other", "nowhere", "MUG", ""),
        ("bad-id", "other", "shop", "MUG", "x"),
    ):
        with pytest.raises(Refusal) as refused:
            world.buy(name, store, [(sku, 1, None)], order_id=order_id)
        assert refused.value.code == wanted
    with pytest.raises(Refusal, match="taken"):
        world.open_account(Account("amz", "amazon", ""))


def test_one_buyer_is_one_person() -> None:
    """The same name buys as the same person everywhere; mail goes through each platform's relay."""
    world = market()
    amazon = world.buy("one", "amz", [("MUG", 1, None)], buyer="dana").buyer
    ebay = world.buy("two", "bay", [("MUG", 1, None)], buyer="dana").buyer
    other = world.buy("three", "bay", [("MUG", 1, None)]).buyer
    assert (amazon.name, amazon.street1) == (ebay.name, ebay.street1)
    assert amazon.email.endswith("@marketplace.amazon.com")
    assert ebay.email.endswith("@members.ebay.com")
    assert other.street1 != ebay.street1


def test_time_never_goes_back() -> None:
    """An earlier time changes nothing."""
    world = market()
    after(world, 5)
    now = world.now
    world.advance_to(START)
    assert world.now == now


def test_due_effects_do_not_depend_on_who_was_first() -> None:
    """Two purchases of one instant are copied in the sequence of their keys, not of the calls."""
    copies = []
    for names in (("a", "b"), ("b", "a")):
        world = market()
        for name in names:
            world.buy(name, "amz", [("MUG", 1, None)])
        after(world, 2)
        copies.append({p.name: (p.order_id, p.copy_id) for p in world.purchases()})
    assert copies[0] == copies[1]


def test_the_past_of_a_populated_market_is_past() -> None:
    """Purchases lie before now, BigCommerce's numbers follow time, and there is variety."""
    world = market()
    world.populate(200)
    assert world.now == START
    assert len(world.purchases()) == 200
    assert all(order.placed_at <= START for order in world.orders.values())
    shop = [order for order in world.orders.values() if order.store == "shop"]
    assert [int(order.order_id) for order in shop] == list(range(1001, 1001 + len(shop)))
    times = [order.placed_at for order in shop]
    assert times == sorted(times)
    orders = list(world.orders.values())
    assert {order.platform for order in orders} == {"bigcommerce", "amazon", "ebay"}
    assert any(order.prime for order in orders)
    assert any(len(order.lines) > 1 for order in orders)
    assert any(not order.mirrors for order in shop)
    unlinked = sum(purchase.no_copy == "not linked" for purchase in world.purchases())
    assert 0 < unlinked < 30
    world.populate(10)
    assert len(world.purchases()) == 210


_LISTING = """
    import hashlib, httpx
    from mockplace import Transport
    from mockplace.seeding.default_market import open_market
    world = open_market(seed=3, start=1_795_165_200_000)
    world.populate(120)
    world.buy("late", "amz", [("MUG-SLATE-12", 2, None)], prime=True)
    world.advance_to(world.now + 600_000)
    shop, seen = world.accounts["shop"], hashlib.sha256()
    with httpx.Client(transport=Transport(world), base_url="https://api.bigcommerce.com") as http:
        for path in ("/v2/orders?limit=250&include=consignments.line_items", "/v3/channels"):
            answer = http.get(f"/stores/{shop.account}{path}", headers={"X-Auth-Token": shop.token})
            seen.update(answer.content)
    seen.update(repr(sorted(world.orders)).encode())
    print(answer.status_code, len(world.orders), seen.hexdigest())
"""


@pytest.mark.proves("X7")
def test_one_seed_renders_the_same_bytes_in_every_process() -> None:
    """Two processes with different hash seeds list byte-equal orders."""
    seen = [
        subprocess.run(  # noqa: S603 - our own interpreter with our own text
            [sys.executable, "-c", textwrap.dedent(_LISTING)],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("1", "4242")
    ]
    assert seen[0] == seen[1]
    assert seen[0].startswith(b"200 ")


def test_one_draw_more_shifts_no_other() -> None:
    """A purchase that only one of two worlds has leaves every other id as it was."""
    plain, richer = market(), market()
    richer.buy("extra", "amz", [("CANDLE", 1, None)])
    ours, theirs = (world.buy("mug", "amz", [("MUG", 1, None)]) for world in (plain, richer))
    assert ours == theirs
