"""Render an order's cancellations and refunds for the Fulfillment API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.after_sale import refunds
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Cancellation, Refund
    from mockplace.kernel.records import OrderLine, PlatformOrder

_Json = dict[str, object]

#: The world's reason code → CancelReasonEnum; other reasons become OTHER.
CANCEL_REASONS = {
    "mistake": "ORDER_MISTAKE",
    "cheaper": "FOUND_CHEAPER_PRICE",
    "too-expensive": "PRICE_TOO_HIGH",
    "too-late": "WONT_ARRIVE_IN_TIME",
    "payment": "WRONG_PAYMENT_METHOD",
    "shipping": "WRONG_SHIPPING_METHOD",
    "out-of-stock": "OUT_OF_STOCK_OR_CANNOT_FULFILL",
    "buyer-asked": "BUYER_ASKED_CANCEL",
    "unpaid": "ORDER_UNPAID",
    "other": "OTHER",
}
#: Who cancels → CancelReasonEnum, if the reason is a wrong address.
_ADDRESS = {"buyer": "WRONG_SHIPPING_ADDRESS", "seller": "ADDRESS_ISSUES"}
_REQUEST_STATES = {"requested": "REQUESTED", "declined": "REJECTED", "completed": "COMPLETED"}


def money(minor: int, order: PlatformOrder) -> _Json:
    """Return an amount with its currency."""
    return {"value": f"{minor // 100}.{minor % 100:02d}", "currency": order.currency}


def cancel_reason(found: Cancellation) -> str:
    """Return a cancellation's reason as CancelReasonEnum."""
    if found.reason == "address":
        return _ADDRESS.get(found.by, "ADDRESS_ISSUES")
    return CANCEL_REASONS.get(found.reason, "OTHER")


def cancel_status(order: PlatformOrder, *, alone: bool) -> _Json:
    """Return ``cancelStatus``; only ``getOrder`` (*alone*) includes the cancellation requests."""
    found = [_request(one) for one in order.cancellations] if alone else []
    body: _Json = {"cancelState": _cancel_state(order), "cancelRequests": found}
    done = [one for one in order.cancellations if one.state == "completed"]
    if order.status == "cancelled" and done:
        body["cancelledDate"] = to_milliseconds(done[-1].closed_at)
    return body


def payment_status(order: PlatformOrder) -> str:
    """Return ``orderPaymentStatus``; a pending refund counts like a completed refund."""
    if order.status == "unpaid":
        return "PENDING"
    back = refunds.refunded(order)
    if order.status == "cancelled" or (back and back >= refunds.paid(order)):
        return "FULLY_REFUNDED"
    return "PARTIALLY_REFUNDED" if back else "PAID"


def order_refunds(order: PlatformOrder, now: int) -> list[_Json]:
    """Return ``paymentSummary.refunds``: all refunds; a refund of lines is shown without its id."""
    return [_order_refund(order, one, now) for one in order.refunds]


def line_refunds(order: PlatformOrder, line: OrderLine, now: int) -> list[_Json]:
    """Return ``lineItems[].refunds``: the parts of refunds that concern this line."""
    found = []
    for refund in order.refunds:
        for part in refund.parts:
            if part.kind != "line" or part.line_id != line.line_id:
                continue
            body: _Json = {"amount": money(part.amount, order), "refundId": refund.refund_id}
            if not refunds.is_pending(refund, now):
                body["refundDate"] = to_milliseconds(refund.settles_at)
            found.append(body)
    return found


def due_to_seller(order: PlatformOrder) -> int:
    """Return ``totalDueSeller`` in minor units: the order total less refunds; 0 if cancelled."""
    if order.status == "cancelled":
        return 0
    whole = sum(map(refunds.line_total, order.lines)) + order.shipping_cost
    return whole - refunds.refunded(order)


def refund_status(refund: Refund, now: int) -> str:
    """Return RefundStatusEnum."""
    return "PENDING" if refunds.is_pending(refund, now) else "REFUNDED"


def _order_refund(order: PlatformOrder, refund: Refund, now: int) -> _Json:
    body: _Json = {
        "amount": money(refund.amount, order),
        "refundStatus": refund_status(refund, now),
    }
    if not any(part.kind == "line" for part in refund.parts):
        body["refundId"] = refund.refund_id
    if not refunds.is_pending(refund, now):
        body["refundDate"] = to_milliseconds(refund.settles_at)
        body["refundReferenceId"] = f"R{refund.refund_id}"
    return body


def _cancel_state(order: PlatformOrder) -> str:
    """Return ``cancelState``; assumed: a declined request counts as no request."""
    if order.status == "cancelled":
        return "CANCELED"
    return "IN_PROGRESS" if any(c.is_open for c in order.cancellations) else "NONE_REQUESTED"


def _request(found: Cancellation) -> _Json:
    body: _Json = {}
    state = _REQUEST_STATES.get(found.state, "REJECTED" if found.paid else "COMPLETED")
    if state == "COMPLETED":
        body["cancelCompletedDate"] = to_milliseconds(found.closed_at)
    return body | {
        "cancelInitiator": found.by.upper(),
        "cancelReason": cancel_reason(found),
        "cancelRequestedDate": to_milliseconds(found.requested_at),
        "cancelRequestId": found.cancel_id,
        "cancelRequestState": state,
    }
