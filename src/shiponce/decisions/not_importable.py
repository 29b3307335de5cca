"""Decide whether an order can be imported, or is excluded because nothing can be shipped (A7)."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.domain.order import Condition, Delivery, ImportedOrder, OrderStatus

#: The statuses of orders that the merchant still has to ship; only these orders need an address.
OURS_TO_SHIP = (OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD)

#: The reasons of which the copy of an order must not be shipped either.
NOTHING_TO_SHIP = ("excluded.collected", "excluded.nothing_physical")


@dataclass(frozen=True, slots=True)
class NotImportable:
    """Why an order is not importable; *code* is a code of ``words``."""

    code: str


def not_importable(order: ImportedOrder) -> NotImportable | None:
    """Return why an order cannot be imported; None if it can.

    An order that we have to ship needs an address and units to ship (A7). Another order may lack
    them: Amazon shows no address before payment, and a platform may remove the address, or set
    quantities to 0, when it cancels.
    """
    if not any(line.physical for line in order.lines):
        return NotImportable("excluded.nothing_physical")
    if order.fulfilled_by_platform or order.status not in OURS_TO_SHIP:
        return None
    if not any(line.physical and line.quantity for line in order.lines):
        return NotImportable("excluded.nothing_physical")
    if order.ship_to is None:
        return NotImportable("excluded.collected" if is_collected(order) else "excluded.no_address")
    return None


def is_collected(order: ImportedOrder) -> bool:
    """Return True if the buyer collects the whole order in a shop."""
    return order.delivery is Delivery.COLLECTED or Condition.COLLECTED in order.conditions
