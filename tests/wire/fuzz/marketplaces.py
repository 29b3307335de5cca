"""A source of requests for Amazon and eBay that knows what a good body of each operation is."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from typing import Any

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import Refusal, World
from mockplace.platforms.amazon.api.login_with_amazon import access_token as amazon_token
from mockplace.platforms.amazon.api.login_with_amazon import restricted_token
from mockplace.platforms.ebay.api.notification import (
    destinations_and_subscriptions,
    signature_header,
)
from mockplace.platforms.ebay.api.oauth import access_token as ebay_token
from mockplace.serving.dispatch import Request, Route, answer
from tests.wire.fuzz import labels, surroundings
from tests.wire.fuzz.spoiling import TEXTS, spoil

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
LINES = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
Resource = tuple[str, str, tuple[str, ...]]
NAMES = [
    "createdAfter", "createdBefore", "lastUpdatedAfter", "lastUpdatedBefore", "includedData",
    "fulfillmentStatuses", "fulfilledBy", "marketplaceIds", "maxResultsPerPage", "paginationToken",
    "CreatedAfter", "CreatedBefore", "LastUpdatedAfter", "MarketplaceIds", "OrderStatuses",
    "MaxResultsPerPage", "NextToken", "AmazonOrderIds", "filter", "limit", "offset", "orderIds",
    "fieldGroups", "unheard-of",
]  # fmt: skip
GOOD_QUERIES = {
    "searchOrders": "createdAfter=2026-11-01T00:00:00Z&maxResultsPerPage=3",
    "getOrdersV0": "LastUpdatedAfter=2026-11-01T00:00:00Z&MarketplaceIds=ATVPDKIKX0DER",
    "getOrders": "filter=creationdate:[2026-11-01T00:00:00.000Z..]&limit=3",
    "findLabels": "reference=SO-1",
}
#: Amazon's operations that are about an application and no seller.
GRANTLESS = (
    "getDestinations", "createDestination", "getDestination", "deleteDestination",
    "getSubscriptionById", "deleteSubscriptionById",
)  # fmt: skip
#: eBay's operations that answer 200 with nothing.
BODILESS = ("approveCancellation", "rejectCancellation", "confirmRefundReceived")
#: The last digits of the orders that are cancelled: the others are left to be shipped.
CANCELLED = ("0", "1", "2")


#: The beginnings of the addresses that are about stock and listings.
_STOCK = (
    "/listings/", "/sell/inventory/", "/v3/catalog/", "/v3/inventory/", "/v3/settings/",
    "/v2/products", "/v3/channels/{channelId}/l",
)  # fmt: skip


class Fuzzer:
    """A source of requests that depends on its seed alone."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = _market()
        self.grantless = _grantless(self.world)
        orders = list(self.world.orders.values())
        self.ids = [order.order_id for order in orders] + ["111-0000000-0000000", "x", "%2e%2e"]
        self.lines = {order.order_id: order.lines for order in orders}

    def request(self, route: Route) -> Request:
        """One request for a route: its parts are good more often than not."""
        nearby = surroundings.request(self, route)
        if nearby is not None:
            return nearby
        order_id = self.chance.choice(self.ids)
        path = route.template.replace("{orderId}", order_id)
        shipments = [*self.world.labels, "5f0c9a52-7d1e-4a5d-9b0a-2f6d3c1b7e10", "77"]
        path = path.replace("{shipmentId}", self.chance.choice(shipments))
        order = self.world.orders.get(("bay", order_id))
        shipped = [parcel.tracking for parcel in order.packages] if order else []
        path = path.replace("{fulfillmentId}", self.chance.choice([*shipped, "999", "é"]))
        if "{cancelId}" in path:
            path = path.replace("{cancelId}", self._cancellation())
        for name, known in self._messengers().items():
            path = path.replace(f"{{{name}}}", self.chance.choice([*known, *known, "x"]))
        quotes = [*self.world.state.quotes][-20:]
        path = path.replace("{shippingQuoteId}", self.chance.choice([*quotes, "x"]))
        headers = self._headers(route)
        query = self._query(route, path)
        return Request(route.method, path, query, headers, self._body(route, order_id))

    def _cancellation(self) -> str:
        """A cancellation's id; now and then a buyer has just asked for one."""
        if self.chance.random() < 0.5:
            some = [place for place in self.world.orders if place[1].endswith(CANCELLED)]
            with suppress(Refusal):
                self.world.after_sale.request_cancellation(*self.chance.choice(some))
        known = [cancel_id for store, cancel_id in self.world.state.cancellations if store == "bay"]
        return self.chance.choice([*known[-3:], *known, "5000000000"])

    def _messengers(self) -> dict[str, list[str]]:
        """The ids that may stand in the paths of subscriptions, of both platforms together."""
        post = self.world.webhooks
        return {
            "destinationId": list(post.destinations),
            "subscriptionId": list(post.subscriptions),
            "notificationType": ["ORDER_CHANGE", "FEED_PROCESSING_FINISHED"],
            "topicId": list(destinations_and_subscriptions.TOPICS),
            "publicKeyId": [signature_header.key_id(self.world.seed)],
        }

    def _query(self, route: Route, path: str) -> str:
        names = self.chance.sample(NAMES, self.chance.choice([0, 1, 2, 4]))
        odd = [f"{name}={self.chance.choice(TEXTS)}" for name in names]
        known = GOOD_QUERIES.get(route.operation) or labels.query(
            self.world, route.operation, path, self.chance
        )
        good = [known] if self.chance.random() < 0.5 else []
        return "&".join([*good, *odd])

    def _headers(self, route: Route) -> dict[str, str]:
        world, store = self.world, "amz" if route.platform == "amazon" else "bay"
        headers = {"host": self.chance.choice(["api.ebay.com", "127.0.0.1:80", "", "a b\r\nc"])}
        if self.chance.random() < 0.9:
            headers["x-ebay-c-marketplace-id"] = "EBAY_US"
        if self.chance.random() < 0.05:
            return headers | {"authorization": "Bearer x", "x-amz-access-token": "Atza|x.y"}
        headers["authorization"] = f"Bearer {ebay_token(world, store)}"
        headers["x-amz-access-token"] = amazon_token(world, store)
        if route.template.startswith("/mfn") or self.chance.random() < 0.2:
            elements = ("buyerInfo", "shippingAddress")
            everything: list[Resource] = [(route.method, route.template, elements)]
            headers["x-amz-access-token"] = restricted_token(world, store, everything)
        if route.platform == "amazon" and route.operation in GRANTLESS:
            headers["x-amz-access-token"] = self.grantless
        if "token" in route.operation:
            headers["content-type"] = self.chance.choice(["application/json", "text/html", ""])
        return headers

    def _body(self, route: Route, order_id: str) -> bytes:
        if route.method not in ("POST", "PUT"):
            return b""
        roll = self.chance.random()
        if roll < 0.05:
            return self.chance.choice([b"", b"[]", b"\xff\xfe", b"{", b"a=b&c", b"[" * 5000])
        operation = route.operation
        if operation.endswith(("Destination", "Subscription")):
            body = self._subscribing(route.platform, operation)
        else:
            body = labels.body(self.world, operation, order_id, self.chance)
            lines = self.lines.get(order_id, [])
            body = _good_body(operation, order_id, lines, self.chance) if body is None else body
        for _ in range(self.chance.choice([0, 0, 1, 1, 2, 5])):
            self.spoil(body)
        return json.dumps(body).encode()

    def _subscribing(self, platform: str, operation: str) -> Any:
        """A good body for a destination or a subscription."""
        n = self.chance.randint(1, 6)
        wanted = self.chance.choice([*self.world.webhooks.destinations, "x"])
        if operation.endswith("Subscription"):
            topic = self.chance.choice(list(destinations_and_subscriptions.TOPICS))
            amazon = {"payloadVersion": "1.0", "destinationId": wanted}
            return amazon if platform == "amazon" else {"topicId": topic, "destinationId": wanted}
        if platform == "amazon":
            queue = {"sqs": {"arn": f"arn:aws:sqs:us-east-1:123456789012:q{n}"}}
            return {"name": f"queue {n}", "resourceSpecification": queue}
        delivery = {"endpoint": f"https://127.0.0.1/{n}", "verificationToken": "t" * 32}
        return {"name": f"d{n}", "status": "ENABLED", "deliveryConfig": delivery}

    def spoil(self, body: Any) -> None:
        """Puts something odd in one place of the body, or takes the place away."""
        spoil(body, self.chance)


def _grantless(world: World) -> str:
    """A token for what is about an application: Amazon's destinations."""
    account = world.accounts["amz"]
    form = {
        "grant_type": "client_credentials",
        "scope": "sellingpartnerapi::notifications",
        "client_id": account.client_id,
        "client_secret": account.client_secret,
    }
    asked = Request("POST", "/auth/o2/token", body=json.dumps(form).encode())
    return str(json.loads(answer(world, asked).body)["access_token"])


def _market() -> World:
    world = World(seed=3, start=START, limits=False)
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market="ATVPDKIKX0DER"))
    world.open_account(Account("bay", "ebay", "lakes", market="EBAY_US"))
    for sku in ("MUG-SLATE", "CNDL-CEDAR"):
        world.list_product(Product(sku, sku.title(), 1999, 300, ("amz", "bay")))
    for store in ("amz", "bay"):
        for n in range(40):
            world.buy(
                f"{store}{n}",
                store,
                LINES[: 1 + n % 2],
                paid=n % 6 != 5,
                prime=n % 4 == 1,
                address=n % 7 != 6,
                afn=n % 5 == 4 and store == "amz",
            )
            world.advance_to(world.now + 60_000)
    return world


def _good_body(operation: str, order_id: str, lines: list[Any], chance: random.Random) -> Any:
    units = [(line.line_id, chance.randint(1, line.quantity)) for line in lines] or [("1", 1)]
    details = {
        "AmazonOrderId": order_id,
        "ItemList": [{"OrderItemId": line_id, "Quantity": count} for line_id, count in units],
        "ShipFromAddress": {
            "Name": "Dock", "AddressLine1": "1 Dock Rd", "Email": "d@example.test",
            "City": "Reno", "PostalCode": "89502", "CountryCode": "US", "Phone": "775",
        },
        "PackageDimensions": {"Length": 10, "Width": 8, "Height": 6, "Unit": "inches"},
        "Weight": {"Value": 32, "Unit": "oz"},
        "ShipDate": "2026-11-21T09:00:00Z",
        "ShippingServiceOptions": {
            "DeliveryExperience": "NoTracking", "CarrierWillPickUp": False, "LabelFormat": "PNG",
        },
    }  # fmt: skip
    package = {
        "packageReferenceId": str(chance.randint(1, 3)),
        "carrierCode": "UPS",
        "trackingNumber": f"1Z{chance.randint(1, 99)}",
        "shipDate": "2026-11-20T09:30:00Z",
        "orderItems": [{"orderItemId": line_id, "quantity": count} for line_id, count in units],
    }
    resource = {"method": "GET", "path": "/orders/v0/orders", "dataElements": ["buyerInfo"]}
    bodies: dict[str, Any] = {
        "confirmShipment": {"marketplaceId": "ATVPDKIKX0DER", "packageDetail": package},
        "createRestrictedDataToken": {"restrictedResources": [resource]},
        "getEligibleShipmentServices": {"ShipmentRequestDetails": details},
        "createShipment": {
            "ShipmentRequestDetails": details,
            "ShippingServiceId": "UPS_PTP_NEXT_DAY_AIR_SAVER",
        },
        "createShippingFulfillment": {
            "lineItems": [{"lineItemId": line_id, "quantity": count} for line_id, count in units],
            "shippedDate": "2026-11-20T09:30:00.000Z",
            "shippingCarrierCode": "USPS",
            "trackingNumber": f"94{chance.randint(1, 99)}",
        },
        "issueRefund": {
            "reasonForRefund": "OTHER_ADJUSTMENT",
            "comment": "scratched",
            "refundItems": [
                {"lineItemId": line_id, "refundAmount": {"value": "0.50", "currency": "USD"}}
                for line_id, _ in units
            ],
        },
        "checkCancellationEligibility": {"legacyOrderId": order_id},
        "createCancellation": {
            "legacyOrderId": order_id if order_id.endswith(CANCELLED) else "27-00000-00000",
            "cancelReason": "ADDRESS_ISSUES",
        },
        "rejectCancellation": {"trackingNumber": "1Z"},
    }
    token = {"grant_type": "refresh_token", "client_id": "mockplace", "refresh_token": "x"}
    return bodies.get(operation, token)


def is_about_stock(route: Route) -> bool:
    """Whether a route is for ``test_stock``, which knows what can be written there."""
    return route.template.removeprefix("/stores/{storeHash}").startswith(_STOCK)
