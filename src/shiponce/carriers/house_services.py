"""The house carrier's services, so that rules and scenarios can name them without a request."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "UPS"


@dataclass(frozen=True, slots=True)
class Service:
    """One service; *id* is the carrier's own id of the service."""

    id: str
    name: str


SERVICES = (
    Service("ground", "UPS Ground"),
    Service("two_day", "UPS 2nd Day Air"),
    Service("overnight", "UPS Next Day Air"),
)
