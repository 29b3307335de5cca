"""Refunds: what an order can still give back, and the one that a wish becomes.

The sums are of minor units with the tax in them. eBay and BigCommerce charge when the buyer pays;
Amazon charges for what is shipped (its documents, "Order and payment"), so what was not shipped
has nothing to give back there.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockplace.kernel import ids
from mockplace.kernel.after_sale.records import Refund, RefundPart
from mockplace.kernel.commands import IssueRefund, Wish
from mockplace.kernel.events import Event, Refunded, StatusSet
from mockplace.kernel.records import OrderLine, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: Milliseconds until a refund has arrived. That eBay's are processed by and by is documented, how
#: long it takes is assumed; the others' are there at once.
SETTLES = {"ebay": 60_000}
#: The reason of a refund that follows from a cancellation.
OF_A_CANCELLATION = "cancellation"


def line_total(line: OrderLine) -> int:
    """What the buyer pays for a line that was not cancelled."""
    if not line.cancelled:
        return line.price * line.quantity + line.tax
    left = line.quantity - line.cancelled
    return line.price * left + line.tax * left // line.quantity


def paid(order: PlatformOrder) -> int:
    """What the buyer was charged."""
    if not order.paid:
        return 0
    if order.platform == "amazon":
        if order.status == "cancelled":
            return 0
        shipped = [line for line in order.lines if line.fulfilled]
        charged = sum(map(line_total, shipped)) + (order.shipping_cost if shipped else 0)
        return max(charged, refunded(order))  # what went back was charged, if the label is void now
    return sum(map(line_total, order.lines)) + order.shipping_cost


def refunded(order: PlatformOrder) -> int:
    """What went back to the buyer."""
    return sum(refund.amount for refund in order.refunds)


def parts_of(order: PlatformOrder, line_id: str) -> list[RefundPart]:
    """The shares of a line in the order's refunds."""
    return [
        part
        for refund in order.refunds
        for part in refund.parts
        if part.kind == "line" and part.line_id == line_id
    ]


def shipping_refunded(order: PlatformOrder) -> int:
    """What of the shipping charge went back."""
    return _amount(
        part for refund in order.refunds for part in refund.parts if part.kind == "shipping"
    )


def is_of_a_cancellation(refund: Refund) -> bool:
    """Whether the platform sent it because the order was cancelled."""
    return refund.by == "platform"


def is_pending(refund: Refund, now: int) -> bool:
    """Whether the buyer's bank has not got it yet."""
    return now < refund.settles_at


def issued(state: State, order: PlatformOrder, command: IssueRefund) -> tuple[Event, ...]:
    """The refund, and on BigCommerce the status that follows from it."""
    check(state, order)
    refund = made(state, order, command)
    found: tuple[Event, ...] = (Refunded(order.store, order.order_id, refund, state.now),)
    if order.platform == "bigcommerce":
        everything = refunded(order) + refund.amount >= paid(order)
        found += (StatusSet(order.store, order.order_id, 4 if everything else 14, state.now),)
    return found


def made(state: State, order: PlatformOrder, command: IssueRefund) -> Refund:
    """The refund that a command leads to; ``Refusal`` where the order has not so much left."""
    left = paid(order) - refunded(order)
    parts = _parts(order, command.parts) or _everything(order, left)
    _check(order, parts, left)
    return Refund(
        refund_id=_id(state, order),
        at=state.now,
        settles_at=state.now + SETTLES.get(order.platform, 0),
        by=command.by,
        reason=command.reason,
        comment=command.comment,
        parts=parts,
        offline=command.offline or not _in_the_till(order),
    )


def _in_the_till(order: PlatformOrder) -> bool:
    """Whether the platform has the buyer's money: BigCommerce only that of its own storefront."""
    return order.platform != "bigcommerce" or not (order.mirrors or "order_source" in order.written)


def check(state: State, order: PlatformOrder) -> None:
    """Refuses an order that has nothing to give back, or not yet."""
    if not order.paid:
        raise Refusal("unpaid", "the buyer has not paid")
    if order.platform == "amazon" and not paid(order):
        raise Refusal("not-charged", "Amazon charges the buyer for what is shipped, and none is")
    if refunded(order) >= paid(order):
        raise Refusal("already-refunded", "everything that was paid has gone back")
    if any(is_pending(refund, state.now) for refund in order.refunds):
        raise Refusal("refund-pending", "the refund before is on its way still")


def _everything(order: PlatformOrder, left: int) -> tuple[RefundPart, ...]:
    """One sum; BigCommerce counts units, so there it is line by line if nothing went back yet."""
    if order.refunds or order.platform != "bigcommerce":
        return (RefundPart("order", left),)
    lines = [Wish("line", line.line_id, line.quantity) for line in order.lines]
    shipping = [Wish("shipping")] if order.shipping_cost else []
    return _parts(order, (*lines, *shipping))


def _parts(order: PlatformOrder, wishes: Iterable[Wish]) -> tuple[RefundPart, ...]:
    """One after the other: the units of a wish are gone for those that follow."""
    found: list[RefundPart] = []
    for wish in wishes:
        found.append(_part(order, wish, found))
    return tuple(found)


def _part(order: PlatformOrder, wish: Wish, before: Iterable[RefundPart]) -> RefundPart:
    if wish.kind == "line":
        return _line_part(order, wish, before)
    amount = wish.amount
    if amount is None and wish.kind == "shipping":
        amount = order.shipping_cost - shipping_refunded(order)
    return RefundPart(wish.kind, amount or 0, reason=wish.reason)


def _line_part(order: PlatformOrder, wish: Wish, before: Iterable[RefundPart]) -> RefundPart:
    line = next((line for line in order.lines if line.line_id == wish.line_id), None)
    if line is None:
        raise Refusal("unknown-line", f"no line {wish.line_id}", line_id=wish.line_id)
    if order.platform == "amazon" and not line.fulfilled:
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
        return RefundPart(
            "line", line.price * wish.quantity + tax, tax, line.line_id, wish.quantity, wish.reason
        )
    tax = wish.amount * line.tax // line_total(line) if line_total(line) else 0
    return RefundPart("line", wish.amount, tax, line.line_id, wish.quantity, wish.reason)


def _tax(line: OrderLine, units: int) -> int:
    """The tax of so many units: it adds up to the line's however they are taken."""
    return line.tax * units // line.quantity


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
    """On eBay a line has its share of the shipping in it: all of it is the first one's here."""
    return order.shipping_cost if order.platform == "ebay" and line is order.lines[0] else 0


def _amount(parts: Iterable[RefundPart]) -> int:
    return sum(part.amount for part in parts)


def _id(state: State, order: PlatformOrder) -> str:
    """BigCommerce numbers a store's refunds; eBay's and Amazon's are drawn."""
    if order.platform == "bigcommerce":
        return str(1 + sum(store == order.store for store, _ in state.refunds))
    key, n = f"{order.store}/{order.order_id}", len(order.refunds)
    found = "5" + ids.digits(9, state.seed, "refund", key, n)
    while (order.store, found) in state.refunds:
        n += 1_000_003
        found = "5" + ids.digits(9, state.seed, "refund", key, n)
    return found
