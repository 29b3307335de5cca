"""``confirmShipment``: what it takes, what it refuses and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.wire.amazon.conftest import Seller


def _packages(seller: Seller, order_id: str) -> tuple[str, list[Any]]:
    answer = seller.get(
        f"/orders/2026-01-01/orders/{order_id}", includedData="FULFILLMENT,PACKAGES"
    )
    order = answer.json()["order"]
    return order["fulfillment"]["fulfillmentStatus"], order["packages"]


def test_a_confirmation_ships_the_order(seller: Seller) -> None:
    """204 without a body; the package shows carrier, service, tracking, date and units."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    answer = seller.confirm(order.order_id)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["x-amzn-RateLimit-Limit"] == "2"
    status, packages = _packages(seller, order.order_id)
    assert status == "SHIPPED"
    assert packages == [
        {
            "packageReferenceId": "1",
            "createdTime": "2026-11-20T09:00:00Z",
            "packageStatus": {"status": "SHIPPED"},
            "carrier": "UPS",
            "shipTime": "2026-11-20T09:30:00Z",
            "shippingService": "UPS 2nd Day Air",
            "trackingNumber": "1Z999AA10123456784",
            "packageItems": [{"orderItemId": order.lines[0].line_id, "quantity": 2}],
        }
    ]


def test_the_same_reference_edits_the_package(seller: Seller) -> None:
    """Sending a reference again changes its package and makes no second one."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    seller.confirm(order.order_id)
    assert seller.confirm(order.order_id, trackingNumber="1ZNEW").status_code == 204
    _status, packages = _packages(seller, order.order_id)
    assert [package["trackingNumber"] for package in packages] == ["1ZNEW"]


def test_parts_go_in_packages_of_their_own(seller: Seller) -> None:
    """One unit makes the order partially shipped, the other with a new reference ships it."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    one = [{"orderItemId": order.lines[0].line_id, "quantity": 1}]
    assert seller.confirm(order.order_id, orderItems=one).status_code == 204
    assert _packages(seller, order.order_id)[0] == "PARTIALLY_SHIPPED"
    again = seller.confirm(order.order_id, orderItems=one, packageReferenceId="2")
    assert again.status_code == 204
    status, packages = _packages(seller, order.order_id)
    assert (status, len(packages)) == ("SHIPPED", 2)


FULFILLED = "Failed to create package due to not finding a matching package or order already"


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        (
            {"packageReferenceId": 1},
            "InvalidInput",
            "The input you have submitted is not valid. Please check the fields with invalid "
            "type [packageDetail.packageReferenceId].",
        ),
        (
            {"packageReferenceId": "box-1"},
            "InvalidInput",
            "PackageReferenceId: is invalid, must be a positive numeric value.",
        ),
        (
            {"packageReferenceId": "0"},
            "InvalidInput",
            "PackageReferenceId: is invalid, must be a positive numeric value.",
        ),
        ({"packageReferenceId": None}, "InvalidInput", "The input you have submitted"),
        ({"carrierCode": None}, "InvalidInput", "The input you have submitted"),
        ({"carrierCode": "Other", "carrierName": None}, "InvalidInput", "The input you have"),
        ({"trackingNumber": None}, "InvalidInput", "The input you have submitted"),
        ({"trackingNumber": " "}, "InvalidInput", "The input you have submitted"),
        ({"shipDate": "02/21/2022"}, "Invalid Input", "Invalid Input"),
        ({"shipDate": "9999-12-31T23:59:59-23:59"}, "Invalid Input", "Invalid Input"),
        ({"shipDate": "0001-01-01T00:00:00Z"}, "Invalid Input", "Invalid Input"),
        ({"orderItems": []}, "InvalidInput", "The input you have submitted"),
        ({"orderItems": [1]}, "InvalidInput", "The input you have submitted"),
        (
            {"orderItems": [{"orderItemId": "1", "quantity": 1}]},
            "InvalidInput",
            "OrderItemId  is invalid, please obtain the value through the getOrderItems API or "
            "Manage Orders page",
        ),
    ],
)
def test_a_bad_package_is_400_in_amazons_words(
    seller: Seller, changes: dict[str, object], code: str, message: str
) -> None:
    """Nothing is recorded, and the sentence is the one that Amazon is known to send."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    answer = seller.confirm(order.order_id, **changes)
    (entry,) = answer.json()["errors"]
    assert (answer.status_code, entry["code"]) == (400, code)
    assert entry["message"].startswith(message)
    assert _packages(seller, order.order_id) == ("UNSHIPPED", [])


@pytest.mark.parametrize("quantity", ["2", True, 1.5, 0, -1, 3])
def test_quantities_are_whole_and_within_what_is_left(seller: Seller, quantity: object) -> None:
    """Text, truth values, fractions, nothing and too many are all refused."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 2, None)])
    items = [{"orderItemId": order.lines[0].line_id, "quantity": quantity}]
    assert seller.confirm(order.order_id, orderItems=items).status_code == 400


@pytest.mark.parametrize("state", ["shipped", "cancelled", "unpaid", "afn"])
def test_an_order_with_nothing_to_ship_takes_no_package(seller: Seller, state: str) -> None:
    """Already fulfilled, cancelled, not paid or Amazon's own: one and the same answer."""
    world = seller.world
    line = [("MUG-SLATE", 1, None)]
    order = world.buy("a", "amz", line, paid=state != "unpaid", afn=state == "afn")
    if state == "cancelled":
        world.cancel("amz", order.order_id)
    if state == "shipped":
        seller.confirm(order.order_id)
    answer = seller.confirm(order.order_id, packageReferenceId="2")
    (entry,) = answer.json()["errors"]
    assert answer.status_code == 400
    assert entry["message"].startswith(FULFILLED)
    assert "errorMetric=PackageToUpdateNotFound" in entry["message"]


def test_a_body_that_is_no_object_is_400(seller: Seller) -> None:
    """Rubbish, lists and an empty body."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    path = f"/orders/v0/orders/{order.order_id}/shipmentConfirmation"
    headers = {"x-amz-access-token": seller.token()}
    for content in (b"", b"[]", b"{", b"\xff", b"null", b'{"marketplaceId": 3}'):
        answer = seller.http.post(path, content=content, headers=headers)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")


def test_an_unknown_order_is_404(seller: Seller) -> None:
    """The package may be good; there is nothing to put it on."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    body = seller.package(order.order_id)
    path = "/orders/v0/orders/111-0000000-0000000/shipmentConfirmation"
    assert seller.call("POST", path, json=body).status_code == 404


def test_leaked_keys_in_a_body_are_borne(seller: Seller) -> None:
    """A widespread client sends its own path and marketplaces along."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    path = f"/orders/v0/orders/{order.order_id}/shipmentConfirmation"
    body = seller.package(order.order_id) | {"path": path, "marketplaceIds": ["ATVPDKIKX0DER"]}
    assert seller.call("POST", path, json=body).status_code == 204
