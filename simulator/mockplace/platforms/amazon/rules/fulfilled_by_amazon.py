"""Orders fulfilled by Amazon: Amazon ships them one day after they are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.commands import Confirm
from mockplace.kernel.events import Event, Placed
from mockplace.kernel.place_order import DAY
from mockplace.kernel.schedule import Effect

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def reactions(event: Event) -> tuple[Effect, ...]:
    """Schedule the shipment of an order that Amazon fulfils, one day after it was placed."""
    if (
        not isinstance(event, Placed)
        or not event.order.fulfilled_by_platform
        or event.order.mirrors
    ):
        return ()
    order = event.order
    key = f"{order.store}/{order.order_id}"
    return (
        Effect(order.placed_at + DAY, key, "depart", store=order.store, order_id=order.order_id),
    )


def depart(world: World, effect: Effect) -> None:
    """Ship the order in one Amazon package, unless it was cancelled or is unpaid."""
    state = world.state
    order = state.orders[effect.store, effect.order_id]
    if order.status != "open":
        return
    units = {line.line_id: line.quantity for line in order.lines if line.physical}
    tracking = "TBA" + ids.digits(12, state.seed, "afn tracking", effect.key)
    reference = ids.digits(9, state.seed, "package", effect.key)
    service = "Amazon Logistics"
    world.do(
        Confirm(
            order.store,
            order.order_id,
            "Amazon",
            service,
            tracking,
            units or {line.line_id: line.quantity for line in order.lines},
            state.now,
            reference,
            "amazon",
        )
    )
