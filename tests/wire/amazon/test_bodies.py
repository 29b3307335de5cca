"""What Amazon's answers hold: their keys, their sections, and who may see a person in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator

from tests.wire.reference import example

if TYPE_CHECKING:
    from tests.wire.amazon.conftest import Seller

V2026 = "/orders/2026-01-01/orders"
V0 = "/orders/v0/orders"
MARKET = "ATVPDKIKX0DER"
SECTIONS = (
    "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,"
    "FULFILLMENT_ORDERS"
)
KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "keys.json").read_text("utf-8"))
Schemas = dict[str, dict[str, Any]]


def _closed(schema: Any) -> Any:
    """The schema with every object closed: a property it does not name is an error."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(one) for name, one in schema.items()}
    if isinstance(closed.get("properties"), dict) and "type" in closed:
        closed["additionalProperties"] = False
    return closed


def valid(schemas: Schemas, file: str, definition: str, body: object) -> None:
    """Hold a body against one of Amazon's definitions, with every object closed."""
    definitions = _closed(schemas[file]["definitions"])
    schema = {"$ref": f"#/definitions/{definition}", "definitions": definitions}
    problems = [
        f"{'/'.join(map(str, problem.absolute_path))}: {problem.message}"
        for problem in Draft4Validator(schema).iter_errors(body)
    ]
    assert problems == []


def _many_orders(seller: Seller) -> list[str]:
    """Orders of every kind: open, Prime, unpaid, cancelled, Amazon's own, part shipped, shipped."""
    world = seller.world
    two = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    ids = [
        world.buy("open", "amz", two).order_id,
        world.buy("prime", "amz", two, prime=True).order_id,
        world.buy("unpaid", "amz", two, paid=False).order_id,
        world.buy("gone", "amz", two).order_id,
        world.buy("afn", "amz", two, afn=True).order_id,
        world.buy("part", "amz", two).order_id,
        world.buy("sent", "amz", two, requested_service="Second Day").order_id,
        world.buy("nowhere", "amz", two, address=False).order_id,
        world.buy("asked", "amz", two).order_id,
        world.buy("halved", "amz", two).order_id,
    ]
    world.after_sale.request_cancellation("amz", ids[8], "cheaper")
    world.after_sale.cancel_by_seller(
        "amz", ids[9], lines=[world.orders["amz", ids[9]].lines[0].line_id]
    )
    world.cancel("amz", ids[3])
    mug = world.orders["amz", ids[5]].lines[0].line_id
    seller.confirm(ids[5], orderItems=[{"orderItemId": mug, "quantity": 1}])
    seller.confirm(ids[6])
    return ids


def test_order_bodies_are_valid_by_amazons_schemas(seller: Seller, schemas: Schemas) -> None:
    """Every read of both versions, of every kind of order, with and without personal data."""
    ids = _many_orders(seller)
    since = "2026-11-01T00:00:00Z"
    for sections in ({}, {"includedData": SECTIONS}):
        page = seller.get(V2026, createdAfter=since, maxResultsPerPage="3", **sections).json()
        valid(schemas, "orders_2026-01-01", "SearchOrdersResponse", page)
        for order_id in ids:
            body = seller.get(f"{V2026}/{order_id}", **sections).json()
            valid(schemas, "orders_2026-01-01", "GetOrderResponse", body)
    asked = {"CreatedAfter": since, "MarketplaceIds": MARKET, "MaxResultsPerPage": "3"}
    elements = ("buyerInfo", "shippingAddress")
    for token in (None, seller.restricted("GET", V0, *elements)):
        valid(schemas, "ordersV0", "GetOrdersResponse", seller.get(V0, token=token, **asked).json())
    for end, definition in (
        ("", "GetOrderResponse"),
        ("/orderItems", "GetOrderItemsResponse"),
        ("/address", "GetOrderAddressResponse"),
        ("/buyerInfo", "GetOrderBuyerInfoResponse"),
        ("/orderItems/buyerInfo", "GetOrderItemsBuyerInfoResponse"),
    ):
        opened = seller.restricted("GET", f"{V0}/{{orderId}}{end}", *elements)
        for order_id in ids:
            for token in (None, opened):
                body = seller.get(f"{V0}/{order_id}{end}", token=token).json()
                valid(schemas, "ordersV0", definition, body)


def test_label_bodies_are_valid_by_amazons_schemas(seller: Seller, schemas: Schemas) -> None:
    """Services, shipments and restricted tokens; a cancelled label alone has no file type."""
    order = seller.world.buy("prime", "amz", [("MUG-SLATE", 2, None)], prime=True)
    file = "merchantFulfillmentV0"
    services = seller.services(order.order_id).json()
    valid(schemas, file, "GetEligibleShipmentServicesResponse", services)
    sender = {"CountryCode": "CA"}
    wanted = {"ShippingServiceId": "UPS_PTP_GND", "OrderId": order.order_id}
    inputs = seller.call(
        "POST", "/mfn/v0/additionalSellerInputs", json=wanted | {"ShipFromAddress": sender}
    ).json()
    assert inputs["payload"]["ShipmentLevelFields"]
    valid(schemas, file, "GetAdditionalSellerInputsResponse", inputs)
    bought = seller.buy(order.order_id, "UPS_PTP_2ND_DAY_AIR").json()
    valid(schemas, file, "CreateShipmentResponse", bought)
    path = f"/mfn/v0/shipments/{bought['payload']['ShipmentId']}"
    for method, definition in (
        ("GET", "GetShipmentResponse"),
        ("DELETE", "CancelShipmentResponse"),
    ):
        token = seller.restricted(method, "/mfn/v0/shipments/{shipmentId}")
        body = seller.call(method, path, token=token).json()
        if method == "DELETE":  # "", as in Amazon's example, which Amazon's own list does not hold
            assert body["payload"]["Label"]["FileContents"].pop("FileType") == ""
            body["payload"]["Label"]["FileContents"]["FileType"] = "application/pdf"
        valid(schemas, file, definition, body)


def test_errors_are_valid_by_amazons_schemas(seller: Seller, schemas: Schemas) -> None:
    """Every refusal is an ErrorList."""
    for answer in (
        seller.get(V2026),
        seller.get(V2026, token=""),
        seller.get(f"{V2026}/111-0000000-0000000"),
        seller.confirm(seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)]).order_id, shipDate=1),
    ):
        assert answer.status_code >= 400
        valid(schemas, "orders_2026-01-01", "ErrorList", answer.json())


def test_the_keys_that_clients_rely_on_are_there(seller: Seller) -> None:
    """A shipped order shows every key of the example bodies, in both versions and in labels."""
    order = seller.world.buy("sent", "amz", [("MUG-SLATE", 2, None)], prime=True)
    path = f"{V2026}/{order.order_id}"
    services = seller.services(order.order_id).json()["payload"]["ShippingServiceList"]
    bought = seller.buy(order.order_id, "UPS_PTP_2ND_DAY_AIR").json()["payload"]
    new = seller.get(path, includedData=SECTIONS).json()["order"]
    old = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    item = seller.get(f"{V0}/{order.order_id}/orderItems").json()["payload"]["OrderItems"][0]
    for name, body in (
        ("order_2026", new),
        ("item_2026", new["orderItems"][0]),
        ("order_v0", old),
        ("item_v0", item),
        ("service", services[0]),
        ("shipment", bought),
    ):
        assert set(KEYS[name]) - set(body) == set()


def test_the_key_lists_cover_the_example_bodies() -> None:
    """The lists kept here name every key of the example bodies."""
    order = example("amazon_2026_getOrder.shipped")["order"]
    services = example("amazon_mfn_getEligibleShipmentServices.response")["payload"]
    for name, body in (
        ("order_2026", order),
        ("item_2026", order["orderItems"][0]),
        ("order_v0", example("amazon_v0_getOrder.with_rdt")["payload"]),
        ("item_v0", example("amazon_v0_getOrderItems")["payload"]["OrderItems"][0]),
        ("service", services["ShippingServiceList"][0]),
        ("shipment", example("amazon_mfn_createShipment.response")["payload"]),
    ):
        assert set(body) - set(KEYS[name]) == set()


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("BUYER", "buyer"),
        ("RECIPIENT", "recipient"),
        ("PROCEEDS", "proceeds"),
        ("FULFILLMENT", "fulfillment"),
        ("PACKAGES", "packages"),
        ("PAYMENT", "payment"),
    ],
)
def test_a_section_is_there_only_when_asked_for(seller: Seller, section: str, key: str) -> None:
    """2026-01-01 shows people, money and packages to who names them in includedData."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    path = f"{V2026}/{order.order_id}"
    assert key not in seller.get(path).json()["order"]
    assert key in seller.get(path, includedData=section).json()["order"]
    item = seller.get(path).json()["order"]["orderItems"][0]
    assert set(item) == {"orderItemId", "quantityOrdered", "product"}


def test_v0_shows_a_person_only_to_a_restricted_token(seller: Seller) -> None:
    """Each data element opens its own part, on the token's own path and no other."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    path = f"{V0}/{order.order_id}"

    def seen(token: str | None) -> tuple[bool, bool]:
        body = seller.get(path, token=token).json()["payload"]
        return "BuyerName" in body["BuyerInfo"], "AddressLine1" in body["ShippingAddress"]

    assert seen(None) == (False, False)
    assert seen(seller.restricted("GET", path, "buyerInfo")) == (True, False)
    assert seen(seller.restricted("GET", f"{V0}/{{orderId}}", "shippingAddress")) == (False, True)
    assert seen(seller.restricted("GET", V0, "buyerInfo", "shippingAddress")) == (False, False)
    info = seller.get(path).json()["payload"]["BuyerInfo"]
    assert info["BuyerEmail"].endswith("@marketplace.amazon.com")


def test_an_unpaid_order_has_no_address_and_no_prices(seller: Seller) -> None:
    """While Pending neither version shows where it goes or what it costs."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)], paid=False)
    new = seller.get(f"{V2026}/{order.order_id}", includedData=SECTIONS).json()["order"]
    assert new["fulfillment"]["fulfillmentStatus"] == "PENDING"
    assert not {"recipient", "proceeds", "payment"} & set(new)
    assert "price" not in new["orderItems"][0]["product"]
    old = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    assert old["OrderStatus"] == "Pending"
    assert not {"ShippingAddress", "OrderTotal"} & set(old)


def test_telephones_go_when_the_parcel_should_be_there(seller: Seller) -> None:
    """A shipped order past its delivery window shows no telephone, nor does Amazon's own order."""
    world = seller.world
    order = world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    own = world.buy("b", "amz", [("MUG-SLATE", 1, None)], afn=True)

    def telephone(order_id: str) -> bool:
        body = seller.get(f"{V2026}/{order_id}", includedData="RECIPIENT").json()["order"]
        return "phone" in body["recipient"]["deliveryAddress"]

    seller.confirm(order.order_id)
    assert telephone(order.order_id)
    assert not telephone(own.order_id)
    world.advance_to(order.deliver_by + 1)
    seller.tokens.clear()
    assert not telephone(order.order_id)


def test_money_and_dates_are_in_amazons_dialects(seller: Seller) -> None:
    """Text with two decimals in the Orders APIs, whole seconds and Z; v0 prices a whole line."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, 1299)], prime=True)
    new = seller.get(f"{V2026}/{order.order_id}", includedData="PROCEEDS").json()["order"]
    assert new["createdTime"] == "2026-11-20T09:00:00Z"
    assert new["orderItems"][0]["product"]["price"]["unitPrice"] == {
        "amount": "12.99",
        "currencyCode": "USD",
    }
    total = f"{(2598 + order.lines[0].tax) / 100:.2f}"
    assert new["proceeds"]["grandTotal"]["amount"] == total
    item = seller.get(f"{V0}/{order.order_id}/orderItems").json()["payload"]["OrderItems"][0]
    assert item["ItemPrice"] == {"CurrencyCode": "USD", "Amount": "25.98"}
    assert (item["IsGift"], new["programs"]) == ("false", ["PRIME", "PREMIUM"])


@pytest.mark.parametrize(
    ("service", "prime", "level", "category"),
    [
        ("Standard", False, "STANDARD", "Standard"),
        ("Standard", True, "SECOND_DAY", "SecondDay"),
        ("Next Day", True, "NEXT_DAY", "NextDay"),
        ("by camel", False, "STANDARD", "Standard"),
    ],
)
def test_the_service_asked_for_has_a_level(
    seller: Seller, service: str, prime: bool, level: str, category: str
) -> None:
    """Both versions name the same level in their own words; Prime is two days at least."""
    line = [("MUG-SLATE", 1, None)]
    order = seller.world.buy("a", "amz", line, prime=prime, requested_service=service)
    new = seller.get(f"{V2026}/{order.order_id}", includedData="FULFILLMENT").json()["order"]
    old = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    assert new["fulfillment"]["fulfillmentServiceLevel"] == level
    assert old["ShipmentServiceLevelCategory"] == category


def test_a_cancelled_order_has_nothing_left_to_ship(seller: Seller) -> None:
    """CANCELLED with two L's in the new version, one in the old; no units are open in either."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    seller.world.cancel("amz", order.order_id)
    new = seller.get(f"{V2026}/{order.order_id}", includedData=SECTIONS).json()["order"]
    old = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    (item,) = new["orderItems"]
    assert (new["fulfillment"]["fulfillmentStatus"], old["OrderStatus"]) == (
        "CANCELLED",
        "Canceled",
    )
    assert item["fulfillment"] == {"quantityFulfilled": 0, "quantityUnfulfilled": 0}
    assert item["cancellation"]["cancellationExecution"]["cancelledBy"] == "BUYER"
    assert old["NumberOfItemsUnshipped"] == 0
