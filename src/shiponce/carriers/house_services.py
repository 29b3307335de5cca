"""What the house carrier is known to sell, so that rules and stories name it without asking it."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "UPS"


@dataclass(frozen=True, slots=True)
class Service:
    """One service, by the carrier's own id."""

    id: str
    name: str


SERVICES = (
    Service("ground", "UPS Ground"),
    Service("two_day", "UPS 2nd Day Air"),
    Service("overnight", "UPS Next Day Air"),
)
