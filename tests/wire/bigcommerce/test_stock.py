"""The shop's stock: read, adjusted, sold, given back, and told of; its catalogue and listings."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.bigcommerce.connector import channels
from mockplace.serving.render_webhook import webhook_request
from tests.wire.bigcommerce.conftest import Shop

ABSOLUTE, RELATIVE = "/v3/inventory/adjustments/absolute", "/v3/inventory/adjustments/relative"
ITEMS, PRODUCTS = "/v3/inventory/items", "/v3/catalog/products"


def good(answer: httpx.Response) -> Any:
    """The document of a call that is answered well."""
    assert answer.status_code == 200, answer.text
    return answer.json()


def product(shop: Shop, sku: str = "MUG-SLATE") -> Any:
    """A product, as the catalogue shows it."""
    (found,) = good(shop.get(PRODUCTS, sku=sku))["data"]
    return found


def adjust(shop: Shop, path: str, *items: dict[str, object]) -> httpx.Response:
    """An adjustment at the default location."""
    method = "PUT" if path == ABSOLUTE else "POST"
    body = {"reason": "test", "items": [{"location_id": 1} | item for item in items]}
    return shop.call(method, path, json=body)


def level(shop: Shop, sku: str = "MUG-SLATE") -> int:
    """How many can be sold."""
    (item,) = good(shop.get(ITEMS, **{"sku:in": sku}))["data"]
    (place,) = item["locations"]
    assert place["available_to_sell"] == place["total_inventory_onhand"]
    assert item["identity"]["sku"] == sku
    found = place["available_to_sell"]
    assert isinstance(found, int)
    return found


def test_stock_is_adjusted_by_each_name_of_an_item(shop: Shop) -> None:
    """Absolutely first, then relatively; a sale takes from it until there is none."""
    mug = product(shop)
    assert (mug["inventory_tracking"], mug["inventory_level"], level(shop)) == ("none", 0, 0)
    done = good(adjust(shop, ABSOLUTE, {"sku": "MUG-SLATE", "quantity": 5}))
    assert list(done) == ["transaction_id"]
    again = good(adjust(shop, RELATIVE, {"variant_id": mug["base_variant_id"], "quantity": -2}))
    assert again["transaction_id"] != done["transaction_id"]
    good(adjust(shop, RELATIVE, {"product_id": mug["id"], "quantity": -2}))
    assert (product(shop)["inventory_tracking"], level(shop)) == ("product", 1)
    shop.world.buy("sale", "shop", [("MUG-SLATE", 1, None)])
    assert (product(shop)["inventory_level"], product(shop)["total_sold"]) == (0, 1)
    with pytest.raises(Refusal, match="0 of MUG-SLATE left"):
        shop.world.buy("late", "shop", [("MUG-SLATE", 1, None)])


def test_an_adjustment_is_made_whole_or_not_at_all(shop: Shop) -> None:
    """One item that cannot be leaves the others as they are."""
    for sku in ("MUG-SLATE", "CNDL-CEDAR"):
        good(adjust(shop, ABSOLUTE, {"sku": sku, "quantity": 3}))
    takes = {"sku": "MUG-SLATE", "quantity": -1}
    refused = adjust(shop, RELATIVE, takes, {"sku": "CNDL-CEDAR", "quantity": -4})
    assert refused.status_code == 422
    assert "insufficient" in refused.json()["title"]
    assert (level(shop), level(shop, "CNDL-CEDAR")) == (3, 3)
    assert adjust(shop, RELATIVE, takes, takes, takes, takes).status_code == 422
    uncounted = adjust(shop, RELATIVE, takes, {"sku": "GUIDE-PDF", "quantity": 1})
    guide = product(shop, "GUIDE-PDF")["id"]
    assert uncounted.json()["title"] == (
        f"Items with identity: [product_id {guide}] requires absolute adjustment before relative"
    )
    assert level(shop) == 3


@pytest.mark.parametrize("path", [ABSOLUTE, RELATIVE])
@pytest.mark.parametrize(
    "item",
    [
        {},
        {"sku": "MUG-SLATE"},
        {"quantity": 1},
        {"sku": "NOTHING", "quantity": 1},
        {"product_id": 10**30, "quantity": 1},
        {"variant_id": 1, "quantity": 1},
        {"sku": 5, "quantity": 1},
        {"sku": "MUG-SLATE", "quantity": "1"},
        {"sku": "MUG-SLATE", "quantity": 1.5},
        {"sku": "MUG-SLATE", "quantity": True},
        {"sku": "MUG-SLATE", "quantity": 2**31},
        {"sku": "MUG-SLATE", "quantity": -1},
        {"sku": "MUG-SLATE", "quantity": 1, "location_id": 2},
        {"sku": "MUG-SLATE", "quantity": 1, "location_id": None},
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(
    shop: Shop, path: str, item: dict[str, object]
) -> None:
    """422 in V3's envelope, and nothing has changed."""
    shop.world.inventory.set_stock("shop", "MUG-SLATE", 0)
    body = json.dumps({"items": [{"location_id": 1} | item]}).encode()
    answer = shop.http.request(
        "PUT" if path == ABSOLUTE else "POST",
        f"/stores/abc123{path}",
        content=body,
        headers={"X-Auth-Token": shop.account.token},
    )
    assert answer.status_code == 422, answer.text
    assert sorted(answer.json()) == ["errors", "status", "title", "type"]
    assert level(shop) == 0


@pytest.mark.parametrize("body", [None, [], {}, {"items": []}, {"items": [1]}, {"items": "x"}])
def test_an_adjustment_of_nothing_is_refused(shop: Shop, body: object) -> None:
    """Whatever else stands there."""
    for method, path in (("PUT", ABSOLUTE), ("POST", RELATIVE)):
        expected = 400 if body is None else 422
        assert shop.call(method, path, json=body).status_code == expected


def test_items_are_filtered_and_paged(shop: Shop) -> None:
    """By each name, by the location, and with the pages that V3 tells of."""
    mug = product(shop)
    page = good(shop.get(ITEMS, limit="2"))
    assert [one["identity"]["product_id"] for one in page["data"]] == sorted(
        one["identity"]["product_id"] for one in page["data"]
    )
    assert (page["meta"]["pagination"]["total"], len(page["data"])) == (3, 2)
    assert len(good(shop.get(ITEMS, limit="2", page="2"))["data"]) == 1
    assert good(shop.get(ITEMS, limit="1000"))["meta"]["pagination"]["count"] == 3
    for asked, count in (
        ({"sku:in": "MUG-SLATE,CNDL-CEDAR"}, 2),
        ({"product_id:in": str(mug["id"])}, 1),
        ({"variant_id:in": str(mug["base_variant_id"])}, 1),
        ({"location_id:in": "1"}, 3),
        ({"location_id:in": "2,3"}, 0),
        ({"location_code:in": "BC-LOCATION-1"}, 3),
    ):
        assert len(good(shop.get(ITEMS, **asked))["data"]) == count, asked
    here = good(shop.get("/v3/inventory/locations/1/items", **{"sku:in": "MUG-SLATE"}))["data"]
    assert [one["available_to_sell"] for one in here] == [0]
    assert shop.get("/v3/inventory/locations/2/items").status_code == 404
    (place,) = good(shop.get("/v3/inventory/locations"))["data"]
    assert (place["id"], place["type_id"]) == (1, "PHYSICAL")
    assert good(shop.get("/v3/inventory/locations", is_default="false"))["data"] == []
    assert shop.get("/v3/inventory/locations", limit="1000").status_code == 200
    assert shop.get(ITEMS, limit="1001").status_code == 413


def test_the_catalogue_is_read_in_every_way(shop: Shop) -> None:
    """By number, by name, with its variants, field by field; an order names the same number."""
    mug = product(shop)
    order = shop.world.buy("sale", "shop", [("MUG-SLATE", 2, None)])
    assert order.lines[0].listing_id == str(mug["id"])
    one = good(shop.get(f"{PRODUCTS}/{mug['id']}", include="variants,images"))["data"]
    assert (one["name"], one["price"], one["images"]) == ("Slate mug, 12 oz", 12.99, [])
    (variant,) = one["variants"]
    assert (variant["id"], variant["price"]) == (mug["base_variant_id"], None)
    by_sku = good(shop.get("/v3/catalog/variants", sku="MUG-SLATE"))["data"]
    by_product = good(shop.get(f"{PRODUCTS}/{mug['id']}/variants"))["data"]
    alone = good(shop.get(f"{PRODUCTS}/{mug['id']}/variants/{variant['id']}"))["data"]
    assert by_sku == by_product == [alone] == [variant]
    for asked, count in (
        ({"id:in": f"{mug['id']},5"}, 1),
        ({"id": "5"}, 0),
        ({"sku:in": "MUG-SLATE,GUIDE-PDF"}, 2),
        ({"keyword": "candle"}, 2),
        ({"name": "Guide to candles"}, 1),
        ({"is_visible": "false"}, 0),
        ({"limit": "2", "page": "2"}, 1),
    ):
        assert len(good(shop.get(PRODUCTS, **asked))["data"]) == count, asked
    cheap = good(shop.get(PRODUCTS, sort="price", direction="desc", include_fields="price"))["data"]
    assert [sorted(one) for one in cheap] == [["id", "price"]] * 3
    assert [one["price"] for one in cheap] == [19.99, 12.99, 5.0]
    for path in (f"{PRODUCTS}/5", f"{PRODUCTS}/5/variants", f"{PRODUCTS}/{mug['id']}/variants/5"):
        assert shop.get(path).status_code == 404
    assert shop.call("PUT", f"{PRODUCTS}/5", json={}).status_code == 404


def test_a_product_is_written(shop: Shop) -> None:
    """Its price is what the next buyer pays; what is hidden cannot be bought."""
    mug = product(shop)
    path = f"{PRODUCTS}/{mug['id']}"
    changed = good(shop.call("PUT", path, json=mug | {"price": 9.5}))["data"]
    assert (changed["price"], changed["inventory_tracking"]) == (9.5, "none")
    assert shop.world.buy("sale", "shop", [("MUG-SLATE", 1, None)]).lines[0].price == 950
    good(shop.call("PUT", path, json={"inventory_level": 4}))
    assert product(shop)["inventory_level"] == 0  # not tracked: it does not take effect
    good(shop.call("PUT", path, json={"inventory_level": 4, "inventory_tracking": "product"}))
    good(shop.call("PUT", path, json={"inventory_level": 2}))
    assert level(shop) == 2
    good(shop.call("PUT", path, json={"is_visible": False}))
    with pytest.raises(Refusal, match="not sold on shop"):
        shop.world.buy("late", "shop", [("MUG-SLATE", 1, None)])
    good(shop.call("PUT", path, json={"availability": "available", "is_visible": True}))
    good(shop.call("PUT", path, json={"inventory_tracking": "none"}))
    shop.world.buy("many", "shop", [("MUG-SLATE", 99, None)])


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"price": "much"},
        {"price": -1},
        {"price": True},
        {"price": 1e300},
        {"inventory_level": "4"},
        {"inventory_level": 1.5},
        {"inventory_tracking": "by hand"},
        {"is_visible": "yes"},
        {"availability": "soon"},
    ],
)
def test_a_product_cannot_be_written_otherwise(shop: Shop, body: object) -> None:
    """422 that names the field; V2 says 400."""
    number = product(shop)["id"]
    before = product(shop)
    assert shop.call("PUT", f"{PRODUCTS}/{number}", json=body).status_code == 422
    assert shop.call("PUT", f"/v2/products/{number}", json=body).status_code == 400
    assert product(shop) == before


def test_the_setting_decides_whether_a_cancelled_order_gives_back(shop: Shop) -> None:
    """On at first, as the order's status and the events of stock show."""
    path = "/v3/settings/inventory"
    assert good(shop.get(path))["data"]["refund_order_stock_adjustment"] is True
    good(adjust(shop, ABSOLUTE, {"sku": "MUG-SLATE", "quantity": 5}))
    first = shop.world.buy("first", "shop", [("MUG-SLATE", 2, None)])
    shop.call("PUT", f"/v2/orders/{first.order_id}", json={"status_id": 5})
    assert level(shop) == 5
    kept = {"refund_order_stock_adjustment": False, "stock_level_display": "show"}
    changed = good(shop.call("PUT", path, json=kept))["data"]
    assert {name: changed[name] for name in kept} == kept
    second = shop.world.buy("second", "shop", [("MUG-SLATE", 2, None)])
    shop.call("PUT", f"/v2/orders/{second.order_id}", json={"status_id": 5})
    assert level(shop) == 3
    assert shop.call("PUT", path, json={"stock_level_display": 1}).status_code == 422
    assert shop.call("PUT", path, json={"refund_order_stock_adjustment": "no"}).status_code == 422


def heard(shop: Shop, scope: str) -> list[Any]:
    """What a receiver of a scope would have been told so far."""
    world = shop.world
    messages = [one for one in world.webhooks.messages.values() if one.webhook_event.topic == scope]
    return [json.loads(webhook_request(world, one).body) for one in messages]


def test_changes_of_stock_are_told(shop: Shop) -> None:
    """By a program absolutely, by an order relatively, each by how many units."""
    for scope in ("store/product/*", "store/sku/inventory/updated"):
        hook = {"scope": scope, "destination": "https://x.test/"}
        assert shop.call("POST", "/v3/hooks", json=hook).status_code == 200
    number = product(shop)["id"]
    good(adjust(shop, ABSOLUTE, {"sku": "MUG-SLATE", "quantity": 5}))
    good(adjust(shop, ABSOLUTE, {"sku": "MUG-SLATE", "quantity": 5}))  # no change, no message
    (counted,) = heard(shop, "store/product/inventory/updated")
    told = {"product_id": number, "method": "absolute", "value": 5}
    assert counted["data"] == {"type": "product", "id": number, "inventory": told}
    (updated,) = heard(shop, "store/product/updated")
    assert updated["data"] == {"type": "product", "id": number}
    order = shop.world.buy("sale", "shop", [("MUG-SLATE", 2, None)])
    shop.world.cancel("shop", order.order_id)
    moved = heard(shop, "store/product/inventory/order/updated")
    assert [one["data"]["inventory"]["value"] for one in moved] == [-2, 2]
    assert {one["data"]["inventory"]["method"] for one in moved} == {"relative"}
    good(shop.call("PUT", f"{PRODUCTS}/{number}", json={"price": 1}))
    assert len(heard(shop, "store/product/updated")) == 2
    assert heard(shop, "store/sku/inventory/updated") == []  # no product has variants


def channel(shop: Shop, store: str) -> str:
    """The number of a marketplace account's channel."""
    world = shop.world
    platform = world.accounts[store].platform
    return str(channels.channel_id(world.state, shop.account, platform, store))


def test_the_connectors_channels_list_what_the_marketplaces_offer(shop: Shop) -> None:
    """With the marketplace's number, and the state of the listing there."""
    path = f"/v3/channels/{channel(shop, 'bay')}/listings"
    shop.world.inventory.set_listing("bay", "MUG-SLATE", "ended")
    page = good(shop.get(path, limit="2"))
    assert (len(page["data"]), page["meta"]["pagination"]["total"]) == (2, 3)
    rest = good(shop.get(path, limit="2", after=str(page["data"][-1]["listing_id"])))["data"]
    number = product(shop)["id"]
    (mug,) = [one for one in (*page["data"], *rest) if one["product_id"] == number]
    assert (mug["state"], mug["variants"][0]["state"]) == ("deleted", "deleted")
    assert mug["external_id"] == shop.world.inventory.listing_id("bay", "MUG-SLATE")
    assert good(shop.get(f"{path}/{mug['listing_id']}"))["data"] == mug
    assert good(shop.get(path, **{"product_id:in": str(number)}))["data"] == [mug]
    assert good(shop.get("/v3/channels/999/listings"))["data"] == []
    missing = shop.get(f"{path}/1")
    assert (missing.status_code, missing.json()["title"]) == (404, "Listing [1] not found")
    for asked in ({"limit": "a"}, {"limit": "0"}, {"limit": "1001"}, {"after": "-1"}):
        assert shop.get(path, **asked).status_code == 422


def test_a_channels_listings_are_written(shop: Shop) -> None:
    """Made, changed in part, read back."""
    path, mug = "/v3/channels/1/listings", product(shop)
    variant = {
        "product_id": mug["id"],
        "variant_id": mug["base_variant_id"],
        "state": "active",
    }
    body: dict[str, object] = {
        "product_id": mug["id"],
        "state": "pending",
        "name": "Mug!",
        "variants": [variant],
    }
    (made,) = good(shop.call("POST", path, json=[body]))["data"]
    assert (made["state"], made["name"], made["channel_id"]) == ("pending", "Mug!", 1)
    shop.world.advance_to(shop.world.now + 60_000)
    changed = {"listing_id": made["listing_id"], "product_id": mug["id"], "state": "active"}
    (after,) = good(shop.call("PUT", path, json=[changed | {"variants": []}]))["data"]
    assert (after["state"], after["name"]) == ("active", "Mug!")
    assert (after["date_created"], after["date_modified"]) == (
        "2026-11-20T09:00:00Z",
        "2026-11-20T09:01:00Z",
    )
    assert good(shop.get(path))["data"] == [after]
    assert good(shop.get(f"{path}/{after['listing_id']}"))["data"] == after
    bare = shop.call("POST", path, json=[{}])
    assert bare.json()["errors"] == dict.fromkeys(
        ("0.product_id", "0.state", "0.variants"), "error.path.missing"
    )
    for method, where, wrong in (
        ("POST", path, {}),
        ("POST", path, []),
        ("POST", path, [1]),
        ("POST", path, [body | {"product_id": 5}]),
        ("POST", path, [body | {"state": "gone"}]),
        ("POST", path, [body | {"name": 5}]),
        ("POST", path, [body | {"variants": 5}]),
        ("POST", path, [body | {"variants": [5]}]),
        ("POST", path, [body | {"variants": [{}]}]),
        ("POST", path, [body | {"variants": [variant | {"variant_id": 5}]}]),
        ("POST", "/v3/channels/999/listings", [body]),
        ("PUT", path, [body]),
        ("PUT", path, [body | {"listing_id": 5}]),
    ):
        answer = shop.call(method, where, json=wrong)
        assert (answer.status_code, answer.json()["status"]) == (422, 422), wrong
    assert good(shop.get(path))["data"] == [after]


def test_a_copy_takes_the_shops_units(shop: Shop) -> None:
    """And the marketplaces hear of what is left, as the profile says."""
    shop.world.inventory.stock_up("MUG-SLATE", 5)
    shop.world.buy("sale", "bay", [("MUG-SLATE", 2, None)])
    shop.world.advance_to(shop.world.now + 90_000)
    assert level(shop) == 3
    shop.world.advance_to(shop.world.now + 60_000)
    amz = shop.world.inventory.offer("amz", "MUG-SLATE")
    assert amz is not None
    assert amz.stock == 3
