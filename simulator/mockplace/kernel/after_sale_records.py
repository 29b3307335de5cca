"""Cancellations and refunds, as an order keeps them.

Both are frozen: an answer replaces the request, and refunds are only added. The total refunded is
summed from the refunds, never counted up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Party = Literal["buyer", "seller", "platform"]
CancelState = Literal["requested", "declined", "expired", "completed"]
PartKind = Literal["line", "shipping", "order"]


@dataclass(frozen=True, slots=True)
class Cancellation:
    """One cancellation, from its request to its outcome."""

    #: As the platform names it, if it shows an id.
    cancel_id: str
    by: Party
    #: A word of ``cancellations.REASONS``, or the platform's own text.
    reason: str
    #: The lines that it is about; an order as a whole names all of them.
    lines: tuple[str, ...]
    requested_at: int
    state: CancelState
    #: Until when the seller has to answer, 0 for no such time.
    respond_by: int = 0
    #: When it was answered or ran out, 0 before.
    closed_at: int = 0
    #: Whether the platform cancelled without asking the seller.
    at_once: bool = False
    #: Whether the buyer had paid when it was closed.
    paid: bool = True

    @property
    def is_open(self) -> bool:
        """Return True if the seller has still to answer."""
        return self.state == "requested"


@dataclass(frozen=True, slots=True)
class RefundPart:
    """A share of a refund: of a line, the shipping, or the whole order."""

    kind: PartKind
    #: Minor units, tax included.
    amount: int
    #: Minor units of tax in it.
    tax: int = 0
    line_id: str = ""
    #: Units given back, 0 where money alone is.
    quantity: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """Money refunded to the buyer."""

    refund_id: str
    at: int
    #: When the buyer's bank has it: until then it is pending.
    settles_at: int
    by: Party
    reason: str
    comment: str
    parts: tuple[RefundPart, ...]
    #: Whether the money went by another way than the shop's payment provider.
    offline: bool = False

    @property
    def amount(self) -> int:
        """Minor units in total."""
        return sum(part.amount for part in self.parts)

    @property
    def tax(self) -> int:
        """Minor units of tax in it."""
        return sum(part.tax for part in self.parts)
