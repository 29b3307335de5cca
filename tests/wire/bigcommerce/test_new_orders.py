"""Orders that an app writes, and orders that are archived."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mockplace.kernel.inventory import listing_ids
from tests.wire.bigcommerce.conftest import Shop

JANE = {
    "first_name": "Jane Mary",
    "last_name": "Doe",
    "company": "Acme",
    "street_1": "123 Main Street",
    "street_2": "",
    "city": "Austin",
    "state": "Texas",
    "zip": "78751",
    "country": "United States",
    "country_iso2": "US",
    "phone": "512 555 0100",
    "email": "jane@example.test",
}
MUG = {"name": "Custom mug", "quantity": 2, "price_ex_tax": 10, "price_inc_tax": "10.80"}


def write(shop: Shop, **changes: object) -> httpx.Response:
    """An order of a custom product, with parts of the body changed; None leaves one out."""
    body = {"billing_address": JANE, "products": [MUG]} | changes
    sent = {name: value for name, value in body.items() if value is not None}
    return shop.call("POST", "/v2/orders", json=sent)


def test_an_app_writes_an_order_and_reads_it_back(shop: Shop) -> None:
    """201; it is external, pending where nothing is said, and has the next number."""
    before = shop.world.buy("before", "shop", [("MUG-SLATE", 1, None)])
    answer = write(
        shop,
        external_order_id="111-1-1",
        external_merchant_id="M1",
        external_source="21547",
        staff_notes="rush",
        customer_message="hello",
        shipping_cost_ex_tax="5.00",
        shipping_cost_inc_tax="5.00",
    )
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["id"] == int(before.order_id) + 1
    assert (made["status_id"], made["status"]) == (1, "Pending")
    assert (made["order_source"], made["external_source"]) == ("external", "21547")
    assert (made["external_order_id"], made["external_merchant_id"]) == ("111-1-1", "M1")
    assert (made["staff_notes"], made["customer_message"]) == ("rush", "hello")
    assert (made["total_ex_tax"], made["total_inc_tax"]) == ("25.0000", "26.6000")
    assert made["payment_method"] == "Manual"
    address = made["billing_address"]
    assert {name: address[name] for name in JANE} == JANE
    assert shop.get(f"/v2/orders/{made['id']}").json() == made
    assert shop.ids(external_order_id="111-1-1") == [made["id"]]
    (line,) = shop.get(f"/v2/orders/{made['id']}/products").json()
    assert (line["name"], line["quantity"], line["product_id"]) == ("Custom mug", 2, 0)
    assert (line["price_ex_tax"], line["price_inc_tax"]) == ("10.0000", "10.8000")
    again = write(shop, products=[MUG, MUG | {"name": "Cup"}]).json()
    assert again["id"] == made["id"] + 1


def test_a_product_of_the_catalogue_has_its_own_price(shop: Shop) -> None:
    """By its id; a price that is said is taken instead."""
    mug = shop.world.catalog["MUG-SLATE"]
    ident = int(listing_ids.listing(shop.world.state, shop.account, mug))
    variants = shop.get(f"/v3/catalog/products/{ident}/variants").json()["data"]
    (variant,) = variants
    made = write(shop, products=[{"product_id": ident, "quantity": 2}]).json()
    assert made["subtotal_ex_tax"] == "25.9800"
    (line,) = shop.get(f"/v2/orders/{made['id']}/products").json()
    assert (line["sku"], line["product_id"], line["variant_id"]) == (
        "MUG-SLATE",
        ident,
        variant["id"],
    )
    priced = {"product_id": ident, "price_ex_tax": 1, "price_inc_tax": 1}
    assert write(shop, products=[priced]).json()["total_inc_tax"] == "1.0000"


def test_the_shops_own_price_and_its_deleted_products_are_heeded(shop: Shop) -> None:
    """What the shop asks now is taken, and what it no longer sells is no product."""
    mug = shop.world.catalog["MUG-SLATE"]
    ident = int(listing_ids.listing(shop.world.state, shop.account, mug))
    shop.world.inventory.set_price("shop", "MUG-SLATE", 9_900)
    made = write(shop, products=[{"product_id": ident, "quantity": 1}]).json()
    assert made["subtotal_ex_tax"] == "99.0000"
    shop.world.inventory.set_listing("shop", "MUG-SLATE", "ended")
    refused = write(shop, products=[{"product_id": ident, "quantity": 1}])
    assert (refused.status_code, "product_id" in refused.text) == (400, True)


def test_it_is_shipped_and_billed_to_different_people(shop: Shop) -> None:
    """The e-mail of who is billed stands in; without an address it goes to who is billed."""
    there = {"first_name": "Trish", "last_name": "Smith", "street_1": "666 Sussex St",
             "city": "Lyon", "zip": "69001", "country": "France",
             "shipping_method": "Courier"}  # fmt: skip
    made = write(shop, shipping_addresses=[there], status_id=11).json()
    (address,) = shop.get(f"/v2/orders/{made['id']}/shipping_addresses").json()
    assert (address["first_name"], address["country_iso2"]) == ("Trish", "FR")
    assert (address["email"], address["shipping_method"]) == (JANE["email"], "Courier")
    assert made["billing_address"]["first_name"] == "Jane Mary"
    plain = write(shop).json()
    (address,) = shop.get(f"/v2/orders/{plain['id']}/shipping_addresses").json()
    assert address["street_1"] == JANE["street_1"]
    order = shop.order(str(made["id"]))
    assert shop.ship(order).status_code == 201
    assert shop.get(f"/v2/orders/{made['id']}").json()["status_id"] == 2


def test_an_old_order_is_migrated(shop: Shop) -> None:
    """With its own date and status; the future is no date."""
    made = write(
        shop, date_created="Wed, 11 Nov 2026 10:00:00 +0000", status_id=10, external_source="M-MIG"
    ).json()
    assert made["date_created"] == "Wed, 11 Nov 2026 10:00:00 +0000"
    assert (made["status"], made["external_source"]) == ("Completed", "M-MIG")
    assert shop.ids(max_date_created="2026-11-12T00:00:00Z") == [made["id"]]
    assert write(shop, date_created="2027-01-01T00:00:00Z").status_code == 400


def test_the_sums_that_an_app_sends_along_are_taken_if_they_fit(shop: Shop) -> None:
    """And refused loudly if they do not, because they would have to override the lines."""
    right = {"total_inc_tax": "21.6000", "total_ex_tax": 20, "subtotal_inc_tax": 21.6}
    assert write(shop, **right, items_total=2, discount_amount="0.0000").status_code == 201
    assert write(shop, total_inc_tax=99).status_code == 501
    assert write(shop, discount_amount="1.00").status_code == 501


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"billing_address": None}, "The required field 'billing_address' was not supplied."),
        ({"products": None}, "The required field 'products' was not supplied."),
        ({"products": []}, "The field 'products' is invalid."),
        ({"products": [{"quantity": 1}]}, "The required field 'name' was not supplied."),
        ({"products": [MUG | {"price_ex_tax": None}]},
         "The required field 'price_ex_tax' was not supplied."),
        ({"products": [MUG | {"price_inc_tax": 1}]}, "The field 'price_inc_tax' is invalid."),
        ({"products": [MUG | {"quantity": 0}]}, "The field 'quantity' is invalid."),
        ({"products": [{"product_id": 5}]}, "The field 'product_id' is invalid."),
        ({"products": [MUG | {"colour": 1}]},
         "The field 'colour' is not supported by this resource."),
        ({"billing_address": "here"}, "The field 'billing_address' is invalid."),
        ({"billing_address": JANE | {"planet": "x"}},
         "The field 'planet' is not supported by this resource."),
        ({"billing_address": JANE | {"country_iso2": "QQ"}},
         "The field 'country_iso2' is invalid."),
        ({"status_id": 99}, "The field 'status_id' is invalid."),
        ({"channel_id": 7}, "The field 'channel_id' is invalid."),
        ({"customer_id": -1}, "The field 'customer_id' is invalid."),
        ({"shipping_cost_inc_tax": 5},
         "The required field 'shipping_cost_ex_tax' was not supplied."),
        ({"unheard_of": 1}, "The field 'unheard_of' is not supported by this resource."),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_refused_by_name(
    shop: Shop, changes: dict[str, object], message: str
) -> None:
    """400 in V2's envelope, and no order is there."""
    answer = write(shop, **changes)
    assert (answer.status_code, answer.json()) == (400, [{"status": 400, "message": message}])
    assert shop.ids() == []


@pytest.mark.parametrize("field", ["id", "external_id", "order_source", "payment_status"])
def test_what_only_the_shop_writes_is_refused(shop: Shop, field: str) -> None:
    """By name, as everywhere."""
    (entry,) = write(shop, **{field: "x"}).json()
    assert entry["message"].startswith(f"The field '{field}' cannot be written to.")


def test_an_order_of_an_app_is_cancelled_by_its_status(shop: Shop) -> None:
    """PUT with the status 5."""
    made = write(shop, status_id=11).json()
    path = f"/v2/orders/{made['id']}"
    assert shop.call("PUT", path, json={"status_id": 5}).json()["status"] == "Cancelled"
    assert shop.order(str(made["id"])).status == "cancelled"


def topics(shop: Shop) -> list[str]:
    """What was told so far."""
    return [message.webhook_event.topic for message in shop.world.webhooks.messages.values()]


def test_an_archived_order_is_out_of_the_lists(shop: Shop) -> None:
    """204; it is counted no more, is read by its id still, and is_deleted asks for it."""
    hook = {"scope": "store/order/*", "destination": "http://127.0.0.1:9/in"}
    shop.call("POST", "/v3/hooks", json=hook)
    kept, gone = (
        int(shop.world.buy(name, "shop", [("MUG-SLATE", 1, None)]).order_id) for name in "ab"
    )
    assert topics(shop) == ["store/order/created"] * 2
    for _ in range(2):
        answer = shop.call("DELETE", f"/v2/orders/{gone}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert topics(shop)[2:] == ["store/order/archived"]
    for query in ({}, {"sort": "date_modified:desc"}, {"min_id": "1"}, {"is_deleted": "false"}):
        assert shop.ids(**query) == [kept]
    assert shop.ids(is_deleted="true") == [gone]
    assert shop.get("/v2/orders/count").json()["count"] == 1
    shown: Any = shop.get(f"/v2/orders/{gone}").json()
    assert shown["is_deleted"] is True
    assert shop.call("DELETE", "/v2/orders/77").status_code == 404
