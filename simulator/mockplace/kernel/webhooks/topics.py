"""What a platform would tell of by itself: the topics of each event, in the platform's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockplace.kernel.events import (
    Archived,
    CancellationPut,
    Cancelled,
    Event,
    FeedPut,
    LinesCancelled,
    Paid,
    ParcelGone,
    ParcelPut,
    Placed,
    Refunded,
    StatusSet,
    Written,
)
from mockplace.kernel.inventory.listings import ShelfEvent
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules import inventory_webhook_topics

#: eBay tells of each line of its own.
CONFIRMED, MARKED_SHIPPED = "ORDER_CONFIRMATION", "ITEM_MARKED_SHIPPED"
ORDER_CHANGE = "ORDER_CHANGE"
#: Amazon's word for a change that the buyer asked for.
BUYER_REQUEST = "BuyerRequestedChange"
FEED_FINISHED = "FEED_PROCESSING_FINISHED"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to one order, or to one product, as a topic of its platform."""

    platform: str
    store: str
    topic: str
    #: '' for what is about a product.
    order_id: str
    #: What the topic adds to the order: the parcel, the line, the status before and after.
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


def of(state: State, event: Event) -> tuple[News, ...]:
    """The news in an event that is not written down yet, so that what was before can be told."""
    if isinstance(event, Placed):
        return _placed(state, event.order)
    if isinstance(event, FeedPut):
        return _finished(event)
    if isinstance(event, CancellationPut | LinesCancelled | Refunded | Archived):
        return _after_the_sale(state, state.orders[event.store, event.order_id], event)
    if isinstance(event, ShelfEvent):
        told = inventory_webhook_topics.topics(state, event)
        return tuple(News("bigcommerce", event.store, topic, "", facts) for topic, facts in told)
    if not isinstance(event, Paid | Cancelled | ParcelPut | ParcelGone | StatusSet | Written):
        return ()
    order = state.orders[event.store, event.order_id]
    match order.platform:
        case "bigcommerce":
            return _in_the_shop(order, event)
        case "amazon":
            return (_changed(state, order),)
        case "ebay":
            return _on_ebay(order, event)
    raise AssertionError(order.platform)


def _after_the_sale(
    state: State,
    order: PlatformOrder,
    event: CancellationPut | LinesCancelled | Refunded | Archived,
) -> tuple[News, ...]:
    """Amazon tells of requests and of cancelled lines, BigCommerce of refunds and archiving."""
    match order.platform, event:
        case "amazon", CancellationPut(cancellation=found) if found.is_open and found.by == "buyer":
            return (_changed(state, order, BUYER_REQUEST),)
        case "amazon", LinesCancelled():
            return (_changed(state, order),)
        case "bigcommerce", Refunded(refund=refund):
            told = _news(order, "store/order/refund/created", refund=refund.refund_id)
            return (told, _news(order, "store/order/updated"))
        case "bigcommerce", Archived():
            return (_news(order, "store/order/archived"),)
    return ()


def _placed(state: State, order: PlatformOrder) -> tuple[News, ...]:
    if order.platform == "bigcommerce":
        return (_news(order, "store/order/created"),)
    if order.platform == "amazon":
        return (_changed(state, order),)
    return _confirmed(order) if order.status == "open" else ()


def _changed(state: State, order: PlatformOrder, change: str = "OrderStatusChange") -> News:
    """With what a subscription's filter asks for."""
    market = state.accounts[order.store].market
    return _news(order, ORDER_CHANGE, market=market, change=change)


def _finished(event: FeedPut) -> tuple[News, ...]:
    """A feed is told of once, when nothing more will happen to it."""
    feed = event.feed
    if feed.status not in ("DONE", "FATAL", "CANCELLED"):
        return ()
    return (News("amazon", feed.store, FEED_FINISHED, "", {"feed": feed.feed_id}),)


def _in_the_shop(
    order: PlatformOrder, event: Paid | Cancelled | ParcelPut | ParcelGone | StatusSet | Written
) -> tuple[News, ...]:
    updated = _news(order, "store/order/updated")
    match event:
        case ParcelPut(parcel=parcel):
            known = any(one.parcel_id == parcel.parcel_id for one in order.parcels)
            word = "updated" if known else "created"
            return (_news(order, f"store/shipment/{word}", parcel=parcel.parcel_id), updated)
        case ParcelGone(parcel_id=parcel_id):
            return (_news(order, "store/shipment/deleted", parcel=parcel_id), updated)
        case StatusSet(status_id=status_id) if status_id != order.status_id:
            return (_moved(order, status_id), updated)
        case Paid():
            return (_moved(order, 11), updated)
    return (updated,)


def _moved(order: PlatformOrder, status_id: int) -> News:
    before, after = str(order.status_id), str(status_id)
    return _news(order, "store/order/statusUpdated", before=before, after=after)


def _on_ebay(
    order: PlatformOrder, event: Paid | Cancelled | ParcelPut | ParcelGone | StatusSet | Written
) -> tuple[News, ...]:
    match event:
        case Paid():
            return _confirmed(order)
        case ParcelPut(parcel=parcel):
            return tuple(_news(order, MARKED_SHIPPED, line=line) for line in parcel.units)
    return ()


def _confirmed(order: PlatformOrder) -> tuple[News, ...]:
    return tuple(_news(order, CONFIRMED, line=line.line_id) for line in order.lines)


def _news(order: PlatformOrder, topic: str, **facts: str) -> News:
    return News(order.platform, order.store, topic, order.order_id, facts)
