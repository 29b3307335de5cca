"""Refunds: how much of an order can be refunded, and which refund a command makes.

Amounts are in minor units, tax included. A refund cannot exceed what was charged. Some platforms
charge on payment, others when lines are shipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.after_sale_records import Refund, RefundPart
from mockplace.kernel.commands import IssueRefund, RequestedPart
from mockplace.kernel.events import Event, Refunded
from mockplace.kernel.records import OrderLine, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

if TYPE_CHECKING:
    from mockplace.kernel.platform_rules import RefundRules

#: The reason of a refund that follows from a cancellation.
OF_A_CANCELLATION = "cancellation"


def line_total(line: OrderLine) -> int:
    """Return the price of a line's units, with tax; cancelled units do not count."""
    wrapping = line.facts.gift.cost if line.facts.gift else 0
    if not line.cancelled:
        return line.price * line.quantity + line.tax + wrapping
    left = line.quantity - line.cancelled
    return line.price * left + line.tax * left // line.quantity + wrapping * left // line.quantity


def paid(order: PlatformOrder) -> int:
    """Return what the buyer was charged."""
    if not order.paid:
        return 0
    if _rules(order).charges_on_shipment:
        if order.status == "cancelled":
            return 0
        shipped = [line for line in order.lines if line.handed_over]
        charged = sum(map(line_total, shipped)) + (order.shipping_cost if shipped else 0)
        return max(charged, refunded(order))  # what was refunded had been charged before
    return sum(map(line_total, order.lines)) + order.shipping_cost


def refunded(order: PlatformOrder) -> int:
    """Return the amount refunded to the buyer."""
    return sum(refund.amount for refund in order.refunds)


def parts_of(order: PlatformOrder, line_id: str) -> list[RefundPart]:
    """Return the parts of the order's refunds that are for one line."""
    return [
        part
        for refund in order.refunds
        for part in refund.parts
        if part.kind == "line" and part.line_id == line_id
    ]


def shipping_refunded(order: PlatformOrder) -> int:
    """Return how much of the shipping charge was refunded."""
    return _amount(
        part for refund in order.refunds for part in refund.parts if part.kind == "shipping"
    )


def is_of_a_cancellation(refund: Refund) -> bool:
    """Return True if the platform made the refund because the order was cancelled."""
    return refund.by == "platform"


def is_pending(refund: Refund, now: int) -> bool:
    """Return True if the buyer's bank has not received the refund yet."""
    return now < refund.settles_at


def issued(state: State, order: PlatformOrder, command: IssueRefund) -> tuple[Event, ...]:
    """Return the refund event, and the platform's events that follow from it."""
    check(state, order)
    refund = made(state, order, command)
    found: tuple[Event, ...] = (Refunded(order.store, order.order_id, refund, state.now),)
    return (*found, *_rules(order).follow_up(state, order, refund))


def made(state: State, order: PlatformOrder, command: IssueRefund) -> Refund:
    """Return the refund of a command; raise ``Refusal`` if it exceeds what is left to refund."""
    rules = _rules(order)
    left = paid(order) - refunded(order)
    parts = _parts(order, command.parts) or _everything(order, left)
    _check(order, parts, left)
    return Refund(
        refund_id=rules.new_id(state, order),
        at=state.now,
        settles_at=state.now + rules.settle_time,
        by=command.by,
        reason=command.reason,
        comment=command.comment,
        parts=parts,
        offline=command.offline or not rules.holds_payment(order),
    )


def check(state: State, order: PlatformOrder) -> None:
    """Refuse to refund an order that is unpaid, uncharged, fully refunded or being refunded."""
    if not order.paid:
        raise Refusal("unpaid", "the buyer has not paid")
    if _rules(order).charges_on_shipment and not paid(order):
        title = PLATFORMS.of(order.platform).title
        raise Refusal("not-charged", f"{title} charges the buyer for what is shipped, and none is")
    if refunded(order) >= paid(order):
        raise Refusal("already-refunded", "everything that was paid has gone back")
    if any(is_pending(refund, state.now) for refund in order.refunds):
        raise Refusal("refund-pending", "the refund before is on its way still")


def _everything(order: PlatformOrder, left: int) -> tuple[RefundPart, ...]:
    """Return the parts of a full refund: a single one, or one for each line and the shipping.

    A full refund has a single part if the order has a refund already, or if the platform does not
    refund by line.
    """
    if order.refunds or not _rules(order).by_line:
        return (RefundPart("order", left),)
    lines = [RequestedPart("line", line.line_id, line.quantity) for line in order.lines]
    shipping = [RequestedPart("shipping")] if order.shipping_cost else []
    return _parts(order, (*lines, *shipping))


def _parts(order: PlatformOrder, wishes: Iterable[RequestedPart]) -> tuple[RefundPart, ...]:
    """Build the refund parts one after another; a later part cannot refund the same units again."""
    found: list[RefundPart] = []
    for wish in wishes:
        found.append(_part(order, wish, found))
    return tuple(found)


def _part(order: PlatformOrder, wish: RequestedPart, before: Iterable[RefundPart]) -> RefundPart:
    if wish.kind == "line":
        return _line_part(order, wish, before)
    amount = wish.amount
    if amount is None and wish.kind == "shipping":
        amount = order.shipping_cost - shipping_refunded(order)
    return RefundPart(wish.kind, amount or 0, reason=wish.reason)


def _line_part(
    order: PlatformOrder, wish: RequestedPart, before: Iterable[RefundPart]
) -> RefundPart:
    line = next((line for line in order.lines if line.line_id == wish.line_id), None)
    if line is None:
        raise Refusal("unknown-line", f"no line {wish.line_id}", line_id=wish.line_id)
    if _rules(order).charges_on_shipment and not line.handed_over:
        raise Refusal("not-charged", f"line {line.line_id} is not shipped, so nobody paid for it")
    gone = sum(part.quantity for part in parts_of(order, line.line_id))
    gone += sum(part.quantity for part in before if part.line_id == line.line_id)
    if wish.quantity < 0 or gone + wish.quantity > line.quantity - line.cancelled:
        raise Refusal(
            "quantity-too-large",
            f"line {line.line_id} has {line.quantity - line.cancelled - gone} units to refund",
            line_id=line.line_id,
        )
    tax = _tax(line, gone + wish.quantity) - _tax(line, gone)
    if wish.amount is None:
        wrapping = _wrapping(line, gone + wish.quantity) - _wrapping(line, gone)
        return RefundPart(
            "line",
            line.price * wish.quantity + tax + wrapping,
            tax,
            line.line_id,
            wish.quantity,
            wish.reason,
        )
    tax = wish.amount * line.tax // line_total(line) if line_total(line) else 0
    return RefundPart("line", wish.amount, tax, line.line_id, wish.quantity, wish.reason)


def _tax(line: OrderLine, units: int) -> int:
    """Return the tax of the first *units* units of a line, rounded down.

    The difference of two such sums is a part's tax, so that all parts add up to the line's tax.
    """
    return line.tax * units // line.quantity


def _wrapping(line: OrderLine, units: int) -> int:
    """Return the wrapping cost of the first *units* units of a line, rounded down."""
    return line.facts.gift.cost * units // line.quantity if line.facts.gift else 0


def _check(order: PlatformOrder, parts: tuple[RefundPart, ...], left: int) -> None:
    if any(part.amount < 0 for part in parts) or _amount(parts) <= 0:
        raise Refusal("no-amount", "a refund needs an amount, which is above nothing")
    for line in order.lines:
        mine = [part for part in parts if part.line_id == line.line_id]
        known = parts_of(order, line.line_id)
        if _amount([*mine, *known]) > line_total(line) + _shipping_of(order, line):
            raise Refusal(
                "line-refund-too-large",
                f"line {line.line_id} was paid with {line_total(line)}",
                line_id=line.line_id,
            )
        if sum(p.quantity for p in (*mine, *known)) > line.quantity:
            raise Refusal("quantity-too-large", f"line {line.line_id} has fewer units")
    shipping = _amount(part for part in parts if part.kind == "shipping")
    if shipping + shipping_refunded(order) > order.shipping_cost:
        raise Refusal("shipping-refund-too-large", "the buyer paid less for the shipping")
    if _amount(parts) > left:
        raise Refusal("refund-too-large", f"{left} are left to refund", left=left)


def _shipping_of(order: PlatformOrder, line: OrderLine) -> int:
    """Return the shipping charge that a line includes.

    On a platform that includes the charge in lines, the first line includes the whole charge.
    """
    included = _rules(order).line_includes_shipping and line is order.lines[0]
    return order.shipping_cost if included else 0


def _amount(parts: Iterable[RefundPart]) -> int:
    return sum(part.amount for part in parts)


def _rules(order: PlatformOrder) -> RefundRules:
    return PLATFORMS.selling(order.platform).refunds


def drawn_id(state: State, order: PlatformOrder) -> str:
    """Return a new refund id of ten digits, unique within the account."""
    key, n = f"{order.store}/{order.order_id}", len(order.refunds)
    found = "5" + ids.digits(9, state.seed, "refund", key, n)
    while (order.store, found) in state.refunds:
        n += 1_000_003
        found = "5" + ids.digits(9, state.seed, "refund", key, n)
    return found
