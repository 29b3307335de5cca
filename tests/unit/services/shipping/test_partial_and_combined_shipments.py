"""Parts of an order, and several orders in one parcel: one label, each store told of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Address, ImportedOrder, OrderStatus
from shiponce.domain.platform import Platform
from shiponce.domain.settings import PrimePolicy, Settings, ShippingSettings
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused, Unreachable
from shiponce.hub import Hub
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order, until_sure
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

MUG = an_order().lines[0]
POT = replace(MUG, remote_id="l2", sku="POT", quantity=1)
LOST = Unreachable("error.unreachable", platform="house", operation="buy")


def with_orders(*found: ImportedOrder, settings: Settings | None = None) -> tuple[Hub, World]:
    """A hub into which these orders were imported, each from its own platform."""
    hub, world = a_hub(settings=settings)
    names = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
    for order in found:
        world.stores[names[order.platform]].orders[order.remote_id] = order
    hub.imports.run_all()
    return hub, world


def codes(hub: Hub, order_id: int, **parcel: object) -> dict[Route, str]:
    """The reason of each route that is not available."""
    options = hub.shipping.options(order_id, **parcel)  # type: ignore[arg-type]  # by name
    return {one.route: one.restriction.code for one in options if one.restriction is not None}


def tell_all(hub: Hub, world: World) -> None:
    """Everything that is due, and what waits for it."""
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)


# -- parts


@pytest.mark.proves("Q1", "N1", "X1")
@pytest.mark.parametrize("platform", [AMAZON, EBAY])
def test_each_part_is_told_to_both_in_their_own_lines(platform: Platform) -> None:
    """The order waits until nothing is left; the copy's lines are found by their SKU."""
    mug = an_order(platform, lines=(MUG, POT))
    lines = (replace(POT, remote_id="72"), replace(MUG, remote_id="71"))
    hub, world = with_orders(mug, a_copy(mug, lines=lines))
    order_id = hub.orders.find(f"{'amz' if platform is AMAZON else 'bay'}:{mug.remote_id}")
    first = hub.shipping.ship(order_id, "house:ground", lines={1: 1})
    detail = hub.orders.detail(order_id)
    assert detail.row.status is OrderStatus.AWAITING_SHIPMENT
    assert [(line.line_no, line.shipped) for line in detail.lines] == [(1, 1), (2, 0)]
    second = hub.shipping.ship(order_id, "house:ground")
    assert hub.orders.detail(order_id).row.status is OrderStatus.SHIPPED
    tell_all(hub, world)
    own = "amz" if platform is AMAZON else "bay"
    told = {name: world.stores[name].told for name in (own, "shop")}
    assert [one.lines for one in told[own]] == [(("l1", 1),), (("l1", 1), ("l2", 1))]
    assert [one.lines for one in told["shop"]] == [(("71", 1),), (("71", 1), ("72", 1))]
    assert [one.tracking for one in told[own]] == [first.tracking, second.tracking]
    assert len({one.reference for one in told[own]}) == 2


@pytest.mark.proves("Q2")
def test_documented_names_no_lines_of_a_split_to_amazon() -> None:
    """So the first parcel stands for the whole order there, and the second one is refused."""
    hub, world = with_orders(an_order(lines=(MUG, POT)))
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.shipping.ship(1, "house:ground", lines={2: 1})
    hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    assert [one.lines for one in world.stores["amz"].told] == [(), ()]


@pytest.mark.proves("Q1")
def test_a_whole_order_is_told_by_its_own_lines_in_documented_mode_too() -> None:
    """Only a split has the trap."""
    hub, world = with_orders(an_order(lines=(MUG, POT)))
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    assert world.stores["amz"].told[0].lines == (("l1", 2), ("l2", 1))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((replace(MUG, sku="SHOP-1"), replace(POT, sku="SHOP-2", remote_id="72")), (("l1", 1),)),
        ((replace(POT, remote_id="72"),), None),
        ((replace(MUG, sku="SHOP-1"),), None),
        ((MUG, replace(MUG, remote_id="l9")), (("l1", 1),)),
        ((MUG, replace(MUG, remote_id="l9"), POT), None),
    ],
)
def test_which_line_of_the_copy_was_sent(
    lines: tuple[object, ...], told: tuple[tuple[str, int], ...] | None
) -> None:
    """By SKU; by place where there are equally many; otherwise a person has to say."""
    mug = an_order(lines=(MUG, POT))
    hub, world = with_orders(mug, a_copy(mug, lines=lines))
    hub.shipping.ship(hub.orders.find(f"amz:{mug.remote_id}"), "house:ground", lines={1: 1})
    tell_all(hub, world)
    (notification,) = [one for one in hub.notifications.rows() if one.platform is BIGCOMMERCE]
    if told is None:
        assert notification.state is NotificationState.STOPPED
        assert notification.reason is not None
        assert notification.reason.code == "notification.lines_unknown"
        assert world.stores["shop"].told == []
    else:
        assert [one.lines for one in world.stores["shop"].told] == [told]


@pytest.mark.proves("X1")
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ({1: 3}, "error.units_not_left"),
        ({1: 0}, "error.units_not_left"),
        ({1: -1}, "error.units_not_left"),
        ({7: 1}, "error.units_not_left"),
        ({}, "error.empty_package"),
    ],
)
def test_a_part_must_be_there(lines: dict[int, int], code: str) -> None:
    """Said before anything is bought, with what is left."""
    hub, world = with_orders(an_order())
    with pytest.raises(Refused) as bad:
        hub.shipping.ship(1, "house:ground", lines=lines)
    assert bad.value.code == code
    assert world.carriers[Route.HOUSE].sold == {}
    hub.shipping.ship(1, "house:ground", lines={1: 1})
    with pytest.raises(Refused) as bad:
        hub.shipping.ship(1, "house:ground", lines={1: 2})
    assert bad.value.facts == {"line": 1, "units": 2, "left": 1}


@pytest.mark.proves("Q1")
def test_one_of_two_parcels_is_given_back() -> None:
    """Its units are left again, the other's stay sent."""
    hub, _ = with_orders(an_order(lines=(MUG, POT)))
    first = hub.shipping.ship(1, "house:ground", lines={1: 2})
    hub.shipping.ship(1, "house:ground")
    hub.shipping.void(first.id)
    detail = hub.orders.detail(1)
    assert detail.row.status is OrderStatus.AWAITING_SHIPMENT
    assert [line.shipped for line in detail.lines] == [0, 1]
    hub.shipping.ship(1, "house:ground")
    assert hub.orders.detail(1).row.status is OrderStatus.SHIPPED


@pytest.mark.proves("P2", "P4")
def test_a_prime_order_is_not_split_and_buy_shipping_sells_no_part() -> None:
    """Each with its reason and another way."""
    plain = an_order(remote_id="111-2")
    hub, _ = with_orders(an_order(prime=True), plain)
    assert set(codes(hub, 1, lines={1: 1}).values()) == {"limit.prime_split"}
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(1, "house:ground", lines={1: 1})
    assert refused.value.way_out == "way_out.ship_whole"
    assert codes(hub, 2, lines={1: 1}) == {Route.BUY_SHIPPING: "limit.buy_shipping_one_package"}
    hub.shipping.ship(2, "house:ground", lines={1: 1})
    assert codes(hub, 2) == {Route.BUY_SHIPPING: "limit.buy_shipping_one_package"}


# -- several orders


@pytest.mark.proves("Q3", "N1", "X4")
def test_a_shared_label_is_told_once_to_each_for_its_own_lines() -> None:
    """Bought once and paid for once; every order is shipped, every store told of its own."""
    mug, pot = an_order(), an_order(remote_id="111-2", lines=(POT,))
    shop = an_order(BIGCOMMERCE, "1050")
    hub, world = with_orders(mug, pot, shop, a_copy(pot, "1043", lines=(POT,)))
    ids = [hub.orders.find(n) for n in (f"amz:{mug.remote_id}", "amz:111-2", "1050")]
    assert codes(hub, ids[0], together=ids[1:]) == {
        Route.BUY_SHIPPING: "limit.buy_shipping_elsewhere"
    }
    shipment = hub.shipping.ship(ids[0], "house:ground", together=ids[1:])
    assert len(world.carriers[Route.HOUSE].sold) == 1
    shipments = [hub.orders.detail(each).shipments[0] for each in ids]
    assert {one.tracking for one in shipments} == {shipment.tracking}
    assert [one.cost for one in shipments] == [Money(799, "USD"), None, None]
    lead = shipments[0].orders[0]
    assert [one.booked_with for one in shipments] == ["", lead, lead]
    assert hub.orders.counts()[Grid.SHIPPED] == 3
    tell_all(hub, world)
    assert [(one.remote_order, one.lines) for one in world.stores["amz"].told] == [
        (mug.remote_id, (("l1", 2),)),
        ("111-2", (("l2", 1),)),
    ]
    assert sorted(one.remote_order for one in world.stores["shop"].told) == ["1043", "1050"]
    assert {one.state for one in hub.notifications.rows()} == {NotificationState.SENT}


@pytest.mark.proves("Q3")
def test_giving_a_shared_label_back_opens_every_order_again() -> None:
    """Whichever of them it is asked of; nobody is told of a parcel that never left."""
    hub, world = with_orders(an_order(), an_order(remote_id="111-2"))
    hub.shipping.ship(1, "house:ground", together=[2])
    hub.shipping.void(hub.orders.detail(2).shipments[0].id)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2
    states = [one.state for each in (1, 2) for one in hub.orders.detail(each).shipments]
    assert states == [ShipmentState.VOIDED] * 2
    tell_all(hub, world)
    assert world.stores["amz"].told == []


#: EBay gives no two lines the same id; orders that share one are one purchase.
OTHER_LINE = (replace(an_order().lines[0], remote_id="l2"),)
ELSEWHERE = Address("Ada Byron", "2 Difference St", "Reno", "US", state="NV")


@pytest.mark.proves("Q3", "P2", "P4")
@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (an_order(), an_order(remote_id="111-2", ship_to=ELSEWHERE), "limit.combine_addresses"),
        (an_order(prime=True), an_order(remote_id="111-2"), "limit.prime_combined"),
        (an_order(), an_order(remote_id="111-2", prime=True), "limit.prime_combined"),
        (
            an_order(EBAY, "27-1"),
            an_order(EBAY, "27-2", buyer="Grace Hopper", lines=OTHER_LINE),
            "limit.two_buyers",
        ),
        (an_order(), an_order(remote_id="111-2", fulfilled_by_platform=True), "limit.by_platform"),
    ],
)
def test_what_shares_no_parcel(first: ImportedOrder, second: ImportedOrder, code: str) -> None:
    """Refused before the label, in both orders, by hand as well, with nothing bought."""
    hub, world = with_orders(first, second)
    for one, other in ((1, 2), (2, 1)):
        assert codes(hub, one, together=[other])[Route.HOUSE] == code
        with pytest.raises(Refused) as refused:
            hub.shipping.ship(one, "manual", carrier="UPS", tracking="1Z", together=[other])
        assert refused.value.code == code
    assert world.carriers[Route.HOUSE].sold == {}
    assert hub.notifications.rows() == ()


@pytest.mark.proves("Q3")
def test_one_ebay_buyer_may_have_one_parcel() -> None:
    """And so may an eBay buyer with the same person's order from elsewhere."""
    first = an_order(EBAY, "27-1")
    second = an_order(EBAY, "27-2", lines=OTHER_LINE)
    hub, _ = with_orders(first, second, an_order())
    ids = [hub.orders.find(n) for n in ("27-1", "27-2", "amz:111-0000001-0000001")]
    assert Route.HOUSE not in codes(hub, ids[0], together=ids[1:])


@pytest.mark.proves("P2")
def test_buy_shipping_sells_one_label_for_one_order() -> None:
    """Two Amazon orders of one buyer are two of Amazon's labels."""
    hub, _ = with_orders(an_order(), an_order(remote_id="111-2"))
    assert codes(hub, 1, together=[2]) == {Route.BUY_SHIPPING: "limit.buy_shipping_one_order"}


def test_an_order_is_in_a_parcel_once() -> None:
    """A slip of the hand is said, and an order that nobody knows as well."""
    hub, _ = with_orders(an_order(), an_order(remote_id="111-2"))
    for together in ([1], [2, 2]):
        with pytest.raises(BadInput) as bad:
            hub.shipping.ship(1, "house:ground", together=together)
        assert bad.value.code == "error.together_twice"
    with pytest.raises(BadInput, match="no order"):
        hub.shipping.options(1, together=[99])


@pytest.mark.proves("N3", "X1")
@pytest.mark.parametrize("found", [True, False])
def test_a_shared_purchase_whose_answer_was_lost_is_settled_for_all(found: bool) -> None:
    """Doubtful together, and together labelled or free again."""
    hub, world = with_orders(an_order(), an_order(remote_id="111-2"))
    house = world.carriers[Route.HOUSE]
    house.after, house.deaf = ([LOST] if found else []), [LOST]
    house.before = [] if found else [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(1, "house:ground", together=[2])
    for each in (1, 2):
        assert hub.orders.detail(each).shipments[0].state is ShipmentState.UNKNOWN
        with pytest.raises(Refused):
            hub.shipping.ship(each, "house:ground")
    until_sure(hub, world)
    wanted = ShipmentState.LABELLED if found else ShipmentState.NOT_BOUGHT
    assert {hub.orders.detail(each).shipments[0].state for each in (1, 2)} == {wanted}
    grid = Grid.SHIPPED if found else Grid.AWAITING_SHIPMENT
    assert hub.orders.counts()[grid] == 2
    assert len(house.sold) == (1 if found else 0)


# -- Prime's promise


def prime_settings(policy: PrimePolicy) -> Settings:
    """Only the policy is another."""
    return Settings(shipping=ShippingSettings(prime_policy=policy))


@pytest.mark.proves("P3", "P4")
def test_the_older_rule_sells_prime_labels_through_amazon_only() -> None:
    """Named with its setting; an ordinary order and a copy without its original are free."""
    hub, _ = with_orders(
        an_order(prime=True),
        an_order(remote_id="111-2"),
        a_copy(an_order(remote_id="111-3"), prime=True),
        settings=prime_settings(PrimePolicy.BUY_SHIPPING_ONLY),
    )
    prime, plain, copy = (hub.orders.find(n) for n in ("amz:111-0000001-0000001", "111-2", "1042"))
    options = {one.route: one for one in hub.shipping.options(prime)}
    assert options[Route.BUY_SHIPPING].available
    for route in (Route.HOUSE, Route.MANUAL):
        limit, way_out = options[route].restriction, options[route].way_out
        assert limit is not None
        assert way_out is not None
        assert limit.code == "limit.prime_needs_buy_shipping"
        assert limit.facts["policy"] == "buy_shipping_only"
        assert way_out.code == "way_out.buy_shipping_or_policy"
    assert codes(hub, plain) == {}
    assert set(codes(hub, copy)) == {Route.BUY_SHIPPING}


@pytest.mark.proves("P3")
@pytest.mark.parametrize(("days", "late"), [(3, False), (2, True)])
def test_the_newer_rule_asks_for_a_service_in_time(days: int, late: bool) -> None:
    """Ground takes three days here: a promise of that very moment is kept."""
    promised = NOON + timedelta(days=days)
    hub, _ = with_orders(an_order(prime=True, deliver_by=promised))
    found = codes(hub, 1).get(Route.HOUSE)
    assert found == ("limit.prime_too_late" if late else None)
    hub, _ = with_orders(an_order(deliver_by=promised))
    assert codes(hub, 1) == {}
