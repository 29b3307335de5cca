"""The rules: what follows from a command, as events, or why nothing does."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.world import commands as asked
from mockplace.world import connector, labels, parcels, relay, stock
from mockplace.world.events import (
    Cancelled,
    Event,
    LabelPut,
    Paid,
    ParcelGone,
    ParcelPut,
    Placed,
    RelayDue,
    Relayed,
    StatusSet,
    Written,
)
from mockplace.world.model import PlatformOrder, RelayNote
from mockplace.world.offers import ShelfCommand
from mockplace.world.purchase import order_of
from mockplace.world.refusal import Refusal
from mockplace.world.state import State

Events = tuple[Event, ...]


def decide(state: State, command: asked.Command) -> Events:
    """The events of a command; ``Refusal`` where it cannot be. The state is only read."""
    events = _decide(command, state)
    return (*events, *stock.followed(state, events))


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
    stock.check(state, order)
    return (Placed(order),)


@_decide.register
def _pay(command: asked.Pay, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.status != "unpaid":
        raise Refusal("already-paid", "the order is not waiting for payment")
    return (Paid(order.store, order.order_id, state.now),)


@_decide.register
def _cancel(command: asked.Cancel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.status in ("shipped", "partial"):
        raise Refusal("already-shipped", "a shipped order is not cancelled", status=order.status)
    if order.status == "cancelled":
        return ()
    if order.platform == "bigcommerce":
        return (StatusSet(order.store, order.order_id, 5, state.now),)
    return (Cancelled(order.store, order.order_id, state.now),)


@_decide.register
def _confirm(command: asked.Confirm, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    parcel = parcels.confirmed(state, order, command)
    put = ParcelPut(order.store, order.order_id, parcel, state.now)
    if order.platform != "bigcommerce":
        return (put,)
    status_id = 2 if parcels.completes(order, parcel) else 3
    return (put, *_with_status(order, status_id, state.now))


@_decide.register
def _change(command: asked.ChangeParcel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    parcel = parcels.rewritten(parcels.known(order, command.parcel_id), command.texts)
    return (ParcelPut(order.store, order.order_id, parcel, state.now),)


@_decide.register
def _remove(command: asked.RemoveParcel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    parcel = parcels.known(order, command.parcel_id)
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
    copy = connector.copy_of(state, original)
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
def _buy_label(command: asked.BuyLabel, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    label = labels.bought(state, order, command)
    confirm = asked.Confirm(
        order.store,
        order.order_id,
        command.carrier,
        command.service,
        label.tracking,
        command.units,
        state.now,
        labels.reference(label),
        "buy-shipping",
    )
    parcel = parcels.confirmed(state, order, confirm)
    return (LabelPut(label), ParcelPut(order.store, order.order_id, parcel, state.now))


@_decide.register
def _void_label(command: asked.VoidLabel, state: State) -> Events:
    label = state.labels.get(command.shipment_id)
    if label is None:
        raise Refusal("unknown-label", "no such shipment", shipment_id=command.shipment_id)
    if label.status != "Purchased":
        return ()
    void = replace(label, status="RefundPending")
    order = state.orders[label.store, label.order_id]
    number = labels.reference(label)
    gone = [parcel for parcel in order.parcels if parcel.parcel_id == number]
    removed = (ParcelGone(label.store, label.order_id, number, state.now),) if gone else ()
    return (LabelPut(void), *removed)


@_decide.register
def _shelf(command: ShelfCommand, state: State) -> Events:
    return stock.decided(state, command)


def _with_status(order: PlatformOrder, status_id: int, at: int) -> Events:
    """The status, and that the connector takes note: it does so of an order's first (A5)."""
    found: Events = (StatusSet(order.store, order.order_id, status_id, at),)
    if relay.takes_note(order, status_id):
        found += (RelayDue(order.store, order.order_id),)
    return found


def known(state: State, store: str, order_id: str) -> PlatformOrder:
    """The order with an id."""
    order = state.orders.get((store, order_id))
    if order is None:
        raise Refusal("unknown-order", f"{store} has no order {order_id}", order_id=order_id)
    return order
