"""EBay: what an order means, listings that move, and fulfilments that are only ever added."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from shiponce.domain.order import Delivery, Grade, ImportedOrder, OrderStatus, Package
from shiponce.domain.shipment import Confirmation
from shiponce.errors import Declined, NotAuthorised, NotCorrectable, NotThere, ServerTrouble
from shiponce.platforms.ebay.orders import RawOrder, order_of
from shiponce.ports import PlatformAdapter
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import EBAY
from tests.unit.platforms.conftest import Wire, at, ebay_order, reply, store

ORDERS = "/sell/fulfillment/v1/order"
ID = "27-10411-55083"
ORDER = f"{ORDERS}/{ID}"
FULFILMENTS = f"{ORDER}/shipping_fulfillment"
TOKENS = "/identity/v1/oauth2/token"


@pytest.fixture
def bay(wire: Wire) -> PlatformAdapter:
    """The adapter of one seller."""
    return wire.connections().platform(store(EBAY))


def read(wire: Wire, bay: PlatformAdapter, **changes: object) -> ImportedOrder:
    """What becomes of an order with some changes."""
    wire.on("GET", ORDER, reply(ebay_order(**changes)))
    found = bay.read(ID)
    assert isinstance(found, ImportedOrder), found
    return found


def confirmation(**changes: Any) -> Confirmation:
    """A fulfilment of the first line."""
    known: dict[str, Any] = {
        "platform": EBAY,
        "remote_order": ID,
        "reference": "7",
        "carrier": "FedEx",
        "service": "",
        "tracking": "12 34-56",
        "shipped_at": NOON,
        "lines": (("71", 2),),
    }
    return Confirmation(**known | changes)


def error(number: int, message: str) -> dict[str, object]:
    """EBay's envelope of a refusal."""
    return {"errors": [{"errorId": number, "domain": "API_FULFILLMENT", "message": message}]}


def test_an_order_in_our_words(wire: Wire, bay: PlatformAdapter) -> None:
    """A line's cost is the whole line's, and the earliest line decides when it must leave."""
    order = read(wire, bay)
    (key,) = order.keys
    assert (key.key.platform, key.key.value) == (EBAY, ID)
    assert (key.grade, key.field) == (Grade.PROVES, "orderId")
    assert [line.price.minor for line in order.lines] == [2000, 800]
    assert order.ship_by is not None
    assert order.ship_by.day == 23
    assert order.status is OrderStatus.AWAITING_SHIPMENT


def test_an_order_id_of_the_older_shape_is_read(wire: Wire, bay: PlatformAdapter) -> None:
    """Item and transaction, joined by an exclamation mark or a hyphen, are an id too."""
    old = "280010101010-27410101023!27010101010"
    wire.on("GET", f"{ORDERS}/{old}", reply(ebay_order(orderId=old)))
    assert bay.read(old).remote_id == old


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"orderFulfillmentStatus": "IN_PROGRESS"}, "awaiting_shipment"),
        ({"orderFulfillmentStatus": "FULFILLED"}, "shipped"),
        ({"orderPaymentStatus": "PENDING"}, "awaiting_payment"),
        ({"orderPaymentStatus": "FAILED"}, "awaiting_payment"),
        ({"orderPaymentStatus": "PARTIALLY_REFUNDED"}, "awaiting_shipment"),
        ({"orderPaymentStatus": "FULLY_REFUNDED"}, "cancelled"),
        ({"cancelStatus": {"cancelState": "CANCELED"}}, "cancelled"),
        ({"cancelStatus": {"cancelState": "IN_PROGRESS"}}, "awaiting_shipment"),
    ],
)
def test_every_status_has_a_place(
    wire: Wire, bay: PlatformAdapter, changes: dict[str, object], status: str
) -> None:
    """Payment, cancellation and fulfilment together say where an order stands."""
    wire.on("GET", f"{ORDERS}/{ID}/shipping_fulfillment", reply({"fulfillments": []}))
    assert read(wire, bay, **changes).status.value == status


def page(*orders: dict[str, Any], total: int, more: bool = False) -> httpx.Response:
    """A page of a listing; its next address is on another host, where no token must go."""
    body: dict[str, Any] = {"total": total, "orders": list(orders)}
    return reply(body | ({"next": "https://elsewhere.example/order?offset=200"} if more else {}))


def test_pages_go_by_offset_and_never_to_another_host(wire: Wire, bay: PlatformAdapter) -> None:
    """The next address says that there is a next page, and nothing of where it is."""
    wire.on(
        "GET",
        ORDERS,
        page(ebay_order(), total=2, more=True),
        page(ebay_order(orderId="27-1"), total=2),
    )
    pages = list(bay.listing(at("09:00:00"), at("11:00:00")))
    assert [p.last for p in pages] == [False, True]
    one, two = wire.sent(ORDERS)
    assert one.url.params["filter"] == "lastmodifieddate:[2026-11-20T09:00:00.000Z..]"
    assert [r.url.params["offset"] for r in (one, two)] == ["0", "200"]
    assert {r.url.host for r in wire.requests} == {"api.ebay.com"}


def test_a_listing_that_moved_is_read_again(wire: Wire, bay: PlatformAdapter) -> None:
    """Two rows of one order where three orders are counted: one slipped between the pages."""
    a, b, c = (ebay_order(orderId=f"27-{n}") for n in "123")
    wire.on(
        "GET",
        ORDERS,
        page(a, b, total=3, more=True),
        page(b, total=3),
        page(a, b, c, total=3),
    )
    pages = list(bay.listing(at("09:00:00"), at("11:00:00")))
    assert {o.remote_id for p in pages for o in p.orders} == {"27-1", "27-2", "27-3"}
    assert [p.last for p in pages] == [False, False, True]


def test_a_listing_that_never_adds_up_still_ends(wire: Wire, bay: PlatformAdapter) -> None:
    """A wrong count must not keep an import busy for ever."""
    wire.on("GET", ORDERS, page(ebay_order(), total=9))
    assert len(list(bay.listing(at("09:00:00"), at("11:00:00")))) == 3


def test_a_fulfilment_is_added(wire: Wire, bay: PlatformAdapter) -> None:
    """Tracking goes as letters and digits only; the id comes back in Location."""
    where = f"https://api.ebay.com{FULFILMENTS}/123456"
    wire.on("POST", FULFILMENTS, httpx.Response(201, headers={"Location": where}))
    assert bay.confirm(confirmation()) == "123456"
    assert json.loads(wire.sent(FULFILMENTS)[0].content) == {
        "lineItems": [{"lineItemId": "71", "quantity": 2}],
        "shippedDate": "2026-11-20T12:00:00.000Z",
        "shippingCarrierCode": "FedEx",
        "trackingNumber": "123456",
    }


def test_without_lines_every_line_is_named(wire: Wire, bay: PlatformAdapter) -> None:
    """EBay wants its lines named, so they are read first."""
    wire.on("GET", ORDER, reply(ebay_order()))
    wire.on("POST", FULFILMENTS, httpx.Response(201))
    bay.confirm(confirmation(lines=()))
    body = json.loads(wire.sent(FULFILMENTS)[0].content)
    assert [(n["lineItemId"], n["quantity"]) for n in body["lineItems"]] == [("71", 2), ("72", 1)]


def test_the_read_back(wire: Wire, bay: PlatformAdapter) -> None:
    """The fulfilments on record; a quantity that is missing is one."""
    shown = {
        "fulfillmentId": "123456",
        "shipmentTrackingNumber": "123456",
        "shippingCarrierCode": "FedEx",
        "lineItems": [{"lineItemId": "71", "quantity": 2}, {"lineItemId": "72"}],
    }
    wire.on("GET", FULFILMENTS, reply({"fulfillments": [shown], "total": 1}))
    order = {"orderId": ID, "lineItems": [{"lineItemId": "71"}, {"lineItemId": "72"}]}
    wire.on("GET", f"/sell/fulfillment/v1/order/{ID}", reply(order))
    assert bay.packages(ID) == (Package("123456", "FedEx", "123456", (("71", 2), ("72", 1))),)


def test_a_fulfilment_of_another_order_s_lines_is_no_answer(
    wire: Wire, bay: PlatformAdapter
) -> None:
    """It is about another order: it shows nothing of ours, and that there is nothing neither."""
    shown = {
        "fulfillmentId": "1",
        "shipmentTrackingNumber": "1",
        "lineItems": [{"lineItemId": "99"}],
    }
    wire.on("GET", FULFILMENTS, reply({"fulfillments": [shown], "total": 1}))
    order = {"orderId": ID, "lineItems": [{"lineItemId": "71"}]}
    wire.on("GET", f"/sell/fulfillment/v1/order/{ID}", reply(order))
    with pytest.raises(ServerTrouble):
        bay.packages(ID)


@pytest.mark.parametrize("tracking", ["1Zé9", "№123", "---"])
def test_a_tracking_number_that_ebay_does_not_take_is_not_emptied(
    wire: Wire, bay: PlatformAdapter, tracking: str
) -> None:
    """Letters and digits only; blanks and hyphens that group them are left out."""
    with pytest.raises(NotCorrectable) as refused:
        bay.confirm(confirmation(tracking=tracking))
    assert refused.value.code == "error.tracking_letters"
    assert not wire.sent(FULFILMENTS)


def test_a_token_is_renewed_once(wire: Wire, bay: PlatformAdapter) -> None:
    """401 makes one new token and one new try; a second 401 is the answer."""
    gone = reply(error(1001, "Invalid access token"), 401)
    wire.on("GET", ORDER, gone, reply(ebay_order()))
    assert bay.read(ID).remote_id == ID
    wire.on("GET", ORDER, gone)
    with pytest.raises(NotAuthorised):
        bay.read(ID)
    assert len(wire.sent(TOKENS)) == 3


@pytest.mark.parametrize("status", [400, 404])
def test_an_order_that_ebay_does_not_know(wire: Wire, bay: PlatformAdapter, status: int) -> None:
    """Its number 32100 means so, whichever status comes with it."""
    wire.on("GET", ORDER, reply(error(32100, "Invalid order ID"), status))
    with pytest.raises(NotThere):
        bay.read(ID)


def test_a_refusal_has_ebays_words(wire: Wire, bay: PlatformAdapter) -> None:
    """The number is kept as the code, the sentence as the reason."""
    wire.on("POST", FULFILMENTS, reply(error(34500, "Please use PUT"), 400))
    with pytest.raises(Declined) as no:
        bay.confirm(confirmation())
    assert (no.value.reason, no.value.reason_code) == ("Please use PUT", "34500")


@pytest.mark.proves("A7")
@pytest.mark.parametrize(
    ("kind", "delivery"),
    [
        ("PREPARE_FOR_PICKUP", Delivery.COLLECTED),
        ("SHIP_TO", Delivery.SHIPPED),
        ("DIGITAL", Delivery.SHIPPED),
    ],
)
def test_what_the_buyer_collects_is_known_by_its_instructions(
    kind: str, delivery: Delivery
) -> None:
    """Click and collect has a shop and no ship-to address."""
    start = {"fulfillmentInstructionsType": kind}
    order = order_of(RawOrder.model_validate(ebay_order(fulfillmentStartInstructions=[start])))
    assert (order.delivery, order.ship_to) == (delivery, None)
