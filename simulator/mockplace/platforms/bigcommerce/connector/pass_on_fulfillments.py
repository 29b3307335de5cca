"""The connector's way back: it tells the marketplace of a copy's fulfilment, once per order.

It looks when its time has come: tracking added until then is passed on, tracking added later
never is (A5). What the marketplace knows already it refuses, and that changes nothing (N5).
"""

from __future__ import annotations

from collections.abc import Callable

from mockplace.kernel import confirmations
from mockplace.kernel.commands import Command, Confirm, NoteRelay
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State

#: BigCommerce statuses that make the connector pass the fulfilment on: Shipped and Completed.
PASSED_ON = (2, 10)
#: BigCommerce's carrier → as the marketplaces write it.
CARRIERS = {"ups": "UPS", "usps": "USPS", "fedex": "FedEx", "dhl": "DHL", "royalmail": "Royal Mail"}


def takes_note(copy: PlatformOrder, status_id: int) -> bool:
    """Whether a status makes the connector pass a copy's fulfilment on: the first of these does."""
    return bool(copy.mirrors) and status_id in PASSED_ON and not (copy.relay_due or copy.relayed)


def pass_on(state: State, act: Callable[[Command], None], effect: Effect) -> None:
    """Tells the marketplace of a copy's shipment, once, with the tracking that exists now."""
    copy = state.orders[effect.store, effect.order_id]
    outcomes = []
    for message in _messages(state, copy):
        try:
            act(message)
        except Refusal as refusal:
            outcomes.append((message.tracking, refusal.code))
        else:
            outcomes.append((message.tracking, "taken"))
    act(NoteRelay(copy.store, copy.order_id, tuple(outcomes)))


def _messages(state: State, copy: PlatformOrder) -> list[Confirm]:
    original = state.orders[copy.mirrors_store, copy.mirrors]
    origin = {line.line_id: line.origin_line for line in copy.lines}
    known = {parcel.tracking for parcel in original.parcels if parcel.tracking}
    if not copy.parcels:
        left = confirmations.remaining(original)
        units = {line: left[line] for line in origin.values() if left.get(line)}
        units = units or dict.fromkeys(origin.values(), 1)  # refused: everything is on its way
        return [_message(state, original, copy.order_id, "", "", "", units)]
    return [
        _message(
            state,
            original,
            parcel.parcel_id,
            parcel.carrier or parcel.provider,
            parcel.service,
            parcel.tracking,
            {origin[line]: units for line, units in parcel.units.items()},
        )
        for parcel in copy.parcels
        if len(copy.parcels) == 1 or parcel.tracking not in known
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
