"""What carriers do: their services, their prices, the day on which a package arrives.

Prices and days are invented; the heaviest package of a carrier, and that only the postal service
reaches a box in a post office, are the carriers' own published rules.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400_000
HOUR = 3_600_000
#: Carriers deliver until this hour UTC.
_LAST_HOUR = 20
#: Milliseconds from a shipment's date until the carrier collects it.
COLLECTED_AFTER = 8 * HOUR
#: Milliseconds from now to the last day on which a package may leave: assumed.
FARTHEST = 365 * DAY
#: Grams of 70 and 150 pounds, the most that the carriers take.
_HEAVIEST = {"USPS": 31_751, "UPS": 68_038, "FedEx": 68_038}


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a carrier; prices in minor units, for any package and for each 100 grams."""

    service_id: str
    carrier: str
    name: str
    days: int
    base: int
    per_100_grams: int

    def price(self, grams: float) -> int:
        """Return what a label costs; every started 100 grams count."""
        return self.base + self.per_100_grams * max(1, -int(-grams // 100))

    @property
    def heaviest(self) -> int:
        """The most that a package may weigh, in grams."""
        return _HEAVIEST[self.carrier]

    @property
    def by_ground(self) -> bool:
        """Whether packages never fly: limited quantities of hazardous goods must not."""
        return "Ground" in self.name


def arrival(service: Service, ship_at: int) -> int:
    """Return the last moment of the day on which a package arrives."""
    return (ship_at // DAY + service.days) * DAY + _LAST_HOUR * HOUR


def is_box(street: str) -> bool:
    """Return True for a post office box, to which only the post delivers."""
    return street.lower().replace(".", "").replace(" ", "").startswith("pobox")
