"""Shipments of a BigCommerce order: the store accepts them in every status of the order."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel.commands import Confirm
from mockplace.kernel.confirmations import completes, remaining
from mockplace.kernel.events import Event
from mockplace.kernel.records import PlatformOrder, ShippedPackage
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.assumptions import OTHER_ADDRESS, PARTIAL_SHIPMENT
from mockplace.platforms.bigcommerce.rules.order_status import (
    COMPLETED,
    PARTIALLY_SHIPPED,
    SHIPPED,
    with_status,
)


def check(state: State, order: PlatformOrder, command: Confirm) -> None:
    """Refuse (if so assumed) lines that do not go to the shipment's address.

    Shipments are accepted for orders of every status.
    """
    if state.assumptions.of(OTHER_ADDRESS) == "taken":
        return
    for line in order.lines:
        elsewhere = bool(line.facts.pickup) or line.address_id != command.address_id
        if elsewhere and line.line_id in command.units:
            raise Refusal(
                "other-address",
                f"line {line.line_id} does not go to this address",
                line_id=line.line_id,
            )


def ignores(state: State, order: PlatformOrder, command: Confirm) -> bool:
    """Return False: every shipment is recorded."""
    return False


def package_id(state: State, order: PlatformOrder, command: Confirm) -> str:
    """Return the number of the order's next shipment."""
    return str(int(order.order_id) * 10 + order.packages_made)


def follow_up(state: State, order: PlatformOrder, package: ShippedPackage) -> tuple[Event, ...]:
    """Return the events that set the order to Shipped or, if so assumed, to Partially Shipped."""
    completed = completes(order, package)
    if not completed and state.assumptions.of(PARTIAL_SHIPMENT) == "unchanged":
        return ()
    return with_status(order, SHIPPED if completed else PARTIALLY_SHIPPED, state.now)


def mark_shipped(state: State, order: PlatformOrder) -> tuple[Event, ...]:
    """Return the events of a person who sets the status Shipped; no shipment follows from it."""
    if order.status == "cancelled":
        raise Refusal("cancelled", "the order was cancelled")
    return with_status(order, SHIPPED, state.now)


def collected(state: State, order: PlatformOrder, units: Mapping[str, int]) -> tuple[Event, ...]:
    """Return the events that set the order to Completed once nothing is left to hand over."""
    left = remaining(order)
    if any(left[line_id] > units.get(line_id, 0) for line_id in left):
        return ()
    return with_status(order, COMPLETED, state.now)
