"""Carrier services for which Amazon sells labels, with price and arrival.

Both label APIs, Merchant Fulfillment and Shipping v2, use these services. The APIs have no option
for Prime: for a Prime order, Amazon does not sell the services that would miss the promised day,
and lists them among the rejected services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared.carrier_services import HOUR, Service, arrival, is_box
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

#: Milliseconds for which an offer can be bought.
OFFER_LIFE = HOUR // 2
#: Why a service is rejected for a package; each API has its own words for these reasons.
LATE, BOX, HEAVY, HAZARDOUS = "late", "box", "heavy", "hazardous"

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
class LabelRequest:
    """A request for a label: the order's units in the package, its weight and its ship date."""

    order: PlatformOrder
    units: dict[str, int]
    grams: float
    ship_at: int
    #: The latest arrival that the caller accepts, 0 for no limit.
    arrive_by: int = 0
    #: Whether the package contains hazardous goods.
    hazardous: bool = False
    #: Whether the package crosses a border.
    abroad: bool = False

    @property
    def load(self) -> Load:
        """The package of the request, in the form that both APIs use."""
        street = self.order.buyer.street1
        return Load(self.grams, self.ship_at, street, self.hazardous, self.order, self.arrive_by)


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


@dataclass(frozen=True, slots=True)
class Offer:
    """A service at a price; within half an hour, a client can buy the service by the offer's id."""

    service: Service
    offer_id: str
    price: int
    ship_at: int
    arrives: int
    late: bool
    #: Why Amazon rejects the service, '' if Amazon sells it.
    reason: str = ""
    #: Whether the package crosses a border, so that the seller must declare its content.
    abroad: bool = False


def service_of(service_id: str) -> Service:
    """Return the service with an id."""
    if service_id not in _BY_ID:
        raise errors.invalid(details="The ShippingServiceId is not valid.")
    return _BY_ID[service_id]


def offer_of(world: World, service: Service, wish: LabelRequest) -> Offer:
    """Return the offer for one service, even if the package would arrive late."""
    price, arrives = service.price(wish.grams), arrival(service, wish.ship_at)
    content: dict[str, object] = {
        "o": wish.order.order_id,
        "s": service.service_id,
        "p": price,
        "x": world.now + OFFER_LIFE,
    }
    offer_id = encode_token(world.seed, "offer", content)
    return Offer(
        service,
        offer_id,
        price,
        wish.ship_at,
        arrives,
        is_late(wish.order, arrives),
        against(service, wish.load),
        wish.abroad,
    )


def sort_out(world: World, wish: LabelRequest) -> tuple[list[Offer], list[Offer]]:
    """Return the offers that can be bought and those that Amazon refuses to sell for this order."""
    offers = [offer_of(world, service, wish) for service in SERVICES]
    return (
        [offer for offer in offers if not offer.reason],
        [offer for offer in offers if offer.reason],
    )


def is_late(order: PlatformOrder | None, arrives: int) -> bool:
    """Return True if a package would arrive after the day promised to the buyer."""
    return order is not None and arrives > order.deliver_by > 0


def against(service: Service, load: Load) -> str:
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


def check_offer(world: World, offer_id: str, service: Service, wish: LabelRequest) -> int:
    """Return an offer's price; refuse an offer that expired or is for another order or service."""
    content = decode_token(world.seed, "offer", offer_id)
    meant = (wish.order.order_id, service.service_id)
    if content is None or (content["o"], content["s"]) != meant:
        raise errors.invalid(details="The ShippingServiceOfferId is not valid.")
    expires, price = content["x"], content["p"]
    if not isinstance(expires, int) or not isinstance(price, int) or world.now > expires:
        raise errors.invalid(
            details="The ShippingServiceOfferId has expired. Please get eligible services again."
        )
    return price
