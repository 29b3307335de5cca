"""Every BigCommerce route under thousands of good, half-good and senseless requests."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.api import routes as bigcommerce
from mockplace.seeding.default_market import open_market
from mockplace.serving.dispatch import Request, Response, Route, answer
from tests.wire.fuzz.marketplaces import is_about_stock
from tests.wire.fuzz.spoiling import TEXTS, spoil

START = 1_795_165_200_000
REQUESTS = 2_500
NAMES = [
    "page", "limit", "is_deleted", "created:min", "created:max", "id:in", "order_id:in", "sort",
    "transaction_id", "status_id", "min_id", "min_date_modified", "include", "channel_id",
]  # fmt: skip
JANE = {
    "first_name": "Jane", "last_name": "Doe", "street_1": "1 Main", "city": "Austin",
    "zip": "78751", "country": "United States", "email": "jane@example.test",
}  # fmt: skip
MUG = {"name": "Mug", "quantity": 2, "price_ex_tax": 10, "price_inc_tax": "10.80"}
#: What cannot be asked in a wrong way that these requests know.
NEVER_REFUSED = ("getStore", "getTime")


def market(seed: int) -> World:
    """A shop with forty purchases and their copies behind it."""
    world = open_market(seed=seed, start=START, limits=False)
    world.populate(40)
    return world


def items(order: PlatformOrder, chance: random.Random) -> list[dict[str, object]]:
    """Something of an order to refund."""
    products = [
        {"item_type": "PRODUCT", "item_id": int(line.line_id), "quantity": 1}
        for line in order.lines
    ]
    sums = [
        {"item_type": "ORDER", "item_id": int(order.order_id), "amount": 1.5},
        {"item_type": "SHIPPING", "item_id": order.address_id, "amount": 0.5},
    ]
    return [dict(chance.choice([*products, *sums]))]


def body(operation: str, order: PlatformOrder, chance: random.Random) -> Any:
    """A good body for an operation."""
    payment = {"provider_id": chance.choice(["custom", "testgateway"]), "amount": 1.5}
    line = {"order_product_id": int(order.lines[0].line_id), "quantity": 1}
    wanted: dict[str, Any] = {
        "createOrder": {"billing_address": dict(JANE), "products": [dict(MUG)], "status_id": 11,
                        "shipping_addresses": [dict(JANE)], "total_inc_tax": "21.6"},
        "updateOrder": {"status_id": chance.choice([2, 4, 5, 11, 14])},
        "createOrderRefundQuotes": {"items": items(order, chance)},
        "createOrderRefund": {"items": items(order, chance), "payments": [payment]},
        "createShipment": {"order_address_id": order.address_id, "items": [line]},
        "updateEmailStatuses": {"combined_order_status_email": chance.choice([True, False])},
        "createHook": {"scope": "store/order/*", "destination": "https://127.0.0.1/in"},
    }  # fmt: skip
    return wanted.get(operation, {"comments": "x"})


def request(world: World, route: Route, chance: random.Random) -> Request:
    """One request for a route: its parts are good more often than not."""
    shop = world.accounts["shop"]
    orders = list(world.orders_of("shop"))
    shipped = [one for one in orders if one.packages] if "{shipmentId}" in route.template else []
    order = chance.choice(shipped or orders)
    named = {
        "{storeHash}": shop.account,
        "{orderId}": order.order_id,
        "{addressId}": str(order.address_id),
        "{productId}": order.lines[0].line_id,
        "{refundId}": "1",
        "{channelId}": "1",
        "{statusId}": "5",
        "{hookId}": chance.choice([*world.webhooks.subscriptions][-3:] or ["26000001"]),
        "{shipmentId}": chance.choice([one.package_id for one in order.packages] or ["1"]),
    }
    path = route.template
    for name, value in named.items():
        good = chance.random() < 0.9 or name == "{storeHash}"
        path = path.replace(name, value if good else chance.choice(["x", "7", "é"]))
    if chance.random() < 0.03:
        raw = chance.choice([b"", b"[]", b"\xff\xfe", b"[" * 5000])
    else:
        content = body(route.operation, order, chance)
        for _ in range(chance.choice([0, 0, 1, 2])):
            spoil(content, chance)
        raw = json.dumps(content).encode()
    asked = chance.sample(NAMES, chance.choice([0, 0, 1, 2]))
    query = "&".join(f"{name}={chance.choice(TEXTS)}" for name in asked)
    sent = raw if route.method in ("POST", "PUT") else b""
    return Request(route.method, path, query, {"x-auth-token": shop.token}, sent)


def check(route: Route, asked: Request, told: Response) -> None:
    """Nothing above 499 but what is not simulated, and a refusal in its version's envelope."""
    where = f"{asked.method} {asked.path}?{asked.query} {asked.body!r}"
    assert told.status < 500 or told.status == 501, where
    content: Any = json.loads(told.body) if told.body else None
    if told.status < 400:
        return
    entry = content if "/v3/" in route.template else content[0]
    assert entry["status"] == told.status, where


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_a_route_of_the_shop(seed: int) -> None:
    """Each operation is reached and refused, and no more goes back than was paid."""
    chance, world = random.Random(seed), market(seed)
    routes = [route for route in bigcommerce.ROUTES if not is_about_stock(route)]
    reached: Counter[tuple[str, bool]] = Counter()
    for n in range(REQUESTS):
        route = chance.choice(routes)
        asked = request(world, route, chance)
        told = answer(world, asked)
        check(route, asked, told)
        reached[route.operation, told.status < 300] += 1
        if n % 100 == 0:
            world.advance_to(world.now + 60_000)
    for route in routes:
        assert reached[route.operation, True], route.operation
        assert reached[route.operation, False] or route.operation in NEVER_REFUSED, route.operation
    for order in world.orders.values():
        assert refunds.refunded(order) <= refunds.paid(order)
