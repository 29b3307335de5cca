"""Shipments of a BigCommerce order: the store accepts every shipment, whatever the status."""

from __future__ import annotations

from mockplace.kernel.commands import Confirm
from mockplace.kernel.confirmations import completes
from mockplace.kernel.events import Event
from mockplace.kernel.records import PlatformOrder, ShippedPackage
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.assumptions import PARTIAL_SHIPMENT
from mockplace.platforms.bigcommerce.rules.order_status import (
    PARTIALLY_SHIPPED,
    SHIPPED,
    with_status,
)


def check(state: State, order: PlatformOrder, command: Confirm) -> None:
    """Do nothing: shipments are accepted for orders of every status."""


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
