"""The keys of BigCommerce's resources: always these, and never another.

BigCommerce's documents require almost nothing, so the keys that its answers always have are listed
here; the keys are compared with those of the example bodies too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mockplace.kernel.order_facts import LineFacts
from tests.wire.bigcommerce.conftest import Shop
from tests.wire.reference import example

KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "keys.json").read_text("utf-8"))
#: Our name of a resource → the file that shows one.
SHOWN = {
    "order": "bigcommerce_v2_orders",
    "product": "bigcommerce_v2_order_products",
    "address": "bigcommerce_v2_shipping_addresses",
    "shipment": "bigcommerce_v2_shipment.response",
}
#: Keys that the specification of Orders V2 has and the examples have not.
SPECIFIED = {"order": ("consignments",), "product": ("event_date", "event_name")}


def resources(shop: Shop) -> dict[str, list[Any]]:
    """Every kind of resource, of storefront orders and of copies, open and shipped."""
    world = shop.world
    for store in ("shop", "amz", "bay"):
        world.buy(f"{store} order", store, [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)])
    world.advance_to(world.now + 120_000)
    for order in list(world.orders_of("shop"))[:2]:
        shop.ship(order)
    found: dict[str, list[Any]] = {name: [] for name in KEYS}
    found["order"] = shop.get("/v2/orders").json()
    for order in found["order"]:
        path = f"/v2/orders/{order['id']}"
        found["billing_address"].append(order["billing_address"])
        found["product"] += shop.get(f"{path}/products").json()
        found["address"] += shop.get(f"{path}/shipping_addresses").json()
        shipments = shop.get(f"{path}/shipments")
        found["shipment"] += shipments.json() if shipments.content else []
    found["shipment_item"] = [item for one in found["shipment"] for item in one["items"]]
    found["channel"] = shop.get("/v3/channels").json()["data"]
    given = {"scope": "store/order/*", "destination": "https://x.test/"}
    found["hook"] = [shop.call("POST", "/v3/hooks", json=given).json()["data"]]
    _refunds(shop, found)
    found |= stock(shop)
    found["status"] = shop.get("/v2/order_statuses").json()
    emails = "/v3/settings/email-statuses"
    channel = found["channel"][1]["id"]
    found["email_statuses"] = [
        shop.get(emails, **asked).json()["data"] for asked in ({}, {"channel_id": str(channel)})
    ]
    _said(shop, found)
    return found


def _said(shop: Shop, found: dict[str, list[Any]]) -> None:
    """What an order says of a line that is engraved and collected."""
    facts = [LineFacts(options=(("Engraving", "For Ada"),), pickup="3")]
    order = shop.world.buy("said", "shop", [("MUG-SLATE", 1, None)], line_facts=facts)
    path = f"/v2/orders/{order.order_id}"
    found["product_option"] = shop.get(f"{path}/products").json()[0]["product_options"]
    found["pickup"] = shop.get(f"{path}/consignments").json()["pickups"]
    found["pickup_location"] = [one["location"] for one in found["pickup"]]


def _refunds(shop: Shop, found: dict[str, list[Any]]) -> None:
    """What Orders V3 shows of a refund of units and of money, and of how the order was paid."""
    order = next(shop.world.orders_of("shop"))
    path = f"/v3/orders/{order.order_id}"
    items = [
        {"item_type": "PRODUCT", "item_id": int(order.lines[0].line_id), "quantity": 1},
        {"item_type": "SHIPPING", "item_id": order.address_id, "amount": 1},
    ]
    actions = f"{path}/payment_actions"
    quote = shop.call("POST", f"{actions}/refund_quotes", json={"items": items}).json()["data"]
    found["refund_quote"], (found["refund_method"], _) = [quote], quote["refund_methods"]
    amount = quote["total_refund_amount"]
    payment = {"provider_id": "testgateway", "amount": amount, "offline": False}
    body = {"items": items, "payments": [payment]}
    made = shop.call("POST", f"{actions}/refunds", json=body).json()["data"]
    found["refund"], found["refund_payment"] = [made], made["payments"]
    found["refund_product"], found["refund_amount"] = made["items"][:1], made["items"][1:]
    found["transaction"] = shop.get(f"{path}/transactions").json()["data"]


def stock(shop: Shop) -> dict[str, list[Any]]:
    """Every kind of resource that is about products: counted, not counted, hidden, sold."""
    shop.world.inventory.set_stock("shop", "MUG-SLATE", 3)
    shop.world.inventory.set_listing("shop", "GUIDE-PDF", "inactive")

    def data(path: str) -> list[Any]:
        found = shop.get(path).json()["data"]
        return found if isinstance(found, list) else [found]

    listings = data(f"/v3/channels/{data('/v3/channels')[1]['id']}/listings")
    items = data("/v3/inventory/items")
    return {
        "catalog_product": data("/v3/catalog/products"),
        "catalog_variant": data("/v3/catalog/variants"),
        "inventory_item": items,
        "inventory_place": [place for item in items for place in item["locations"]],
        "inventory_settings": data("/v3/settings/inventory"),
        "location": data("/v3/inventory/locations"),
        "location_item": data("/v3/inventory/locations/1/items"),
        "channel_listing": listings,
        "channel_listing_variant": [one for listing in listings for one in listing["variants"]],
        "product_v2": shop.get("/v2/products").json(),
    }


def test_every_resource_has_its_keys_and_no_other(shop: Shop) -> None:
    """Whatever the order is and whatever has happened to it."""
    for name, shown in resources(shop).items():
        assert shown, name
        for one in shown:
            assert sorted(one) == sorted(KEYS[name]), name


@pytest.mark.parametrize("name", list(SHOWN))
def test_the_listed_keys_are_those_of_the_examples(name: str) -> None:
    """Neither more nor fewer, but for those that only the specification names."""
    shown = example(SHOWN[name])
    one = shown[0] if isinstance(shown, list) else shown
    assert sorted(KEYS[name]) == sorted([*one, *SPECIFIED.get(name, ())])
