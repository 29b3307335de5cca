"""Requests to cancel a line, and its cancellation, as Amazon's order operations show them.

Assumed: a request that the seller has declined is still shown, because Amazon's documents give a
seller no way to decline one, only to cancel or to ship.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.after_sale import cancellations
from mockplace.platforms.amazon.rules.assumptions import WITHDRAWN

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Cancellation
    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]

#: The world's reason code → the text that Amazon shows; other reasons are shown unchanged. If the
#: buyer cancels the order without the seller, the reason is ``BUYER_CANCELED`` instead.
_TEXTS = {
    "mistake": "Ordered by mistake",
    "cheaper": "Found cheaper somewhere else",
    "too-expensive": "Shipping cost too high",
    "too-late": "Item would not arrive on time",
    "address": "Need to change the shipping address",
    "payment": "Need to change the payment method",
    "shipping": "Need to change the shipping speed",
    "out-of-stock": "No inventory",
    "buyer-asked": "Buyer requested cancellation",
    "unpaid": "Payment failed",
    "other": "Other",
}
_PARTIES = {"buyer": "BUYER", "seller": "MERCHANT", "platform": "AMAZON"}


def is_requested(world: World, order: PlatformOrder, line: OrderLine) -> bool:
    """Return True if the buyer asked to cancel a line."""
    return bool(_requests(world, order, line))


def buyer_requested(world: World, order: PlatformOrder, line: OrderLine) -> _Json:
    """Return ``BuyerRequestedCancel`` of Orders v0, with its boolean as a string."""
    asked = _requests(world, order, line)
    return {
        "IsBuyerRequestedCancel": "true" if asked else "false",
        "BuyerCancelReason": _text(asked[-1].reason) if asked else "",
    }


def cancellation_2026(world: World, order: PlatformOrder, line: OrderLine) -> _Json:
    """Return ``cancellation`` of Orders 2026-01-01, empty if there is none."""
    body: _Json = {}
    if asked := _requests(world, order, line):
        body["cancellationRequest"] = {
            "requester": "BUYER",
            "cancelReason": _text(asked[-1].reason),
        }
    done = cancellations.execution(order, line.line_id)
    if done is None:
        return body
    if done.at_once:
        who, why = "BUYER", "BUYER_CANCELED"
    elif done.by == "buyer":  # the seller did what the buyer had asked for
        who, why = "MERCHANT", _TEXTS["buyer-asked"]
    else:
        who, why = _PARTIES[done.by], _text(done.reason)
    return body | {"cancellationExecution": {"cancelledBy": who, "cancelReason": why}}


def unshipped(order: PlatformOrder, line: OrderLine) -> int:
    """Return the units of a line that are still to be shipped."""
    return 0 if order.status == "cancelled" else line.quantity - line.cancelled - line.handed_over


def _requests(world: World, order: PlatformOrder, line: OrderLine) -> list[Cancellation]:
    """Return the buyer's requests that are shown, the newest last."""
    asked = cancellations.requests(order, line.line_id)
    if asked and world.state.assumptions.of(WITHDRAWN) == "gone":
        return [one for one in asked if one.state != "withdrawn"]
    return asked


def _text(reason: str) -> str:
    return _TEXTS.get(reason, reason)
