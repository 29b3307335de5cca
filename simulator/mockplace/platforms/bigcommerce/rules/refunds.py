"""Refunds of a BigCommerce order: their ids, and the order status that results."""

from __future__ import annotations

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.after_sale_records import Refund
from mockplace.kernel.events import Event
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.events import StatusSet
from mockplace.platforms.bigcommerce.rules.order_status import PARTIALLY_REFUNDED, REFUNDED


def holds_payment(order: PlatformOrder) -> bool:
    """Return True for a storefront order: the store's payment provider holds its payment."""
    return not (order.mirrors or "order_source" in order.written)


def new_id(state: State, order: PlatformOrder) -> str:
    """Return the number of the store's next refund."""
    return str(1 + sum(store == order.store for store, _ in state.refunds))


def follow_up(state: State, order: PlatformOrder, refund: Refund) -> tuple[Event, ...]:
    """Return the event that sets the order to Refunded or Partially Refunded."""
    everything = refunds.refunded(order) + refund.amount >= refunds.paid(order)
    status_id = REFUNDED if everything else PARTIALLY_REFUNDED
    return (StatusSet(order.store, order.order_id, status_id, state.now),)
