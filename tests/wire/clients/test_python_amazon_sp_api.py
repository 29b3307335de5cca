"""python-amazon-sp-api, unmodified, as a judge: it sends and reads whatever it always does."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from tests.wire.clients import selling_partner
from tests.wire.clients.selling_partner import Judge

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
base = pytest.importorskip("sp_api.base")

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000
SINCE = "2026-11-01T00:00:00Z"
MARKET = "ATVPDKIKX0DER"
_numbers = count()
judge = selling_partner.judge


@pytest.fixture
def world() -> World:
    """Three orders on Amazon, a minute apart; the second is Prime."""
    world = World(seed=7, start=START)
    token = f"Atzr|judge-{next(_numbers)}"
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market=MARKET, token=token))
    world.list_product(Product("MUG-SLATE", "Slate mug, 12 oz", 1299, 400, ("amz",)))
    for n in range(3):
        world.buy(f"p{n}", "amz", [("MUG-SLATE", 2, None)], prime=n == 1)
        world.advance_to(world.now + MINUTE)
    world.advance_to(world.now + 5 * MINUTE)
    return world


def _ids(world: World) -> list[str]:
    return [order_id for _store, order_id in world.orders]


def test_it_lists_and_pages_by_orders_v0(world: World, judge: Judge) -> None:
    """With its token alone it follows the pages to the last order."""
    client = judge("Orders")
    first = client.get_orders(CreatedAfter=SINCE, MaxResultsPerPage=2)
    second = client.get_orders(NextToken=first.next_token)
    orders = first.payload["Orders"] + second.payload["Orders"]
    assert [order["AmazonOrderId"] for order in orders] == _ids(world)
    assert [order["IsPrime"] for order in orders] == [False, True, False]
    assert (second.next_token, first.rate_limit) == (None, "0.0167")


def test_it_lists_and_pages_by_orders_2026(world: World, judge: Judge) -> None:
    """Searching, the sections asked for, and the pages."""
    client = judge("Orders", version="2026-01-01")
    asked = {"createdAfter": SINCE, "maxResultsPerPage": 2}
    sections = ["BUYER", "RECIPIENT", "FULFILLMENT"]
    first = client.search_orders(**asked, includedData=sections)
    second = client.search_orders(**asked, includedData=sections, paginationToken=first.next_token)
    orders = first.payload["orders"] + second.payload["orders"]
    assert [order["orderId"] for order in orders] == _ids(world)
    assert all(order["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED" for order in orders)
    assert second.next_token is None


def test_it_reads_one_order_and_its_items(world: World, judge: Judge) -> None:
    """By both versions, plainly and through a restricted data token that it fetches itself."""
    order_id = _ids(world)[0]
    client = judge("Orders")
    plain = client.get_order(order_id).payload
    full = client.get_order(order_id, RestrictedResources=["buyerInfo", "shippingAddress"]).payload
    items = client.get_order_items(order_id).payload["OrderItems"]
    newer = judge("Orders", version="2026-01-01").get_order(order_id)
    assert "AddressLine1" not in plain["ShippingAddress"]
    assert full["ShippingAddress"]["AddressLine1"]
    assert [item["QuantityOrdered"] for item in items] == [2]
    assert newer.payload["order"]["orderId"] == order_id


def test_it_reads_what_a_buyer_asked_for(world: World, judge: Judge) -> None:
    """In both versions, before and after the seller has done it."""
    order_id = _ids(world)[0]
    world.after_sale.request_cancellation("amz", order_id, "cheaper")
    (item,) = judge("Orders").get_order_items(order_id).payload["OrderItems"]
    assert item["BuyerRequestedCancel"]["IsBuyerRequestedCancel"] == "true"
    newer = judge("Orders", version="2026-01-01")
    order = newer.get_order(order_id, includedData=["CANCELLATION"]).payload["order"]
    asked = order["orderItems"][0]["cancellation"]["cancellationRequest"]
    assert asked["cancelReason"] == "Found cheaper somewhere else"
    world.after_sale.approve_cancellation("amz", order_id)
    assert judge("Orders").get_order(order_id).payload["OrderStatus"] == "Canceled"


def test_it_confirms_a_shipment_and_reads_it_back(world: World, judge: Judge) -> None:
    """The package is on the order; the refusal of a second one is an exception of its own."""
    order_id = _ids(world)[0]
    client = judge("Orders")
    package = {
        "packageReferenceId": "1",
        "carrierCode": "UPS",
        "shippingMethod": "UPS Ground",
        "trackingNumber": "1Z999AA10123456784",
        "shipDate": "2026-11-20T09:30:00Z",
        "orderItems": [
            {"orderItemId": item["OrderItemId"], "quantity": item["QuantityOrdered"]}
            for item in client.get_order_items(order_id).payload["OrderItems"]
        ],
    }
    sent = client.confirm_shipment(order_id, marketplaceId="ATVPDKIKX0DER", packageDetail=package)
    assert sent.payload == {"status_code": 204}
    assert client.get_order(order_id).payload["OrderStatus"] == "Shipped"
    newer = judge("Orders", version="2026-01-01")
    (shown,) = newer.get_order(order_id, includedData=["PACKAGES"]).payload["order"]["packages"]
    assert shown["trackingNumber"] == package["trackingNumber"]
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.confirm_shipment(
            order_id,
            marketplaceId="ATVPDKIKX0DER",
            packageDetail=package | {"packageReferenceId": "2"},
        )
    assert "already fulfilled" in refused.value.message


def test_it_buys_reads_and_gives_back_a_label(world: World, judge: Judge) -> None:
    """Services with the plain token, the label with restricted ones; the order is shipped."""
    order = world.orders["amz", _ids(world)[1]]
    details = {
        "AmazonOrderId": order.order_id,
        "ItemList": [{"OrderItemId": order.lines[0].line_id, "Quantity": 2}],
        "ShipFromAddress": {
            "Name": "Dock",
            "AddressLine1": "1 Dock Rd",
            "Email": "dock@example.test",
            "City": "Reno",
            "StateOrProvinceCode": "NV",
            "PostalCode": "89502",
            "CountryCode": "US",
            "Phone": "7755550100",
        },
        "PackageDimensions": {"Length": 10, "Width": 8, "Height": 6, "Unit": "inches"},
        "Weight": {"Value": 32, "Unit": "oz"},
        "ShippingServiceOptions": {"DeliveryExperience": "NoTracking", "CarrierWillPickUp": False},
    }
    services = judge("MerchantFulfillment").get_eligible_shipment_services(details)
    offered = services.payload["ShippingServiceList"][0]
    bought = _restricted(judge, "POST", "/mfn/v0/shipments").create_shipment(
        details,
        offered["ShippingServiceId"],
        ShippingServiceOfferId=offered["ShippingServiceOfferId"],
    )
    assert bought.payload["Status"] == "Purchased"
    assert order.packages[0].tracking == bought.payload["TrackingId"]
    shipment = bought.payload["ShipmentId"]
    path = f"/mfn/v0/shipments/{shipment}"
    shown = _restricted(judge, "GET", path).get_shipment(shipment)
    assert shown.payload["TrackingId"] == bought.payload["TrackingId"]
    gone = _restricted(judge, "DELETE", path).cancel_shipment(shipment)
    assert gone.payload["Status"] == "RefundPending"


def _restricted(judge: Judge, method: str, path: str) -> Any:
    """Merchant Fulfillment under a restricted token for one method and path."""
    given = judge("Tokens").create_restricted_data_token(
        restrictedResources=[{"method": method, "path": path}]
    )
    token = given.payload["restrictedDataToken"]
    return judge("MerchantFulfillment", restricted_data_token=token)


def test_it_meets_an_expired_token(world: World, judge: Judge) -> None:
    """Its cached token ends with the world's hour: its forbidden exception, in Amazon's words."""
    client = judge("Orders")
    client.get_orders(CreatedAfter=SINCE)
    world.advance_to(world.now + 60 * MINUTE)
    with pytest.raises(base.SellingApiForbiddenException) as refused:
        client.get_orders(CreatedAfter=SINCE)
    assert refused.value.amzn_code == "Unauthorized"
    assert refused.value.error[0]["details"] == "The access token you provided has expired."


def test_it_meets_an_order_that_is_not_there(world: World, judge: Judge) -> None:
    """Its not-found exception, by both versions."""
    for version in ("v0", "2026-01-01"):
        client = judge("Orders", version=version)
        with pytest.raises(base.SellingApiNotFoundException):
            client.get_order("111-0000000-0000000")


def test_it_meets_a_wrong_secret(judge: Judge) -> None:
    """Its authorization error carries the code of the token endpoint."""
    from sp_api.auth.exceptions import AuthorizationError

    with pytest.raises(AuthorizationError) as refused:
        judge("Orders", secret="wrong").get_orders(CreatedAfter=SINCE)
    assert refused.value.error_code == "invalid_client"


def test_it_meets_the_quota(world: World, judge: Judge) -> None:
    """Its throttling exception after twenty searches; three minutes later it is let in again."""
    client = judge("Orders", version="2026-01-01")
    for _ in range(20):
        client.search_orders(createdAfter=SINCE)
    with pytest.raises(base.SellingApiRequestThrottledException) as refused:
        client.search_orders(createdAfter=SINCE)
    assert refused.value.amzn_code == "QuotaExceeded"
    world.advance_to(world.now + 3 * MINUTE)
    assert client.search_orders(createdAfter=SINCE).payload["orders"]


def test_it_meets_emptiness(world: World, judge: Judge) -> None:
    """An empty list, and no next page, by both versions."""
    since = "2026-11-20T09:05:00Z"
    older = judge("Orders").get_orders(CreatedAfter=since)
    newer = judge("Orders", version="2026-01-01").search_orders(createdAfter=since)
    assert (older.payload["Orders"], older.next_token) == ([], None)
    assert (newer.payload["orders"], newer.next_token) == ([], None)


def test_it_meets_refusals_of_what_it_sends(world: World, judge: Judge) -> None:
    """Its bad-request exception, in Amazon's words, for a search and for a confirmation."""
    client = judge("Orders")
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.get_orders(CreatedAfter=SINCE, LastUpdatedAfter=SINCE)
    assert refused.value.amzn_code == "InvalidInput"
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.confirm_shipment(_ids(world)[0], marketplaceId=MARKET, packageDetail={})
    assert refused.value.amzn_code == "InvalidInput"


def test_it_subscribes_to_changes_of_orders(judge: Judge) -> None:
    """A destination under a token of its own, a subscription under the seller's.

    Subscriptions are deleted without a seller, says Amazon's specification; the library shows a
    seller's token and is refused.
    """
    client = judge("Notifications")
    made = client.create_destination(name="orders", arn="arn:aws:sqs:us-east-1:123456789012:o")
    wanted = made.payload["destinationId"]
    assert [one["destinationId"] for one in client.get_destinations().payload] == [wanted]
    subscribed = client.create_subscription("ORDER_CHANGE", destination_id=wanted).payload
    assert client.get_subscription("ORDER_CHANGE").payload == subscribed
    with pytest.raises(base.SellingApiForbiddenException):
        client.delete_notification_subscription("ORDER_CHANGE", subscribed["subscriptionId"])


def test_it_gives_back_a_destination(judge: Judge) -> None:
    """One without subscriptions goes."""
    client = judge("Notifications")
    made = client.create_destination(name="orders", arn="arn:aws:sqs:us-east-1:123456789012:o")
    client.delete_destination(made.payload["destinationId"])
    assert not client.get_destinations().payload
