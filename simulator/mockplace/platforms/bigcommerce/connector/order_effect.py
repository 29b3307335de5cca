"""A scheduled action of the connector on one order."""

from __future__ import annotations

from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.schedule import Effect


def order_effect(when: int, kind: str, order: PlatformOrder) -> Effect:
    """Return the action of the kind *kind* on the order *order*, due at *when*."""
    key = f"{order.store}/{order.order_id}"
    return Effect(when, key, kind, store=order.store, order_id=order.order_id)
