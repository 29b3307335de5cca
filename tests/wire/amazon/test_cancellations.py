"""What Amazon's reads show of cancellations: what buyers ask for, and what sellers do, by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from tests.wire.amazon.conftest import Seller

V2026 = "/orders/2026-01-01/orders"
V0 = "/orders/v0/orders"


def bought(seller: Seller) -> PlatformOrder:
    """Two mugs and a candle."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    return seller.world.buy("two", "amz", lines)


def order_2026(seller: Seller, order: PlatformOrder) -> Any:
    """The order with its cancellations and its fulfilment."""
    asked = {"includedData": "CANCELLATION,FULFILLMENT"}
    return seller.get(f"{V2026}/{order.order_id}", **asked).json()["order"]


def items_v0(seller: Seller, order: PlatformOrder) -> Any:
    """The order's items by v0."""
    return seller.get(f"{V0}/{order.order_id}/orderItems").json()["payload"]["OrderItems"]


def test_a_request_stands_at_the_lines_that_it_is_about(seller: Seller) -> None:
    """By both versions; the order stays what it was, and its other line says nothing."""
    order = bought(seller)
    line = order.lines[0].line_id
    seller.world.after_sale.request_cancellation("amz", order.order_id, "cheaper", lines=[line])
    mug, candle = order_2026(seller, order)["orderItems"]
    assert mug["cancellation"] == {
        "cancellationRequest": {
            "requester": "BUYER",
            "cancelReason": "Found cheaper somewhere else",
        }
    }
    assert "cancellation" not in candle
    asked = [item["BuyerRequestedCancel"] for item in items_v0(seller, order)]
    assert asked == [
        {
            "IsBuyerRequestedCancel": "true",
            "BuyerCancelReason": "Found cheaper somewhere else",
        },
        {"IsBuyerRequestedCancel": "false", "BuyerCancelReason": ""},
    ]
    assert seller.get(f"{V0}/{order.order_id}").json()["payload"]["OrderStatus"] == "Unshipped"
    plain = seller.get(f"{V2026}/{order.order_id}").json()["order"]["orderItems"]
    assert not any("cancellation" in item for item in plain)


def test_an_approved_request_is_cancelled_by_the_merchant(seller: Seller) -> None:
    """The line has nothing left to ship, and the rest completes the order."""
    order = bought(seller)
    line = order.lines[0].line_id
    seller.world.after_sale.request_cancellation("amz", order.order_id, lines=[line])
    seller.world.after_sale.approve_cancellation("amz", order.order_id)
    shown = order_2026(seller, order)
    mug, candle = shown["orderItems"]
    assert mug["cancellation"]["cancellationExecution"] == {
        "cancelledBy": "MERCHANT",
        "cancelReason": "Buyer requested cancellation",
    }
    assert mug["fulfillment"] == {"quantityFulfilled": 0, "quantityUnfulfilled": 0}
    assert candle["fulfillment"] == {"quantityFulfilled": 0, "quantityUnfulfilled": 1}
    assert shown["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    v0 = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    assert (v0["NumberOfItemsShipped"], v0["NumberOfItemsUnshipped"]) == (0, 1)
    rest = [{"orderItemId": order.lines[1].line_id, "quantity": 1}]
    too_much = seller.confirm(order.order_id, orderItems=[{"orderItemId": line, "quantity": 1}])
    assert too_much.status_code == 400
    assert seller.confirm(order.order_id, orderItems=rest).status_code == 204
    assert order_2026(seller, order)["fulfillment"]["fulfillmentStatus"] == "SHIPPED"


def test_a_seller_cancels_a_line_and_then_the_rest(seller: Seller) -> None:
    """A text of Amazon's own is shown as it is; with its last line the order is cancelled."""
    order = bought(seller)
    mug, candle = (line.line_id for line in order.lines)
    seller.world.after_sale.cancel_by_seller("amz", order.order_id, "NoInventory", lines=[mug])
    assert order.status == "open"
    seller.world.after_sale.cancel_by_seller("amz", order.order_id, lines=[candle])
    shown = order_2026(seller, order)
    reasons = [
        item["cancellation"]["cancellationExecution"]["cancelReason"]
        for item in shown["orderItems"]
    ]
    assert reasons == ["NoInventory", "No inventory"]
    assert shown["fulfillment"]["fulfillmentStatus"] == "CANCELLED"
    payload = seller.get(f"{V0}/{order.order_id}").json()["payload"]
    assert (payload["OrderStatus"], payload["NumberOfItemsUnshipped"]) == ("Canceled", 0)


def test_what_is_shipped_is_not_cancelled_and_the_rest_is(seller: Seller) -> None:
    """Line by line: the shipped one is refused, and without the other the order is shipped."""
    order = bought(seller)
    mug, candle = (line.line_id for line in order.lines)
    seller.confirm(order.order_id, orderItems=[{"orderItemId": mug, "quantity": 2}])
    with pytest.raises(Refusal, match="already-shipped"):
        seller.world.after_sale.cancel_by_seller("amz", order.order_id, lines=[mug])
    with pytest.raises(Refusal, match="already-shipped"):
        seller.world.cancel("amz", order.order_id)
    seller.world.after_sale.cancel_by_seller("amz", order.order_id, lines=[candle])
    assert order.status == "shipped"


def test_a_buyer_who_cancels_at_once_has_asked_nobody(seller: Seller) -> None:
    """There is no request to see, only what was done."""
    order = bought(seller)
    seller.world.cancel("amz", order.order_id)
    for item in order_2026(seller, order)["orderItems"]:
        assert item["cancellation"] == {
            "cancellationExecution": {"cancelledBy": "BUYER", "cancelReason": "BUYER_CANCELED"}
        }
    asked = [
        item["BuyerRequestedCancel"]["IsBuyerRequestedCancel"] for item in items_v0(seller, order)
    ]
    assert asked == ["false", "false"]
