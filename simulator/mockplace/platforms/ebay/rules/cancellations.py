"""The periods for eBay cancellations, and the result of a request that nobody answers."""

from __future__ import annotations

from mockplace.kernel.state import State
from mockplace.platforms.ebay.rules.assumptions import UNANSWERED

_DAY = 86_400_000
#: Milliseconds that a seller has to answer a request (eBay's help for sellers, "Canceling a
#: transaction").
ANSWER_TIME = 3 * _DAY
#: Milliseconds after a sale during which the seller may cancel the order (Post-Order API, "Create
#: Cancellation Request").
SELLER_TIME = 30 * _DAY


def cancels_unanswered(state: State) -> bool:
    """Return True if eBay is assumed to cancel a paid order when a cancellation request expires."""
    return state.assumptions.of(UNANSWERED) == "cancelled"
