"""Search a seller's cancellations, and render a cancellation for Post-Order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from mockplace.kernel.after_sale import refunds
from mockplace.platforms.ebay.api.fulfillment.cancellations_and_refunds import cancel_reason
from mockplace.platforms.ebay.api.post_order.errors import PostOrderError
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Cancellation
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]
Found = tuple["PlatformOrder", "Cancellation"]
Sorting = Callable[[Found], tuple[int, str]]

_DAY = 86_400_000
#: The period of a search, in milliseconds, if the request names only one end or none.
REACH = 90 * _DAY
_PAGE, _MOST = 10, 500
_SORTS = ("CANCEL_ID", "CANCEL_REQUEST_DATE")


def found(world: World, account: Account, asked: Mapping[str, str]) -> _Json:
    """Return the requested page of cancellations, and the total number of matches."""
    limit = _whole(asked, "limit", _PAGE)
    offset = _whole(asked, "offset", 0)
    if not 1 <= limit <= _MOST:
        raise PostOrderError("parameter", limit=asked["limit"])
    fits = _fitting(world, asked)
    every = [one for one in _all(world, account) if fits(*one)]
    every.sort(key=_key(asked), reverse=asked.get("sort", "")[:1] == "-")
    page = every[offset : offset + limit]
    return {
        "cancellations": [summary(world, order, one) for order, one in page],
        "total": len(every),
        "paginationOutput": {
            "limit": limit,
            "offset": offset,
            "totalEntries": len(every),
            "totalPages": -(-len(every) // limit),
        },
    }


def summary(world: World, order: PlatformOrder, one: Cancellation) -> _Json:
    """Return CancelSummary: the fields of a cancellation that a search shows."""
    state, status, reason = _standing(world, order, one)
    body: _Json = {
        "cancelId": one.cancel_id,
        "marketplaceId": world.accounts[order.store].market or "EBAY_US",
        "legacyOrderId": order.order_id,
        "requestorType": one.by.upper(),
        "cancelReason": cancel_reason(one),
        "cancelState": state,
        "cancelStatus": status,
        "paymentStatus": "ONLINE_PAID" if one.paid else "NOT_PAID",
        "partialOrderType": "FULL_ORDER",
        "buyerLoginName": order.buyer.username,
        "sellerLoginName": world.accounts[order.store].account,
        "cancelRequestDate": _date(one.requested_at),
        "lineItems": [
            {"itemId": line.listing_id, "transactionId": line.line_id, "quantity": line.quantity}
            for line in order.lines
        ],
    }
    if one.paid:
        body["requestRefundAmount"] = {"value": _asked_back(order), "currency": order.currency}
    if one.is_open and one.respond_by:
        body["sellerResponseDueDate"] = _date(one.respond_by)
    if state == "CLOSED":
        body |= {"cancelCloseDate": _date(one.closed_at), "cancelCloseReason": reason}
    return body


def _standing(world: World, order: PlatformOrder, one: Cancellation) -> tuple[str, str, str]:
    """Return CancelStateEnum, CancelStatusEnum and CancelCloseReasonEnum."""
    if one.is_open:
        return "APPROVAL_PENDING", "CANCEL_REQUESTED", ""
    if one.state == "declined":
        return "CLOSED", "CANCEL_REJECTED", "SELLER_DECLINE"
    late = one.state == "expired"
    if not one.paid:
        reason = "SELLER_APPROVE_TIMEOUT_UNPAID" if late else "SELLER_APPROVE_UNPAID"
        return "CLOSED", "CANCEL_CLOSED_FOR_COMMITMENT", reason
    if late:
        return "CLOSED", "CANCEL_CLOSED_NO_REFUND", "SELLER_APPROVE_TIMEOUT_PAID"
    if any(refunds.is_pending(refund, world.now) for refund in order.refunds):
        return "REFUND_PENDING", "CANCEL_PENDING", ""
    return "CLOSED", "CANCEL_CLOSED_WITH_REFUND", "FULL_REFUNDED"


def _asked_back(order: PlatformOrder) -> float:
    """Return the amount that a cancellation refunds: the paid amount less all other refunds."""
    own = [one for one in order.refunds if not refunds.is_of_a_cancellation(one)]
    others = sum(one.amount for one in own)
    return (refunds.paid(order) - others) / 100


def _date(at: int) -> _Json:
    return {"value": iso8601.to_milliseconds(at)}


def _all(world: World, account: Account) -> Iterator[Found]:
    for (store, cancel_id), order_id in world.state.cancellations.items():
        order = world.orders.get((store, order_id)) if store == account.name else None
        for one in order.cancellations if order else ():
            if order and one.cancel_id == cancel_id:
                yield order, one


def _fitting(
    world: World, asked: Mapping[str, str]
) -> Callable[[PlatformOrder, Cancellation], bool]:
    """Return a function that tests whether a cancellation matches the parameters.

    By default, cancellations requested by the seller match; ``cancel_id`` overrides all other
    parameters.
    """
    if asked.get("cancel_id"):
        return lambda _order, one: one.cancel_id == asked["cancel_id"]
    role = asked.get("role", "SELLER")
    if role not in ("BUYER", "SELLER"):
        raise PostOrderError("parameter", role=role)
    since, until = _span(world, asked)

    def fits(order: PlatformOrder, one: Cancellation) -> bool:
        listings = {line.listing_id for line in order.lines}
        transactions = {line.line_id for line in order.lines}
        return (
            one.by.upper() == role
            and asked.get("legacy_order_id", order.order_id) == order.order_id
            and since <= one.requested_at <= until
            and (not asked.get("item_id") or asked["item_id"] in listings)
            and (not asked.get("transaction_id") or asked["transaction_id"] in transactions)
        )

    return fits


def _span(world: World, asked: Mapping[str, str]) -> tuple[int, int]:
    since = _moment(asked, "creation_date_range_from")
    until = _moment(asked, "creation_date_range_to")
    if since is None:
        since = (world.now if until is None else until) - REACH
    return since, since + REACH if until is None else until


def _moment(asked: Mapping[str, str], name: str) -> int | None:
    if not asked.get(name):
        return None
    found = iso8601.parse(asked[name].replace(" ", "+"))
    if found is None:
        raise PostOrderError("parameter", **{name: asked[name]})
    return found


def _key(asked: Mapping[str, str]) -> Sorting:
    name = asked.get("sort", "").strip().lstrip("+-") or "CANCEL_REQUEST_DATE"
    if name not in _SORTS:
        raise PostOrderError("parameter", sort=asked["sort"])
    if name == "CANCEL_ID":
        return lambda pair: (0, pair[1].cancel_id)
    return lambda pair: (pair[1].requested_at, pair[1].cancel_id)


def _whole(asked: Mapping[str, str], name: str, default: int) -> int:
    text = asked.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise PostOrderError("parameter", **{name: text})
    return int(text)
