"""eBay's webhook topics; eBay sends one webhook event for each order line."""

from __future__ import annotations

from mockplace.kernel.events import Event, PackagePut, Paid, Placed
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.topics import WebhookEvent, of_order

CONFIRMED, MARKED_SHIPPED = "ORDER_CONFIRMATION", "ITEM_MARKED_SHIPPED"


def topics(state: State, event: Event) -> tuple[WebhookEvent, ...]:
    """Return the webhook events that *event* causes; *state* does not contain *event* yet."""
    match event:
        case Placed(order) if order.status == "open":
            return _confirmed(order)
        case Paid(store, order_id):
            return _confirmed(state.orders[store, order_id])
        case PackagePut(store, order_id, package):
            order = state.orders[store, order_id]
            return tuple(of_order(order, MARKED_SHIPPED, line=line) for line in package.units)
    return ()


def _confirmed(order: PlatformOrder) -> tuple[WebhookEvent, ...]:
    return tuple(of_order(order, CONFIRMED, line=line.line_id) for line in order.lines)
