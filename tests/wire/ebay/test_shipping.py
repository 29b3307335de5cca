"""Fulfilments: making them, reading them back, and what eBay refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.wire.ebay.conftest import Seller

TRACKING = "9400111899223000000017"


def _path(order_id: str) -> str:
    return f"/sell/fulfillment/v1/order/{order_id}"


def _order(seller: Seller, order_id: str) -> Any:
    return seller.call("GET", _path(order_id)).json()


def test_a_fulfilment_is_known_by_its_tracking_number(seller: Seller) -> None:
    """201, an empty body, and a Location whose last part is the tracking number."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    answer = seller.ship(order.order_id)
    assert (answer.status_code, answer.content) == (201, b"")
    where = urlsplit(answer.headers["location"])
    assert where.path == f"{_path(order.order_id)}/shipping_fulfillment/{TRACKING}"
    one = seller.call("GET", where.path).json()
    listed = seller.call("GET", f"{_path(order.order_id)}/shipping_fulfillment").json()
    assert listed == {"fulfillments": [one], "total": 1, "warnings": []}
    assert one == {
        "fulfillmentId": TRACKING,
        "shipmentTrackingNumber": TRACKING,
        "shippingCarrierCode": "USPS",
        "shippedDate": "2026-11-20T09:30:00.000Z",
        "lineItems": [{"lineItemId": order.lines[0].line_id, "quantity": 1}],
    }
    assert _order(seller, order.order_id)["fulfillmentHrefs"] == [answer.headers["location"]]


@pytest.mark.proves("Q1")
def test_one_unit_fulfils_its_whole_line(seller: Seller) -> None:
    """The status cannot show that a part is missing; the fulfilments can."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)])
    mugs, candle = order.lines
    seller.ship(order.order_id, lineItems=[{"lineItemId": mugs.line_id}])
    body = _order(seller, order.order_id)
    assert body["orderFulfillmentStatus"] == "IN_PROGRESS"
    statuses = [line["lineItemFulfillmentStatus"] for line in body["lineItems"]]
    assert statuses == ["FULFILLED", "NOT_STARTED"]
    seller.ship(order.order_id, lineItems=[{"lineItemId": candle.line_id}], trackingNumber="1Z2")
    assert _order(seller, order.order_id)["orderFulfillmentStatus"] == "FULFILLED"
    path = f"{_path(order.order_id)}/shipping_fulfillment"
    shipped = seller.call("GET", path).json()["fulfillments"]
    assert sum(line["quantity"] for one in shipped for line in one["lineItems"]) == 2
    rest = seller.ship(
        order.order_id, lineItems=[{"lineItemId": mugs.line_id}], trackingNumber="1Z3"
    )
    assert rest.status_code == 201


def test_without_tracking_the_id_is_999(seller: Seller) -> None:
    """Neither carrier nor number: a fulfilment all the same, shipped now if no date is named."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    answer = seller.ship(
        order.order_id, trackingNumber=None, shippingCarrierCode=None, shippedDate=None
    )
    assert answer.headers["location"].endswith("/999")
    one = seller.call("GET", f"{_path(order.order_id)}/shipping_fulfillment/999").json()
    assert one["shippedDate"] == "2026-11-20T09:00:00.000Z"
    assert "shipmentTrackingNumber" not in one


@pytest.mark.parametrize(
    ("changes", "error_id"),
    [
        ({"trackingNumber": None}, 32300),
        ({"shippingCarrierCode": None}, 32300),
        ({"trackingNumber": "9400 1118"}, 32300),
        ({"trackingNumber": "9400-1118"}, 32300),
        ({"trackingNumber": "نمره"}, 32300),
        ({"trackingNumber": 9400}, 32600),
        ({"shippedDate": "yesterday"}, 32500),
        ({"shippedDate": "9999-12-31T23:59:59-23:59"}, 32500),
        ({"lineItems": None}, 32600),
        ({"lineItems": []}, 32600),
        ({"lineItems": [{"lineItemId": "1"}]}, 32200),
        ({"lineItems": ["1"]}, 32600),
    ],
)
def test_a_bad_fulfilment_has_its_number(
    seller: Seller, changes: dict[str, object], error_id: int
) -> None:
    """400, and nothing is recorded."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    answer = seller.ship(order.order_id, **changes)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, error_id)
    assert order.packages == []


def test_lines_and_quantities_are_checked(seller: Seller) -> None:
    """A line twice is 32210; quantities are whole, at least one and no more than were bought."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 2, None)])
    line: dict[str, object] = {"lineItemId": order.lines[0].line_id}
    twice = seller.ship(order.order_id, lineItems=[line, line])
    assert twice.json()["errors"][0]["errorId"] == 32210
    for quantity in (0, -1, 3, "1", True, 1.0):
        answer = seller.ship(order.order_id, lineItems=[line | {"quantity": quantity}])
        assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, 32600)


def test_a_second_fulfilment_of_the_same_is_refused(seller: Seller) -> None:
    """One fulfilment is kept; the order still shows one."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    assert seller.ship(order.order_id).status_code == 201
    for tracking in (TRACKING, "1ZOTHER"):
        again = seller.ship(order.order_id, trackingNumber=tracking)
        assert (again.status_code, again.json()["errors"][0]["errorId"]) == (400, 34500)
    assert len(order.packages) == 1


def test_what_is_not_there_has_its_number(seller: Seller) -> None:
    """An unknown order and an unknown fulfilment."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    missing = seller.call("GET", f"{_path('27-00000-00000')}/shipping_fulfillment")
    assert (missing.status_code, missing.json()["errors"][0]["errorId"]) == (404, 32100)
    nothing = seller.call("GET", f"{_path(order.order_id)}/shipping_fulfillment/1Z")
    assert (nothing.status_code, nothing.json()["errors"][0]["errorId"]) == (404, 32110)
    empty = seller.call("GET", f"{_path(order.order_id)}/shipping_fulfillment").json()
    assert empty == {"fulfillments": [], "total": 0, "warnings": []}


def test_a_body_that_is_no_object_is_400(seller: Seller) -> None:
    """Rubbish, lists and an empty body."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    headers = {"authorization": f"Bearer {seller.token()}"}
    for content in (b"", b"[]", b"{", b"\xff", b"null"):
        answer = seller.http.post(
            f"{_path(order.order_id)}/shipping_fulfillment", content=content, headers=headers
        )
        assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, 32600)


def test_a_cancelled_order_takes_no_fulfilment(seller: Seller) -> None:
    """Nothing is left to ship."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    seller.world.cancel("bay", order.order_id)
    assert seller.ship(order.order_id).status_code == 400
    assert order.packages == []
