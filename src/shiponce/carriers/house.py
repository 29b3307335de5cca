"""The merchant's house carrier, simulated: it prices by weight and sells labels on no network.

A label is a function of our reference, so one reference never makes two. What was sold is
remembered by whoever gives the ledger; a process that died before it heard of its label finds
none, and none was paid for.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shiponce.domain.money import Money
from shiponce.domain.shipment import Label, Quote, Route
from shiponce.errors import Declined
from shiponce.ports import Clock, Purchase

NAME = "UPS"


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its price is *base* cents and *per_pound* for each pound begun."""

    id: str
    name: str
    base: int
    per_pound: int
    days: int


SERVICES = (
    Service("ground", "UPS Ground", 749, 85, 5),
    Service("two_day", "UPS 2nd Day Air", 1399, 160, 2),
    Service("overnight", "UPS Next Day Air", 2899, 340, 1),
)
_GRAMS_OF_POUND = 453.59237


class HouseCarrier:
    """Sells labels of ``SERVICES``."""

    route = Route.HOUSE

    def __init__(self, ledger: MutableMapping[str, Label], clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """Every service with its price; all are always on offer."""
        return tuple(self._quote(service, purchase) for service in SERVICES)

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """One label a reference; Declined when there is no such service."""
        if purchase.reference in self._ledger:
            return self._ledger[purchase.reference]
        service = next((one for one in SERVICES if one.id == service_id), None)
        if service is None:
            reason = f"no service {service_id!r}"
            raise Declined(platform=NAME, operation="word.call.buyLabel", reason=reason)
        tracking = _tracking(purchase.reference)
        price = _price(service, purchase)
        label = Label(purchase.reference, NAME, service.name, tracking, price)
        self._ledger[purchase.reference] = label
        return label

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """The label of this reference, if one was sold."""
        label = self._ledger.get(purchase.reference)
        return (label,) if label else ()

    def void(self, remote_id: str) -> None:
        """Take a label back; one that nobody knows is taken back already."""
        self._ledger.pop(remote_id, None)

    def _quote(self, service: Service, purchase: Purchase) -> Quote:
        price = _price(service, purchase)
        arrives = _evening(self._clock.now() + timedelta(days=service.days))
        return Quote(self.route, NAME, service.name, service.id, price, arrives)


def _price(service: Service, purchase: Purchase) -> Money:
    pounds = max(1, -(-purchase.parcel.weight // int(_GRAMS_OF_POUND)))
    return Money(service.base + service.per_pound * pounds, "USD")


def _evening(day: datetime) -> datetime:
    return day.replace(hour=20, minute=0, second=0, microsecond=0)


def _tracking(reference: str) -> str:
    """A number of the shape of UPS's: 1Z, six characters of the account, ten digits."""
    digest = hashlib.sha256(reference.encode()).digest()
    return f"1ZSHP001{int.from_bytes(digest[:8], 'big') % 10**10:010d}"
