"""What Amazon tells of by itself: changes of orders, and feeds that are finished."""

from __future__ import annotations

from mockplace.kernel.events import (
    CancellationPut,
    Cancelled,
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
#: Amazon's word for a change that the buyer asked for.
BUYER_REQUEST = "BuyerRequestedChange"
FEED_FINISHED = "FEED_PROCESSING_FINISHED"


def topics(state: State, event: Event) -> tuple[WebhookEvent, ...]:
    """Return the topics of an event, whose order still is as it was before."""
    match event:
        case Placed(order):
            return (_changed(state, order),)
        case FeedPut():
            return _finished(event)
        case CancellationPut(store, order_id, cancellation):
            if cancellation.is_open and cancellation.by == "buyer":
                return (_changed(state, state.orders[store, order_id], BUYER_REQUEST),)
        case LinesCancelled() | Paid() | Cancelled() | PackagePut() | PackageGone():
            return (_changed(state, state.orders[event.store, event.order_id]),)
    return ()


def _changed(state: State, order: PlatformOrder, change: str = "OrderStatusChange") -> WebhookEvent:
    """Return the change of an order, with what a subscription's filter asks for."""
    market = state.accounts[order.store].market
    return of_order(order, ORDER_CHANGE, market=market, change=change)


def _finished(event: FeedPut) -> tuple[WebhookEvent, ...]:
    """Return one topic of a feed, when nothing more will happen to it."""
    feed = event.feed
    if feed.status not in ("DONE", "FATAL", "CANCELLED"):
        return ()
    return (WebhookEvent("amazon", feed.store, FEED_FINISHED, "", {"feed": feed.feed_id}),)
