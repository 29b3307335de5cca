"""BigCommerce: where an order was bought, what proves it, and a shipment in one write."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shiponce.domain.order import (
    Delivery,
    Grade,
    ImportedOrder,
    OrderStatus,
    OriginKey,
    Package,
    PageOfOrders,
)
from shiponce.domain.platform import Source
from shiponce.domain.shipment import Confirmation
from shiponce.errors import (
    Declined,
    NotAuthorised,
    NotCorrectable,
    NotThere,
    RateLimited,
    ServerTrouble,
)
from shiponce.platforms.bigcommerce.orders import order_of
from shiponce.platforms.bigcommerce.raw_order import RawOrder, RawProduct
from shiponce.ports import PlatformAdapter
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import Wire, at, reply, shop_order, store

BASE = "/stores/abc123"
ORDERS = f"{BASE}/v2/orders"
SHIPMENTS = f"{ORDERS}/1042/shipments"
AMAZON_ID = "111-2222222-3333333"
CHANNELS = {
    "data": [{"id": 1, "platform": "bigcommerce"}, {"id": 66, "platform": "amazon"}],
    "meta": {},
}


@pytest.fixture
def shop(wire: Wire) -> PlatformAdapter:
    """The adapter of the store abc123, of which order 1042 waits to be shipped."""
    wire.on("GET", f"{ORDERS}/1042", reply({"id": 1042, "status_id": 11}))
    return wire.connections().platform(store(BIGCOMMERCE))


def read(wire: Wire, shop: PlatformAdapter, **changes: object) -> ImportedOrder:
    """What becomes of an order with some changes."""
    wire.on("GET", f"{ORDERS}/1042", reply(shop_order(**changes)))
    found = shop.read("1042")
    assert isinstance(found, ImportedOrder), found
    return found


def confirmation(**changes: Any) -> Confirmation:
    """A shipment of the only line."""
    known: dict[str, Any] = {
        "platform": BIGCOMMERCE,
        "remote_order": "1042",
        "reference": "7",
        "carrier": "UPS",
        "service": "UPS Ground",
        "tracking": "1Z1",
        "shipped_at": NOON,
        "lines": (("61", 2),),
        "extra": (("order_address_id", "43"),),
    }
    return Confirmation(**known | changes)


def test_a_storefront_order_in_our_words(wire: Wire, shop: PlatformAdapter) -> None:
    """Money, times, weights and the address arrive typed, and nothing claims another origin."""
    order = read(wire, shop)
    assert (order.remote_id, order.number) == ("1042", "1042")
    assert order.source is Source.STOREFRONT
    assert order.keys == ()
    assert order.total.minor == 4318
    assert order.placed_at == at("10:00:02")
    assert order.status is OrderStatus.AWAITING_SHIPMENT
    (line,) = order.lines
    assert (line.remote_id, line.sku, line.quantity, line.price.minor) == ("61", "MUG", 2, 1999)
    assert line.weight == 454
    assert order.ship_to is not None
    assert order.ship_to.name == "Ada Quill"
    assert order.extra == {"order_address_id": "43", "channel_id": "1"}


@pytest.mark.parametrize(
    ("changes", "source", "keys"),
    [
        ({"ebay_order_id": "27-10411-55083"}, "ebay", [("ebay_order_id", Grade.PROVES)]),
        (
            {"external_id": AMAZON_ID, "order_source": "amazon"},
            "amazon",
            [("external_id", Grade.PROVES)],
        ),
        ({"external_id": AMAZON_ID, "channel_id": 66}, "amazon", [("external_id", Grade.PROVES)]),
        (
            {"external_id": AMAZON_ID, "order_source": "external"},
            "amazon",
            [("external_id", Grade.SUPPORTS)],
        ),
        (
            {"external_order_id": AMAZON_ID, "order_source": "amazon"},
            "amazon",
            [("external_order_id", Grade.SUPPORTS)],
        ),
        (
            {"external_merchant_id": "27-10411-55083", "order_source": "external"},
            "ebay",
            [("external_merchant_id", Grade.SUPPORTS)],
        ),
        ({"order_source": "ebay"}, "ebay", []),
        ({"order_source": "external"}, "unknown", []),
        ({"order_source": "manual"}, "storefront", []),
    ],
)
def test_the_ladder_of_origins(
    wire: Wire,
    shop: PlatformAdapter,
    changes: dict[str, object],
    source: str,
    keys: list[tuple[str, Grade]],
) -> None:
    """The first rung that is filled names the source; only read-only fields prove."""
    wire.on("GET", f"{BASE}/v3/channels", reply(CHANNELS))
    order = read(wire, shop, **changes)
    assert order.source.value == source
    assert [(key.field, key.grade) for key in order.keys] == keys
    assert {key.key.platform.value for key in order.keys} <= {source}


@pytest.mark.proves("B7")
@pytest.mark.parametrize("nothing", ["", "0", 0, None])
@pytest.mark.parametrize("source", ["www", "amazon", "ebay"])
def test_nothing_is_no_key(wire: Wire, shop: PlatformAdapter, nothing: object, source: str) -> None:
    """'', '0' and null never make a key, whichever field they stand in."""
    fields = ("ebay_order_id", "external_id", "external_order_id", "external_merchant_id")
    order = read(wire, shop, order_source=source, **dict.fromkeys(fields, nothing))
    assert order.keys == ()


@pytest.mark.proves("B7")
def test_equal_digits_on_two_platforms_differ(wire: Wire, shop: PlatformAdapter) -> None:
    """A key carries its platform; digits without the shape of an order id are no key at all."""
    amazon = read(wire, shop, order_source="amazon", external_order_id=AMAZON_ID)
    ebay = read(wire, shop, order_source="ebay", external_order_id="27-10411-55083")
    assert [one.key.platform.value for one in (*amazon.keys, *ebay.keys)] == ["amazon", "ebay"]
    assert read(wire, shop, order_source="amazon", external_order_id="12345").keys == ()
    assert OriginKey(AMAZON, "12345") != OriginKey(EBAY, "12345")


@pytest.mark.parametrize(
    ("status_id", "status"),
    [
        (1, "awaiting_payment"),
        (7, "awaiting_payment"),
        (2, "shipped"),
        (10, "shipped"),
        (3, "awaiting_shipment"),
        (9, "awaiting_shipment"),
        (11, "awaiting_shipment"),
        (12, "awaiting_shipment"),
        (13, "on_hold"),
        (14, "awaiting_shipment"),
        (4, "cancelled"),
        (5, "cancelled"),
        (6, "cancelled"),
    ],
)
def test_every_status_has_a_place(
    wire: Wire, shop: PlatformAdapter, status_id: int, status: str
) -> None:
    """Each documented status id maps to one of our grids."""
    assert read(wire, shop, status_id=status_id).status.value == status


def test_partly_refunded_after_shipping_is_shipped(wire: Wire, shop: PlatformAdapter) -> None:
    """Status 14 hides whether anything is left; the counts of the lines tell."""
    order = shop_order(status_id=14)
    order["consignments"]["shipping"][0]["line_items"][0]["quantity_shipped"] = 2
    wire.on("GET", f"{ORDERS}/1042/shipments", reply([]))
    assert read(wire, shop, **order).status is OrderStatus.SHIPPED


def test_an_order_of_many_lines_is_read_page_by_page(wire: Wire, shop: PlatformAdapter) -> None:
    """BigCommerce lists at most 250 lines of an order at once."""
    order = shop_order(items_total=253)
    (line,) = order["consignments"]["shipping"][0].pop("line_items")
    lines = [line | {"id": number, "quantity": 1} for number in range(1, 254)]
    wire.on("GET", f"{ORDERS}/1042", reply(order))
    wire.on("GET", f"{ORDERS}/1042/products", reply(lines[:250]), reply(lines[250:]))
    wire.on("GET", f"{ORDERS}/1042/shipping_addresses", reply([]))
    found = shop.read("1042")
    assert isinstance(found, ImportedOrder)
    assert [one.remote_id for one in found.lines] == [str(number) for number in range(1, 254)]


def test_a_cart_that_was_never_completed_is_no_order(wire: Wire, shop: PlatformAdapter) -> None:
    """Status 0 stays out of the listing."""
    wire.on("GET", ORDERS, reply([shop_order(status_id=0), shop_order(id=2)]))
    (page,) = shop.listing(at("09:00:00"), at("11:00:00"))
    assert [order.remote_id for order in page.orders] == ["2"]


def test_an_amazon_prime_copy_is_recognised(wire: Wire, shop: PlatformAdapter) -> None:
    """The connector writes the promise into the shipping method, and nowhere else."""
    order = shop_order(order_source="amazon", external_id=AMAZON_ID)
    order["consignments"]["shipping"][0]["shipping_method"] = "Amazon Prime"
    assert read(wire, shop, **order).prime


def test_a_list_of_consignments_is_read_as_well(wire: Wire, shop: PlatformAdapter) -> None:
    """Without consignment_structure=object the platform sends a list with the object in it."""
    consignments = [shop_order()["consignments"]]
    assert len(read(wire, shop, consignments=consignments).lines) == 1


def stamped(number: int, second: int) -> dict[str, Any]:
    """An order that changed in a given second after ten o'clock."""
    when = datetime(2026, 11, 20, 10, tzinfo=UTC) + timedelta(seconds=second)
    return shop_order(id=number, date_modified=when.strftime("%a, %d %b %Y %H:%M:%S +0000"))


class FakeStore:
    """A listing that really sorts and cuts, and whose orders may change between two pages."""

    def __init__(self, orders: list[dict[str, Any]]) -> None:
        self.orders = orders
        self.calls = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """The page that the parameters ask for; 204 when nothing is on it."""
        asked = request.url.params
        if request.url.path.endswith("/v2/store"):
            return reply({"weight_units": "Ounces"})
        self.calls += 1
        since = datetime.fromisoformat(asked["min_date_modified"])
        found = sorted(
            (o for o in self.orders if _modified(o) >= since), key=lambda o: (_modified(o), o["id"])
        )
        start = (int(asked["page"]) - 1) * int(asked["limit"])
        page = found[start : start + int(asked["limit"])]
        self.between()
        return reply(page) if page else httpx.Response(204)

    def between(self) -> None:
        """What happens after a page was sent."""


def _modified(order: dict[str, Any]) -> datetime:
    return datetime.strptime(order["date_modified"], "%a, %d %b %Y %H:%M:%S %z")


def store_listing(server: FakeStore) -> list[PageOfOrders]:
    """The pages that the adapter makes of a store."""
    wire = Wire()
    connections = wire.connections()
    connections._client = httpx.Client(transport=httpx.MockTransport(server))
    shop = connections.platform(store(BIGCOMMERCE))
    return list(shop.listing(at("09:00:00"), at("11:00:00")))


def test_an_order_that_changes_while_pages_are_read_hides_no_other() -> None:
    """One order moves to the end after the first page; the one behind it is listed all the same."""

    class Moving(FakeStore):
        def between(self) -> None:
            self.orders[0] = stamped(1, 900)

    pages = store_listing(Moving([stamped(n, n) for n in range(1, 151)]))
    assert {o.remote_id for page in pages for o in page.orders} == {str(n) for n in range(1, 151)}
    assert [page.last for page in pages] == [False, True]


def test_many_changes_in_one_second_are_all_listed() -> None:
    """Where a whole page has one time, the page number goes on instead."""
    pages = store_listing(FakeStore([stamped(n, 5) for n in range(1, 351)]))
    seen = [o.remote_id for page in pages for o in page.orders]
    assert sorted(seen, key=int) == [str(n) for n in range(1, 351)]
    assert pages[-1].last


def test_a_page_is_one_call(wire: Wire, shop: PlatformAdapter) -> None:
    """Lines and addresses come with the orders, and an empty listing is 204."""
    wire.on("GET", ORDERS, httpx.Response(204))
    (page,) = shop.listing(at("09:00:00"), at("11:00:00"))
    assert page == PageOfOrders((), at("11:00:00"), True)
    (request,) = wire.requests
    assert request.url.params["include"] == "consignments,consignments.line_items"
    assert request.headers["X-Auth-Token"] == "token-of-shop"


@pytest.mark.proves("A5")
def test_tracking_is_in_the_first_write(wire: Wire, shop: PlatformAdapter) -> None:
    """The connector relays once, so the one POST holds carrier and tracking already."""
    wire.on("POST", SHIPMENTS, reply({"id": 9}, 201))
    assert shop.confirm(confirmation()) == "9"
    (request,) = wire.sent(SHIPMENTS)
    assert json.loads(request.content) == {
        "order_address_id": 43,
        "tracking_number": "1Z1",
        "shipping_method": "UPS Ground",
        "shipping_provider": "ups",
        "tracking_carrier": "ups",
        "comments": "",
        "items": [{"order_product_id": 61, "quantity": 2}],
    }


@pytest.mark.proves("N5")
@pytest.mark.parametrize("status", [4, 5, 6])
def test_a_cancelled_order_is_not_confirmed(wire: Wire, shop: PlatformAdapter, status: int) -> None:
    """BigCommerce would take the shipment, and show the order as shipped."""
    wire.on("GET", f"{ORDERS}/1042", reply({"id": 1042, "status_id": status, "status": "Gone"}))
    shown = Package("5", "UPS", "1Z0", (("61", 2),))
    for write in (shop.confirm, lambda one: shop.correct(one, shown)):
        with pytest.raises(Declined) as declined:
            write(confirmation())
        assert declined.value.facts["reason"] == "Gone"
        assert not declined.value.may_have_acted
    assert {request.method for request in wire.requests} == {"GET"}


@pytest.mark.parametrize("status", [[5], {"id": 5}, None, "5"])
def test_a_status_that_makes_no_sense_stops_no_notification(
    wire: Wire, shop: PlatformAdapter, status: object
) -> None:
    """It is not a cancellation, and the adapter does not crash on it."""
    wire.on("GET", f"{ORDERS}/1042", reply({"id": 1042, "status_id": status}))
    wire.on("POST", SHIPMENTS, reply({"id": 9}, 201))
    assert shop.confirm(confirmation()) == "9"


def test_a_copy_is_confirmed_without_knowing_its_lines(wire: Wire, shop: PlatformAdapter) -> None:
    """What is left is asked for, and so is the address: the hub may hold no copy at all (R7)."""
    lines = [
        {"id": 61, "quantity": 3, "quantity_shipped": 1},
        {"id": 62, "quantity": 1, "type": "digital"},
    ]
    wire.on("GET", f"{ORDERS}/1042/products", reply(lines))
    wire.on("GET", f"{ORDERS}/1042", reply({"id": 1042, "items_total": 4}))
    wire.on("GET", f"{ORDERS}/1042/shipping_addresses", reply([{"id": 44}]))
    wire.on("POST", SHIPMENTS, reply({"id": 9}, 201))
    shop.confirm(confirmation(lines=(), extra=()))
    body = json.loads(wire.sent(SHIPMENTS)[0].content)
    assert body["order_address_id"] == 44
    assert body["items"] == [{"order_product_id": 61, "quantity": 2}]


@pytest.mark.parametrize("order", [{"id": 1042, "items_total": 5}, {"id": 1043, "items_total": 4}])
def test_lines_that_are_not_all_of_the_order_are_no_answer(
    wire: Wire, shop: PlatformAdapter, order: dict[str, int]
) -> None:
    """A list that was cut, or an order that is another one: nothing is sent."""
    wire.on("GET", f"{ORDERS}/1042/products", reply([{"id": 61, "quantity": 4}]))
    wire.on("GET", f"{ORDERS}/1042", reply(order))
    wire.on("GET", f"{ORDERS}/1042/shipping_addresses", reply([{"id": 44}]))
    with pytest.raises(ServerTrouble) as trouble:
        shop.confirm(confirmation(lines=(), extra=()))
    assert not trouble.value.may_have_acted
    assert not wire.sent(SHIPMENTS)


def test_a_tracking_number_that_does_not_fit_is_not_cut(wire: Wire, shop: PlatformAdapter) -> None:
    """BigCommerce's field holds fifty characters; a number that is cut is another package's."""
    wire.on("GET", f"{ORDERS}/1042/shipping_addresses", reply([{"id": 44}]))
    with pytest.raises(NotCorrectable) as refused:
        shop.confirm(confirmation(tracking="1" * 51))
    assert refused.value.code == "error.tracking_too_long_there"
    assert not wire.sent(SHIPMENTS)


def test_the_read_back(wire: Wire, shop: PlatformAdapter) -> None:
    """Shipments on record are packages; an empty list is 204."""
    shipment = {
        "id": 9,
        "tracking_number": "1Z1",
        "tracking_carrier": "ups",
        "items": [{"order_product_id": 61, "product_id": 118, "quantity": 2}],
    }
    wire.on("GET", SHIPMENTS, reply([shipment]), httpx.Response(204))
    assert shop.packages("1042") == (Package("9", "ups", "1Z1", (("61", 2),)),)
    assert shop.packages("1042") == ()


def test_a_read_back_that_makes_no_sense_is_trouble(wire: Wire, shop: PlatformAdapter) -> None:
    """Nobody concludes from it that there is no shipment."""
    wire.on("GET", SHIPMENTS, reply([{"id": None}]))
    with pytest.raises(ServerTrouble):
        shop.packages("1042")


@pytest.mark.parametrize("id_", ["../../v3/hooks", "", "1042?x=1", "٣"])
def test_an_id_never_leaves_its_path(wire: Wire, shop: PlatformAdapter, id_: str) -> None:
    """What is no BigCommerce id is not there, without a call."""
    with pytest.raises(NotThere):
        shop.read(id_)
    assert wire.requests == []


def test_the_platforms_time(wire: Wire, shop: PlatformAdapter) -> None:
    """Its clock, not ours, rules the window."""
    wire.on("GET", f"{BASE}/v2/time", reply({"time": 1_795_165_200}))
    assert shop.now() == datetime.fromtimestamp(1_795_165_200, UTC)


@pytest.mark.proves("N7")
def test_a_full_quota_says_when(wire: Wire, shop: PlatformAdapter) -> None:
    """X-Retry-After becomes the time before which nobody asks again."""
    refusal = [{"status": 429, "message": "Too many requests"}]
    wire.on("GET", f"{ORDERS}/1042", reply(refusal, 429, X_Retry_After="12"))
    with pytest.raises(RateLimited) as later:
        shop.read("1042")
    assert later.value.not_before == NOON + timedelta(seconds=12)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, NotAuthorised), (403, NotAuthorised), (404, NotThere), (500, ServerTrouble)],
)
def test_statuses_become_errors(
    wire: Wire, shop: PlatformAdapter, status: int, kind: type[Exception]
) -> None:
    """Each status is one kind of error, which says its sentence."""
    wire.on("GET", f"{ORDERS}/1042", reply([{"status": status, "message": "no"}], status))
    with pytest.raises(kind) as error:
        shop.read("1042")
    assert "BigCommerce" in str(error.value)


def test_a_refusal_has_the_platforms_words(wire: Wire, shop: PlatformAdapter) -> None:
    """A person who corrects a shipment reads why it was refused."""
    refusal = [{"status": 400, "message": "The field 'quantity' is invalid."}]
    wire.on("POST", SHIPMENTS, reply(refusal, 400))
    with pytest.raises(Declined) as no:
        shop.confirm(confirmation())
    assert no.value.reason == "The field 'quantity' is invalid."
    assert str(no.value).startswith("BigCommerce refused to record the shipment: The field")


@pytest.mark.proves("A7")
@pytest.mark.parametrize(
    ("methods", "delivery"),
    [
        (("3",), Delivery.COLLECTED),
        (("3", "4"), Delivery.COLLECTED),
        (("3", "0"), Delivery.SHIPPED),
        (("0",), Delivery.SHIPPED),
        ((), Delivery.SHIPPED),
    ],
)
def test_what_is_collected_in_the_shop_is_known_by_its_lines(
    methods: tuple[str, ...], delivery: Delivery
) -> None:
    """A pick-up method on every physical line; a download does not count."""
    made = tuple(
        RawProduct(id=str(n), quantity=1, order_pickup_method_id=method)
        for n, method in enumerate(methods, 1)
    )
    download = RawProduct(id="9", quantity=1, type="digital")
    raw = RawOrder.model_validate(shop_order())
    assert order_of(raw, (*made, download), (), "", "Ounces").delivery is delivery
