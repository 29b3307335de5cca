"""Amazon Shipping v2: rates, labels with and without an order of Amazon's, and their refusals."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest

from mockplace.kernel.events import Event
from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.amazon.api.rate_limits import RATES
from mockplace.platforms.amazon.api.routes import ROUTES
from tests.wire.amazon.conftest import HOUR, MINUTE, Seller
from tests.wire.clients.shipping_v2 import DOCK, PAPER, parcel, purchase
from tests.wire.label_reading import picture, read_back

SHIPMENTS = "/shipping/v2/shipments"
GROUND, TWO_DAY = "USPS_PTP_GND_ADV", "UPS_PTP_2ND_DAY_AIR"


def call(
    seller: Seller,
    method: str,
    path: str,
    json: object = None,
    params: Mapping[str, str] | None = None,
    **headers: str,
) -> httpx.Response:
    """One call with further headers, whose underscores are dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"x-amz-access-token": seller.token()} | named
    return seller.http.request(method, path, json=json, params=params, headers=sent)


def rates(seller: Seller, order: PlatformOrder | None, **changes: Any) -> dict[str, Any]:
    """Rates that are taken for granted."""
    answer = call(seller, "POST", f"{SHIPMENTS}/rates", parcel(order, **changes))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["payload"]
    return found


def buy(seller: Seller, body: object, **headers: str) -> httpx.Response:
    """A purchase."""
    return call(seller, "POST", SHIPMENTS, body, None, **headers)


def error(answer: httpx.Response) -> tuple[int, str, str]:
    """The status, the code and the details of a refusal."""
    (entry,) = answer.json()["errors"]
    return answer.status_code, entry["code"], entry["details"]


def packed(**changes: Any) -> dict[str, Any]:
    """The one package of a good request with parts changed."""
    return {"packages": [parcel(None)["packages"][0] | changes]}


@pytest.fixture
def order(seller: Seller) -> PlatformOrder:
    """An order of two mugs and a candle."""
    return seller.world.buy("mug", "amz", [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)])


def test_every_operation_has_its_published_rate() -> None:
    """80 in a second, 100 at once, under names that Merchant Fulfillment's do not share."""
    served = [route.operation for route in ROUTES if route.template.startswith("/shipping/v2")]
    assert len(served) == 7
    assert {RATES[operation] for operation in served} == {(80.0, 100)}
    assert all(operation.endswith("V2") for operation in served)


@pytest.mark.proves("N10")
def test_a_label_confirms_the_shipment(seller: Seller, order: PlatformOrder) -> None:
    """The order shows its package at once, as after a purchase by Merchant Fulfillment."""
    good = rates(seller, order)
    bought = buy(seller, purchase(good, GROUND)).json()["payload"]
    (package,) = bought["packageDocumentDetails"]
    shown = seller.get(
        f"/orders/2026-01-01/orders/{order.order_id}", includedData="FULFILLMENT,PACKAGES"
    ).json()["order"]
    assert shown["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert [one["trackingNumber"] for one in shown["packages"]] == [package["trackingId"]]
    assert order.packages[0].recorded_by == "buy-shipping"
    assert seller.confirm(order.order_id).status_code == 400
    again = call(seller, "POST", f"{SHIPMENTS}/rates", parcel(order))
    assert error(again)[:2] == (400, "InvalidInput")


def test_both_interfaces_sell_the_same_services(seller: Seller) -> None:
    """One shop: the same prices, and the same services held back from a Prime order."""
    prime = seller.world.buy("prime", "amz", [("MUG-SLATE", 1, None)], prime=True)
    theirs = seller.services(prime.order_id).json()["payload"]
    ours = rates(seller, prime)
    assert {one["serviceId"]: one["totalCharge"]["value"] for one in ours["rates"]} == {
        one["ShippingServiceId"]: one["Rate"]["Amount"] for one in theirs["ShippingServiceList"]
    }
    late = [one["serviceId"] for one in ours["ineligibleRates"]]
    assert late == [one["ShippingServiceId"] for one in theirs["RejectedShippingServiceList"]]
    assert GROUND in late


@pytest.mark.parametrize(
    ("changes", "street", "code", "left"),
    [
        (packed(weight={"unit": "POUND", "value": 71}), "1 Elm St", "WEIGHT_RESTRICTIONS", "UPS"),
        (packed(isHazmat=True), "1 Elm St", "PROGRAM_CONSTRAINTS", "USPS"),
        ({}, "P.O. Box 12", "NO_COVERAGE", "USPS"),
    ],
)
def test_what_a_carrier_does_not_carry_is_ineligible(
    seller: Seller, changes: dict[str, Any], street: str, code: str, left: str
) -> None:
    """With a documented reason; what can carry it is offered still."""
    found = rates(seller, None, shipTo=DOCK | {"addressLine1": street}, **changes)
    reasons = {one["ineligibilityReasons"][0]["code"] for one in found["ineligibleRates"]}
    assert reasons == {code}
    assert left in {one["carrierId"] for one in found["rates"]}


def test_a_token_sells_one_rate_within_ten_minutes(seller: Seller, order: PlatformOrder) -> None:
    """Another rate of a used token is refused; a late purchase is TOKEN_EXPIRED."""
    one, late = rates(seller, order), rates(seller, order)
    assert buy(seller, purchase(one, GROUND)).status_code == 200
    assert error(buy(seller, purchase(one, TWO_DAY)))[:2] == (400, "InvalidInput")
    seller.world.advance_to(seller.world.now + 10 * MINUTE)
    assert error(buy(seller, purchase(late, GROUND)))[1] == "InvalidInput"  # nothing is left
    seller.world.advance_to(seller.world.now + 1)
    assert error(buy(seller, purchase(late, GROUND)))[:2] == (400, "TOKEN_EXPIRED")
    assert len(seller.world.labels) == 1


def test_a_lost_answer_is_asked_for_again_by_its_key(seller: Seller, order: PlatformOrder) -> None:
    """The label was bought though its answer was lost: the retry finds it, even too late."""
    key = {"x_amzn_IdempotencyKey": "try-1"}
    body = purchase(rates(seller, order), GROUND)
    seller.world.faults.add(Fault("reset_after_commit", "purchaseShipmentV2", "amazon"))
    with pytest.raises(httpx.HTTPError):
        buy(seller, body, **key)
    (label,) = seller.world.labels.values()
    seller.world.advance_to(seller.world.now + 20 * MINUTE)
    found = buy(seller, body, **key).json()["payload"]
    assert found["shipmentId"] == label.shipment_id
    other = rates(seller, None)
    assert error(buy(seller, purchase(other, GROUND), **key))[:2] == (400, "InvalidInput")
    assert len(seller.world.labels) == 1


def test_a_cancelled_label_opens_its_order(seller: Seller, order: PlatformOrder) -> None:
    """Its units wait again, its documents are gone, and a second label has another number."""
    first = buy(seller, purchase(rates(seller, order), GROUND)).json()["payload"]
    where = f"{SHIPMENTS}/{first['shipmentId']}"
    for _ in range(2):
        gone = call(seller, "PUT", f"{where}/cancel")
        assert (gone.status_code, gone.json()) == (200, {"payload": {}})
    assert (order.status, order.packages) == ("open", [])
    paper = call(seller, "GET", f"{where}/documents", params={"packageClientReferenceId": "box-1"})
    assert error(paper)[:2] == (400, "InvalidInput")
    second = buy(seller, purchase(rates(seller, order), GROUND)).json()["payload"]
    numbers = {one["packageDocumentDetails"][0]["trackingId"] for one in (first, second)}
    assert len(numbers) == 2


def test_a_collected_parcel_is_not_cancelled(seller: Seller, order: PlatformOrder) -> None:
    """From the end of the pick-up window on; tracking says the same."""
    bought = buy(seller, purchase(rates(seller, order), GROUND)).json()["payload"]
    (package,) = bought["packageDocumentDetails"]
    asked = {"trackingId": package["trackingId"], "carrierId": "USPS"}
    seen = []
    for hours in (0, 9, 120):
        seller.world.advance_to(order.placed_at + hours * HOUR)
        seller.tokens.clear()
        told = call(seller, "GET", "/shipping/v2/tracking", params=asked).json()["payload"]
        seen.append(told["summary"]["status"])
    assert seen == ["PreTransit", "InTransit", "OutForDelivery"]
    refused = call(seller, "PUT", f"{SHIPMENTS}/{bought['shipmentId']}/cancel")
    assert error(refused)[:2] == (400, "InvalidInput")
    assert order.status == "shipped"


def test_documents_come_in_every_format(seller: Seller) -> None:
    """Real bytes of each kind, in base64 alone; the package is named and the format is offered."""
    heads = {"PDF": b"%PDF-1.", "PNG": b"\x89PNG", "ZPL": b"^XA"}
    paper = PAPER | {"format": "ZPL"}
    good = rates(seller, None, **packed(packageClientReferenceId="^XZ~JR a box"))
    bought = buy(seller, purchase(good, GROUND, requestedDocumentSpecification=paper))
    where = f"{SHIPMENTS}/{bought.json()['payload']['shipmentId']}/documents"
    asked = {"packageClientReferenceId": "^XZ~JR a box"}
    for label_format, head in heads.items():
        answer = call(seller, "GET", where, params=asked | {"format": label_format})
        (document,) = answer.json()["payload"]["packageDocumentDetail"]["packageDocuments"]
        raw = b64decode(document["contents"])
        assert (document["format"], raw.startswith(head)) == (label_format, True)
        assert raw.count(b"^XZ") == (1 if label_format == "ZPL" else 0)  # a text is no command
    for changes, code in (
        ({"format": "GIF"}, "InvalidInput"),
        ({"dpi": "72"}, "InvalidInput"),
        ({"packageClientReferenceId": "box-2"}, "InvalidInput"),
        ({"packageClientReferenceId": ""}, "InvalidRequest"),
    ):
        assert error(call(seller, "GET", where, params=asked | changes))[:2] == (400, code)


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"channelDetails": None}, "ChannelDetails object cannot be null"),
        ({"channelDetails": {"channelType": "ETSY"}}, "channelDetails.channelType is not valid"),
        ({"channelDetails": {"channelType": "AMAZON"}}, "AmazonOrderDetails object cannot be null"),
        ({"shipTo": None}, "ShipTo object cannot be null"),
        ({"shipFrom": DOCK | {"countryCode": "USA"}}, "shipFrom.countryCode is not valid"),
        ({"packages": []}, "Packages cannot be empty"),
        (packed(weight={"unit": "STONE", "value": 1}), "packages[0].weight.unit is not valid"),
        (packed(weight={"unit": "GRAM", "value": 0}), "packages[0].weight.value is not valid"),
        (packed(items=[{"quantity": 0}]), "packages[0].items[0].quantity is not valid"),
        (packed(insuredValue={"unit": "USD"}), "Value cannot be null"),
        ({"shipDate": "soon"}, "shipDate is not valid"),
        ({"shipDate": "9999-12-29T00:00:00Z"}, "shipDate is not valid"),
    ],
)
def test_a_request_that_is_not_valid_is_told_so(
    seller: Seller, changes: dict[str, Any], details: str
) -> None:
    """InvalidRequest with the model's kind of sentence, and no quote is made."""
    answer = call(seller, "POST", f"{SHIPMENTS}/rates", parcel(None, **changes))
    assert error(answer) == (400, "InvalidRequest", details)
    assert seller.world.state.quotes == {}


def test_what_is_not_the_orders_is_refused(seller: Seller, order: PlatformOrder) -> None:
    """Another order's items, too many of them, an order of nobody's, unpaid or Amazon's own."""
    world = seller.world
    url = f"{SHIPMENTS}/rates"
    body = parcel(order)
    body["packages"][0]["items"] = [{"itemIdentifier": "1", "quantity": 1}]
    assert error(call(seller, "POST", url, body))[:2] == (400, "InvalidInput")
    body["packages"][0]["items"] = [{"quantity": 1}]
    assert error(call(seller, "POST", url, body))[2] == "ItemIdentifier cannot be null"
    body["packages"][0]["items"] = [{"itemIdentifier": order.lines[0].line_id, "quantity": 3}]
    assert error(call(seller, "POST", url, body))[:2] == (400, "InvalidInput")
    body = parcel(order)
    body["packages"] *= 2
    assert error(call(seller, "POST", url, body))[:2] == (400, "InvalidInput")
    two = [("MUG-SLATE", 2, None)]
    for closed in (
        world.buy("unpaid", "amz", two, paid=False),
        world.buy("afn", "amz", two, afn=True),
        world.buy("nowhere", "amz", two, address=False),
    ):
        assert error(call(seller, "POST", url, parcel(closed)))[:2] == (400, "InvalidInput")
    nobodys = replace(order, order_id="111-0000000-0000000")
    assert error(call(seller, "POST", url, parcel(nobodys)))[:2] == (404, "NotFound")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rateId": None}, "InvalidRequest"),
        ({"rateId": "nobodys"}, "InvalidInput"),
        ({"requestToken": "nobodys"}, "InvalidInput"),
        ({"requestedDocumentSpecification": PAPER | {"format": "GIF"}}, "InvalidInput"),
        ({"requestedDocumentSpecification": PAPER | {"dpi": 72}}, "InvalidInput"),
        ({"requestedDocumentSpecification": PAPER | {"size": {}}}, "InvalidInput"),
        ({"requestedDocumentSpecification": PAPER | {"pageLayout": "UP"}}, "InvalidInput"),
        (
            {"requestedDocumentSpecification": PAPER | {"requestedDocumentTypes": ["RECEIPT"]}},
            "InvalidInput",
        ),
        ({"requestedDocumentSpecification": None}, "InvalidRequest"),
        ({"requestedValueAddedServices": [{"id": "DRONE"}]}, "InvalidInput"),
    ],
)
def test_a_purchase_that_is_not_valid_buys_nothing(
    seller: Seller, order: PlatformOrder, changes: dict[str, Any], code: str
) -> None:
    """What is missing is InvalidRequest, what was not offered InvalidInput."""
    body = purchase(rates(seller, order), GROUND, **changes)
    assert error(buy(seller, body))[:2] == (400, code)
    assert (seller.world.labels, order.status) == ({}, "open")


def test_an_added_service_is_paid_for(seller: Seller, order: PlatformOrder) -> None:
    """The signature's price is on the label's."""
    good = rates(seller, order)
    (plain,) = [one["totalCharge"] for one in good["rates"] if one["serviceId"] == GROUND]
    added = [{"id": "CUST_SIG_VERIFICATION"}]
    buy(seller, purchase(good, GROUND, requestedValueAddedServices=added))
    (label,) = seller.world.labels.values()
    assert label.price == round(plain["value"] * 100) + 250


def test_one_click_buys_what_can_be_had_or_nothing(seller: Seller) -> None:
    """Services that are held back are passed over; with none left nothing is bought."""
    prime = seller.world.buy("prime", "amz", [("MUG-SLATE", 1, None)], prime=True)
    body = parcel(prime) | {"labelSpecifications": PAPER}
    url = "/shipping/v2/oneClickShipment"
    only_late = body | {"serviceSelection": {"serviceId": [GROUND]}}
    assert error(call(seller, "POST", url, only_late))[:2] == (400, "InvalidInput")
    nothing = error(call(seller, "POST", url, body | {"serviceSelection": {}}))
    assert nothing == (400, "InvalidRequest", "ServiceId cannot be null")
    assert seller.world.labels == {}
    both = body | {"serviceSelection": {"serviceId": [GROUND, TWO_DAY]}}
    assert call(seller, "POST", url, both).json()["payload"]["service"]["id"] == TWO_DAY
    assert prime.status == "shipped"


def test_the_business_is_one_of_amazons(seller: Seller) -> None:
    """The header may be left out, and is checked where it is there."""
    body = parcel(None)
    for business, status in (("AmazonShipping_US", 200), ("AmazonShipping_MOON", 400)):
        answer = call(
            seller, "POST", f"{SHIPMENTS}/rates", body, x_amzn_shipping_business_id=business
        )
        assert answer.status_code == status


def test_an_interface_does_not_show_what_another_sold(seller: Seller, order: PlatformOrder) -> None:
    """A shipment of Merchant Fulfillment is none here, and the other way round."""
    ours = buy(seller, purchase(rates(seller, order), GROUND)).json()["payload"]["shipmentId"]
    other = seller.world.buy("other", "amz", [("MUG-SLATE", 1, None)])
    theirs = seller.buy(other.order_id, GROUND).json()["payload"]["ShipmentId"]
    token = seller.restricted("GET", "/mfn/v0/shipments/{shipmentId}")
    assert seller.get(f"/mfn/v0/shipments/{ours}", token=token).status_code == 404
    assert call(seller, "PUT", f"{SHIPMENTS}/{theirs}/cancel").status_code == 404
    assert {order.status, other.status} == {"shipped"}


def test_additional_inputs_are_asked_of_a_live_rate(seller: Seller, order: PlatformOrder) -> None:
    """Nothing at home; the model's sentence without a token; TOKEN_EXPIRED when it is late."""
    good = purchase(rates(seller, order), GROUND)
    asked = {"requestToken": good["requestToken"], "rateId": good["rateId"]}
    url = f"{SHIPMENTS}/additionalInputs/schema"
    assert call(seller, "GET", url, params=asked).json() == {"payload": {}}
    nothing = error(call(seller, "GET", url, params=asked | {"requestToken": "null"}))
    assert nothing == (400, "InvalidRequest", "RequestToken cannot be null")
    for name in asked:
        wrong = call(seller, "GET", url, params=asked | {name: "nobodys"})
        assert error(wrong)[:2] == (400, "InvalidInput")
    seller.world.advance_to(seller.world.now + 11 * MINUTE)
    assert error(call(seller, "GET", url, params=asked))[1] == "TOKEN_EXPIRED"


def test_the_world_hears_the_same_of_both_interfaces(seller: Seller, order: PlatformOrder) -> None:
    """What subscribers are told of follows from events, and these are alike."""
    other = seller.world.buy("other", "amz", [("MUG-SLATE", 1, None)])
    wanted = purchase(rates(seller, order), GROUND)
    heard: list[tuple[str, str]] = []

    def listen(event: Event) -> None:
        about: object = getattr(event, "label", event)
        heard.append((type(event).__name__, getattr(about, "order_id", "")))

    seller.world.listener = listen
    first = buy(seller, wanted).json()["payload"]["shipmentId"]
    call(seller, "PUT", f"{SHIPMENTS}/{first}/cancel")
    ours = [name for name, order_id in heard if order_id == order.order_id]
    second = seller.buy(other.order_id, GROUND).json()["payload"]["ShipmentId"]
    token = seller.restricted("DELETE", "/mfn/v0/shipments/{shipmentId}")
    seller.call("DELETE", f"/mfn/v0/shipments/{second}", token=token)
    theirs = [name for name, order_id in heard if order_id == other.order_id]
    assert ours == theirs == ["LabelPut", "PackagePut", "LabelPut", "PackageGone"]


def test_a_late_service_loses_its_protection(seller: Seller, order: PlatformOrder) -> None:
    """Sold all the same where the order is not Prime, and the rate says what is lost."""
    seller.world.advance_to(order.deliver_by)
    seller.tokens.clear()
    lost = {"benefit": "CLAIMS_PROTECTED", "reasonCodes": ["LATE_DELIVERY_RISK"]}
    found = rates(seller, order)
    assert found["rates"]
    assert found["ineligibleRates"] == []
    for rate in found["rates"]:
        assert rate["benefits"] == {"includedBenefits": [], "excludedBenefits": [lost]}


def test_a_border_closes_the_short_way(seller: Seller) -> None:
    """One click has no place for declarations, and a purchase is held to the schema."""
    abroad = parcel(None, shipTo=DOCK | {"countryCode": "CA"})
    body = abroad | {"labelSpecifications": PAPER, "serviceSelection": {"serviceId": [GROUND]}}
    answer = call(seller, "POST", "/shipping/v2/oneClickShipment", body)
    assert error(answer)[:2] == (400, "InvalidInput")
    good = rates(seller, None, shipTo=abroad["shipTo"])
    inputs = {"harmonizedSystemCode": "a mug"}
    assert error(buy(seller, purchase(good, GROUND, additionalInputs=inputs)))[1] == "InvalidInput"
    assert seller.world.labels == {}


def test_a_body_that_is_none_is_refused(seller: Seller) -> None:
    """Lists, other types, and parameters that are left out, in the interface's own code."""
    asked = {"requestToken": "x", "rateId": "x", "requestedDocumentSpecification": PAPER}
    paper = PAPER | {"requestedDocumentTypes": "LABEL"}
    bodies: tuple[object, ...] = (
        [],
        asked | {"requestedDocumentSpecification": paper},
        asked | {"rateId": 7},
    )
    for body in bodies:
        assert error(buy(seller, body))[:2] == (400, "InvalidRequest")
    paper = PAPER | {"requestedDocumentTypes": []}
    nothing = error(buy(seller, asked | {"requestedDocumentSpecification": paper}))
    assert nothing == (400, "InvalidRequest", "RequestedDocumentTypes cannot be empty")
    track = call(seller, "GET", "/shipping/v2/tracking", params={"trackingId": "1"})
    assert error(track) == (400, "InvalidRequest", "CarrierId is missing in the request")


def test_a_body_that_no_answer_can_show_is_refused(seller: Seller, order: PlatformOrder) -> None:
    """A document that is nested too deeply could not be written again."""
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    answer = call(seller, "POST", f"{SHIPMENTS}/rates", parcel(order) | {"extra": deep})
    assert error(answer) == (400, "InvalidRequest", "Request body is not valid")


def test_documents_have_the_dots_of_the_purchase_or_those_asked_for(seller: Seller) -> None:
    """Under an idempotency key too; a checksum cannot fail, for there is none."""
    order = seller.world.buy("dots", "amz", [("MUG-SLATE", 1, None)])
    good = rates(seller, order)
    paper = PAPER | {"format": "PNG", "dpi": 300}
    wanted = purchase(good, GROUND, requestedDocumentSpecification=paper)
    first, again = (
        buy(seller, wanted, **{"x-amzn-idempotencykey": "one"}).json()["payload"] for _ in range(2)
    )
    assert again == first
    seller.world.faults.add(Fault("wrong_checksum", platform="amazon"))
    (detail,) = first["packageDocumentDetails"]
    where = f"{SHIPMENTS}/{first['shipmentId']}/documents"
    asked = {"packageClientReferenceId": detail["packageClientReferenceId"]}
    for dpi, size in (("", (1200, 1800)), ("203", (812, 1218))):
        more = {"dpi": dpi} if dpi else {}
        answer = call(seller, "GET", where, params=asked | more).json()["payload"]
        (file,) = answer["packageDocumentDetail"]["packageDocuments"]
        raw = b64decode(file["contents"])
        assert picture(raw).size == size
        assert read_back(raw) == detail["trackingId"]
    assert seller.world.faults.seen == [0]
