"""The rules: what follows from a command, as events, or why nothing does."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.kernel import assumptions, buyer_emails, confirmations, platform_labels
from mockplace.kernel import commands as asked
from mockplace.kernel.after_sale import cancellations, refunds
from mockplace.kernel.events import (
    Archived,
    Event,
    LabelPut,
    Paid,
    ParcelGone,
    ParcelPut,
    Placed,
    Quoted,
    RelayDue,
    Relayed,
    StatusSet,
    Written,
)
from mockplace.kernel.inventory import stock_rules
from mockplace.kernel.inventory.listings import ShelfCommand
from mockplace.kernel.label_quotes import ordered, quoted
from mockplace.kernel.manual_shipments import HandPackage, SendByHand, SentByHand
from mockplace.kernel.place_order import order_of
from mockplace.kernel.records import PlatformOrder, RelayNote
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.amazon.rules.feeds import commands as feed_commands
from mockplace.platforms.amazon.rules.feeds import rules as feeds
from mockplace.platforms.bigcommerce.connector import copy_orders, pass_on_fulfillments
from mockplace.platforms.bigcommerce.rules import orders_from_apps
from mockplace.platforms.carrier.rules import labels_and_pickups

Events = tuple[Event, ...]


def decide(state: State, command: asked.Command) -> Events:
    """The events of a command; ``Refusal`` where it cannot be. The state is only read."""
    events = _decide(command, state)
    return (*events, *stock_rules.followed(state, events), *buyer_emails.followed(state, events))


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
def _pay(command: asked.Pay, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.status != "unpaid":
        raise Refusal("already-paid", "the order is not waiting for payment")
    return (Paid(order.store, order.order_id, state.now),)


@_decide.register
def _cancel(command: asked.Cancel, state: State) -> Events:
    return cancellations.at_once(state, known(state, command.store, command.order_id))


@_decide.register
def _request_cancel(command: asked.RequestCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.requested(state, order, command)


@_decide.register
def _answer_cancel(command: asked.AnswerCancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return cancellations.answered(state, order, command)


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
def _archive(command: asked.Archive, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.archived:
        return ()
    return (Archived(order.store, order.order_id, state.now),)


@_decide.register
def _write_order(command: asked.WriteOrder, state: State) -> Events:
    return (Placed(orders_from_apps.numbered(state, command.order)),)


@_decide.register
def _confirm(command: asked.Confirm, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if confirmations.passed_over(state, order, command):
        return ()
    parcel = confirmations.confirmed(state, order, command)
    put = ParcelPut(order.store, order.order_id, parcel, state.now)
    told: Events = (put, *buyer_emails.of_shipment(state, order, parcel))
    if order.platform != "bigcommerce":
        return told
    completed = confirmations.completes(order, parcel)
    if not completed and state.chosen.of(assumptions.PARTIAL_SHIPMENT) == "unchanged":
        return told
    return (*told, *_with_status(order, 2 if completed else 3, state.now))


@_decide.register
def _change(command: asked.ChangeParcel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    parcel = confirmations.rewritten(confirmations.known(order, command.parcel_id), command.texts)
    return (ParcelPut(order.store, order.order_id, parcel, state.now),)


@_decide.register
def _remove(command: asked.RemoveParcel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    parcel = confirmations.known(order, command.parcel_id)
    return (ParcelGone(order.store, order.order_id, parcel.parcel_id, state.now),)


@_decide.register
def _set_status(command: asked.SetStatus, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return _with_status(order, command.status_id, state.now)


@_decide.register
def _write(command: asked.Write, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return (Written(order.store, order.order_id, command.texts, state.now),)


@_decide.register
def _copy(command: asked.CopyOrder, state: State) -> Events:
    original = known(state, command.store, command.order_id)
    copy = copy_orders.copy_of(state, original)
    return (Placed(copy),) if copy else ()


@_decide.register
def _note_relay(command: asked.NoteRelay, state: State) -> Events:
    copy = known(state, command.store, command.order_id)
    notes = tuple(
        RelayNote(state.now, copy.store, copy.order_id, copy.mirrors_store, copy.mirrors, *outcome)
        for outcome in command.outcomes
    )
    return (Relayed(copy.store, copy.order_id, notes),)


@_decide.register
def _ask_quote(command: asked.AskQuote, state: State) -> Events:
    return (Quoted(quoted(state, command)),)


@_decide.register
def _buy_quoted(command: asked.BuyQuoted, state: State) -> Events:
    wanted = ordered(state, command)
    return _buy_label(wanted, state) if wanted else ()


@_decide.register
def _buy_label(command: asked.BuyLabel, state: State) -> Events:
    label = platform_labels.bought(state, command)
    puts: list[Event] = []
    if not platform_labels.ships(state, label):
        return (LabelPut(label),)
    for confirm in platform_labels.confirmations(label, state.now):
        order = known(state, confirm.store, confirm.order_id)
        parcel = confirmations.confirmed(state, order, confirm)
        puts.append(ParcelPut(order.store, order.order_id, parcel, state.now))
        puts.extend(buyer_emails.of_shipment(state, order, parcel))
    return (LabelPut(label), *puts)


@_decide.register
def _void_label(command: asked.VoidLabel, state: State) -> Events:
    label = state.labels.get(command.shipment_id)
    if label is None:
        raise Refusal("unknown-label", "no such shipment", shipment_id=command.shipment_id)
    if label.status != "Purchased":
        return ()
    if 0 < label.collects <= state.now:
        raise Refusal("label-used", "the carrier has collected the parcel")
    void = replace(label, status="RefundPending", voided_at=state.now)
    return (LabelPut(void), *platform_labels.taken_back(state, label))


@_decide.register
def _send_by_hand(command: SendByHand, state: State) -> Events:
    if command.taken_back:
        package = state.by_hand.get(command.tracking)
        if package is None:
            raise Refusal("unknown-package", "nobody sent such a package by hand")
        return (SentByHand(replace(package, taken_back_at=state.now)),)
    for (store, order_id), units in command.orders.items():
        lines = {line.line_id for line in known(state, store, order_id).lines}
        for line_id in units:
            if line_id not in lines:
                raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
    orders = {place: dict(units) for place, units in command.orders.items()}
    return (SentByHand(HandPackage(command.carrier, command.tracking, orders, state.now)),)


@_decide.register
def _buy_carrier_label(command: asked.BuyCarrierLabel, state: State) -> Events:
    return labels_and_pickups.bought(state, command)


@_decide.register
def _void_carrier_label(command: asked.VoidCarrierLabel, state: State) -> Events:
    return labels_and_pickups.voided(state, command)


@_decide.register
def _collect(command: asked.CollectPackage, state: State) -> Events:
    return labels_and_pickups.collected(state, command)


@_decide.register
def _deliver(command: asked.DeliverPackage, state: State) -> Events:
    return labels_and_pickups.delivered(state, command)


_decide.register(feed_commands.OpenDocument, feeds.opened)
_decide.register(feed_commands.FillDocument, feeds.filled)
_decide.register(feed_commands.CreateFeed, feeds.created)
_decide.register(feed_commands.CancelFeed, feeds.cancelled)
_decide.register(feed_commands.StartFeed, feeds.started)
_decide.register(feed_commands.EndFeed, feeds.ended)


@_decide.register
def _shelf(command: ShelfCommand, state: State) -> Events:
    return stock_rules.decided(state, command)


def _with_status(order: PlatformOrder, status_id: int, at: int) -> Events:
    """The status, and that the connector takes note: it does so of an order's first (A5)."""
    found: Events = (StatusSet(order.store, order.order_id, status_id, at),)
    if pass_on_fulfillments.takes_note(order, status_id):
        found += (RelayDue(order.store, order.order_id),)
    return found


def known(state: State, store: str, order_id: str) -> PlatformOrder:
    """The order with an id."""
    order = state.orders.get((store, order_id))
    if order is None:
        raise Refusal("unknown-order", f"{store} has no order {order_id}", order_id=order_id)
    return order
