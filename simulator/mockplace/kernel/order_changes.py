"""Changes of an order after it was bought: its address, and units collected in the store.

A buyer who collects units gets no package with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event
from mockplace.kernel.find_order import known
from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.records import Person
    from mockplace.kernel.state import State

#: The fields of a person that are an address.
FIELDS = (
    "name", "company", "street1", "street2", "city", "state", "state_name", "postcode", "country",
    "country_name", "phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeAddress(Command):
    """Change the address to which an order is shipped; *texts*: field of ``Person`` → value."""

    store: str
    order_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CollectInStore(Command):
    """Record that the buyer collected units in the store; *units*: line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AddressChanged(Event):
    """The address of an order was changed."""

    store: str
    order_id: str
    buyer: Person
    at: int


@dataclass(frozen=True, slots=True)
class CollectedInStore(Event):
    """The buyer collected units in the store: line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]
    at: int


def address_changed(state: State, command: ChangeAddress) -> tuple[Event, ...]:
    """Return the event of a new address, none if nothing changes; refuse unknown fields."""
    unknown = [name for name in command.texts if name not in FIELDS]
    if unknown:
        raise Refusal("unknown-field", f"an address has no {unknown[0]}; it has {FIELDS}")
    order = known(state, command.store, command.order_id)
    buyer = replace(order.buyer, **command.texts)
    if buyer == order.buyer:
        return ()
    return (AddressChanged(order.store, order.order_id, buyer, state.now),)


def collected(state: State, command: CollectInStore) -> tuple[Event, ...]:
    """Return the event that units were collected; refuse units that the order does not have."""
    order = known(state, command.store, command.order_id)
    lines = {line.line_id: line for line in order.lines}
    for line_id, units in command.units.items():
        line = lines.get(line_id)
        if line is None:
            raise Refusal("unknown-line", f"no line {line_id}", line_id=line_id)
        left = line.quantity - line.cancelled - line.fulfilled - line.collected
        if not 1 <= units <= left:
            raise Refusal("quantity-too-large", f"line {line_id} has {left} units left", left=left)
    return (CollectedInStore(order.store, order.order_id, dict(command.units), state.now),)
