"""Decide what follows from a command: its events, or a refusal. The state is only read."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.kernel import combined_orders, confirmations, order_edits, platform_labels
from mockplace.kernel import commands as asked
from mockplace.kernel.after_sale import cancellations, refunds
from mockplace.kernel.events import Event, Paid, Placed, Quoted
from mockplace.kernel.find_order import known
from mockplace.kernel.inventory import stock_rules
from mockplace.kernel.inventory.listings import InventoryCommand
from mockplace.kernel.label_quotes import ordered, quoted
from mockplace.kernel.manual_shipments import HandPackage, SendByHand, SentByHand
from mockplace.kernel.place_order import order_of
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

Events = tuple[Event, ...]


def decide(state: State, command: asked.Command) -> Events:
    """Return the events of a command; raise ``Refusal`` if it cannot be carried out."""
    of_platform = PLATFORMS.decide(type(command))
    events = of_platform(command, state) if of_platform else _decide(command, state)
    return (*events, *stock_rules.taken(state, events), *PLATFORMS.follow(state, events))


@singledispatch
def _decide(command: object, state: State) -> Events:
    raise TypeError(f"not a command: {command!r}")


@_decide.register
def _buy(command: asked.Buy, state: State) -> Events:
    if command.name in state.bought:
        raise Refusal("taken", f"a purchase {command.name!r} exists", name=command.name)
    if not command.lines:
        raise Refusal("no-units", "a purchase needs a line")
    order = order_of(state, command)
    stock_rules.check(state, order)
    return (Placed(order),)


@_decide.register
def _combine(command: combined_orders.CombineOrders, state: State) -> Events:
    return combined_orders.combined(state, command)


@_decide.register
def _pay(command: asked.Pay, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.status != "unpaid":
        raise Refusal("already-paid", "the order is not waiting for payment")
    return (Paid(order.store, order.order_id, state.now),)


@_decide.register
def _cancel(command: asked.Cancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.at_once(state, order, command.units)


@_decide.register
def _request_cancel(command: asked.RequestCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.requested(state, order, command)


@_decide.register
def _answer_cancel(command: asked.AnswerCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.answered(state, order, command)


@_decide.register
def _withdraw_cancel(command: asked.WithdrawCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.withdrawn(state, order, command)


@_decide.register
def _cancel_by_seller(command: asked.CancelBySeller, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.by_seller(state, order, command)


@_decide.register
def _expire_cancel(command: asked.ExpireCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.expired(state, order, command)


@_decide.register
def _issue_refund(command: asked.IssueRefund, state: State) -> Events:
    return refunds.issued(state, known(state, command.store, command.order_id), command)


@_decide.register
def _confirm(command: asked.Confirm, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return confirmations.decided(state, order, command)


@_decide.register
def _mark_shipped(command: asked.MarkShipped, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return confirmations.marked(state, order)


@_decide.register
def _collect(command: asked.Collect, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return order_edits.collected(state, order, command)


@_decide.register
def _change_address(command: asked.ChangeAddress, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return order_edits.address_changed(state, order, command)


@_decide.register
def _edit_lines(command: asked.EditLines, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return order_edits.lines_edited(state, order, command)


@_decide.register
def _ask_quote(command: asked.AskQuote, state: State) -> Events:
    return (Quoted(quoted(state, command)),)


@_decide.register
def _buy_quoted(command: asked.BuyQuoted, state: State) -> Events:
    wanted = ordered(state, command)
    return platform_labels.decided(state, wanted) if wanted else ()


@_decide.register
def _buy_label(command: asked.BuyLabel, state: State) -> Events:
    return platform_labels.decided(state, command)


@_decide.register
def _void_label(command: asked.VoidLabel, state: State) -> Events:
    return platform_labels.voided(state, command)


@_decide.register
def _send_by_hand(command: SendByHand, state: State) -> Events:
    if command.taken_back:
        package = state.by_hand.get(command.tracking)
        if package is None:
            raise Refusal("unknown-package", "nobody sent such a package by hand")
        return (SentByHand(replace(package, taken_back_at=state.now)),)
    for (store, order_id), units in command.orders.items():
        order = known(state, store, order_id)
        lines = {line.line_id for line in order.lines}
        for line_id in units:
            if line_id not in lines and line_id not in order.once_ordered:
                raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
    orders = {place: dict(units) for place, units in command.orders.items()}
    return (SentByHand(HandPackage(command.carrier, command.tracking, orders, state.now)),)


@_decide.register
def _inventory(command: InventoryCommand, state: State) -> Events:
    return stock_rules.decided(state, command)
