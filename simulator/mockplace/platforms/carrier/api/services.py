"""The carrier's services: the names are those of UPS services, the prices are invented."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "UPS"
_GRAMS_OF_POUND = 453.59237


@dataclass(frozen=True, slots=True)
class Service:
    """One service; a label costs *base* cents plus *per_pound* cents per started pound."""

    service_id: str
    name: str
    base: int
    per_pound: int
    #: Days from the pick-up until the package arrives.
    days: int

    def price(self, grams: int) -> int:
        """Return what a label costs, in cents."""
        return self.base + self.per_pound * max(1, -(-grams // int(_GRAMS_OF_POUND)))


SERVICES = (
    Service("ground", "UPS Ground", 749, 85, 5),
    Service("two_day", "UPS 2nd Day Air", 1399, 160, 2),
    Service("overnight", "UPS Next Day Air", 2899, 340, 1),
)
