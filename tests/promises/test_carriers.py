"""O11, O12, O13: what the platforms are told of carriers, untracked post, markets and packages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.order_facts import OrderFacts
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.errors import BadInput, Refused
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

SENT = NotificationState.SENT
TWO = ("MUG", 2)
UPS = "1Z999AA10123456784"
GERMANY = "A1PA6795UKMFR9"
#: The operations by which stores are told.
TELLS = {"shop": "createShipment", "bay": "createShippingFulfillment"}
UNTRACKED = pytest.mark.parametrize("store", ["shop", "bay"])


def enter(
    trade: Trade, order: PlatformOrder, carrier: str, tracking: str = "", **more: object
) -> int:
    """Mark an order as shipped, untracked if there is no number, and tell the stores."""
    shipment = trade.hub.shipping.ship(
        trade.id(order),
        "manual",
        carrier=carrier,
        tracking=tracking,
        untracked=not tracking,
        **more,  # type: ignore[arg-type]  # by name
    )
    trade.wait(3)
    return shipment.id


@pytest.mark.proves("O11")
def test_every_platform_gets_its_own_code_or_the_name() -> None:
    """What has a code is sent by it; a name without one reaches the platform all the same."""
    trade = Trade(profile="bare")
    for carrier, amazon, ebay, shop in (
        ("chronopost", "Chronopost", "Chronopost", ("chronopost-france", "", "")),
        ("FEDEX_GROUND", "FedEx", "FedEx", ("fedex", "fedex", "")),
        ("Bob's Bikes", "Bob's Bikes", "Bob's Bikes", ("", "", "Bob's Bikes")),
    ):
        number = iter(f"12345678{len(trade.world.orders):02}{n}" for n in range(9))
        orders = [trade.buy(store) for store in ("amz", "bay", "shop")]
        trade.take_in()
        for order in orders:
            enter(trade, order, carrier, next(number))
        shown = [trade.world.orders[one.store, one.order_id].packages[0] for one in orders]
        assert [one.carrier for one in shown[:2]] == [amazon, ebay]
        assert (shown[2].carrier, shown[2].provider, shown[2].comments) == shop
        if shop[2]:
            assert shop[2] in shown[2].service


@pytest.mark.proves("O11")
@UNTRACKED
def test_untracked_post_is_sent_and_read_back(store: str) -> None:
    """The notification needs no number, and neither do the readings after it."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    enter(trade, order, "Royal Mail")
    assert trade.shown(order)[0] == "shipped"
    trade.settle()
    (told,) = [one for one in trade.notifications(store)]
    assert (told.state, told.tracking) == (SENT, "")
    assert trade.calls(TELLS[store]) == 1
    assert trade.status(order) is OrderStatus.SHIPPED
    trade.check()


@pytest.mark.proves("O11", "N3")
@UNTRACKED
@pytest.mark.parametrize("kind", ["timeout_after_commit", "arrives_twice"])
def test_untracked_post_is_told_once_although_an_answer_is_lost(store: str, kind: str) -> None:
    """The store is read, and a package without a number is known by its lines."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    platform = trade.world.accounts[store].platform
    trade.world.faults.add(Fault(kind, TELLS[store], platform=platform))  # type: ignore[arg-type]
    enter(trade, order, "Royal Mail")
    trade.settle()
    trade.settle()
    packages = trade.world.orders[order.store, order.order_id].packages
    assert len([one for one in packages if one.recorded_by == "api"]) == 1
    assert {one.state for one in trade.notifications(store)} <= {
        SENT,
        NotificationState.ALREADY_KNOWN,
    }


@pytest.mark.proves("O11", "N3")
@pytest.mark.parametrize("lost", [False, True])
def test_two_equal_packages_without_numbers_are_two(lost: bool) -> None:
    """The first one is not taken for the second, also after a lost answer."""
    trade = Trade()
    order = trade.buy("shop", TWO)
    trade.take_in()
    enter(trade, order, "USPS", lines={1: 1})
    if lost:
        fault = Fault("timeout_after_commit", "createShipment", platform="bigcommerce")
        trade.world.faults.add(fault)
    enter(trade, order, "USPS", lines={1: 1})
    trade.settle()
    trade.settle()
    assert trade.shown(order) == ("shipped", [("usps", "")] * 2)
    assert [one.state for one in trade.notifications("shop")] == [SENT, SENT]


@pytest.mark.proves("O11", "N8")
def test_a_package_without_a_number_is_replaced_after_its_void() -> None:
    """Its entry is taken back; the store then shows the number of the next package instead."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in()
    shipment = enter(trade, order, "USPS")
    trade.hub.shipping.void(shipment)
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    enter(trade, order, "UPS", UPS)
    trade.settle()
    assert trade.shown(order) == ("shipped", [("ups", UPS)])
    trade.check()


@pytest.mark.proves("O11")
@pytest.mark.parametrize("linked", [False, True])
def test_untracked_post_is_refused_where_a_platform_requires_a_number(linked: bool) -> None:
    """Before anything is recorded, with the platform and the way out; a copy does not change it."""
    trade = Trade(connected=("amz", "bay", "shop") if linked else ("amz",))
    order = trade.buy("amz")
    trade.take_in()
    with pytest.raises(Refused) as refused:
        enter(trade, order, "Royal Mail")
    assert (refused.value.code, refused.value.way_out) == (
        "limit.untracked",
        "way_out.untracked_there",
    )
    for language in LANGUAGES:
        assert "Amazon" in say(refused.value.code, language, **refused.value.facts)
    assert trade.hub.orders.detail(trade.id(order)).shipments == ()
    assert trade.told() == []


@pytest.mark.proves("O11")
def test_a_missing_number_is_no_wish_for_untracked_post() -> None:
    """It is asked for, and a number beside the wish is refused; two numbers are two packages."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in()
    ship = trade.hub.shipping.ship
    for given, code in (
        ({"carrier": "UPS"}, "error.manual_needs_tracking"),
        ({"untracked": True}, "error.untracked_needs_carrier"),
        ({"carrier": "UPS", "tracking": UPS, "untracked": True}, "error.untracked_with_number"),
        ({"carrier": "UPS", "tracking": f"{UPS} / 1Z999AA10123456785"}, "error.tracking_several"),
    ):
        with pytest.raises(BadInput) as bad:
            ship(trade.id(order), "manual", **given)
        assert bad.value.code == code
    with pytest.raises(BadInput) as bad:
        ship(trade.id(order), "house:ground", untracked=True)
    assert bad.value.code == "error.label_has_own_number"
    assert trade.hub.orders.detail(trade.id(order)).shipments == ()


@pytest.mark.proves("O13")
def test_another_tools_first_package_is_not_edited() -> None:
    """It counted 1; ours is added beside it, and a second try of ours changes ours only."""
    trade = Trade(connected=("amz",))
    order = trade.buy("amz", TWO, ("BOWL", 1))
    mug = order.lines[0].line_id
    trade.world.shipping.confirm(
        "amz",
        order.order_id,
        carrier="USPS",
        service="",
        tracking="9400111899223033005500",
        units={mug: 2},
        shipped_at=trade.world.now,
        reference="1",
        recorded_by="api",
    )
    trade.wait(3)
    trade.take_in()
    trade.world.faults.add(Fault("timeout_after_commit", "confirmShipment", platform="amazon"))
    enter(trade, order, "UPS", UPS, lines={2: 1})
    trade.settle()
    packages = trade.world.orders["amz", order.order_id].packages
    assert [(one.package_id, one.tracking) for one in packages[:1]] == [
        ("1", "9400111899223033005500")
    ]
    assert [one.tracking for one in packages[1:]] == [UPS]
    assert len(packages[1].package_id) == 15
    trade.check()


@pytest.mark.proves("O12")
def test_each_store_of_an_account_imports_and_ships_its_own_market() -> None:
    """One account, two stores; each order is imported once, and confirmed in its market."""
    trade = Trade(connected=("amz",))
    first = trade.world.accounts["amz"]
    trade.world.accounts["amz"] = replace(first, more_markets=(GERMANY,))
    trade.simulation.connect(trade.hub, "amz-de", of="amz", market=GERMANY)
    orders = [trade.buy("amz"), trade.buy("amz", facts=OrderFacts(market=GERMANY))]
    stores = ("amz", "amz-de")
    for _ in range(2):
        trade.take_in(*stores)
    assert trade.waiting() == sorted(order.order_id for order in orders)
    for n, (store, order) in enumerate(zip(stores, orders, strict=True)):
        found = trade.hub.orders.find(f"{store}:{order.order_id}")
        trade.hub.shipping.ship(found, "manual", carrier="GLS", tracking=f"1234567890{n}")
        trade.wait(3)
        assert trade.shown(order)[0] == "shipped"
    trade.check()


@pytest.mark.proves("O10")
@pytest.mark.parametrize(("unit", "grams"), [("KGS", 400), ("LBS", 400), ("Stones", 0), ("", 400)])
def test_weights_are_read_in_the_stores_unit(unit: str, grams: int) -> None:
    """A unit that is not known makes the weight unknown, and a warning names the store."""
    trade = Trade(connected=("shop",))
    account = trade.world.accounts["shop"]
    trade.world.accounts["shop"] = replace(account, weight_unit=unit)
    order = trade.buy("shop")
    before = trade.calls("getStore")
    trade.take_in()
    assert trade.calls("getStore") == before + 1
    (weight,) = trade.hub._db.conn.execute("SELECT weight FROM order_lines").fetchone()
    assert weight == pytest.approx(grams, abs=1)
    known = bool(grams)
    assert ("warning.weights_unknown" in trade.sentences(order)) is not known
    said = [say(one.code, **one.facts) for one in trade.hub.state().warnings]
    assert any("shop" in one and unit in one for one in said) is not known


@pytest.mark.proves("O10")
def test_totals_are_in_the_currency_that_was_paid() -> None:
    """Not in the one in which the storefront showed the prices."""
    trade = Trade(connected=("shop",))
    facts = OrderFacts(display_currency="AUD", display_rate="1.3846150000")
    order = trade.buy("shop", facts=facts)
    trade.take_in()
    (row,) = trade.hub.orders.rows([trade.id(order)])
    assert row.total == Money(row.total.minor, "USD")


@pytest.mark.proves("O11")
@pytest.mark.parametrize(
    ("store", "carrier", "said", "shows"),
    [
        ("amz", "UPS Ground", "code", "UPS"),
        ("amz", "Pigeon Post", "as_other", "Pigeon Post"),
        ("amz", "ups", "", "UPS"),
        ("bay", "ontrac", "code", "ONTRACK"),
        ("bay", "Pigeon Post", "", "Pigeon Post"),
        ("shop", "chronopost", "code", "chronopost-france"),
        ("shop", "Pigeon Post", "in_text", ""),
        ("shop", "UPS", "", "ups"),
    ],
)
def test_a_person_reads_what_the_platform_was_told_of_the_carrier(
    store: str, carrier: str, said: str, shows: str
) -> None:
    """The notification and the order name the code that the platform shows, if it is another."""
    trade = Trade(profile="bare")
    order = trade.buy(store)
    trade.take_in()
    enter(trade, order, carrier, UPS)
    assert trade.shown(order)[1][0][0] == shows
    (of_order,) = trade.hub.orders.detail(trade.id(order)).notifications
    for view in (of_order, *trade.notifications(store)):
        found = view.carrier_there
        assert (found.code if found else "") == (said and f"carrier_there.{said}")
        if found:
            texts = [say(found.code, language, **found.facts) for language in LANGUAGES]
            assert all((shows if said == "code" else carrier) in text for text in texts)


@pytest.mark.proves("O11")
def test_a_person_reads_that_ebay_takes_no_carrier_without_a_number() -> None:
    """EBay has no field for it then; BigCommerce takes the name with untracked post too."""
    trade = Trade(profile="bare")
    orders = {store: trade.buy(store) for store in ("bay", "shop")}
    trade.take_in()
    for store, code in (("bay", "carrier_there.needs_tracking"), ("shop", "")):
        enter(trade, orders[store], "USPS")
        assert trade.shown(orders[store])[1] == [("" if code else "usps", "")]
        (view,) = trade.notifications(store)
        assert (view.carrier_there.code if view.carrier_there else "") == code
