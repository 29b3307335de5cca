"""Amazon's own library as a judge of Amazon Shipping v2: a missing field is a ValueError to it."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from tests.wire.clients.amazons_own import amazons_client, unnamed
from tests.wire.clients.conftest import MINUTE
from tests.wire.clients.shipping_v2 import PAPER, parcel, purchase

spapi = pytest.importorskip("spapi", reason="amzn-sp-api is not installed")
models = pytest.importorskip("spapi.models.shipping_v2")

GROUND, TWO_DAY = "USPS_PTP_GND_ADV", "UPS_PTP_2ND_DAY_AIR"
BUSINESS = {"x_amzn_shipping_business_id": "AmazonShipping_US"}


class Judge:
    """The library's interface over one seller's client."""

    def __init__(self, world: World, base: str) -> None:
        self.client = amazons_client(world, base)
        self.shipping = spapi.ShippingApi(self.client)
        self.orders = spapi.OrdersV0Api(self.client)

    def call(self, operation: str, kind: str, *args: Any, **asked: Any) -> Any:
        """The payload on the wire, once the models have taken it."""
        found = getattr(self.shipping, operation)(*args, **BUSINESS, **asked)
        assert type(found).__name__ == kind
        return json.loads(self.client.last_response.data)["payload"]

    def rates(self, order: PlatformOrder | None, **changes: Any) -> Any:
        """Rates for everything in an order."""
        return self.call("get_rates", "GetRatesResponse", parcel(order, **changes))

    def buy(self, body: dict[str, Any], **asked: Any) -> Any:
        """A purchase."""
        return self.call("purchase_shipment", "PurchaseShipmentResponse", body, **asked)

    def status(self, order: PlatformOrder) -> str:
        """The order's status as Orders v0 has it."""
        return str(self.orders.get_order(order.order_id).payload.order_status)


@pytest.fixture
def judge(world: World, base: str) -> Judge:
    """The library with the seller's credentials."""
    return Judge(world, base)


@pytest.fixture
def order(world: World) -> PlatformOrder:
    """An order of two mugs."""
    return world.buy("mug", "amz", [("MUG-SLATE", 2, None)])


def _refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, str, str]:
    (entry,) = json.loads(refused.value.body)["errors"]
    return refused.value.status, entry["code"], entry["details"]


def test_its_models_take_rates_a_label_its_documents_and_its_end(
    judge: Judge, order: PlatformOrder
) -> None:
    """From the rates to the cancellation, and the order goes along."""
    rates = judge.rates(order)
    bought = judge.buy(purchase(rates, GROUND))
    assert judge.status(order) == "Shipped"
    (package,) = bought["packageDocumentDetails"]
    assert b64decode(package["packageDocuments"][0]["contents"]).startswith(b"%PDF")
    again = judge.call(
        "get_shipment_documents",
        "GetShipmentDocumentsResponse",
        bought["shipmentId"],
        "box-1",
        format="ZPL",
        dpi=203,
    )
    (document,) = again["packageDocumentDetail"]["packageDocuments"]
    assert b64decode(document["contents"]).startswith(b"^XA")
    asked = (package["trackingId"], "USPS")
    told = judge.call("get_tracking", "GetTrackingResponse", *asked)
    assert told["summary"]["status"] == "PreTransit"
    done = judge.call("cancel_shipment", "CancelShipmentResponse", bought["shipmentId"])
    assert (done, judge.status(order)) == ({}, "Unshipped")
    told = judge.call("get_tracking", "GetTrackingResponse", *asked)
    assert told["summary"]["status"] == "PickupCancelled"


def test_its_models_take_what_is_ineligible_for_prime(world: World, judge: Judge) -> None:
    """What would miss the promise stands apart with its documented reason, and cannot be bought."""
    prime = world.buy("prime", "amz", [("MUG-SLATE", 1, None)], prime=True)
    rates = judge.rates(prime)
    late = {one["serviceId"]: one["ineligibilityReasons"] for one in rates["ineligibleRates"]}
    assert late[GROUND][0]["code"] == "LATE_DELIVERY"
    assert GROUND not in [one["serviceId"] for one in rates["rates"]]
    assert judge.buy(purchase(rates, TWO_DAY))["benefits"]["includedBenefits"]


def test_its_models_take_goods_sold_elsewhere(world: World, judge: Judge, base: str) -> None:
    """A label without an order of Amazon's changes none, and is tracked to the door."""
    bought = judge.buy(purchase(judge.rates(None), GROUND))
    (package,) = bought["packageDocumentDetails"]
    world.advance_to(world.labels[bought["shipmentId"]].arrives)
    judge = Judge(world, base)  # its token has had its hour
    told = judge.call("get_tracking", "GetTrackingResponse", package["trackingId"], "USPS")
    assert [one["eventCode"] for one in told["eventHistory"]] == [
        "ReadyForReceive", "PickupDone", "OutForDelivery", "Delivered",
    ]  # fmt: skip
    assert told["eventHistory"][-1]["location"]["postalCode"] == "89503"
    assert world.orders == {}
    with pytest.raises(spapi.ApiException) as refused:
        judge.shipping.cancel_shipment(bought["shipmentId"])
    assert _refusal(refused)[:2] == (400, "InvalidInput")


def test_its_models_take_one_click(judge: Judge, order: PlatformOrder) -> None:
    """The first of the services that can be had, with what it cost."""
    body = parcel(order) | {
        "labelSpecifications": PAPER | {"format": "PNG"},
        "serviceSelection": {"serviceId": ["NOBODYS", TWO_DAY, GROUND]},
    }
    bought = judge.call("one_click_shipment", "OneClickShipmentResponse", body)
    assert bought["service"]["id"] == TWO_DAY
    assert bought["carrier"] == {"id": "UPS", "name": "UPS"}
    assert judge.status(order) == "Shipped"


def test_its_models_take_the_inputs_of_a_parcel_abroad(judge: Judge, order: PlatformOrder) -> None:
    """A border asks for a tariff code by a JSON schema, and a purchase without it is refused."""
    order.buyer = replace(order.buyer, country="CA")
    rates = judge.rates(order)
    body = purchase(rates, GROUND)
    asked = (body["requestToken"], body["rateId"])
    schema = judge.call("get_additional_inputs", "GetAdditionalInputsResponse", *asked)
    assert schema["required"] == ["harmonizedSystemCode"]
    assert all(one["requiresAdditionalInputs"] for one in rates["rates"])
    with pytest.raises(spapi.ApiException) as refused:
        judge.shipping.purchase_shipment(body)
    assert _refusal(refused) == (
        400, "InvalidRequest", "AdditionalInputs object cannot be null",
    )  # fmt: skip
    judge.buy(body | {"additionalInputs": {"harmonizedSystemCode": "691110"}})


def test_its_models_take_the_inputs_of_merchant_fulfillment(
    judge: Judge, order: PlatformOrder
) -> None:
    """A definition with every part that the models require, once the parcel crosses a border."""
    order.buyer = replace(order.buyer, country="CA")
    sender = {
        "Name": "Dock", "AddressLine1": "1 Dock Rd", "Email": "dock@example.test", "City": "Reno",
        "PostalCode": "89502", "CountryCode": "US", "Phone": "7755550100",
    }  # fmt: skip
    body = {"ShippingServiceId": GROUND, "OrderId": order.order_id, "ShipFromAddress": sender}
    found = spapi.MerchantFulfillmentApi(judge.client).get_additional_seller_inputs(body)
    (field,) = found.payload.shipment_level_fields
    assert field.seller_input_definition.restricted_set_values == ["Abandon", "Return"]


def test_it_meets_an_expired_token(world: World, judge: Judge, order: PlatformOrder) -> None:
    """Ten minutes after the rates the code is TOKEN_EXPIRED, and nothing was bought."""
    body = purchase(judge.rates(order), GROUND)
    world.advance_to(world.now + 10 * MINUTE + 1)
    with pytest.raises(spapi.ApiException) as refused:
        judge.shipping.purchase_shipment(body)
    assert _refusal(refused)[:2] == (400, "TOKEN_EXPIRED")
    assert world.labels == {}


def test_its_retry_by_the_key_buys_once(world: World, judge: Judge, order: PlatformOrder) -> None:
    """The same key is the same purchase; without it the token is used up."""
    body = purchase(judge.rates(order), GROUND)
    first = judge.buy(body, x_amzn_idempotency_key="k-1")
    assert judge.buy(body, x_amzn_idempotency_key="k-1") == first
    with pytest.raises(spapi.ApiException) as refused:
        judge.shipping.purchase_shipment(body)
    assert _refusal(refused)[:2] == (400, "InvalidInput")
    assert len(world.labels) == 1


def test_it_meets_what_is_not_there(judge: Judge, order: PlatformOrder) -> None:
    """Shipments, tracking numbers and orders of nobody's, and a business that Amazon has not."""
    for operation, asked in (
        ("cancel_shipment", ("nobodys",)),
        ("get_shipment_documents", ("nobodys", "box-1")),
        ("get_tracking", ("nobodys", "USPS")),
    ):
        with pytest.raises(spapi.ApiException) as refused:
            getattr(judge.shipping, operation)(*asked)
        assert _refusal(refused)[:2] == (404, "NotFound")
    with pytest.raises(spapi.ApiException) as refused:
        judge.shipping.get_rates(parcel(order), x_amzn_shipping_business_id="AmazonShipping_MOON")
    assert _refusal(refused)[:2] == (400, "InvalidRequest")


def test_it_meets_the_limit(world: World, judge: Judge) -> None:
    """A hundred at once, and then 429 with the vendor's code."""
    world.limits.buckets.clear()
    body = {"channelDetails": None}
    seen = []
    for _ in range(101):
        with pytest.raises(spapi.ApiException) as refused:
            judge.shipping.get_rates(body)
        seen.append(_refusal(refused)[1])
    assert _refusal(refused)[:2] == (429, "QuotaExceeded")
    assert seen == ["InvalidRequest"] * 100 + ["QuotaExceeded"]


def test_the_closed_reading_sees_a_key_too_many() -> None:
    """The check itself: a key at any depth that no model names is found by its path."""
    event = {"eventCode": "Gone", "eventTime": "x", "location": {"city": "Reno", "zip": "1"}}
    found = {"payload": {"trackingId": "1", "eventHistory": [event], "more": 1}}
    assert sorted(unnamed(found, "GetTrackingResponse", models)) == [
        ".payload.eventHistory[0].eventCode=Gone",
        ".payload.eventHistory[0].location.zip",
        ".payload.more",
    ]
