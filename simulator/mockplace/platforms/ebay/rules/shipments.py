"""The rules for eBay's shipping fulfillments: checks, ids, and labels that create them."""

from __future__ import annotations

from typing import Any

from mockplace.kernel import ids
from mockplace.kernel.commands import Confirm
from mockplace.kernel.confirmations import refuse_closed, refuse_fulfilled_by_platform
from mockplace.kernel.events import Event
from mockplace.kernel.judging.label_records import Destination
from mockplace.kernel.records import BoughtLabel, PlatformOrder, ShippedPackage
from mockplace.kernel.state import State
from mockplace.platforms.ebay.rules.assumptions import LABEL_SHIPS, SECOND_UNTRACKED

#: The id of a fulfillment without a tracking number.
WITHOUT_TRACKING = "999"


def check(state: State, order: PlatformOrder, command: Confirm) -> None:
    """Refuse to fulfill an order that is cancelled, unpaid, or fulfilled by the platform."""
    refuse_closed(order)
    refuse_fulfilled_by_platform(order, command)


def ignores(state: State, order: PlatformOrder, command: Confirm) -> bool:
    """Return False: eBay records a fulfillment or refuses it."""
    return False


def package_id(state: State, order: PlatformOrder, command: Confirm) -> str:
    """Return the fulfillment's id: the letters and digits of its tracking number.

    Without a tracking number, the id is 999. Further fulfillments without a number get 999-2 and so
    on: always if a person enters them, and through the API only if so assumed.
    """
    found = "".join(filter(str.isalnum, command.tracking))
    if found:
        return found
    by_api = command.recorded_by == "api"
    if by_api and state.assumptions.of(SECOND_UNTRACKED) == "refused":
        return WITHOUT_TRACKING
    known = {package.package_id for package in order.packages}
    return ids.first_free(_without_tracking, lambda one: one in known)


def _without_tracking(n: int) -> str:
    return f"{WITHOUT_TRACKING}-{n + 1}" if n else WITHOUT_TRACKING


def follow_up(state: State, order: PlatformOrder, package: ShippedPackage) -> tuple[Event, ...]:
    """Return no events: the order's status follows from its fulfillments."""
    return ()


def label_confirms(state: State, label: BoughtLabel) -> bool:
    """Return True if buying a label from eBay also creates the order's fulfillment."""
    return state.assumptions.of(LABEL_SHIPS) == "yes"


def label_package_id(label: BoughtLabel) -> str:
    """Return the id of the fulfillment that a label creates: its tracking number."""
    return label.tracking


def label_destination(label: BoughtLabel) -> Destination | None:
    """Return the address of the quote that the label was bought from, None if it names none."""
    contact: Any = label.details.get("shipTo")
    if not contact:
        return None
    address = contact["contactAddress"]
    return Destination(
        str(address.get("addressLine1", "")),
        str(address.get("city", "")),
        str(address.get("postalCode", "")),
        str(address.get("countryCode", "")),
    )
