"""Post-Order v2: check eligibility, cancel an order, and answer a buyer's cancellation request.

The API accepts a seller's token with any scope, because its documents name no scope. The
authorization scheme is ``TOKEN``, ``IAF`` or ``Bearer``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route, reply
from mockplace.kernel.after_sale import cancellations
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.ebay.api import access_token, oauth
from mockplace.platforms.ebay.api.errors import EbayError
from mockplace.platforms.ebay.api.post_order import errors as post_order
from mockplace.platforms.ebay.api.post_order.errors import PostOrderError
from mockplace.platforms.ebay.api.post_order.search import found, summary
from mockplace.platforms.shared import iso8601, request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Cancellation
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

_Json = dict[str, object]
Operation = Callable[["World", "Caller", Request, Params], Response]

BASE = "/post-order/v2/cancellation"
#: ``cancelReason`` of a seller → the world's reason code.
SELLERS_REASONS = {
    "OUT_OF_STOCK_OR_CANNOT_FULFILL": "out-of-stock",
    "ADDRESS_ISSUES": "address",
    "BUYER_ASKED_CANCEL": "buyer-asked",
    "ORDER_UNPAID": "unpaid",
    "OTHER": "other",
    "": "other",
}
_LONGEST_TRACKING = 100


def route(operation: str, method: str, path: str, run: Operation) -> Route:
    """Return a route of the Post-Order API."""

    def handle(world: World, request: Request, params: Params) -> Response:
        try:
            return run(
                world, access_token.caller_of(world, request, oauth.GRANTED), request, params
            )
        except PostOrderError as error:
            return post_order.refused(error)
        except EbayError as error:
            return post_order.refused_token(error)

    return Route(operation, "ebay", method, f"{BASE}{path}", handle)


def check_eligibility(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``checkCancellationEligibility``: for the order, and for each of its lines."""
    return reply(200, _eligibility(_order(world, caller, _body(request)), world.now))


def create(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``createCancellation``: cancel an order at its seller's request.

    If the order cannot be cancelled, the answer (200) states why.
    """
    body = _body(request)
    order = _order(world, caller, body)
    given = body.get("cancelReason") or ""
    if not isinstance(given, str) or given not in SELLERS_REASONS:
        raise PostOrderError("reason", cancelReason=str(given))
    eligibility = _eligibility(order, world.now)
    if not eligibility["eligible"]:
        return reply(200, {"orderEligibilityResult": eligibility})
    world.after_sale.cancel_by_seller(order.store, order.order_id, SELLERS_REASONS[given])
    return reply(200, {"cancelId": order.cancellations[-1].cancel_id})


def get_one(world: World, caller: Caller, request: Request, params: Params) -> Response:
    """Answer ``getCancellation``; the history is left out with ``fieldgroups=SUMMARY``."""
    order, one = _cancellation(world, caller, params)
    group = request_parsing.fields(request.query).get("fieldgroups", "FULL")
    if group not in ("FULL", "SUMMARY"):
        raise PostOrderError("parameter", fieldgroups=group)
    detail = summary(world, order, one)
    if group == "FULL":
        detail["activityHistories"] = _history(one)
    return reply(200, {"cancelDetail": detail})


def search(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``search``: a page of the seller's cancellations."""
    return reply(200, found(world, caller.account, request_parsing.fields(request.query)))


def approve(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``approveCancellationRequest``: 200 without a body.

    The order is cancelled and refunded.
    """
    order, one = _cancellation(world, caller, params)
    try:
        world.after_sale.approve_cancellation(order.store, order.order_id, one.cancel_id)
    except Refusal as refusal:
        raise PostOrderError(
            "shipped" if refusal.code == "already-shipped" else "state"
        ) from refusal
    return Response(200)


def reject(world: World, caller: Caller, request: Request, params: Params) -> Response:
    """Answer ``rejectCancellationRequest``: a body is required, ``{}`` if nothing was shipped."""
    order, one = _cancellation(world, caller, params)
    _check_shipment(_body(request))
    try:
        world.after_sale.decline_cancellation(order.store, order.order_id, one.cancel_id)
    except Refusal as refusal:
        raise PostOrderError("state") from refusal
    return Response(200)


def confirm(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``confirmRefundReceived``: change nothing, because eBay itself makes the refund."""
    _, one = _cancellation(world, caller, params)
    if one.state != "completed":
        raise PostOrderError("state")
    return Response(200)


OPERATIONS: tuple[tuple[str, str, str, Operation], ...] = (
    ("checkCancellationEligibility", "POST", "/check_eligibility", check_eligibility),
    ("createCancellation", "POST", "", create),
    ("searchCancellations", "GET", "/search", search),
    ("getCancellation", "GET", "/{cancelId}", get_one),
    ("approveCancellation", "POST", "/{cancelId}/approve", approve),
    ("rejectCancellation", "POST", "/{cancelId}/reject", reject),
    ("confirmRefundReceived", "POST", "/{cancelId}/confirm", confirm),
)


def _body(request: Request) -> _Json:
    body = request_parsing.json_object(request.body)
    if body is None:
        raise PostOrderError("body")
    return body


def _order(world: World, caller: Caller, body: _Json) -> PlatformOrder:
    """Return the order that a body names; unlike the Fulfillment API, accept unpaid orders."""
    order_id = body.get("legacyOrderId")
    if not isinstance(order_id, str) or not order_id:
        raise PostOrderError("order-missing")
    order = world.orders.get((caller.account.name, order_id))
    if order is None:
        raise PostOrderError("order", legacyOrderId=order_id)
    return order


def _cancellation(
    world: World, caller: Caller, params: Params
) -> tuple[PlatformOrder, Cancellation]:
    cancel_id = params["cancelId"]
    order_id = world.state.cancellations.get((caller.account.name, cancel_id), "")
    order = world.orders.get((caller.account.name, order_id))
    for one in order.cancellations if order else ():
        if order and one.cancel_id == cancel_id:
            return order, one
    raise PostOrderError("cancel", cancelId=cancel_id)


def _eligibility(order: PlatformOrder, now: int) -> _Json:
    """Return whether the order and its lines can be cancelled, and if not, why.

    An order cannot be cancelled if it is already cancelled, has an open cancellation, or is too
    old. Assumed: it also cannot be cancelled if it is (partly) shipped.
    """
    failures = []
    if order.status == "cancelled" or any(one.is_open for one in order.cancellations):
        failures.append("CANCELLATION_EXIST")
    elif order.status in ("shipped", "partial") or cancellations.is_past(order, now):
        failures.append("CANCEL_WINDOW_ELAPSED")
    verdict: _Json = {"eligible": not failures}
    if failures:
        verdict["failureReason"] = failures
    lines = [
        verdict | {"itemId": line.listing_id, "transactionId": line.line_id} for line in order.lines
    ]
    reasons = [name for name in SELLERS_REASONS if name not in ("", "OTHER")]
    if order.status != "unpaid":
        reasons.remove("ORDER_UNPAID")
    more: _Json = {} if failures else {"eligibleCancelReason": reasons}
    return verdict | more | {"itemEligibilityResult": lines, "legacyOrderId": order.order_id}


def _check_shipment(body: _Json) -> None:
    date, tracking = body.get("shipmentDate"), body.get("trackingNumber")
    if date is not None:
        value = date.get("value") if isinstance(date, dict) else None
        if not isinstance(value, str) or iso8601.parse(value) is None:
            raise PostOrderError("shipment")
    if tracking is not None and not (
        isinstance(tracking, str) and len(tracking) <= _LONGEST_TRACKING
    ):
        raise PostOrderError("shipment")


def _history(one: Cancellation) -> list[_Json]:
    """Return a cancellation's activities, each with type and the states before and after."""
    seller = one.by == "seller"
    begun = "SELLER_CREATE_CANCEL" if seller else "BUYER_CREATE_CANCEL"
    waits = "INITIAL" if seller or one.at_once else "APPROVAL_PENDING"
    found = [_activity(one.requested_at, one.by.upper(), begun, "INITIAL", waits)]
    ended = {"completed": "SELLER_APPROVE", "declined": "SELLER_REJECT"}.get(one.state)
    if ended and not seller and not one.at_once:
        found.append(_activity(one.closed_at, "SELLER", ended, waits, "CLOSED"))
    elif one.state == "expired":
        found.append(_activity(one.closed_at, "SYSTEM", "SYSTEM_TIMEOUT", waits, "CLOSED"))
    return found


def _activity(at: int, party: str, kind: str, before: str, after: str) -> _Json:
    return {
        "actionDate": {"value": iso8601.to_milliseconds(at)},
        "activityParty": party,
        "activityType": kind,
        "stateFrom": before,
        "stateTo": after,
    }
