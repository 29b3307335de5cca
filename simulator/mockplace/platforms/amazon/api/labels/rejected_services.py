"""Decide which carrier services Amazon rejects for a package, and why.

Both label APIs, Merchant Fulfillment and Shipping v2, use these rules. The APIs have no option for
Prime: for a Prime order, Amazon does not sell the services that would miss the promised day, and
lists them among the rejected services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.shared.carrier_prices_and_days import Service, arrival, is_box

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder

#: Why a service is rejected for a package; each API has its own words for these reasons.
LATE, BOX, HEAVY, HAZARDOUS = "late", "box", "heavy", "hazardous"


@dataclass(frozen=True, slots=True)
class Load:
    """A package to be labelled through either API; *order* is None for an order from elsewhere."""

    grams: float
    ship_at: int
    #: The first line of the delivery address.
    street: str
    hazardous: bool = False
    order: PlatformOrder | None = None
    arrive_by: int = 0


def is_late(order: PlatformOrder | None, arrives: int) -> bool:
    """Return True if a package would arrive after the day promised to the buyer."""
    return order is not None and arrives > order.deliver_by > 0


def why_rejected(service: Service, load: Load) -> str:
    """Return why Amazon rejects a service for a package, '' if Amazon sells the service.

    A package is late if it would arrive after the day promised to the buyer of a Prime order, or
    after the latest arrival that the caller accepts.
    """
    arrives = arrival(service, load.ship_at)
    if is_late(load.order, arrives) and load.order is not None and load.order.prime:
        return LATE
    if 0 < load.arrive_by < arrives:
        return LATE
    if is_box(load.street) and service.carrier != "USPS":
        return BOX
    if load.grams > service.heaviest:
        return HEAVY
    return HAZARDOUS if load.hazardous and not service.by_ground else ""
