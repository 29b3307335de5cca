"""The connector records a refund of a marketplace order on the order's copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.after_sale_records import Refund
from mockplace.kernel.commands import IssueRefund, RequestedPart
from mockplace.kernel.events import Event, Refunded
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector.order_effect import order_effect
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES

if TYPE_CHECKING:
    from mockplace.kernel.world import World


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the refund of the copy when a marketplace order is refunded.

    Ignore a refund that belongs to a cancellation: the connector passes on the cancellation
    itself.
    """
    if not isinstance(event, Refunded) or refunds.is_of_a_cancellation(event.refund):
        return ()
    original = (event.store, event.order_id)
    found = state.copies.get(original)
    if found is None:
        return ()
    shop = state.accounts[found[0]]
    if not PROFILES[shop.connector].passes_refunds:
        return ()
    due = event.refund.at + shop.copies_after
    effect = order_effect(due, "refund-copy", state.orders[found])
    return (replace(effect, n=len(state.orders[original].refunds) - 1),)


def refund_copy(world: World, effect: Effect) -> None:
    """Record a refund of the original on its copy, at most up to the copy's remaining amount.

    The marketplace refunded the money, so the copy's refund is marked as offline.
    """
    copy = world.orders[effect.store, effect.order_id]
    refund = world.orders[copy.mirrors_store, copy.mirrors].refunds[effect.n]
    wishes = _noted(copy, refund)
    if not wishes:  # a refund without parts would refund the whole order
        return
    try:
        world.do(
            IssueRefund(
                copy.store, copy.order_id, wishes, refund.reason, refund.comment, offline=True
            )
        )
    except Refusal:  # the store has already refunded the copy on its own
        return


def _noted(copy: PlatformOrder, refund: Refund) -> tuple[RequestedPart, ...]:
    """Return the parts of a refund that concern a copy.

    These are the parts for lines that the copy has, and one part for the sum of the parts without
    a line. This sum is limited to the amount that is still refundable on the copy.
    """
    mine = {line.origin_line: line.line_id for line in copy.lines}
    lines = [
        RequestedPart("line", mine[part.line_id], part.quantity, part.amount)
        for part in refund.parts
        if part.line_id in mine
    ]
    left = refunds.paid(copy) - refunds.refunded(copy) - sum(wish.amount or 0 for wish in lines)
    others = sum(part.amount for part in refund.parts if not part.line_id)
    amount = min(others, left)
    return (*lines, RequestedPart("order", amount=amount)) if amount > 0 else tuple(lines)
