"""What people and programs do to an order after the sale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mockplace.kernel import commands
from mockplace.kernel.after_sale import refunds
from mockplace.kernel.after_sale_records import Cancellation, Party, Refund
from mockplace.kernel.find_order import known
from mockplace.kernel.state import State


class AfterSale:
    """Cancel and refund orders; methods raise ``Refusal`` for what is not possible."""

    def __init__(self, state: State, do: Callable[[commands.Command], None]) -> None:
        self._state = state
        self._do = do

    def request_cancellation(
        self, store: str, order_id: str, reason: str = "other", *, lines: Sequence[str] = ()
    ) -> Cancellation:
        """Ask the seller, as the buyer, to cancel an order or some lines of it.

        The reason is a word of ``cancellations.REASONS`` or any text.
        """
        self._do(commands.RequestCancel(store, order_id, reason, tuple(lines)))
        return known(self._state, store, order_id).cancellations[-1]

    def approve_cancellation(self, store: str, order_id: str, cancel_id: str = "") -> None:
        """Approve, as the seller, the buyer's request to cancel; some platforms then refund."""
        self._do(commands.AnswerCancel(store, order_id, True, cancel_id))

    def decline_cancellation(self, store: str, order_id: str, cancel_id: str = "") -> None:
        """Decline, as the seller, the buyer's request to cancel; the order is unchanged."""
        self._do(commands.AnswerCancel(store, order_id, False, cancel_id))

    def withdraw_cancellation(self, store: str, order_id: str, cancel_id: str = "") -> None:
        """Withdraw, as the buyer, a request to cancel; the order is unchanged."""
        self._do(commands.WithdrawCancel(store, order_id, cancel_id))

    def cancel_by_buyer(
        self, store: str, order_id: str, units: Mapping[str, int] | None = None
    ) -> None:
        """Cancel as the buyer, at once: units by line id, or the whole order."""
        self._do(commands.Cancel(store, order_id, dict(units or {})))

    def cancel_by_seller(
        self,
        store: str,
        order_id: str,
        reason: str = "out-of-stock",
        *,
        lines: Sequence[str] = (),
        units: Mapping[str, int] | None = None,
    ) -> None:
        """Cancel an order, or some lines or units of it, without a request of the buyer."""
        wish = commands.CancelBySeller(store, order_id, reason, tuple(lines), dict(units or {}))
        self._do(wish)

    def refund(
        self,
        store: str,
        order_id: str,
        *,
        amount: int | None = None,
        lines: Mapping[str, int] | None = None,
        shipping: int | None = None,
        reason: str = "other",
        comment: str = "",
        by: Party = "seller",
    ) -> Refund:
        """Refund an amount, units of lines, the shipping charge, or several of these.

        *amount* and *shipping* are in minor units. Without any of the three, refund everything that
        was paid and not yet refunded.
        """
        parts = [
            commands.RequestedPart("line", line, units) for line, units in (lines or {}).items()
        ]
        if shipping is not None:
            parts.append(commands.RequestedPart("shipping", amount=shipping))
        if amount is not None:
            parts.append(commands.RequestedPart("order", amount=amount))
        wish = commands.IssueRefund(store, order_id, tuple(parts), reason, comment, by)
        return self.issue(wish)

    def issue(self, wish: commands.IssueRefund) -> Refund:
        """Carry out a refund command, and return the refund."""
        self._do(wish)
        return known(self._state, wish.store, wish.order_id).refunds[-1]

    def quote(self, wish: commands.IssueRefund) -> Refund:
        """Return the refund that a command would make, without making it."""
        order = known(self._state, wish.store, wish.order_id)
        refunds.check(self._state, order)
        return refunds.made(self._state, order, wish)

    def refunded(self, store: str, order_id: str) -> int:
        """Return the amount refunded for an order, in minor units."""
        return refunds.refunded(known(self._state, store, order_id))
