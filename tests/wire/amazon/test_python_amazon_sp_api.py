"""python-amazon-sp-api, unmodified, as a judge: it sends and reads whatever it always does.

It speaks through httpx, so the simulator's router answers it under Amazon's own host names. It
keeps tokens per refresh token in a cache of its own, therefore each test has a fresh one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from mockplace.respx import respx_router
from mockplace.world.model import Account, Product
from mockplace.world.world import World

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
base = pytest.importorskip("sp_api.base")

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000
SINCE = "2026-11-01T00:00:00Z"
_numbers = count()


@pytest.fixture
def world() -> World:
    """Three orders on Amazon, a minute apart; the second is Prime."""
    world = World(seed=7, start=START, limits=False)
    token = f"Atzr|judge-{next(_numbers)}"
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market="ATVPDKIKX0DER", token=token))
    world.list_product(Product("MUG-SLATE", "Slate mug, 12 oz", 1299, 400, ("amz",)))
    for n in range(3):
        world.buy(f"p{n}", "amz", [("MUG-SLATE", 2, None)], prime=n == 1)
        world.advance_to(world.now + MINUTE)
    return world


@pytest.fixture
def credentials(world: World) -> Iterator[dict[str, str]]:
    """The library's credentials, while the router answers."""
    account = world.accounts["amz"]
    with respx_router(world):
        yield {
            "refresh_token": account.token,
            "lwa_app_id": account.client_id,
            "lwa_client_secret": account.client_secret,
        }


def _ids(world: World) -> list[str]:
    return [order_id for _store, order_id in world.orders]


def test_it_lists_and_pages_by_orders_v0(world: World, credentials: dict[str, str]) -> None:
    """With its token alone it follows the pages to the last order."""
    client = sp_api.Orders(credentials=credentials)
    first = client.get_orders(CreatedAfter=SINCE, MaxResultsPerPage=2)
    second = client.get_orders(NextToken=first.next_token)
    orders = first.payload["Orders"] + second.payload["Orders"]
    assert [order["AmazonOrderId"] for order in orders] == _ids(world)
    assert [order["IsPrime"] for order in orders] == [False, True, False]
    assert (second.next_token, first.rate_limit) == (None, "0.0167")


def test_it_lists_and_pages_by_orders_2026(world: World, credentials: dict[str, str]) -> None:
    """Searching, the sections asked for, and the pages."""
    client = sp_api.Orders(credentials=credentials, version="2026-01-01")
    asked = {"createdAfter": SINCE, "maxResultsPerPage": 2}
    sections = ["BUYER", "RECIPIENT", "FULFILLMENT"]
    first = client.search_orders(**asked, includedData=sections)
    second = client.search_orders(**asked, includedData=sections, paginationToken=first.next_token)
    orders = first.payload["orders"] + second.payload["orders"]
    assert [order["orderId"] for order in orders] == _ids(world)
    assert all(order["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED" for order in orders)
    assert second.next_token is None


def test_it_reads_one_order_and_its_items(world: World, credentials: dict[str, str]) -> None:
    """By both versions, plainly and through a restricted data token that it fetches itself."""
    order_id = _ids(world)[0]
    client = sp_api.Orders(credentials=credentials)
    plain = client.get_order(order_id).payload
    full = client.get_order(order_id, RestrictedResources=["buyerInfo", "shippingAddress"]).payload
    items = client.get_order_items(order_id).payload["OrderItems"]
    newer = sp_api.Orders(credentials=credentials, version="2026-01-01").get_order(order_id)
    assert "AddressLine1" not in plain["ShippingAddress"]
    assert full["ShippingAddress"]["AddressLine1"]
    assert [item["QuantityOrdered"] for item in items] == [2]
    assert newer.payload["order"]["orderId"] == order_id


def test_it_confirms_a_shipment_and_reads_it_back(
    world: World, credentials: dict[str, str]
) -> None:
    """The package is on the order; the refusal of a second one is an exception of its own."""
    order_id = _ids(world)[0]
    client = sp_api.Orders(credentials=credentials)
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
    newer = sp_api.Orders(credentials=credentials, version="2026-01-01")
    (shown,) = newer.get_order(order_id, includedData=["PACKAGES"]).payload["order"]["packages"]
    assert shown["trackingNumber"] == package["trackingNumber"]
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.confirm_shipment(
            order_id,
            marketplaceId="ATVPDKIKX0DER",
            packageDetail=package | {"packageReferenceId": "2"},
        )
    assert "already fulfilled" in refused.value.message


def test_it_buys_a_label(world: World, credentials: dict[str, str]) -> None:
    """Services with the plain token, the label with a restricted one; the order is shipped."""
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
    shipping = sp_api.MerchantFulfillment(credentials=credentials)
    services = shipping.get_eligible_shipment_services(details).payload["ShippingServiceList"]
    resource = {"method": "POST", "path": "/mfn/v0/shipments"}
    token = sp_api.Tokens(credentials=credentials).create_restricted_data_token(
        restrictedResources=[resource]
    )
    buying = sp_api.MerchantFulfillment(
        credentials=credentials, restricted_data_token=token.payload["restrictedDataToken"]
    )
    bought = buying.create_shipment(
        details,
        services[0]["ShippingServiceId"],
        ShippingServiceOfferId=services[0]["ShippingServiceOfferId"],
    )
    assert bought.payload["Status"] == "Purchased"
    assert order.parcels[0].tracking == bought.payload["TrackingId"]


def test_it_meets_an_expired_token(world: World, credentials: dict[str, str]) -> None:
    """Its cached token ends with the world's hour: its forbidden exception, in Amazon's words."""
    client = sp_api.Orders(credentials=credentials)
    client.get_orders(CreatedAfter=SINCE)
    world.advance_to(world.now + 60 * MINUTE)
    with pytest.raises(base.SellingApiForbiddenException) as refused:
        client.get_orders(CreatedAfter=SINCE)
    assert refused.value.amzn_code == "Unauthorized"
    assert refused.value.error[0]["details"] == "The access token you provided has expired."


def test_it_meets_an_order_that_is_not_there(world: World, credentials: dict[str, str]) -> None:
    """Its not-found exception, by both versions."""
    for version in ("v0", "2026-01-01"):
        client = sp_api.Orders(credentials=credentials, version=version)
        with pytest.raises(base.SellingApiNotFoundException):
            client.get_order("111-0000000-0000000")


def test_it_meets_a_wrong_secret(world: World, credentials: dict[str, str]) -> None:
    """Its authorization error carries the code of the token endpoint."""
    from sp_api.auth.exceptions import AuthorizationError

    bad = credentials | {"lwa_client_secret": "wrong"}
    with pytest.raises(AuthorizationError) as refused:
        sp_api.Orders(credentials=bad).get_orders(CreatedAfter=SINCE)
    assert refused.value.error_code == "invalid_client"
