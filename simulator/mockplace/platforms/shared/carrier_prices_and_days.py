"""The carriers' services, prices and delivery days.

Prices and days are invented. Two rules are published by the carriers: the weight limits, and that
only the postal service delivers to post office boxes.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400_000
HOUR = 3_600_000
#: Carriers deliver until this hour UTC.
_LAST_HOUR = 20
#: Milliseconds from a shipment's date until the carrier collects the package.
COLLECTED_AFTER = 8 * HOUR
#: Milliseconds from now to the last day on which a package may leave: assumed.
FARTHEST = 365 * DAY
#: The carriers' weight limits in grams: 70 or 150 pounds.
_HEAVIEST = {"USPS": 31_751, "UPS": 68_038, "FedEx": 68_038}


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a carrier; *base* and *per_100_grams* are prices in minor units."""

    service_id: str
    carrier: str
    name: str
    days: int
    base: int
    per_100_grams: int

    def price(self, grams: float) -> int:
        """Return the price of a label in minor units; a started 100 grams counts in full."""
        return self.base + self.per_100_grams * max(1, -int(-grams // 100))

    @property
    def heaviest(self) -> int:
        """The weight limit of a package in grams."""
        return _HEAVIEST[self.carrier]

    @property
    def by_ground(self) -> bool:
        """True if packages never fly, as is required for limited quantities of hazardous goods."""
        return "Ground" in self.name


def arrival(service: Service, ship_at: int) -> int:
    """Return the latest time (ms UTC) at which a package that leaves at *ship_at* arrives."""
    return (ship_at // DAY + service.days) * DAY + _LAST_HOUR * HOUR


def is_box(street: str) -> bool:
    """Return True for a post office box, to which only the postal service delivers."""
    return street.lower().replace(".", "").replace(" ", "").startswith("pobox")
