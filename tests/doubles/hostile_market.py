"""A platform that a test makes up byte by byte, behind the real adapters and a real hub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx

from shiponce.domain.platform import Platform
from shiponce.domain.store import Store
from shiponce.hub import Hub
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import Credentials
from tests.doubles.platforms_in_memory import CountingIdGenerator, StandingClock
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, seller_credentials, shop_credentials
from tests.unit.platforms.conftest import amazon_order, ebay_order, shop_order

TOKEN = {"access_token": "T", "expires_in": 3600, "token_type": "bearer"}
LISTS = {
    BIGCOMMERCE: "/stores/abc123/v2/orders",
    AMAZON: "/orders/2026-01-01/orders",
    EBAY: "/sell/fulfillment/v1/order",
}
ID = {BIGCOMMERCE: "id", AMAZON: "orderId", EBAY: "orderId"}


def order(platform: Platform, number: int) -> dict[str, Any]:
    """A sound order, with an id of its own."""
    if platform is BIGCOMMERCE:
        return shop_order(id=number)
    if platform is AMAZON:
        return amazon_order(orderId=f"111-0000000-{number:07d}", programs=None)
    start: dict[str, Any] = {
        "fulfillmentInstructionsType": "SHIP_TO",
        "shippingStep": {
            "shippingServiceCode": "USPSParcel",
            "shipTo": {
                "fullName": "Ada Quill",
                "contactAddress": {"addressLine1": "5 Elm Row", "countryCode": "US"},
            },
        },
    }
    made = ebay_order(orderId=f"27-{number:05d}-00001", fulfillmentStartInstructions=[start])
    for line in made["lineItems"]:  # a line sold in two orders would be one combined purchase
        line["lineItemId"] = f"{number}{line['lineItemId']}"
    return made


def page(platform: Platform, orders: list[dict[str, Any]], **more: object) -> str:
    """The JSON text of the only page of a listing."""
    if platform is BIGCOMMERCE:
        return json.dumps(orders)
    total = {"total": len(orders)} if platform is EBAY else {}
    return json.dumps({"orders": orders, **total, **more})


@dataclass
class Market:
    """Answers a listing with the bytes that a test puts into ``listing``, in turn."""

    platform: Platform
    clock: StandingClock = field(default_factory=StandingClock)
    listing: Callable[[], httpx.Response] = lambda: httpx.Response(200, content=b"[]")
    asked: int = 0
    #: The JSON of other addresses, such as an order's shipments, by the end of their path.
    parts: dict[str, object] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Tokens, the time, channels and listings; nothing else is there."""
        path = request.url.path
        if path.endswith("/token"):
            date = format_datetime(self.clock.now(), usegmt=True)
            return httpx.Response(200, json=TOKEN, headers={"Date": date})
        if path.endswith("/v2/time"):
            return httpx.Response(200, json={"time": int(self.clock.now().timestamp())})
        if path.endswith("/v2/store"):
            return httpx.Response(200, json={"weight_units": "Ounces"})
        if path.endswith("/v3/channels"):
            return httpx.Response(200, json={"data": [], "meta": {}})
        if path == LISTS[self.platform]:
            self.asked += 1
            return self.listing()
        for end, body in self.parts.items():
            if path.endswith(end):
                return httpx.Response(200, json=body)
        return httpx.Response(404, content=b"{}")

    def shows(self, *bodies: bytes, **headers: str) -> None:
        """The answers to the next listings, the last one for ever."""
        left: Iterator[bytes] = iter(bodies)
        last = bodies[-1]
        self.listing = lambda: httpx.Response(200, content=next(left, last), headers=headers)

    def open(self, file: Path | str, actor: str = "Tess") -> Hub:
        """A hub on a file, with this platform behind the real adapter."""
        connections = HttpConnections(
            _credentials, clock=self.clock, transport=httpx.MockTransport(self)
        )
        return Hub.open(file, connections, clock=self.clock, ids=CountingIdGenerator(), actor=actor)

    def hub(self) -> Hub:
        """A hub with the one store of this platform, called ``it``."""
        found = self.open(":memory:")
        market = {AMAZON: "ATVPDKIKX0DER", EBAY: "EBAY_US"}
        found.stores.connect("it", self.platform, "abc123", market=market.get(self.platform, ""))
        return found


def _credentials(store: Store) -> Credentials:
    if store.platform is BIGCOMMERCE:
        return shop_credentials("token")
    if store.platform is AMAZON:
        return seller_credentials("id", "secret", "refresh")
    return seller_credentials("id", "secret", "refresh")
