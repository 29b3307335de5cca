"""An order's status in the simulated world: open, partly shipped or shipped, from its units."""

from __future__ import annotations

from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.registered_rules import PLATFORMS


def recount(order: PlatformOrder, at: int) -> None:
    """Recount each line's fulfilled units; set the status if the platform derives it from them."""
    for line in order.lines:
        line.fulfilled = sum(package.units.get(line.line_id, 0) for package in order.packages)
    follows = PLATFORMS.selling(order.platform).shipments.sets_order_status
    if not follows or order.status == "cancelled":
        return
    lines = [line for line in order.lines if line.quantity > line.cancelled] or order.lines
    lines = [line for line in lines if line.physical] or lines
    if all(line.handed_over >= line.quantity - line.cancelled for line in lines):
        order.status = "shipped"
        order.shipped_at = order.shipped_at or at
    elif any(line.handed_over for line in lines):
        order.status = "partial"
    else:
        order.status = "open"
        order.shipped_at = 0
