"""eBay's labels: quotes, shipments bought at a rate, and what becomes of the orders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.ebay.api.logistics.quotes_and_shipments import VIA
from mockplace.platforms.ebay.api.rate_limits import LOGISTICS
from tests.wire.ebay.conftest import SCOPE, Seller
from tests.wire.ebay.logistics_requests import DOCK, PACKAGE, wanted
from tests.wire.label_reading import pdf_text, read_back

BASE = "/sell/logistics/v1_beta"
SHOP = "https://api.ebay.com/oauth/api_scope/sell.logistics"
MARKET = {"x-ebay-c-marketplace-id": "EBAY_US"}
HOUR = 3_600_000
QUOTE_KEYS = {
    "shippingQuoteId", "creationDate", "expirationDate", "orders", "packageSpecification",
    "shipFrom", "shipTo", "rates", "warnings",
}  # fmt: skip
RATE_KEYS = {
    "rateId", "shippingCarrierCode", "shippingCarrierName", "shippingServiceCode",
    "shippingServiceName", "baseShippingCost", "additionalOptions", "rateRecommendation",
    "minEstimatedDeliveryDate", "maxEstimatedDeliveryDate", "pickupType",
}  # fmt: skip
SHIPMENT_KEYS = {
    "shipmentId", "shipmentTrackingNumber", "creationDate", "labelSize", "labelDownloadUrl",
    "orders", "packageSpecification", "shipFrom", "shipTo", "returnTo", "rate",
}  # fmt: skip


def call(
    seller: Seller, method: str, path: str, json: Any = None, scope: str = SHOP, **more: str
) -> httpx.Response:
    """One call under a token for logistics, with the marketplace's header."""
    headers = {"authorization": f"Bearer {seller.token(scope)}"} | MARKET | more
    return seller.http.request(method, f"{BASE}{path}", json=json, headers=headers)


def quoted(seller: Seller, *orders: PlatformOrder, **changes: Any) -> dict[str, Any]:
    """A quote that is taken for granted."""
    answer = call(seller, "POST", "/shipping_quote", wanted(*orders, **changes))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def buy(seller: Seller, quote: dict[str, Any], place: int = 0, **changes: Any) -> httpx.Response:
    """A purchase of one of a quote's rates."""
    body = {"shippingQuoteId": quote["shippingQuoteId"], "rateId": quote["rates"][place]["rateId"]}
    return call(seller, "POST", "/shipment/create_from_shipping_quote", body | changes)


def error(answer: httpx.Response) -> tuple[int, int]:
    """The status and the number of a refusal, which is always of this interface's domain."""
    (entry,) = answer.json()["errors"]
    assert entry["domain"] == "API_LOGISTICS"
    return answer.status_code, entry["errorId"]


def weighing(value: str, unit: str) -> dict[str, Any]:
    """The package with another weight."""
    return PACKAGE | {"weight": {"value": value, "unit": unit}}


@pytest.fixture
def order(seller: Seller) -> PlatformOrder:
    """An order of two mugs and a candle."""
    return seller.world.buy("mug", "bay", [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)])


def test_a_quote_is_made_and_read_again(seller: Seller, order: PlatformOrder) -> None:
    """201 with its address; the documented keys and no others, and the buyer's own address."""
    answer = call(seller, "POST", "/shipping_quote", wanted(order))
    quote = answer.json()
    assert set(quote) == QUOTE_KEYS
    assert all(set(rate) == RATE_KEYS for rate in quote["rates"])
    assert quote["shipTo"]["contactAddress"]["addressLine1"] == order.buyer.street1
    assert (quote["packageSpecification"], quote["warnings"]) == (PACKAGE, [])
    where = answer.headers["location"]
    assert where.endswith(f"{BASE}/shipping_quote/{quote['shippingQuoteId']}")
    assert call(seller, "GET", where.partition(BASE)[2]).json() == quote
    (cheapest,) = [rate for rate in quote["rates"] if rate["rateRecommendation"]]
    assert cheapest["shippingServiceCode"] == "USPSGroundAdvantage"


def test_a_shipment_ships_its_order(seller: Seller, order: PlatformOrder) -> None:
    """The tracking number is the order's fulfilment at once, and subscribers would be told."""
    answer = buy(seller, quoted(seller, order), 1, additionalOptions=[{"optionType": "SIGNATURE"}])
    shipment = answer.json()
    assert (answer.status_code, set(shipment)) == (201, SHIPMENT_KEYS)
    base, total = (shipment["rate"][f"{name}ShippingCost"]["value"] for name in ("base", "total"))
    assert float(total) == pytest.approx(float(base) + 3.2)
    shown = seller.call("GET", f"/sell/fulfillment/v1/order/{order.order_id}").json()
    assert shown["orderFulfillmentStatus"] == "FULFILLED"
    assert shown["fulfillmentHrefs"][0].endswith(shipment["shipmentTrackingNumber"])
    assert order.packages[0].recorded_by == "buy-shipping"
    again = call(seller, "GET", f"/shipment/{shipment['shipmentId']}")
    assert again.json() == shipment


def test_the_label_is_a_pdf_until_it_is_cancelled(seller: Seller, order: PlatformOrder) -> None:
    """At the address in the shipment; cancelling deletes it and opens the order again."""
    shipment = buy(seller, quoted(seller, order), labelCustomMessage="Fragile (really)").json()
    where = shipment["labelDownloadUrl"].partition(BASE)[2]
    label = call(seller, "GET", where)
    assert label.headers["content-type"] == "application/pdf"
    assert label.content.startswith(b"%PDF")
    assert read_back(label.content) == shipment["shipmentTrackingNumber"]
    assert "Fragile (really)" in pdf_text(label.content)
    gone = call(seller, "POST", f"/shipment/{shipment['shipmentId']}/cancel")
    assert gone.json()["cancellation"]["cancellationStatus"] == "CANCELED"
    assert (order.status, order.packages) == ("open", [])
    assert error(call(seller, "GET", where)) == (404, 90005)
    assert error(call(seller, "POST", f"/shipment/{shipment['shipmentId']}/cancel")) == (409, 90260)
    assert call(seller, "GET", f"/shipment/{shipment['shipmentId']}").json() == gone.json()
    assert buy(seller, quoted(seller, order)).status_code == 201


def test_a_used_label_is_not_cancelled(seller: Seller, order: PlatformOrder) -> None:
    """Once the carrier has collected the parcel, it is on its way."""
    shipment = buy(seller, quoted(seller, order)).json()
    seller.world.advance_to(seller.world.now + 9 * HOUR)
    seller.tokens.clear()
    assert error(call(seller, "POST", f"/shipment/{shipment['shipmentId']}/cancel")) == (409, 90260)
    assert order.status == "shipped"


def test_one_parcel_holds_several_orders(seller: Seller) -> None:
    """Each of them has the tracking number, and each is open again when it is cancelled."""
    orders = [seller.world.buy(name, "bay", [("MUG-SLATE", 1, None)]) for name in ("a", "b", "c")]
    quote = quoted(seller, *orders)
    assert [one["errorId"] for one in quote["warnings"]] == [90135]  # three buyers, one address
    shipment = buy(seller, quote).json()
    assert {order.status for order in orders} == {"shipped"}
    numbers = {order.packages[0].tracking for order in orders}
    assert numbers == {shipment["shipmentTrackingNumber"]}
    call(seller, "POST", f"/shipment/{shipment['shipmentId']}/cancel")
    assert [(order.status, order.packages) for order in orders] == [("open", [])] * 3


def test_goods_sold_elsewhere_change_no_order(seller: Seller, order: PlatformOrder) -> None:
    """An order of another channel, or none at all, is the seller's own affair."""
    elsewhere = [{"channel": "ETSY", "orderId": order.order_id}]
    for named in ([], elsewhere):
        shipment = buy(seller, quoted(seller, orders=named, shipTo=DOCK)).json()
        assert shipment["orders"] == named
    assert order.status == "open"
    assert len({label.tracking for label in seller.world.labels.values()}) == 2


def test_a_quote_is_bought_once_and_in_time(seller: Seller, order: PlatformOrder) -> None:
    """The documented numbers of a second purchase and of a late one."""
    other = seller.world.buy("other", "bay", [("MUG-SLATE", 1, None)])
    first, second = quoted(seller, order), quoted(seller, other)
    assert buy(seller, first).status_code == 201
    assert error(buy(seller, first, 1)) == (409, 90210)
    seller.world.advance_to(seller.world.now + HOUR + 1)
    assert error(buy(seller, second)) == (409, 90200)
    assert other.status == "open"


@pytest.mark.parametrize(
    ("changes", "status", "number"),
    [
        ({"packageSpecification": None}, 400, 90010),
        ({"packageSpecification": {"dimensions": PACKAGE["dimensions"]}}, 400, 90010),
        ({"packageSpecification": weighing("0", "POUND")}, 400, 90020),
        ({"packageSpecification": weighing("2", "STONE")}, 400, 90020),
        ({"packageSpecification": weighing("71", "POUND")}, 409, 90120),
        ({"shipFrom": None}, 400, 90010),
        ({"shipFrom": {"fullName": "Dock"}}, 400, 90010),
        ({"shipTo": []}, 400, 90020),
        ({"shipTo": {"contactAddress": DOCK["contactAddress"] | {"city": 7}}}, 400, 90020),
        ({"shipTo": {"contactAddress": DOCK["contactAddress"] | {"countryCode": "U"}}}, 400, 90020),
        ({"packageSpecification": PACKAGE | {"weight": []}}, 400, 90020),
        (
            {"shipFrom": {"contactAddress": DOCK["contactAddress"] | {"countryCode": "CA"}}},
            409,
            90100,
        ),
        ({"orders": [{"channel": "EBAY", "orderId": "12-34567-89012"}]}, 400, 90110),
        ({"orders": [{"channel": "ETSY", "orderId": "1"}] * 11}, 409, 90133),
        ({"orders": [{"channel": "EBAY"}]}, 400, 90010),
        ({"orders": "all"}, 400, 90020),
    ],
)  # fmt: skip
def test_a_quote_is_refused_by_its_number(
    seller: Seller, order: PlatformOrder, changes: dict[str, Any], status: int, number: int
) -> None:
    """What is missing, wrong, unknown or nothing for the post."""
    answer = call(seller, "POST", "/shipping_quote", wanted(order, **changes))
    assert error(answer) == (status, number)
    assert seller.world.state.quotes == {}


def test_an_order_stands_in_a_parcel_once_and_has_an_address(
    seller: Seller, order: PlatformOrder
) -> None:
    """Twice the same is a wrong field; one without an address is nothing for the post."""
    twice = wanted(order, order)
    assert error(call(seller, "POST", "/shipping_quote", twice)) == (400, 90020)
    nowhere = seller.world.buy("nowhere", "bay", [("MUG-SLATE", 1, None)], address=False)
    assert error(call(seller, "POST", "/shipping_quote", wanted(nowhere))) == (409, 90130)


def test_what_cannot_be_shipped_is_no_order_of_the_shop(seller: Seller) -> None:
    """Unpaid ones do not exist here; shipped and cancelled ones are incompatible."""
    world = seller.world
    unpaid = world.buy("unpaid", "bay", [("MUG-SLATE", 1, None)], paid=False)
    gone = world.buy("gone", "bay", [("MUG-SLATE", 1, None)])
    sent = world.buy("sent", "bay", [("MUG-SLATE", 1, None)])
    raced = world.buy("raced", "bay", [("MUG-SLATE", 1, None)])
    quote = quoted(seller, raced)
    world.cancel("bay", gone.order_id)
    for order in (sent, raced):
        world.shipping.ship_elsewhere("bay", order.order_id, "USPS", f"94001{order.order_id[:2]}")

    def asked(order: PlatformOrder) -> tuple[int, int]:
        return error(call(seller, "POST", "/shipping_quote", wanted(order)))

    assert asked(unpaid) == (400, 90110)
    assert asked(gone) == asked(sent) == (409, 90130)
    assert error(buy(seller, quote)) == (409, 90130)
    assert world.labels == {}


def test_a_purchase_is_refused_by_its_number(seller: Seller, order: PlatformOrder) -> None:
    """A quote, a rate or an option that is none, and a body that is not an object."""
    quote = quoted(seller, order)
    for changes in (
        {"shippingQuoteId": "nobodys"},
        {"rateId": "nobodys"},
        {"rateId": 7},
        {"additionalOptions": [{"optionType": "DRONE"}]},
        {"additionalOptions": [{"optionType": "SIGNATURE"}] * 2},
        {"returnTo": "home"},
        {"labelCustomMessage": 7},
    ):
        assert error(buy(seller, quote, **changes))[0] == 400
    assert error(buy(seller, quote, rateId=None)) == (400, 90010)
    answer = call(seller, "POST", "/shipment/create_from_shipping_quote", [])
    assert error(answer) == (400, 90020)
    assert order.status == "open"


def test_the_scope_and_the_market_are_asked_for(seller: Seller, order: PlatformOrder) -> None:
    """A token for Fulfillment does not open labels, and the header says which market is meant."""
    refused = call(seller, "POST", "/shipping_quote", wanted(order), scope=SCOPE)
    assert (refused.status_code, refused.json()["errors"][0]["errorId"]) == (403, 1100)
    headers = {"authorization": f"Bearer {seller.token(SHOP)}"}
    bare = seller.http.post(f"{BASE}/shipping_quote", json=wanted(order), headers=headers)
    assert error(bare) == (400, 90010)


def test_nobody_sees_anothers_labels(seller: Seller, order: PlatformOrder) -> None:
    """What another account or another interface sold is not there."""
    quote = quoted(seller, order)
    shipment = buy(seller, quote).json()
    labels, quotes = seller.world.labels, seller.world.state.quotes
    label, kept = labels[shipment["shipmentId"]], quotes[quote["shippingQuoteId"]]
    for store, via in (("other", VIA), ("bay", "amazon-shipping")):
        labels[label.shipment_id] = replace(label, store=store, via=via)
        quotes[kept.quote_id] = replace(kept, store=store, via=via)
        for path in (f"/shipment/{label.shipment_id}", f"/shipping_quote/{kept.quote_id}"):
            assert error(call(seller, "GET", path)) == (404, 90005)
        assert error(buy(seller, quote)) == (400, 90020)


def test_its_day_has_a_quota_of_its_own(seller: Seller, order: PlatformOrder) -> None:
    """429 in eBay's envelope, while Fulfillment goes on."""
    limits = seller.world.limits
    limits.enforced = True
    quoted(seller, order)
    (counted,) = [key for key in limits.days if key.endswith(LOGISTICS.resource)]
    limits.days[counted] = (limits.days[counted][0], LOGISTICS.calls)
    answer = call(seller, "POST", "/shipping_quote", wanted(order))
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (429, 2001)
    assert seller.orders().status_code == 200


def test_a_broken_shop_says_so_by_its_own_number(seller: Seller) -> None:
    """500 with 90000, the number that the interface documents."""
    seller.world.faults.add(Fault("server_error", "getShipment", "ebay"))
    assert error(call(seller, "GET", "/shipment/any")) == (500, 90000)


@pytest.mark.parametrize("kind", ["malformed", "stale_read", "truncated_page", "repeated_page"])
def test_every_trouble_can_befall_a_file(
    seller: Seller, order: PlatformOrder, kind: FaultKind
) -> None:
    """A label is no JSON: a fault plays with it all the same, and the next try is whole."""
    shipment = buy(seller, quoted(seller, order)).json()
    where = f"/shipment/{shipment['shipmentId']}/download_label_file"
    seller.world.advance_to(seller.world.now + HOUR)  # so that the past has the label too
    seller.world.faults.add(Fault(kind, "downloadLabelFile", "ebay"))
    first = call(seller, "GET", where)
    assert first.status_code == 200
    assert first.content.startswith(b"%PDF") is (kind != "malformed")
    assert call(seller, "GET", where).content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["wrong_order", "stale_read", "not_found"])
@pytest.mark.parametrize("path", ["", "/download_label_file"])
def test_a_label_is_read_wrongly(seller: Seller, kind: FaultKind, path: str) -> None:
    """About another label, as it was before it was given back, or not at all; once."""
    world = seller.world
    bought = [
        buy(seller, quoted(seller, world.buy(name, "bay", [("MUG-SLATE", 1, None)]))).json()
        for name in ("one", "two")
    ]
    first, second = (f"/shipment/{one['shipmentId']}{path}" for one in bought)
    before, other = (call(seller, "GET", one).content for one in (first, second))
    world.advance_to(world.now + 10 * 60_000)
    if kind == "stale_read":
        call(seller, "POST", f"/shipment/{bought[0]['shipmentId']}/cancel")
    right = call(seller, "GET", first).content
    world.faults.add(Fault(kind, platform="ebay", delay=60_000))
    wrong = call(seller, "GET", first)
    if kind == "not_found":
        assert error(wrong) == (404, 90005)
    else:
        assert wrong.content == (other if kind == "wrong_order" else before)
    assert call(seller, "GET", first).content == right


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        ("image/png", "image/png", b"\x89PNG"),
        ("application/zpl", "application/zpl", b"^XA"),
        ("application/json", "application/pdf", b"%PDF"),
    ],
)
def test_accept_chooses_the_format_of_a_label(
    seller: Seller, order: PlatformOrder, accept: str, kind: str, begins: bytes
) -> None:
    """PDF for what is no format; a fault damages one answer, and the next is whole."""
    shipment = buy(seller, quoted(seller, order)).json()
    where = shipment["labelDownloadUrl"].partition(BASE)[2]
    whole = call(seller, "GET", where, accept=accept)
    assert (whole.headers["content-type"], whole.content[: len(begins)]) == (kind, begins)
    if kind != "application/zpl":
        assert read_back(whole.content) == shipment["shipmentTrackingNumber"]
    seller.world.faults.add(Fault("damaged_document", "downloadLabelFile", "ebay"))
    half = call(seller, "GET", where, accept=accept)
    assert half.content == whole.content[: len(whole.content) // 2]
    assert call(seller, "GET", where, accept=accept).content == whole.content
