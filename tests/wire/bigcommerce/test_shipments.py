"""Shipments: what they do to an order, and what the connector makes of them."""

from __future__ import annotations

import pytest

from .conftest import START, Shop

MINUTE = 60_000


def test_a_shipment_of_everything_makes_the_order_shipped(shop: Shop) -> None:
    """201 with the whole shipment; status 2, units counted, the change dated."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 2, None)])
    shop.world.advance_to(START + MINUTE)
    made = shop.ship(order)
    assert made.status_code == 201
    assert made.json()["items"][0]["quantity"] == 2
    assert made.json()["shipping_provider_display_name"] == "UPS"
    seen = shop.get(f"/v2/orders/{order.order_id}").json()
    assert (seen["status_id"], seen["status"], seen["items_shipped"]) == (2, "Shipped", 2)
    assert seen["date_shipped"] == seen["date_modified"] == "Fri, 20 Nov 2026 09:01:00 +0000"
    shipments = shop.get(f"/v2/orders/{order.order_id}/shipments").json()
    assert shipments == [made.json()]
    one = shop.get(f"/v2/orders/{order.order_id}/shipments/{made.json()['id']}")
    assert one.json() == made.json()


@pytest.mark.proves("Q1")
def test_a_part_of_a_line_makes_the_order_partially_shipped(shop: Shop) -> None:
    """Status 3 until the last unit is on its way; the digital line is not waited for."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 2, None), ("GUIDE-PDF", 1, None)])
    line = int(order.lines[0].line_id)
    for wanted in (3, 2):
        assert shop.ship(order, items=[{"order_product_id": line, "quantity": 1}]).is_success
        assert shop.get(f"/v2/orders/{order.order_id}").json()["status_id"] == wanted
    assert shop.get(f"/v2/orders/{order.order_id}/shipments/count").json() == {"count": 2}


def test_deleting_a_shipment_does_not_leave_shipped(shop: Shop) -> None:
    """The shipment and its units are gone; the status stays, and its number is not used again."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    first = shop.ship(order).json()["id"]
    at = f"/v2/orders/{order.order_id}/shipments"
    assert shop.call("DELETE", f"{at}/{first}").status_code == 204
    assert shop.get(at).status_code == 204
    assert shop.get(f"/v2/orders/{order.order_id}").json()["status_id"] == 2
    assert shop.ship(order).json()["id"] != first
    assert shop.call("DELETE", f"{at}/{first}").status_code == 404


def test_tracking_can_be_added_and_items_cannot(shop: Shop) -> None:
    """PUT writes the texts; items are refused by name."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    made = shop.ship(order, tracking_number=None).json()
    at = f"/v2/orders/{order.order_id}/shipments/{made['id']}"
    changed = shop.call("PUT", at, json={"tracking_number": "9400", "shipping_provider": "usps"})
    assert changed.json() == made | {
        "tracking_number": "9400",
        "shipping_provider": "usps",
        "shipping_provider_display_name": "USPS",
        "generated_tracking_link": "https://example.test/track/9400",
    }
    refused = shop.call("PUT", at, json={"items": []})
    assert refused.status_code == 400
    assert "'items' cannot be written to" in refused.json()[0]["message"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"items": None}, "'items'"),
        ({"items": []}, "'items' is invalid"),
        ({"order_address_id": None}, "'order_address_id'"),
        ({"order_address_id": 1}, "'order_address_id' is invalid"),
        ({"tracking_number": "9" * 51}, "'tracking_number' is invalid"),
        ({"shipping_provider": "pigeon"}, "'shipping_provider' is invalid"),
        ({"colour": "blue"}, "'colour' is not supported"),
        ({"id": 5}, "'id' cannot be written to"),
        ({"items": [{"order_product_id": 1, "quantity": 1}]}, "'order_product_id' is invalid"),
        ({"items": [{"product_id": 1, "quantity": 1}]}, "'product_id' cannot be written to"),
    ],
)
def test_a_bad_shipment_is_refused_by_the_fields_name(
    shop: Shop, changes: dict[str, object], message: str
) -> None:
    """400 with the field's name, and nothing is shipped."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    refused = shop.ship(order, **changes)
    assert refused.status_code == 400
    assert message in refused.json()[0]["message"]
    assert not order.packages


def test_more_than_is_left_is_refused(shop: Shop) -> None:
    """A unit is shipped once, also in BigCommerce."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    assert shop.ship(order).is_success
    again = shop.ship(order)
    assert again.json() == [{"status": 400, "message": "The field 'quantity' is invalid."}]
    assert len(order.packages) == 1


@pytest.mark.proves("A2")
@pytest.mark.parametrize("store", ["amz", "bay"])
def test_the_connector_passes_a_shipment_on(shop: Shop, store: str) -> None:
    """The marketplace shows carrier and tracking of the copy's shipment, after its delay."""
    original = shop.world.buy("mug", store, [("MUG-SLATE", 2, None)])
    shop.world.advance_to(START + 2 * MINUTE)
    assert shop.ship(shop.order("1001")).is_success
    shop.world.advance_to(START + 2 * MINUTE + 59_000)
    assert original.packages == []
    shop.world.advance_to(START + 3 * MINUTE)
    (parcel,) = original.packages
    assert (parcel.carrier, parcel.tracking) == ("UPS", "1Z999AA10123456784")
    assert (parcel.recorded_by, original.status) == ("relay", "shipped")


@pytest.mark.proves("A5")
def test_tracking_that_comes_after_the_relay_never_arrives(shop: Shop) -> None:
    """Fulfilment is passed on once per order, with the tracking that is there at that moment."""
    original = shop.world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    shop.world.advance_to(START + 2 * MINUTE)
    assert shop.call("PUT", "/v2/orders/1001", json={"status_id": 2}).is_success
    shop.world.advance_to(START + 4 * MINUTE)
    assert shop.ship(shop.order("1001")).is_success
    shop.world.advance_to(START + 60 * MINUTE)
    (parcel,) = original.packages
    assert parcel.tracking == ""
    assert len(shop.world.relays) == 1
