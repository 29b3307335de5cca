"""The webhook topics of changes to orders, shipments, stock and listings."""

from __future__ import annotations

from mockplace.kernel.events import (
    AddressChanged,
    Cancelled,
    Collected,
    Event,
    LinesEdited,
    PackageGone,
    PackagePut,
    Paid,
    Placed,
    Refunded,
)
from mockplace.kernel.inventory.listings import InventoryEvent
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.topics import WebhookEvent, of_order
from mockplace.platforms.bigcommerce.rules import inventory_webhook_topics
from mockplace.platforms.bigcommerce.rules.events import Archived, StatusSet, Written
from mockplace.platforms.bigcommerce.rules.order_status import AWAITING_FULFILLMENT

_Change = (
    Paid
    | Cancelled
    | PackagePut
    | PackageGone
    | StatusSet
    | Written
    | AddressChanged
    | LinesEdited
    | Collected
)


def topics(state: State, event: Event) -> tuple[WebhookEvent, ...]:
    """Return the webhook events that *event* causes; *state* is the state before *event*."""
    if isinstance(event, Placed):
        return (of_order(event.order, "store/order/created"),)
    if isinstance(event, InventoryEvent):
        found = inventory_webhook_topics.topics(state, event)
        return tuple(
            WebhookEvent("bigcommerce", event.store, topic, "", facts) for topic, facts in found
        )
    if isinstance(event, Refunded):
        order = state.orders[event.store, event.order_id]
        created = of_order(order, "store/order/refund/created", refund=event.refund.refund_id)
        return (created, of_order(order, "store/order/updated"))
    if isinstance(event, Archived):
        return (of_order(state.orders[event.store, event.order_id], "store/order/archived"),)
    if isinstance(event, _Change):
        return _changed(state.orders[event.store, event.order_id], event)
    return ()


def _changed(order: PlatformOrder, event: _Change) -> tuple[WebhookEvent, ...]:
    updated = of_order(order, "store/order/updated")
    match event:
        case PackagePut(package=package):
            known = any(one.package_id == package.package_id for one in order.packages)
            word = "updated" if known else "created"
            return (of_order(order, f"store/shipment/{word}", package=package.package_id), updated)
        case PackageGone(package_id=package_id):
            return (of_order(order, "store/shipment/deleted", package=package_id), updated)
        case StatusSet(status_id=status_id) if status_id != order.status_id:
            return (_moved(order, status_id), updated)
        case Paid():
            return (_moved(order, AWAITING_FULFILLMENT), updated)
    return (updated,)


def _moved(order: PlatformOrder, status_id: int) -> WebhookEvent:
    before, after = str(order.status_id), str(status_id)
    return of_order(order, "store/order/statusUpdated", before=before, after=after)
