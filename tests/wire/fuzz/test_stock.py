"""Every route about stock and listings, of all three platforms, under half-good requests."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

from mockplace.kernel.inventory.stock_rules import MOST
from mockplace.kernel.records import Account, Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.platforms.amazon.api import routes as amazon
from mockplace.platforms.amazon.api.login_with_amazon import access_token as amazon_token
from mockplace.platforms.bigcommerce.api import routes as bigcommerce
from mockplace.platforms.ebay.api import routes as ebay
from mockplace.platforms.ebay.api.oauth import access_token as ebay_token
from mockplace.serving.dispatch import Request, Response, Route, answer
from tests.wire.fuzz.marketplaces import Fuzzer, is_about_stock
from tests.wire.fuzz.spoiling import TEXTS

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
REQUESTS = 8_000
SKUS = ["MUG", "CUP", "BOWL 1", "é", "x" * 60]
QUERY = [
    "includedData", "pageSize", "pageToken", "identifiers", "identifiersType", "sortBy", "mode",
    "createdAfter", "limit", "offset", "page", "after", "sku", "sku:in", "id:in", "include",
    "product_id:in", "include_fields", "location_id:in", "sort", "keyword", "unheard-of",
]  # fmt: skip
ROUTES = [
    route for route in (*amazon.ROUTES, *ebay.ROUTES, *bigcommerce.ROUTES) if is_about_stock(route)
]


def market() -> World:
    """Two articles everywhere, one of them counted."""
    world = World(seed=3, start=START, limits=False)
    world.open_account(Account("shop", "bigcommerce", "abc123", token="open"))
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.open_account(Account("bay", "ebay", "lakes"))
    for sku in ("MUG", "CUP"):
        world.list_product(Product(sku, sku.title(), 1999, 300, ("shop", "amz", "bay")))
    world.inventory.stock_up("MUG", 50)
    return world


class StockFuzzer(Fuzzer):
    """A source of requests about stock that depends on its seed alone."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = market()

    def request(self, route: Route) -> Request:
        """One request for a route: its parts are good more often than not."""
        path = route.template
        for name, known in self._named().items():
            odd = self.chance.random() < 0.15
            path = path.replace(
                f"{{{name}}}", self.chance.choice(["5", "é", "x"] if odd else known)
            )
        headers = {"content-language": self.chance.choice(["en-US", "en-US", "en-US", "?"])}
        headers["authorization"] = f"Bearer {ebay_token(self.world, 'bay')}"
        headers["x-amz-access-token"] = amazon_token(self.world, "amz")
        headers["x-auth-token"] = "open"
        return Request(route.method, path, self._query(route, path), headers, self._body(route, ""))

    def _named(self) -> dict[str, list[str]]:
        """What may stand in the paths."""
        world = self.world
        numbers = [world.inventory.listing_id("shop", sku) for sku in ("MUG", "CUP")]
        path = "/stores/abc123/v3/channels/1/listings"
        page = answer(world, Request("GET", path, "", {"x-auth-token": "open"}))
        kept = [one for one in world.state.inventory_records.records.values() if "offerId" in one]
        return {
            "storeHash": ["abc123"],
            "sellerId": ["A2EXAMPLE"],
            "sku": SKUS,
            "offerId": [str(one["offerId"]) for one in kept] or ["1"],
            "merchantLocationKey": ["warehouse", "dock"],
            "productId": numbers,
            "variantId": [str(int(number) + 1_000_000) for number in numbers],
            "locationId": ["1"],
            "channelId": ["1"],
            "listingId": [str(one["listing_id"]) for one in json.loads(page.body)["data"]] or ["1"],
        }

    def _query(self, route: Route, path: str) -> str:
        names = self.chance.sample(QUERY, self.chance.choice([0, 0, 1, 2]))
        odd = [f"{name}={self.chance.choice(TEXTS)}" for name in names]
        good = [f"sku={self.chance.choice(SKUS)}"] if route.operation == "getOffers" else []
        return "&".join(["marketplaceIds=ATVPDKIKX0DER", *good, *odd])

    def _body(self, route: Route, order_id: str) -> bytes:
        if route.method not in ("POST", "PUT", "PATCH"):
            return b""
        if self.chance.random() < 0.05:
            return self.chance.choice([b"", b"[]", b"{}", b"\xff", b"{", b"[" * 5000, b"1e999"])
        body = self._good(route.operation)
        for _ in range(self.chance.choice([0, 0, 0, 1, 1, 2, 5])):
            self.spoil(body)
        return json.dumps(body).encode()

    def _good(self, operation: str) -> Any:
        """A body that would be right."""
        chance, units = self.chance, self.chance.randint(0, 9)
        sku, price = chance.choice(SKUS), {"value": f"{units + 1}.50", "currency": "USD"}
        number = int(self.world.inventory.listing_id("shop", "MUG"))
        item: dict[str, Any] = {
            "availability": {"shipToLocationAvailability": {"quantity": units}},
            "condition": "NEW",
            "product": {"title": "Bowl"},
            "packageWeightAndSize": {"weight": {"value": 1.5, "unit": "POUND"}},
        }
        available = [{"fulfillment_channel_code": "DEFAULT", "quantity": units}]
        offered = [{"currency": "USD", "our_price": [{"schedule": [{"value_with_tax": 9.5}]}]}]
        variant = {"product_id": number, "variant_id": number + 1_000_000, "state": "active"}
        listing = {"product_id": number, "state": "active", "variants": [variant]}
        named = self._named()
        here: dict[str, Any] = {"location_id": 1, "sku": "MUG"}
        path = f"/attributes/{chance.choice(['fulfillment_availability', 'brand'])}"
        move = {"op": chance.choice(["add", "merge", "delete"]), "path": path, "value": available}
        offers = [{"offerId": chance.choice(named["offerId"]), "price": price}]
        bodies: dict[str, Any] = {
            "putListingsItem": {
                "productType": "BOWL",
                "attributes": {
                    "item_name": [{"value": "Bowl"}],
                    "condition_type": [{"value": "new_new"}],
                    "fulfillment_availability": available,
                    "purchasable_offer": offered,
                },
            },
            "patchListingsItem": {"productType": "PRODUCT", "patches": [move]},
            "createOrReplaceInventoryItem": item,
            "bulkCreateOrReplaceInventoryItem": {"requests": [{"sku": sku} | item]},
            "bulkGetInventoryItem": {"requests": [{"sku": sku}]},
            "bulkUpdatePriceQuantity": {"requests": [{"sku": sku, "offers": offers}]},
            "createInventoryLocation": {
                "location": {"address": {"postalCode": "1", "country": "US"}}
            },
            "adjustRelatively": {"items": [here | {"quantity": units - 4}]},
            "adjustAbsolutely": {"items": [here | {"quantity": units}]},
            "updateProduct": {"price": 9.5, "inventory_level": units, "is_visible": True},
            "updateProductV2": {"price": "9.5000", "inventory_level": units},
            "updateInventorySettings": {"refund_order_stock_adjustment": True},
            "createChannelListings": [listing],
            "updateChannelListings": [
                listing | {"listing_id": int(chance.choice(named["listingId"]))}
            ],
        }
        offer = {
            "sku": sku,
            "marketplaceId": "EBAY_US",
            "format": "FIXED_PRICE",
            "categoryId": "1",
            "merchantLocationKey": "warehouse",
            "availableQuantity": units,
            "pricingSummary": {"price": price},
            "listingPolicies": {
                "fulfillmentPolicyId": "1", "paymentPolicyId": "2", "returnPolicyId": "3",
            },
        }  # fmt: skip
        return bodies.get(operation, offer)


def check(route: Route, request: Request, response: Response) -> None:
    """No trouble, and every refusal in its platform's envelope."""
    where = f"{request.method} {request.path}?{request.query} {request.body[:500]!r}"
    assert response.status < 500, where
    content = json.loads(response.body) if response.body else {}
    if response.status < 400:
        return
    if route.platform == "bigcommerce" and "/v2/" in route.template:
        assert content[0]["message"], where
    elif route.platform == "bigcommerce":
        assert sorted(content) == ["errors", "status", "title", "type"], where
    else:
        assert content["errors"], where


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_a_route_about_stock(seed: int) -> None:
    """Never a 500, every route met in both ways, and no stock that cannot be."""
    fuzzer = StockFuzzer(seed)
    reached: Counter[tuple[str, str, bool]] = Counter()
    rare = [0.1 if route.method == "DELETE" else 1.0 for route in ROUTES]
    for n in range(REQUESTS):
        (route,) = fuzzer.chance.choices(ROUTES, rare)
        request = fuzzer.request(route)
        response = answer(fuzzer.world, request)
        check(route, request, response)
        reached[route.platform, route.operation, response.status < 300] += 1
        if n % 20 == 0:
            _buys(fuzzer.world, fuzzer.chance, n)
    bears_all = ("getInventorySettings",)
    for route in ROUTES:
        place = (route.platform, route.operation)
        assert reached[*place, True], place
        assert reached[*place, False] or route.operation in bears_all, place
    for offer in fuzzer.world.state.inventory_records.offers.values():
        assert offer.stock is None or 0 <= offer.stock <= MOST


def _buys(world: World, chance: random.Random, n: int) -> None:
    """Somebody buys in between, if it can be bought, and time passes."""
    store, sku = chance.choice(["shop", "amz", "bay"]), chance.choice(SKUS)
    try:
        world.buy(f"b{n}", store, [(sku, chance.randint(1, 3), None)])
    except Refusal as refusal:
        if refusal.code not in ("sold-out", "not-listed", "unknown-sku"):
            raise
    world.advance_to(world.now + 30_000)
