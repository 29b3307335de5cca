"""``issueRefund``: refund an amount of the whole order, or amounts of its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, reply
from mockplace.kernel.commands import IssueRefund, RequestedPart
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.fulfillment.cancellations_and_refunds import refund_status
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

_Json = dict[str, object]

#: ReasonForRefundEnum.
REASONS = (
    "BUYER_CANCEL", "SELLER_CANCEL", "ITEM_NOT_RECEIVED", "BUYER_RETURN", "ITEM_NOT_AS_DESCRIBED",
    "OTHER_ADJUSTMENT", "SHIPPING_DISCOUNT",
)  # fmt: skip
#: eBay documents 100 characters for the field but 1000 in the field's error; 1000 applies here.
_LONGEST_COMMENT = 1000
_AMOUNT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
#: Code of the world's refusal → id of the documented error.
_REFUSED = {
    "unpaid": 34929,
    "already-refunded": 34917,
    "refund-pending": 34922,
    "refund-too-large": 34915,
    "line-refund-too-large": 34924,
    "unknown-line": 34914,
    "no-amount": 34907,
}
#: The headers that a request for a seller in the EU or the UK must have.
_SIGNED = ("x-ebay-signature-key", "signature", "signature-input")


def issue(world: World, caller: Caller, request: Request, params: dict[str, str]) -> Response:
    """Return 200 and the refund, which is pending until it reaches the buyer's bank."""
    if caller.account.signs:
        _check_signed(request)
    order = world.orders.get((caller.account.name, params["orderId"]))
    if order is None:
        raise errors.documented_error(34913)
    body = request_parsing.json_object(request.body)
    if not body:
        raise errors.documented_error(34902)
    wish = IssueRefund(
        order.store, order.order_id, _parts(body, order), _reason(body), _comment(body)
    )
    try:
        refund = world.after_sale.issue(wish)
    except Refusal as refusal:
        raise errors.documented_error(_REFUSED.get(refusal.code, 34915)) from refusal
    answer = {"refundId": refund.refund_id, "refundStatus": refund_status(refund, world.now)}
    return reply(200, answer)


def _check_signed(request: Request) -> None:
    """Check that the headers of a signature are there; the signature is not verified."""
    for header in _SIGNED:
        if not request.headers.get(header):
            raise errors.documented_error(215001, header=header)


def _reason(body: _Json) -> str:
    reason = body.get("reasonForRefund")
    if not isinstance(reason, str) or reason not in REASONS:
        raise errors.documented_error(34903)
    return reason


def _comment(body: _Json) -> str:
    comment = body.get("comment")
    text = comment if isinstance(comment, str) else ""
    if len(text) > _LONGEST_COMMENT:
        raise errors.documented_error(34921)
    return text


def _parts(body: _Json, order: PlatformOrder) -> tuple[RequestedPart, ...]:
    whole, items = body.get("orderLevelRefundAmount"), body.get("refundItems")
    if bool(whole) == bool(items):
        raise errors.documented_error(34905)
    if whole:
        return (RequestedPart("order", amount=_minor(whole, order)),)
    if not isinstance(items, list):
        raise errors.documented_error(34905)
    return tuple(_item(item, order) for item in items)


def _item(item: object, order: PlatformOrder) -> RequestedPart:
    if not isinstance(item, dict):
        raise errors.documented_error(34910)
    line_id = _line_id(item, order)
    return RequestedPart("line", line_id, amount=_minor(item.get("refundAmount"), order))


def _line_id(item: _Json, order: PlatformOrder) -> str:
    line_id, legacy = item.get("lineItemId"), item.get("legacyReference")
    if line_id:
        found = [line.line_id for line in order.lines if line.line_id == line_id]
    elif isinstance(legacy, dict):
        if not legacy.get("legacyItemId"):
            raise errors.documented_error(34911)
        if not legacy.get("legacyTransactionId"):
            raise errors.documented_error(34912)
        wanted = legacy["legacyItemId"]  # transaction ids are not simulated
        found = [line.line_id for line in order.lines if line.listing_id == wanted]
    else:
        raise errors.documented_error(34910)
    if not found:
        raise errors.documented_error(34914)
    return found[0]


def _minor(amount: object, order: PlatformOrder) -> int:
    """Return an amount in minor units; require two decimals at most and the order's currency."""
    if not isinstance(amount, dict) or amount.get("value") in (None, ""):
        raise errors.documented_error(34906)
    if not amount.get("currency"):
        raise errors.documented_error(34908)
    if amount["currency"] != order.currency:
        raise errors.documented_error(34909)
    found = _AMOUNT.fullmatch(str(amount["value"]))
    if found is None:
        raise errors.documented_error(34907)
    minor = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if not minor:
        raise errors.documented_error(34907)
    return minor
