"""The carrier services that Merchant Fulfillment offers for an order, with price and arrival.

Nothing in the interface is Prime's own: for a Prime order Amazon leaves out what would miss the
promised day, and names it among the rejected services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon import errors
from mockplace.platforms.seals import seal, unseal

if TYPE_CHECKING:
    from mockplace.world.model import PlatformOrder
    from mockplace.world.world import World

DAY = 86_400_000
HOUR = 3_600_000
#: Milliseconds that an offer can be bought.
OFFER_LIFE = 30 * 60_000
#: Carriers deliver until this hour UTC.
_LAST_HOUR = 20
TOO_LATE = "CANNOT_ARRIVE_BY_PROMISE"


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a carrier; prices in minor units, for any parcel and for each 100 grams."""

    service_id: str
    carrier: str
    name: str
    days: int
    base: int
    per_100_grams: int

    def price(self, grams: float) -> int:
        """What a label costs; every 100 grams begun count."""
        return self.base + self.per_100_grams * max(1, -int(-grams // 100))


SERVICES = (
    Service("USPS_PTP_GND_ADV", "USPS", "USPS Ground Advantage", 5, 425, 35),
    Service("UPS_PTP_GND", "UPS", "UPS Ground", 4, 690, 40),
    Service("USPS_PTP_PRI", "USPS", "USPS Priority Mail", 3, 760, 55),
    Service("UPS_PTP_2ND_DAY_AIR", "UPS", "UPS 2nd Day Air", 2, 1190, 95),
    Service("FEDEX_PTP_SECOND_DAY", "FedEx", "FedEx 2Day", 2, 1240, 90),
    Service("UPS_PTP_NEXT_DAY_AIR_SAVER", "UPS", "UPS Next Day Air Saver", 1, 2450, 180),
)
_BY_ID = {service.service_id: service for service in SERVICES}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a label is wanted for: the order's units, the parcel's weight, when it leaves."""

    order: PlatformOrder
    units: dict[str, int]
    grams: float
    ship_at: int
    #: The caller's own last day, 0 for none.
    arrive_by: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A service at a price, bought by its id within half an hour."""

    service: Service
    offer_id: str
    price: int
    ship_at: int
    arrives: int
    late: bool


def service_of(service_id: str) -> Service:
    """The service with an id."""
    if service_id not in _BY_ID:
        raise errors.invalid(details="The ShippingServiceId is not valid.")
    return _BY_ID[service_id]


def offer_of(world: World, service: Service, wish: Wish) -> Offer:
    """The offer for one service, whether or not it arrives in time."""
    price, arrives = service.price(wish.grams), arrival(service, wish.ship_at)
    content: dict[str, object] = {
        "o": wish.order.order_id,
        "s": service.service_id,
        "p": price,
        "x": world.now + OFFER_LIFE,
    }
    late = arrives > wish.order.deliver_by > 0
    offer_id = seal(world.seed, "offer", content)
    return Offer(service, offer_id, price, wish.ship_at, arrives, late)


def sort_out(world: World, wish: Wish) -> tuple[list[Offer], list[Offer]]:
    """The offers that can be bought and those that Amazon refuses to sell for this order."""
    offers = [offer_of(world, service, wish) for service in SERVICES]
    return (
        [offer for offer in offers if not refused(offer, wish)],
        [offer for offer in offers if refused(offer, wish)],
    )


def refused(offer: Offer, wish: Wish) -> bool:
    """Whether a service comes too late to be sold: after Prime's promise or the caller's day."""
    too_late = 0 < wish.arrive_by < offer.arrives
    return too_late or (offer.late and wish.order.prime)


def check_offer(world: World, offer_id: str, service: Service, wish: Wish) -> int:
    """The price of an offer that is still good for this order and service."""
    content = unseal(world.seed, "offer", offer_id)
    meant = (wish.order.order_id, service.service_id)
    if content is None or (content["o"], content["s"]) != meant:
        raise errors.invalid(details="The ShippingServiceOfferId is not valid.")
    expires, price = content["x"], content["p"]
    if not isinstance(expires, int) or not isinstance(price, int) or world.now > expires:
        raise errors.invalid(
            details="The ShippingServiceOfferId has expired. Please get eligible services again."
        )
    return price


def arrival(service: Service, ship_at: int) -> int:
    """The last moment of the day on which a parcel arrives."""
    return (ship_at // DAY + service.days) * DAY + _LAST_HOUR * HOUR
