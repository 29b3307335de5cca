"""Let a buyer combine several orders into a new one.

The new order has a new id and the lines of the others with their ids; the others are cancelled and
no longer shown. A package for one of the others holds units of the new order. Assumed: the
connector treats the copies of the others as copies of the new order, and writes no further copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockplace.kernel.accounts import account_of
from mockplace.kernel.commands import Command
from mockplace.kernel.events import Cancelled, Event
from mockplace.kernel.find_order import known
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CombineOrders(Command):
    """Combine orders of one buyer into a new order; *name* is the new purchase's name."""

    name: str
    store: str
    order_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combined(Event):
    """Orders were combined into a new order."""

    order: PlatformOrder
    order_ids: tuple[str, ...]


def combined(state: State, command: CombineOrders) -> tuple[Event, ...]:
    """Return the events of combining orders; Refusal where it is not possible."""
    account = account_of(state, command.store)
    rules = PLATFORMS.selling(account.platform).orders
    if not rules.combines:
        raise Refusal("no-combining", f"{account.platform} combines no orders")
    if command.name in state.bought:
        raise Refusal("taken", f"a purchase {command.name!r} exists", name=command.name)
    orders = [known(state, command.store, one) for one in dict.fromkeys(command.order_ids)]
    if len(orders) < 2 or len({one.buyer.username for one in orders}) > 1:
        raise Refusal("two-buyers", "at least two orders of one buyer are combined")
    if any(one.status != "open" or one.packages for one in orders):
        raise Refusal("too-late", "only orders that are paid and not shipped are combined")
    first = orders[0]
    new = replace(
        first,
        order_id=rules.new_id(state, account, command.name),
        purchase=command.name,
        placed_at=state.now,
        modified_at=state.now,
        lines=[replace(line) for order in orders for line in order.lines],
        shipping_cost=max(order.shipping_cost for order in orders),
        ship_by=min(order.ship_by for order in orders),
        deliver_by=min(order.deliver_by for order in orders),
        packages=[],
        cancellations=[],
        refunds=[],
        written={},
    )
    rules.complete(state, new)
    gone = tuple(Cancelled(one.store, one.order_id, state.now) for one in orders)
    return (Combined(new, tuple(one.order_id for one in orders)), *gone)


def written(event: Combined, state: State) -> None:
    """Add the new order to the state, and give it the copies of the orders that it replaces."""
    order = event.order
    place = order.store, order.order_id
    state.orders[place] = order
    state.stores[order.store].add(order)
    state.bought[order.purchase] = place
    copies: list[Place] = []
    for order_id in event.order_ids:
        old = order.store, order_id
        state.orders[old].archived = True
        state.combined_into[old] = place
        first = state.copies.pop(old, None)
        copies += [first] if first else []
        copies += state.more_copies.pop(old, ())
    for copy in copies:
        state.orders[copy].mirrors = order.order_id
        state.orders[copy].purchase = order.purchase
    if copies:
        state.copies[place] = copies[0]
        state.more_copies[place] = tuple(copies[1:])
