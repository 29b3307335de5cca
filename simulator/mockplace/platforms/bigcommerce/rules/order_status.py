"""The statuses of a BigCommerce order: the meanings of their ids, and their consequences."""

from __future__ import annotations

from mockplace.kernel.events import Event
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.connector.passed_on_statuses import is_passed_on
from mockplace.platforms.bigcommerce.rules.events import RelayDue, StatusSet

PARTIALLY_REFUNDED, REFUNDED, CANCELLED = 14, 4, 5
SHIPPED, PARTIALLY_SHIPPED = 2, 3
COMPLETED = 10
AWAITING_FULFILLMENT = 11
#: Status id → the simulator's status; an id that is not listed means ``open``.
STATUS_WORDS = {
    0: "unpaid", 1: "unpaid", 2: "shipped", 3: "partial", 4: "cancelled", 5: "cancelled",
    6: "cancelled", 7: "unpaid", 10: "shipped",
}  # fmt: skip


def with_status(order: PlatformOrder, status_id: int, at: int) -> tuple[Event, ...]:
    """Return the events of a status change; also ``RelayDue`` when a copy is first shipped (A5)."""
    found: tuple[Event, ...] = (StatusSet(order.store, order.order_id, status_id, at),)
    if is_passed_on(order, status_id):
        found += (RelayDue(order.store, order.order_id),)
    return found


def set_status(event: StatusSet, order: PlatformOrder) -> None:
    """Write a status into an order."""
    order.status_id = event.status_id
    order.status = _word(order, event.status_id)
    order.paid = order.paid or order.status not in ("unpaid", "cancelled")
    if order.status == "shipped" and not order.shipped_at:
        order.shipped_at = event.at


def _word(order: PlatformOrder, status_id: int) -> str:
    """Return the simulator's status for a status id; a shipped order stays shipped if refunded."""
    begun = any(line.handed_over for line in order.lines)
    if begun and status_id in (REFUNDED, PARTIALLY_REFUNDED):
        left = any(line.handed_over < line.quantity for line in order.lines if line.physical)
        return "partial" if left else "shipped"
    return STATUS_WORDS.get(status_id, "open")
