"""Merchant Fulfillment: what carriers refuse, and what a parcel abroad asks of its seller."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mockplace.kernel.records import PlatformOrder
from tests.wire.amazon.conftest import Seller

INPUTS = "/mfn/v0/additionalSellerInputs"
GROUND = "USPS_PTP_GND_ADV"


@pytest.fixture
def order(seller: Seller) -> PlatformOrder:
    """An order that goes to Canada."""
    order = seller.world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    order.buyer = replace(order.buyer, country="CA")
    return order


def buy(seller: Seller, order: PlatformOrder, **changes: Any) -> Any:
    """A purchase whose body has further parts."""
    body = {"ShipmentRequestDetails": seller.wish(order.order_id), "ShippingServiceId": GROUND}
    token = seller.restricted("POST", "/mfn/v0/shipments")
    return seller.call("POST", "/mfn/v0/shipments", json=body | changes, token=token)


def filled(fields: list[dict[str, Any]], values: dict[str, str]) -> list[dict[str, Any]]:
    """The inputs that a list of definitions asks for."""
    names = [field["AdditionalInputFieldName"] for field in fields]
    return [
        {
            "AdditionalInputFieldName": name,
            "AdditionalSellerInput": {"DataType": "String", "ValueAsString": values[name]},
        }
        for name in names
    ]


def asked(seller: Seller, order: PlatformOrder, country: str = "US") -> Any:
    """The fields that a service asks for."""
    sender = {"CountryCode": country}
    body = {"ShippingServiceId": GROUND, "OrderId": order.order_id, "ShipFromAddress": sender}
    return seller.call("POST", INPUTS, json=body)


def test_a_border_asks_for_what_the_fields_say(seller: Seller, order: PlatformOrder) -> None:
    """Offers say that inputs are needed; with those that the operation names the label is sold."""
    (first, *_others) = seller.services(order.order_id).json()["payload"]["ShippingServiceList"]
    assert first["RequiresAdditionalSellerInputs"] is True
    assert buy(seller, order).status_code == 400
    fields = asked(seller, order).json()["payload"]
    (item,) = fields["ItemLevelFieldsList"]
    assert item["Asin"] == order.lines[0].listing_id
    values = {
        "NonDeliveryInstructions": "Return", "HarmonizedSystemCode": "691110",
        "CountryOfOrigin": "FR",
    }  # fmt: skip

    def sold(values: dict[str, str]) -> int:
        details = seller.wish(order.order_id)
        inputs = filled(item["AdditionalInputs"], values)
        details["ItemList"][0]["ItemLevelSellerInputsList"] = inputs
        shipment = filled(fields["ShipmentLevelFields"], values)
        answer = buy(
            seller,
            order,
            ShipmentRequestDetails=details,
            ShipmentLevelSellerInputsList=shipment,
        )
        status: int = answer.status_code
        return status

    assert sold(values | {"NonDeliveryInstructions": "Burn"}) == 400
    assert sold(values | {"HarmonizedSystemCode": "mug"}) == 400
    assert order.status == "open"
    assert sold(values) == 200
    assert order.status == "shipped"


def test_nothing_is_asked_within_a_country(seller: Seller, order: PlatformOrder) -> None:
    """Empty lists, one of them for each article."""
    fields = asked(seller, order, "CA").json()["payload"]
    assert fields["ShipmentLevelFields"] == []
    assert [one["AdditionalInputs"] for one in fields["ItemLevelFieldsList"]] == [[]]


@pytest.mark.parametrize("country", ["XX", "USA", "1", "ZZ"])
def test_a_country_that_is_none_is_refused(
    seller: Seller, order: PlatformOrder, country: str
) -> None:
    """In the words of Amazon's sandbox."""
    entry = asked(seller, order, country).json()["errors"][0]
    assert entry["message"] == "Invalid Ship From Address when calling GetAdditionalSellerInputs"


def test_inputs_need_an_order_and_a_service(seller: Seller, order: PlatformOrder) -> None:
    """404 for an order of nobody's, 400 for a service of nobody's."""
    assert asked(seller, replace(order, order_id="111-0000000-0000000")).status_code == 404
    body = {"ShippingServiceId": "NOBODYS", "OrderId": order.order_id, "ShipFromAddress": {}}
    assert seller.call("POST", INPUTS, json=body).status_code == 400


@pytest.mark.parametrize(
    ("changes", "street", "code", "carriers"),
    [
        ({"Weight": {"Unit": "oz", "Value": 1136}}, "1 Elm St", "PACKAGE_TOO_HEAVY", {"USPS"}),
        ({}, "PO Box 7", "CARRIER_CANNOT_SHIP_TO_POBOX", {"UPS", "FedEx"}),
    ],
)
def test_what_a_carrier_does_not_carry_is_rejected(
    seller: Seller, changes: dict[str, Any], street: str, code: str, carriers: set[str]
) -> None:
    """Named among the rejected, and not sold either."""
    order = seller.world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    order.buyer = replace(order.buyer, street1=street)
    payload = seller.services(order.order_id, **changes).json()["payload"]
    rejected = payload["RejectedShippingServiceList"]
    assert {one["RejectionReasonCode"] for one in rejected} == {code}
    assert {one["CarrierName"] for one in rejected} == carriers
    refused = seller.buy(order.order_id, rejected[0]["ShippingServiceId"], **changes)
    assert refused.status_code == 400


def test_hazardous_goods_go_by_ground(seller: Seller) -> None:
    """Said of an item or of the purchase; a kind that is none is refused."""
    order = seller.world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    details = seller.wish(order.order_id)
    details["ItemList"][0]["IsHazmat"] = True
    wish = {"ShipmentRequestDetails": details}
    payload = seller.call("POST", "/mfn/v0/eligibleShippingServices", json=wish).json()["payload"]
    assert {one["ShippingServiceId"] for one in payload["ShippingServiceList"]} == {
        GROUND,
        "UPS_PTP_GND",
    }
    by_air = {"ShippingServiceId": "UPS_PTP_2ND_DAY_AIR", "HazmatType": "LQHazmat"}
    assert buy(seller, order, **by_air).status_code == 400
    assert buy(seller, order, HazmatType="Some").status_code == 400
    assert buy(seller, order, HazmatType="LQHazmat").status_code == 200


def test_a_ship_date_too_far_away_is_refused(seller: Seller) -> None:
    """No carrier takes a parcel for the end of the calendar."""
    order = seller.world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    assert seller.services(order.order_id, ShipDate="9999-12-29T00:00:00Z").status_code == 400
