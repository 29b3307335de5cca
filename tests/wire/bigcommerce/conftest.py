"""A shop with two marketplaces behind it, and a caller that speaks to it in both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000


@dataclass
class Shop:
    """A program that has the shop's token."""

    world: World
    http: httpx.Client
    account: Account

    def call(
        self, method: str, path: str, *, json: object = None, token: str | None = None, **query: str
    ) -> httpx.Response:
        """One call below the store's address, with the store's token where no other is given."""
        headers = {"X-Auth-Token": self.account.token if token is None else token}
        address = f"/stores/{self.account.account}{path}"
        return self.http.request(method, address, params=query, json=json, headers=headers)

    def get(self, path: str, **query: str) -> httpx.Response:
        """A read."""
        return self.call("GET", path, **query)

    def ids(self, **query: str) -> list[int]:
        """The order ids of a listing, none for 204."""
        answer = self.get("/v2/orders", **query)
        assert answer.status_code in (200, 204), answer.text
        return [order["id"] for order in answer.json()] if answer.content else []

    def ship(self, order: PlatformOrder, **changes: object) -> httpx.Response:
        """Creates a shipment of all that an order holds, with parts of the body changed."""
        body: dict[str, object] = {
            "order_address_id": order.address_id,
            "tracking_number": "1Z999AA10123456784",
            "shipping_method": "UPS Ground",
            "shipping_provider": "ups",
            "tracking_carrier": "ups",
            "items": [
                {"order_product_id": int(line.line_id), "quantity": line.quantity}
                for line in order.lines
            ],
        }
        sent = {name: value for name, value in (body | changes).items() if value is not None}
        return self.call("POST", f"/v2/orders/{order.order_id}/shipments", json=sent)

    def order(self, order_id: str) -> PlatformOrder:
        """The shop's order, in the world itself."""
        return self.world.orders["shop", order_id]


@pytest.fixture
def world() -> World:
    """A market at nine o'clock with three articles and no purchases."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("shop", "bigcommerce", "abc123"))
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.open_account(Account("bay", "ebay", "lakes"))
    for sku, title, price, weight, physical in (
        ("MUG-SLATE", "Slate mug, 12 oz", 1299, 400, True),
        ("CNDL-CEDAR", "Cedar candle, 8 oz", 1999, 454, True),
        ("GUIDE-PDF", "Guide to candles", 500, 0, False),
    ):
        sells_on = ("shop", "amz", "bay")
        world.list_product(Product(sku, title, price, weight, sells_on, physical=physical))
    return world


@pytest.fixture(params=["in process", "over a port"])
def shop(request: pytest.FixtureRequest, world: World) -> Iterator[Shop]:
    """The shop's program, against the same world by each way in."""
    if request.param == "in process":
        client = httpx.Client(transport=Transport(world), base_url="https://api.bigcommerce.com")
    else:
        served: Callable[[World], httpx.Client] = request.getfixturevalue("served")
        client = served(world)
    with client as http:
        yield Shop(world, http, world.accounts["shop"])
