"""The connector passes a copy's shipments on to the marketplace, once per order.

This happens a fixed time after the copy is shipped. Tracking added before that time is passed
on, tracking added later is not (A5). The marketplace refuses shipments that it already has (N5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel import confirmations
from mockplace.kernel.commands import Confirm
from mockplace.kernel.events import Event
from mockplace.kernel.find_order import known
from mockplace.kernel.records import PlatformOrder, RelayNote
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector.commands import NoteRelay
from mockplace.platforms.bigcommerce.connector.events import Relayed
from mockplace.platforms.bigcommerce.connector.order_effect import order_effect
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.platforms.bigcommerce.rules.events import RelayDue

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: Carrier name in BigCommerce → carrier name on the marketplaces.
CARRIERS = {"ups": "UPS", "usps": "USPS", "fedex": "FedEx", "dhl": "DHL", "royalmail": "Royal Mail"}


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the passing on of a copy's shipments when the copy is shipped."""
    if not isinstance(event, RelayDue):
        return ()
    shop = state.accounts[event.store]
    if shop.connector not in PROFILES:
        return ()
    copy = state.orders[event.store, event.order_id]
    return (order_effect(state.now + shop.relays_after, "relay", copy),)


def decided(command: NoteRelay, state: State) -> tuple[Event, ...]:
    """Return the event with the outcomes of passing on a copy's shipments."""
    copy = known(state, command.store, command.order_id)
    notes = tuple(
        RelayNote(state.now, copy.store, copy.order_id, copy.mirrors_store, copy.mirrors, *outcome)
        for outcome in command.outcomes
    )
    return (Relayed(copy.store, copy.order_id, notes),)


def relayed(event: Relayed, state: State) -> None:
    """Store the outcomes, and mark the copy's shipments as passed on."""
    state.orders[event.store, event.order_id].relayed = True
    state.relays.extend(event.notes)


def pass_on(world: World, effect: Effect) -> None:
    """Confirm a copy's shipments to the marketplace, with the tracking that the copy has now."""
    copy = world.orders[effect.store, effect.order_id]
    outcomes = []
    for message in _messages(world.state, copy):
        try:
            world.do(message)
        except Refusal as refusal:
            outcomes.append((message.tracking, refusal.code))
        else:
            outcomes.append((message.tracking, "taken"))
    world.do(NoteRelay(copy.store, copy.order_id, tuple(outcomes)))


def _messages(state: State, copy: PlatformOrder) -> list[Confirm]:
    original = state.orders[copy.mirrors_store, copy.mirrors]
    origin = {line.line_id: line.origin_line for line in copy.lines}
    known = {package.tracking for package in original.packages if package.tracking}
    if not copy.packages:
        left = confirmations.remaining(original)
        units = {line: left[line] for line in origin.values() if left.get(line)}
        units = units or dict.fromkeys(origin.values(), 1)  # none left: it will be refused
        return [_message(state, original, copy.order_id, "", "", "", units)]
    return [
        _message(
            state,
            original,
            package.package_id,
            package.carrier or package.provider,
            package.service,
            package.tracking,
            {origin.get(line, ""): units for line, units in package.units.items()},
        )
        for package in copy.packages
        if len(copy.packages) == 1 or package.tracking not in known
    ]


def _message(
    state: State,
    original: PlatformOrder,
    reference: str,
    carrier: str,
    service: str,
    tracking: str,
    units: dict[str, int],
) -> Confirm:
    return Confirm(
        original.store,
        original.order_id,
        CARRIERS.get(carrier.lower(), carrier),
        service,
        tracking,
        units,
        state.now,
        reference,
        "relay",
    )
