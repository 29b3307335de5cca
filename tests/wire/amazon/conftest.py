"""A market with one Amazon seller, and a caller that speaks to it in process or over a port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from tests.wire.reference import AMAZON, amazon_model

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000
HOUR = 60 * MINUTE
MARKET = "ATVPDKIKX0DER"


@dataclass
class Seller:
    """A seller's own program: it fetches a token and calls the Selling Partner API."""

    world: World
    http: httpx.Client
    account: Account
    tokens: dict[str, str] = field(default_factory=dict)

    def token_request(self, **changes: str) -> dict[str, str]:
        """The parameters of a good token request, with some changed."""
        return {
            "grant_type": "refresh_token",
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
            "refresh_token": self.account.token,
        } | changes

    def token(self) -> str:
        """An access token, fetched once."""
        if "" not in self.tokens:
            answer = self.http.post("/auth/o2/token", data=self.token_request())
            self.tokens[""] = answer.json()["access_token"]
        return self.tokens[""]

    def restricted(self, method: str, path: str, *elements: str) -> str:
        """A restricted data token for one resource."""
        resource = {"method": method, "path": path, "dataElements": list(elements)}
        answer = self.call(
            "POST",
            "/tokens/2021-03-01/restrictedDataToken",
            json={"restrictedResources": [resource]},
        )
        token = answer.json()["restrictedDataToken"]
        assert isinstance(token, str)
        return token

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        token: str | None = None,
    ) -> httpx.Response:
        """One call, with the plain access token where no other is given."""
        headers = {"x-amz-access-token": self.token() if token is None else token}
        return self.http.request(method, path, params=params, json=json, headers=headers)

    def get(self, path: str, /, token: str | None = None, **params: str) -> httpx.Response:
        """A read."""
        return self.call("GET", path, params=params, token=token)

    def package(self, order_id: str, **changes: object) -> dict[str, Any]:
        """A good confirmation of everything in an order, with parts of its package changed."""
        order = self.world.orders[self.account.name, order_id]
        package: dict[str, object] = {
            "packageReferenceId": "1",
            "carrierCode": "UPS",
            "carrierName": "UPS",
            "shippingMethod": "UPS 2nd Day Air",
            "trackingNumber": "1Z999AA10123456784",
            "shipDate": "2026-11-20T09:30:00.000Z",
            "orderItems": [
                {"orderItemId": line.line_id, "quantity": line.quantity} for line in order.lines
            ],
        }
        return {"marketplaceId": MARKET, "packageDetail": package | changes}

    def wish(self, order_id: str, **changes: object) -> dict[str, Any]:
        """Good details of a Merchant Fulfillment shipment of everything in an order."""
        order = self.world.orders[self.account.name, order_id]
        details: dict[str, object] = {
            "AmazonOrderId": order_id,
            "ItemList": [
                {"OrderItemId": line.line_id, "Quantity": line.quantity} for line in order.lines
            ],
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
            "ShippingServiceOptions": {
                "DeliveryExperience": "DeliveryConfirmationWithoutSignature",
                "CarrierWillPickUp": False,
            },
        }
        return details | changes

    def services(self, order_id: str, **changes: object) -> httpx.Response:
        """Asks for the services that can be bought for an order."""
        wish = {"ShipmentRequestDetails": self.wish(order_id, **changes)}
        return self.call("POST", "/mfn/v0/eligibleShippingServices", json=wish)

    def buy(
        self, order_id: str, service_id: str, /, offer: str = "", **changes: Any
    ) -> httpx.Response:
        """Buys a label with a restricted data token."""
        body = {
            "ShipmentRequestDetails": self.wish(order_id, **changes),
            "ShippingServiceId": service_id,
        } | ({"ShippingServiceOfferId": offer} if offer else {})
        token = self.restricted("POST", "/mfn/v0/shipments")
        return self.call("POST", "/mfn/v0/shipments", json=body, token=token)

    def confirm(self, order_id: str, **changes: object) -> httpx.Response:
        """Confirms everything in an order, with parts of the package changed."""
        path = f"/orders/v0/orders/{order_id}/shipmentConfirmation"
        return self.call("POST", path, json=self.package(order_id, **changes))


@pytest.fixture
def world() -> World:
    """A market at nine o'clock, with one seller and two articles."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account(name="amz", platform="amazon", account="A2EXAMPLE", market=MARKET))
    for sku, title, price, weight in (
        ("MUG-SLATE", "Slate mug, 12 oz", 1299, 400),
        ("CNDL-CEDAR", "Cedar candle, 8 oz", 1999, 300),
    ):
        world.list_product(Product(sku, title, price, weight, ("amz",)))
    return world


@pytest.fixture(params=["in process", "over a port"])
def seller(request: pytest.FixtureRequest, world: World) -> Iterator[Seller]:
    """The seller's program, against the same world by each way in."""
    if request.param == "in process":
        base = "https://sellingpartnerapi-na.amazon.com"
        client = httpx.Client(transport=Transport(world), base_url=base)
    else:
        client = request.getfixturevalue("served")(world)
    with client as http:
        yield Seller(world, http, world.accounts["amz"])


@pytest.fixture
def schemas() -> dict[str, dict[str, Any]]:
    """Amazon's own schemas by file name."""
    return {path.stem: amazon_model(path.stem) for path in AMAZON.glob("*.json")}
