"""Changes of an order after it was placed: its address, its lines, collected units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mockplace.kernel import order_facts, place_order
from mockplace.kernel.accounts import account_of
from mockplace.kernel.commands import ChangeAddress, Collect, EditLines
from mockplace.kernel.confirmations import remaining
from mockplace.kernel.events import AddressChanged, Collected, Event, LinesEdited
from mockplace.kernel.recipients import changed
from mockplace.kernel.records import OrderLine, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

Events = tuple[Event, ...]


def address_changed(state: State, order: PlatformOrder, command: ChangeAddress) -> Events:
    """Return the event that changes an address; refuse an id that the order does not have."""
    _refuse_cancelled(order)
    person = order.destinations.get(command.address_id, order.buyer)
    own = command.address_id in (0, order.address_id)
    if not own and command.address_id not in order.destinations:
        raise Refusal("unknown-destination", f"the order has no address {command.address_id}")
    after = changed(person, command.recipient)
    if after == person:
        return ()
    shown = PLATFORMS.selling(order.platform).orders.facts
    order_facts.check_person(after, PLATFORMS.of(order.platform).title, shown)
    address_id = 0 if own else command.address_id
    return (AddressChanged(order.store, order.order_id, address_id, after, state.now),)


def lines_edited(state: State, order: PlatformOrder, command: EditLines) -> Events:
    """Return the event that changes lines; refuse it if the platform allows no such change."""
    rules = PLATFORMS.selling(order.platform).orders
    if rules.edits is None:
        title = PLATFORMS.of(order.platform).title
        raise Refusal("no-edits", f"nobody changes the lines of an order on {title}")
    _refuse_cancelled(order)
    _check_quantities(order, command.quantities)
    rules.edits.check(state, order, command)
    kept = [
        _resized(line, command.quantities.get(line.line_id, line.quantity)) for line in order.lines
    ]
    lines = [line for line in kept if line.quantity]
    account = account_of(state, order.store)
    for n, wanted in enumerate(command.added):
        key = f"{order.store}/{order.order_id}/added/{order.version}/{n}"
        line = place_order.line(state, account, rules, key, wanted)
        made = max(order.lines_made, len(order.lines)) + n + 1
        lines.append(replace(line, line_id=rules.edits.new_line_id(order, made)))
    if not lines:
        raise Refusal("no-units", "an order keeps a line; cancel it instead")
    if lines == order.lines:
        return ()
    after = {line.line_id: line.quantity for line in lines}
    less = {line.line_id: line.quantity - after.get(line.line_id, 0) for line in order.lines}
    taken_out = {line_id: units for line_id, units in less.items() if units}
    return (LinesEdited(order.store, order.order_id, tuple(lines), taken_out, state.now),)


def collected(state: State, order: PlatformOrder, command: Collect) -> Events:
    """Return the events of units that the buyer collects in the shop."""
    _refuse_cancelled(order)
    if order.status == "unpaid":
        raise Refusal("unpaid", "the order is not paid")
    lines = {line.line_id: line for line in order.lines}
    waiting = remaining(order)
    units = dict(command.units) or {
        line_id: left for line_id, left in waiting.items() if left and lines[line_id].facts.pickup
    }
    if not units:
        raise Refusal("no-units", "nothing of the order is left to be collected")
    for line_id, count in units.items():
        line = lines.get(line_id)
        if line is None:
            raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
        if not line.facts.pickup:
            raise Refusal("no-pickup", f"{line.sku} is not for collection", line_id=line_id)
        if not 0 < count <= waiting.get(line_id, 0):
            raise Refusal(
                "quantity-too-large",
                f"line {line_id} has {waiting.get(line_id, 0)} units left",
                line_id=line_id,
            )
    follow = PLATFORMS.selling(order.platform).shipments.collected(state, order, units)
    return (Collected(order.store, order.order_id, units, state.now), *follow)


def _check_quantities(order: PlatformOrder, quantities: Mapping[str, int]) -> None:
    known = {line.line_id for line in order.lines}
    for line_id, quantity in quantities.items():
        if line_id not in known:
            raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
        if quantity < 0:
            raise Refusal("no-units", f"line {line_id} cannot have {quantity} units")


def _resized(line: OrderLine, quantity: int) -> OrderLine:
    """Return a copy of the line with another quantity; its tax changes with it."""
    if quantity == line.quantity:
        return replace(line)
    return replace(line, quantity=quantity, tax=line.tax * quantity // line.quantity)


def _refuse_cancelled(order: PlatformOrder) -> None:
    if order.status == "cancelled":
        raise Refusal("cancelled", "the order was cancelled")
