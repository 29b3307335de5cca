"""The events about which Amazon sends notifications: order changes and finished feeds."""

from __future__ import annotations

from mockplace.kernel.events import (
    CancellationPut,
    Cancelled,
    Collected,
    Event,
    LinesCancelled,
    PackageGone,
    PackagePut,
    Paid,
    Placed,
)
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.topics import WebhookEvent, of_order
from mockplace.platforms.amazon.rules.feeds.events import FeedPut

ORDER_CHANGE = "ORDER_CHANGE"
#: The ``OrderChangeType`` of a change that the buyer asked for.
BUYER_REQUEST = "BuyerRequestedChange"
FEED_FINISHED = "FEED_PROCESSING_FINISHED"


def topics(state: State, event: Event) -> tuple[WebhookEvent, ...]:
    """Return the webhook events that *event* causes; *state* is the state before *event*."""
    match event:
        case Placed(order):
            return (_changed(state, order),)
        case FeedPut():
            return _finished(event)
        case CancellationPut(store, order_id, cancellation):
            if cancellation.is_open and cancellation.by == "buyer":
                return (_changed(state, state.orders[store, order_id], BUYER_REQUEST),)
        case LinesCancelled() | Paid() | Cancelled() | PackagePut() | PackageGone() | Collected():
            return (_changed(state, state.orders[event.store, event.order_id]),)
    return ()


def _changed(state: State, order: PlatformOrder, change: str = "OrderStatusChange") -> WebhookEvent:
    """Return the webhook event of an order change, with the facts that an eventFilter reads."""
    market = state.accounts[order.store].market
    return of_order(order, ORDER_CHANGE, market=market, change=change)


def _finished(event: FeedPut) -> tuple[WebhookEvent, ...]:
    """Return the webhook event of a feed that is done, failed or cancelled; else nothing."""
    feed = event.feed
    if feed.status not in ("DONE", "FATAL", "CANCELLED"):
        return ()
    return (WebhookEvent("amazon", feed.store, FEED_FINISHED, "", {"feed": feed.feed_id}),)
