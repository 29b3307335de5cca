"""Cancellations: requests, answers, expiry, and cancelling without a request.

A platform's rules decide whether an order is cancelled as a whole or line by line, and whether an
unanswered request expires. Expiry cancels an unpaid order, and on some platforms a paid one.
Shipped lines are never cancelled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.after_sale import refunds
from mockplace.kernel.after_sale_records import Cancellation, CancelState, Party
from mockplace.kernel.commands import (
    AnswerCancel,
    CancelBySeller,
    ExpireCancel,
    IssueRefund,
    RequestCancel,
    WithdrawCancel,
)
from mockplace.kernel.events import (
    CancellationPut,
    Cancelled,
    Event,
    LinesCancelled,
    Refunded,
)
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State

if TYPE_CHECKING:
    from mockplace.kernel.platform_rules import CancellationRules

Events = tuple[Event, ...]
_NONE: Mapping[str, int] = MappingProxyType({})

#: Reason words, which each platform translates to its own; other texts are passed on unchanged.
REASONS = (
    "mistake", "cheaper", "too-expensive", "too-late", "address", "payment", "shipping",
    "out-of-stock", "buyer-asked", "unpaid", "other",
)  # fmt: skip


def at_once(state: State, order: PlatformOrder, units: Mapping[str, int] = _NONE) -> Events:
    """Return the events of a buyer's cancellation that does not need the seller's approval.

    *units*: line id → units; empty for the whole order.
    """
    if units:
        _refuse_closed(order)
        if _rules(order).set_cancelled is not None:
            raise _whole_only(order)
        found = _new(state, order, "buyer", "buyer-asked", _some(order, (), units), at_once=True)
        return _completed(state, order, replace(found, units=dict(units)))
    if order.status in ("shipped", "partial"):
        raise _shipped(order)
    if order.status == "cancelled":
        return ()
    set_cancelled = _rules(order).set_cancelled
    if set_cancelled is not None:
        return set_cancelled(state, order)
    found = _new(state, order, "buyer", "buyer-asked", _all(order), at_once=True)
    return _completed(state, order, found)


def requested(state: State, order: PlatformOrder, command: RequestCancel) -> Events:
    """Return the event of a buyer's request; the order is unchanged until the seller answers."""
    if _rules(order).set_cancelled is not None:
        title = _title(order)
        raise Refusal("no-requests", f"buyers of a {title} shop cannot ask for a cancellation")
    _refuse_fulfilled_by_platform(order)
    _refuse_closed(order)
    lines = _lines(order, command.lines)
    asked = {line for one in order.cancellations if one.is_open for line in one.lines}
    if asked.intersection(lines):
        raise Refusal("already-requested", "a request to cancel is open already")
    found = _new(state, order, "buyer", command.reason, lines)
    return (CancellationPut(order.store, order.order_id, found, state.now),)


def answered(state: State, order: PlatformOrder, command: AnswerCancel) -> Events:
    """Return the events of the seller's answer: carry out the request or only close it."""
    found = _open(order, command.cancel_id)
    if command.approve:
        _refuse_shipped_lines(order, found.lines)
        return _completed(state, order, found)
    return (_closed(state, order, found, "declined"),)


def withdrawn(state: State, order: PlatformOrder, command: WithdrawCancel) -> Events:
    """Return the event of a request that its buyer takes back before it was answered."""
    if not _rules(order).buyer_withdraws:
        raise Refusal("no-withdrawal", f"a buyer withdraws no request on {_title(order)}")
    return (_closed(state, order, _open(order, command.cancel_id), "withdrawn"),)


def by_seller(state: State, order: PlatformOrder, command: CancelBySeller) -> Events:
    """Return the events of a seller's cancellation that the buyer did not request."""
    if _rules(order).set_cancelled is not None:
        if command.lines or command.units:
            raise _whole_only(order)
        return at_once(state, order)
    _refuse_fulfilled_by_platform(order)
    _refuse_closed(order)
    if is_past(order, state.now):
        raise Refusal("too-late", "a seller cancels within 30 days of the sale")
    lines = _some(order, command.lines, command.units)
    _refuse_shipped_lines(order, [one for one in lines if one not in command.units])
    found = _new(state, order, "seller", command.reason, lines)
    return _completed(state, order, replace(found, units=dict(command.units)))


def expired(state: State, order: PlatformOrder, command: ExpireCancel) -> Events:
    """Return the events of a request that the seller did not answer in time."""
    found = next((c for c in order.cancellations if c.cancel_id == command.cancel_id), None)
    if found is None or not found.is_open:
        return ()
    if order.status == "open" and _rules(order).cancels_unanswered(state):
        return _completed(state, order, found)
    ended = _closed(state, order, found, "expired")
    if order.status == "unpaid":
        return (ended, Cancelled(order.store, order.order_id, state.now))
    return (ended,)


def reactions(event: Event) -> tuple[Effect, ...]:
    """Schedule the expiry of a request that must be answered in time."""
    if not isinstance(event, CancellationPut) or not event.cancellation.is_open:
        return ()
    found = event.cancellation
    if not found.respond_by:
        return ()
    key = f"{event.store}/{event.order_id}/{found.cancel_id}"
    due = found.respond_by
    return (Effect(due, key, "cancel-timeout", store=event.store, order_id=event.order_id),)


def expiry(effect: Effect) -> ExpireCancel:
    """Return the command to run when the time to answer is over."""
    cancel_id = effect.key.rpartition("/")[2]
    return ExpireCancel(effect.store, effect.order_id, cancel_id)


def is_past(order: PlatformOrder, now: int) -> bool:
    """Return True if a seller's time to cancel is over."""
    within = _rules(order).seller_time
    return within > 0 and now - order.placed_at > within


def requests(order: PlatformOrder, line_id: str) -> list[Cancellation]:
    """Return the buyer's requests about a line, the newest last."""
    return [
        one
        for one in order.cancellations
        if one.by == "buyer" and not one.at_once and line_id in one.lines
    ]


def execution(order: PlatformOrder, line_id: str) -> Cancellation | None:
    """Return the cancellation by which a line was cancelled, None if it was not."""
    done = [c for c in order.cancellations if c.state == "completed" and line_id in c.lines]
    return done[-1] if done else None


def _completed(state: State, order: PlatformOrder, found: Cancellation) -> Events:
    """Return the events that carry out a cancellation.

    They close the other open requests for its lines, cancel the lines or the whole order, and
    refund a cancelled order if the platform does so by itself.
    """
    units = {
        line.line_id: found.units.get(line.line_id, line.quantity - line.cancelled)
        for line in order.lines
        if line.line_id in found.lines and line.quantity > line.cancelled
    }
    gone = {
        line.line_id
        for line in order.lines
        if line.cancelled + units.get(line.line_id, 0) >= line.quantity
    }
    closed = tuple(
        _closed(state, order, one, "completed")
        for one in order.cancellations
        if one.is_open and one.cancel_id != found.cancel_id and gone.issuperset(one.lines)
    )
    put = _closed(state, order, found, "completed")
    if len(gone) < len(order.lines):
        return (*closed, put, LinesCancelled(order.store, order.order_id, units, state.now))
    over = Cancelled(order.store, order.order_id, state.now)
    return (*closed, put, over, *_money_back(state, order))


def _money_back(state: State, order: PlatformOrder) -> Events:
    """Return the refund event of a cancelled order, if the platform refunds it by itself."""
    left = refunds.paid(order) - refunds.refunded(order)
    if not _rules(order).refunds or left <= 0:
        return ()
    wish = IssueRefund(order.store, order.order_id, (), refunds.OF_A_CANCELLATION, by="platform")
    refund = refunds.made(state, order, wish)
    return (Refunded(order.store, order.order_id, refund, state.now),)


def _new(
    state: State,
    order: PlatformOrder,
    by: Party,
    reason: str,
    lines: tuple[str, ...],
    *,
    at_once: bool = False,
) -> Cancellation:
    answer_time = _rules(order).answer_time if by == "buyer" and not at_once else 0
    return Cancellation(
        cancel_id=_id(state, order),
        by=by,
        reason=reason,
        lines=lines,
        requested_at=state.now,
        state="requested",
        respond_by=state.now + answer_time if answer_time else 0,
        at_once=at_once,
        paid=order.paid,
    )


def _closed(
    state: State, order: PlatformOrder, found: Cancellation, outcome: CancelState
) -> CancellationPut:
    ended = replace(found, state=outcome, closed_at=state.now, paid=order.paid)
    return CancellationPut(order.store, order.order_id, ended, state.now)


def _id(state: State, order: PlatformOrder) -> str:
    """Return a new cancellation id of ten digits.

    For an order's first cancellation it is 5 followed by digits of the order's id.
    """
    key, n = f"{order.store}/{order.order_id}", len(order.cancellations)
    plain = "5" + "".join(filter(str.isdigit, order.order_id))[:9].ljust(9, "0")
    found = plain if not n else ids.digits(10, state.seed, "cancellation", key, n)
    while (order.store, found) in state.cancellations:
        n += 1
        found = ids.digits(10, state.seed, "cancellation", key, n)
    return found


def _all(order: PlatformOrder) -> tuple[str, ...]:
    return tuple(line.line_id for line in order.lines if line.quantity > line.cancelled)


def _lines(order: PlatformOrder, wanted: tuple[str, ...]) -> tuple[str, ...]:
    if not wanted:
        return _all(order)
    known = {line.line_id: line for line in order.lines}
    for line_id in wanted:
        if line_id not in known:
            raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
        if known[line_id].cancelled >= known[line_id].quantity:
            raise Refusal("cancelled", f"line {line_id} was cancelled")
    if not _rules(order).by_line and set(wanted) != set(known):
        raise _whole_only(order)
    return tuple(dict.fromkeys(wanted))


def _some(
    order: PlatformOrder, wanted: tuple[str, ...], units: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the lines of a cancellation; refuse more units than are left to ship."""
    lines = _lines(order, tuple(dict.fromkeys((*wanted, *units))))
    known = {line.line_id: line for line in order.lines}
    for line_id, count in units.items():
        line = known[line_id]
        left = line.quantity - line.cancelled - line.handed_over
        if not 0 < count <= left:
            raise Refusal(
                "quantity-too-large", f"line {line_id} has {left} units left", line_id=line_id
            )
    if units and not _rules(order).by_line:
        raise _whole_only(order)
    return lines


def _open(order: PlatformOrder, cancel_id: str) -> Cancellation:
    named = [one for one in order.cancellations if cancel_id in ("", one.cancel_id)]
    found = next((one for one in named if one.is_open), None)
    if found is None:
        raise Refusal("no-request", "no request to cancel is waiting for an answer")
    return found


def _rules(order: PlatformOrder) -> CancellationRules:
    return PLATFORMS.selling(order.platform).cancellations


def _title(order: PlatformOrder) -> str:
    return PLATFORMS.of(order.platform).title


def _whole_only(order: PlatformOrder) -> Refusal:
    return Refusal("whole-only", f"{_title(order)} cancels an order as a whole")


def _refuse_fulfilled_by_platform(order: PlatformOrder) -> None:
    if order.fulfilled_by_platform:
        raise Refusal(
            "not-ours", f"{_title(order)} fulfils this order, and cancels it with its buyer"
        )


def _refuse_closed(order: PlatformOrder) -> None:
    _refuse_shipped(order)
    if order.status == "cancelled":
        raise Refusal("cancelled", "the order was cancelled")


def _refuse_shipped(order: PlatformOrder) -> None:
    by_line = _rules(order).by_line and order.status == "partial"
    if order.status in ("shipped", "partial") and not by_line:
        raise _shipped(order)


def _shipped(order: PlatformOrder) -> Refusal:
    return Refusal("already-shipped", "a shipped order is not cancelled", status=order.status)


def _refuse_shipped_lines(order: PlatformOrder, lines: Sequence[str]) -> None:
    _refuse_shipped(order)
    for line in order.lines:
        if line.line_id in lines and line.handed_over:
            raise Refusal(
                "already-shipped", f"line {line.line_id} is shipped", line_id=line.line_id
            )
