"""Merchant Fulfillment: services, labels, and what buying one does to the order."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind

if TYPE_CHECKING:
    from tests.wire.amazon.conftest import Seller

SHIPMENTS = "/mfn/v0/shipments"
TWO_DAY = "UPS_PTP_2ND_DAY_AIR"
GROUND = "USPS_PTP_GND_ADV"


def _services(answer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    payload = answer.json()["payload"]
    return (
        {one["ShippingServiceId"]: one for one in payload["ShippingServiceList"]},
        {one["ShippingServiceId"]: one for one in payload["RejectedShippingServiceList"]},
    )


@pytest.mark.proves("P2")
def test_a_prime_order_is_offered_only_what_keeps_the_promise(seller: Seller) -> None:
    """What would arrive after the promised day is named among the rejected, with the reason."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)], prime=True)
    good, late = _services(seller.services(order.order_id))
    assert TWO_DAY in good
    assert GROUND in late
    assert late[GROUND]["RejectionReasonCode"] == "CANNOT_ARRIVE_BY_PROMISE"
    assert all(
        one["LatestEstimatedDeliveryDate"] <= "2026-11-23T07:59:59Z" for one in good.values()
    )
    refused = seller.buy(order.order_id, GROUND)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")


def test_any_service_is_offered_for_another_order(seller: Seller) -> None:
    """Without Prime nothing is rejected; a late service loses its claims protection."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    good, late = _services(seller.services(order.order_id))
    assert {TWO_DAY, GROUND} <= set(good)
    assert late == {}
    seller.world.advance_to(order.deliver_by)
    seller.tokens.clear()
    good, _late = _services(seller.services(order.order_id))
    (excluded,) = good[GROUND]["Benefits"]["ExcludedBenefits"]
    assert excluded["ReasonCodes"] == ["LATE_DELIVERY_RISK"]


def test_the_callers_own_last_day_counts(seller: Seller) -> None:
    """MustArriveByDate rejects what comes later, for any order."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    answer = seller.services(order.order_id, MustArriveByDate="2026-11-22T23:00:00Z")
    good, late = _services(answer)
    assert (TWO_DAY in good, GROUND in late) == (True, True)


def test_heavier_parcels_cost_more(seller: Seller) -> None:
    """The price follows the weight, in ounces or grams alike."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])

    def price(value: float, unit: str) -> float:
        answer = seller.services(order.order_id, Weight={"Value": value, "Unit": unit})
        amount = _services(answer)[0][GROUND]["Rate"]["Amount"]
        assert isinstance(amount, float)
        return amount

    assert price(100, "g") < price(900, "g")
    assert price(16, "oz") == price(453, "g")


@pytest.mark.proves("N10")
def test_buying_a_label_confirms_the_shipment(seller: Seller) -> None:
    """The order is shipped with the label's number, and a confirmation now finds nothing."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)], prime=True)
    good, _late = _services(seller.services(order.order_id))
    answer = seller.buy(order.order_id, TWO_DAY, good[TWO_DAY]["ShippingServiceOfferId"])
    bought = answer.json()["payload"]
    assert (answer.status_code, bought["Status"]) == (200, "Purchased")
    assert bought["ShippingService"]["Rate"] == good[TWO_DAY]["Rate"]
    shown = seller.get(
        f"/orders/2026-01-01/orders/{order.order_id}", includedData="FULFILLMENT,PACKAGES"
    ).json()["order"]
    assert shown["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert shown["orderItems"][0]["fulfillment"]["quantityUnfulfilled"] == 0
    assert [p["trackingNumber"] for p in shown["packages"]] == [bought["TrackingId"]]
    assert order.packages[0].recorded_by == "buy-shipping"
    assert seller.confirm(order.order_id).status_code == 400


def test_a_label_is_a_gzipped_document_with_its_md5(seller: Seller) -> None:
    """Each format unpacks to a document of its kind, and the checksum is the document's."""
    heads = {"PDF": b"%PDF-1.", "PNG": b"\x89PNG", "ZPL203": b"^XA"}
    for label_format, head in heads.items():
        order = seller.world.buy(label_format, "amz", [("MUG-SLATE", 1, None)])
        options = {
            "DeliveryExperience": "NoTracking",
            "CarrierWillPickUp": False,
            "LabelFormat": label_format,
        }
        answer = seller.buy(order.order_id, GROUND, ShippingServiceOptions=options)
        label = answer.json()["payload"]["Label"]
        raw = gzip.decompress(b64decode(label["FileContents"]["Contents"]))
        digest = hashlib.md5(raw, usedforsecurity=False).digest()
        assert raw.startswith(head)
        assert label["FileContents"]["Checksum"] == b64encode(digest).decode()
        assert label["LabelFormat"] == label_format


def test_a_shipped_order_gets_no_second_label(seller: Seller) -> None:
    """Neither services nor a label, whoever told Amazon of the shipment."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    seller.confirm(order.order_id)
    assert seller.services(order.order_id).status_code == 400
    assert seller.buy(order.order_id, GROUND).status_code == 400


def test_an_offer_ends(seller: Seller) -> None:
    """After half an hour, for another order or another service, an offer is not taken."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    other = seller.world.buy("b", "amz", [("MUG-SLATE", 1, None)])
    good, _late = _services(seller.services(order.order_id))
    offer = good[GROUND]["ShippingServiceOfferId"]
    assert seller.buy(other.order_id, GROUND, offer).status_code == 400
    assert seller.buy(order.order_id, TWO_DAY, offer).status_code == 400
    seller.world.advance_to(seller.world.now + 30 * 60_000 + 1)
    late = seller.buy(order.order_id, GROUND, offer)
    assert late.status_code == 400
    assert "expired" in late.json()["errors"][0]["details"]


def test_a_label_given_back_frees_its_units(seller: Seller) -> None:
    """Cancelling answers RefundPending with an empty label; the order is unshipped again."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    bought = seller.buy(order.order_id, GROUND).json()["payload"]
    path = f"{SHIPMENTS}/{bought['ShipmentId']}"
    read = seller.call("GET", path, token=seller.restricted("GET", path)).json()["payload"]
    assert read == bought
    void = seller.call("DELETE", path, token=seller.restricted("DELETE", path)).json()["payload"]
    assert void["Status"] == "RefundPending"
    assert void["Label"]["FileContents"] == {"Contents": "", "FileType": "", "Checksum": ""}
    assert "LabelFormat" not in void["Label"]
    assert (order.status, order.packages) == ("open", [])
    assert seller.buy(order.order_id, GROUND).status_code == 200


def test_shipments_need_a_restricted_token(seller: Seller) -> None:
    """They show where a buyer lives: a plain token gets 403, for every operation on them."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    body = {"ShipmentRequestDetails": seller.wish(order.order_id), "ShippingServiceId": GROUND}
    path = f"{SHIPMENTS}/5f0c9a52-7d1e-4a5d-9b0a-2f6d3c1b7e10"
    assert seller.call("POST", SHIPMENTS, json=body).status_code == 403
    assert seller.call("GET", path).status_code == 403
    assert seller.call("DELETE", path).status_code == 403
    token = seller.restricted("GET", f"{SHIPMENTS}/{{shipmentId}}")
    assert seller.call("GET", path, token=token).status_code == 404
    assert seller.call("GET", f"{SHIPMENTS}/77", token=token).status_code == 400


FROM = {
    "Name": "D",
    "AddressLine1": "1",
    "Email": "d@example.test",
    "City": "Reno",
    "PostalCode": "89502",
    "CountryCode": "USA",
    "Phone": "7",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"AmazonOrderId": "TEST_CASE_400"},
        {"AmazonOrderId": 7},
        {"ItemList": []},
        {"ItemList": [{"OrderItemId": "1", "Quantity": 1}]},
        {"ItemList": "all"},
        {"ShipFromAddress": FROM},
        {"ShipFromAddress": {}},
        {"PackageDimensions": {"Length": 0, "Width": 8, "Height": 6, "Unit": "inches"}},
        {"PackageDimensions": {"Length": 1, "Width": 8, "Height": 6, "Unit": "feet"}},
        {"Weight": {"Value": -1, "Unit": "oz"}},
        {"Weight": {"Value": 1, "Unit": "stone"}},
        {"Weight": {"Value": True, "Unit": "oz"}},
        {"ShipDate": "tomorrow"},
        {"ShippingServiceOptions": {"DeliveryExperience": "x", "CarrierWillPickUp": False}},
        {"ShippingServiceOptions": {"DeliveryExperience": "NoTracking"}},
    ],
)
def test_bad_shipment_details_are_400(seller: Seller, changes: dict[str, Any]) -> None:
    """InvalidInput, for asking and for buying alike."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    for answer in (
        seller.services(order.order_id, **changes),
        seller.buy(order.order_id, GROUND, **changes),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert order.packages == []


def test_a_long_country_code_is_refused_in_the_documents_words(seller: Seller) -> None:
    """The sentence of Amazon's own sample."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    entry = seller.services(order.order_id, ShipFromAddress=FROM).json()["errors"][0]
    assert entry["message"].startswith("1 validation error detected: Value 'USA' at")


def test_an_address_that_no_answer_can_show_is_refused(seller: Seller) -> None:
    """Before anything is bought: what is nested too deeply could not be written again."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    address = seller.wish(order.order_id)["ShipFromAddress"] | {"Extra": deep}
    refused = seller.buy(order.order_id, TWO_DAY, ShipFromAddress=address)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert (seller.world.labels, order.status) == ({}, "open")


def test_no_services_are_offered_for_what_is_cancelled(seller: Seller) -> None:
    """A cancelled line has nothing left that a label could be for."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None), ("CNDL-CEDAR", 1, None)])
    mug, candle = (line.line_id for line in order.lines)
    seller.world.after_sale.cancel_by_seller("amz", order.order_id, lines=[mug])
    answers = [
        seller.services(order.order_id, ItemList=[{"OrderItemId": line, "Quantity": 1}])
        for line in (mug, candle)
    ]
    assert [answer.status_code for answer in answers] == [400, 200]


@pytest.mark.parametrize("kind", ["wrong_order", "stale_read", "not_found"])
def test_a_label_is_read_wrongly(seller: Seller, kind: FaultKind) -> None:
    """About another label, as it was before it was given back, or not at all; once."""
    world = seller.world
    first, second = (
        seller.buy(world.buy(name, "amz", [("MUG-SLATE", 1, None)]).order_id, GROUND).json()
        for name in ("a", "b")
    )
    path = f"{SHIPMENTS}/{first['payload']['ShipmentId']}"
    world.advance_to(world.now + 10 * 60_000)
    if kind == "stale_read":
        seller.call("DELETE", path, token=seller.restricted("DELETE", path))
    token = seller.restricted("GET", path)
    right = seller.call("GET", path, token=token).json()
    world.faults.add(Fault(kind, "getShipment", delay=60_000))
    wrong = seller.call("GET", path, token=token)
    if kind == "not_found":
        assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (404, "NotFound")
    else:
        assert wrong.json() == (second if kind == "wrong_order" else first)
    assert seller.call("GET", path, token=token).json() == right
