"""The connector cancels the copy of a cancelled marketplace order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.events import Cancelled, Event
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector.order_effect import order_effect
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.platforms.bigcommerce.rules.commands import SetStatus
from mockplace.platforms.bigcommerce.rules.order_status import CANCELLED

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the cancellation of the copy when a marketplace order is cancelled."""
    if not isinstance(event, Cancelled):
        return ()
    found = state.copies.get((event.store, event.order_id))
    if found is None:
        return ()
    shop = state.accounts[found[0]]
    if not PROFILES[shop.connector].passes_cancellations:
        return ()
    due = event.at + shop.copies_after
    return (order_effect(due, "cancel-copy", state.orders[found]),)


def cancel_copy(world: World, effect: Effect) -> None:
    """Cancel the copy of a cancelled order, unless the copy is (partly) shipped or cancelled."""
    copy = world.orders[effect.store, effect.order_id]
    if copy.status in ("open", "unpaid"):
        world.do(SetStatus(copy.store, copy.order_id, CANCELLED))
