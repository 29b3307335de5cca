"""Cancellations and refunds, as an order keeps them.

Both are immutable: an answer or an expiry replaces the cancellation's record with a new one, and
refunds are only added. The refunded total is summed from the refunds; no running total is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Party = Literal["buyer", "seller", "platform"]
CancelState = Literal["requested", "declined", "expired", "completed", "withdrawn"]
PartKind = Literal["line", "shipping", "order"]


@dataclass(frozen=True, slots=True)
class Cancellation:
    """One cancellation, from its request to its outcome."""

    #: The id of the cancellation, which not every platform shows.
    cancel_id: str
    by: Party
    #: A word of ``cancellations.REASONS``, or the platform's own text.
    reason: str
    #: Ids of the lines to cancel; all lines for a whole order.
    lines: tuple[str, ...]
    requested_at: int
    state: CancelState
    #: The deadline for the seller's answer, 0 for none.
    respond_by: int = 0
    #: When the cancellation was answered or expired, 0 while it is open.
    closed_at: int = 0
    #: Whether the platform cancelled without asking the seller.
    at_once: bool = False
    #: Whether the buyer had paid when the cancellation was closed.
    paid: bool = True
    #: Line id → units, for lines of which only some units are cancelled.
    units: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Return True if the seller has not answered yet."""
        return self.state == "requested"


@dataclass(frozen=True, slots=True)
class RefundPart:
    """The part of a refund that is for one line, for the shipping, or for the whole order."""

    kind: PartKind
    #: Minor units, tax included.
    amount: int
    #: Minor units of tax, included in the amount.
    tax: int = 0
    line_id: str = ""
    #: Units refunded, 0 if only money is refunded.
    quantity: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """Money refunded to the buyer."""

    refund_id: str
    at: int
    #: When the buyer's bank receives the money; the refund is pending until then.
    settles_at: int
    by: Party
    reason: str
    comment: str
    parts: tuple[RefundPart, ...]
    #: Whether the money was returned outside the shop's payment provider.
    offline: bool = False

    @property
    def amount(self) -> int:
        """Minor units in total."""
        return sum(part.amount for part in self.parts)

    @property
    def tax(self) -> int:
        """Minor units of tax, included in the amount."""
        return sum(part.tax for part in self.parts)
