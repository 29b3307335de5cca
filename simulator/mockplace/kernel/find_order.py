"""Find an order of a world, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.state import State


def known(state: State, store: str, order_id: str) -> PlatformOrder:
    """Return the order with an id; raise ``Refusal`` if the account has none."""
    order = state.orders.get((store, order_id))
    if order is None:
        raise Refusal("unknown-order", f"{store} has no order {order_id}", order_id=order_id)
    return order
