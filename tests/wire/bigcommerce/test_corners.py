"""The smaller addresses, and the ways in which a request can miss."""

from __future__ import annotations

import pytest

from .conftest import Shop


def test_parts_of_an_order_have_addresses_of_their_own(shop: Shop) -> None:
    """One product, one address, the consignments, no coupons and no fees."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    at = f"/v2/orders/{order.order_id}"
    products = shop.get(f"{at}/products").json()
    assert shop.get(f"{at}/products/{order.lines[0].line_id}").json() == products[0]
    consignments = shop.get(f"{at}/consignments", include="consignments.line_items").json()
    assert consignments["shipping"][0]["line_items"] == products
    assert shop.get(f"{at}/coupons").status_code == 204
    assert shop.get(at, include="fees").json()["fees"] == []


@pytest.mark.parametrize(
    "rest",
    [
        "/v2/orders/1001/products/5",
        "/v2/orders/1001/shipping_addresses/5",
        "/v2/orders/1001/shipments/5",
        "/v2/orders/77/products",
        "/v2/order_statuses/15",
        "/v2/order_statuses/x",
        "/v3/channels/5",
    ],
)
def test_what_is_not_there_is_404(shop: Shop, rest: str) -> None:
    """In the dialect of its version."""
    shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    answered = shop.get(rest)
    assert answered.status_code == 404
    assert isinstance(answered.json(), dict if rest.startswith("/v3") else list)


def test_what_is_documented_and_not_simulated_is_refused_loudly(shop: Shop) -> None:
    """A field that would silently be dropped is a 501, and nothing else of the body is written."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    at = f"/v2/orders/{order.order_id}"
    refused = shop.call("PUT", at, json={"status_id": 5, "discount_amount": "1.0000"})
    assert refused.status_code == 501
    assert "discount_amount" in refused.json()[0]["message"]
    assert order.status_id == 11
    assert shop.call("PUT", at, json={"staff_notes": 7}).status_code == 400


def test_all_shipments_can_be_deleted_at_once(shop: Shop) -> None:
    """204, and the units are free again."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    assert shop.ship(order).is_success
    assert shop.call("DELETE", f"/v2/orders/{order.order_id}/shipments").status_code == 204
    assert order.packages == []
    assert order.lines[0].fulfilled == 0


def test_the_copy_of_a_prime_purchase_says_so(shop: Shop) -> None:
    """In the shipping method of its address, the one place that a connector has for it."""
    shop.world.buy("mug", "amz", [("MUG-SLATE", 1, None)], prime=True)
    shop.world.advance_to(shop.world.now + 90_000)
    (address,) = shop.get("/v2/orders/1001/shipping_addresses").json()
    assert "Prime" in address["shipping_method"]
