"""A market with one eBay seller, and a caller that speaks to it in process or over a port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
ORDERS = "/sell/fulfillment/v1/order"
SCOPE = "https://api.ebay.com/oauth/api_scope/sell.fulfillment"


@dataclass
class Seller:
    """A seller's own program: it fetches a user token and calls the Fulfillment API."""

    world: World
    http: httpx.Client
    account: Account
    tokens: dict[str, str] = field(default_factory=dict)

    def ask_token(self, secret: str | None = None, **changes: str) -> httpx.Response:
        """A token request, good unless something in it is changed."""
        form = {"grant_type": "refresh_token", "refresh_token": self.account.token} | changes
        client = (self.account.client_id, secret or self.account.client_secret)
        return self.http.post("/identity/v1/oauth2/token", data=form, auth=client)

    def token(self, scope: str = SCOPE) -> str:
        """A user token with one scope, fetched once."""
        if scope not in self.tokens:
            self.tokens[scope] = self.ask_token(scope=scope).json()["access_token"]
        return self.tokens[scope]

    def call(
        self, method: str, path: str, *, json: object = None, token: str | None = None
    ) -> httpx.Response:
        """One call, with a writing user token where no other is given."""
        headers = {"authorization": f"Bearer {self.token() if token is None else token}"}
        return self.http.request(method, path, json=json, headers=headers)

    def orders(self, query: str = "", token: str | None = None) -> httpx.Response:
        """A listing, with its query as written."""
        return self.call("GET", f"{ORDERS}?{query}", token=token)

    def ship(self, order_id: str, **changes: object) -> httpx.Response:
        """Ships everything in an order, with parts of the body changed."""
        order = self.world.orders[self.account.name, order_id]
        body: dict[str, object] = {
            "lineItems": [
                {"lineItemId": line.line_id, "quantity": line.quantity} for line in order.lines
            ],
            "shippedDate": "2026-11-20T09:30:00.000Z",
            "shippingCarrierCode": "USPS",
            "trackingNumber": "9400111899223000000017",
        }
        sent = {name: value for name, value in (body | changes).items() if value is not None}
        return self.call("POST", f"{ORDERS}/{order_id}/shipping_fulfillment", json=sent)


@pytest.fixture
def world() -> World:
    """A market at nine o'clock, with one seller and two articles."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account(name="bay", platform="ebay", account="lakes", market="EBAY_US"))
    for sku, title, price, weight in (
        ("MUG-SLATE", "Slate mug, 12 oz", 2400, 400),
        ("CNDL-CEDAR", "Cedar candle, 8 oz", 1999, 300),
    ):
        world.list_product(Product(sku, title, price, weight, ("bay",)))
    return world


@pytest.fixture(params=["in process", "over a port"])
def seller(request: pytest.FixtureRequest, world: World) -> Iterator[Seller]:
    """The seller's program, against the same world by each way in."""
    if request.param == "in process":
        client = httpx.Client(transport=Transport(world), base_url="https://api.ebay.com")
    else:
        client = request.getfixturevalue("served")(world)
    with client as http:
        yield Seller(world, http, world.accounts["bay"])
