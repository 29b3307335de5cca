"""Answers made up by a test instead of a platform, and orders that can be bent."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from shiponce.domain.platform import Platform
from shiponce.domain.store import Store
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import Credentials
from tests.doubles.permitted_writes import permitted
from tests.doubles.platforms_in_memory import NOON, StandingClock
from tests.platform_ids import AMAZON, BIGCOMMERCE, seller_credentials, shop_credentials

__all__ = ["permitted"]

Answer = httpx.Response | Exception


@dataclass
class Wire:
    """Answers each path in turn, the last one for ever, and keeps every request."""

    clock: StandingClock = field(default_factory=StandingClock)
    answers: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)

    def on(self, method: str, path: str, *answers: Answer) -> None:
        """Plan the answers to one path."""
        self.answers[method, path] = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer as planned; a path without a plan is the test's mistake."""
        self.requests.append(request)
        left = self.answers[request.method, request.url.path]
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def sent(self, path: str) -> list[httpx.Request]:
        """The requests to one path, in order."""
        return [request for request in self.requests if request.url.path == path]

    def connections(self) -> HttpConnections:
        """Connections that end here."""
        return HttpConnections(_credentials, clock=self.clock, transport=httpx.MockTransport(self))


def _credentials(store: Store) -> Credentials:
    if store.platform is BIGCOMMERCE:
        return shop_credentials("token-of-shop")
    if store.platform is AMAZON:
        return seller_credentials("id", "secret-of-amz", "refresh-of-amz")
    return seller_credentials("id", "secret-of-bay", "refresh-of-bay")


def store(platform: Platform) -> Store:
    """The one store of a platform."""
    market = "ATVPDKIKX0DER" if platform is AMAZON else ""
    return Store(1, platform.value, platform, "abc123", NOON, market=market)


def reply(body: object, status: int = 200, **headers: str) -> httpx.Response:
    """A JSON answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=names, content=json.dumps(body).encode())


@pytest.fixture
def wire() -> Wire:
    """A wire whose token offices answer already."""
    found = Wire()
    token = {"access_token": "Atza|first", "expires_in": 3600, "token_type": "bearer"}
    found.on("POST", "/auth/o2/token", reply(token))
    found.on("POST", "/identity/v1/oauth2/token", reply(token | {"access_token": "v^1.1#first"}))
    found.on("GET", "/stores/abc123/v3/channels", reply({"data": [], "meta": {}}))
    found.on("GET", "/stores/abc123/v2/store", reply({"weight_units": "Ounces"}))
    return found


def amazon_order(**changes: object) -> dict[str, Any]:
    """An Amazon order with some of its parts replaced."""
    money = {"amount": "43.18", "currencyCode": "USD"}
    order: dict[str, Any] = {
        "orderId": "111-2222222-3333333",
        "createdTime": "2026-11-20T10:00:00Z",
        "lastUpdatedTime": "2026-11-20T10:30:00Z",
        "programs": ["PRIME"],
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "buyer": {"buyerName": "Ada Quill", "buyerEmail": "x1@marketplace.amazon.com"},
        "recipient": {
            "deliveryAddress": {
                "name": "Ada Quill",
                "addressLine1": "5 Elm Row",
                "city": "PORTLAND",
                "stateOrRegion": "OR",
                "postalCode": "97214",
                "countryCode": "US",
            }
        },
        "proceeds": {"grandTotal": money},
        "fulfillment": {
            "fulfillmentStatus": "UNSHIPPED",
            "fulfilledBy": "MERCHANT",
            "shipByWindow": {"latestDateTime": "2026-11-21T07:59:59Z"},
        },
        "orderItems": [
            {
                "orderItemId": "9001",
                "quantityOrdered": 2,
                "product": {
                    "sellerSku": "MUG",
                    "title": "Mug",
                    "price": {"unitPrice": {"amount": "19.99", "currencyCode": "USD"}},
                },
            }
        ],
    }
    return order | copy.deepcopy(changes)


def ebay_order(**changes: object) -> dict[str, Any]:
    """An eBay order with some of its parts replaced."""
    order: dict[str, Any] = {
        "orderId": "27-10411-55083",
        "creationDate": "2026-11-20T10:00:00.000Z",
        "lastModifiedDate": "2026-11-20T10:01:00.000Z",
        "orderFulfillmentStatus": "NOT_STARTED",
        "orderPaymentStatus": "PAID",
        "buyer": {"username": "lakefinds"},
        "pricingSummary": {"total": {"value": "48.00", "currency": "USD"}},
        "lineItems": [
            {
                "lineItemId": "71",
                "sku": "MUG",
                "title": "Mug",
                "quantity": 2,
                "lineItemCost": {"value": "40.00", "currency": "USD"},
                "lineItemFulfillmentInstructions": {"shipByDate": "2026-11-24T07:59:59.000Z"},
            },
            {
                "lineItemId": "72",
                "quantity": 1,
                "lineItemCost": {"value": "8.00", "currency": "USD"},
                "lineItemFulfillmentInstructions": {"shipByDate": "2026-11-23T07:59:59.000Z"},
            },
        ],
    }
    return order | copy.deepcopy(changes)


def shop_order(**changes: object) -> dict[str, Any]:
    """A BigCommerce order, its consignments included, with some of its parts replaced."""
    line = {
        "id": 61,
        "sku": "MUG",
        "name": "Mug",
        "quantity": 2,
        "price_ex_tax": "19.9900",
        "type": "physical",
        "weight": "16.0000",
    }
    shipping = {
        "id": 43,
        "first_name": "Ada",
        "last_name": "Quill",
        "street_1": "5 Elm Row",
        "city": "Portland",
        "zip": "97214",
        "country_iso2": "US",
        "line_items": [line],
    }
    order: dict[str, Any] = {
        "id": 1042,
        "status_id": 11,
        "status": "Awaiting Fulfillment",
        "date_created": "Fri, 20 Nov 2026 10:00:02 +0000",
        "date_modified": "Fri, 20 Nov 2026 10:00:05 +0000",
        "total_inc_tax": "43.1800",
        "currency_code": "USD",
        "order_source": "www",
        "channel_id": 1,
        "ebay_order_id": "0",
        "external_id": None,
        "external_order_id": "",
        "external_merchant_id": None,
        "consignments": {"shipping": [shipping], "pickups": [], "downloads": []},
    }
    return order | copy.deepcopy(changes)


def at(text: str) -> datetime:
    """A time of 20 November 2026."""
    return datetime.fromisoformat(f"2026-11-20T{text}").replace(tzinfo=UTC)
