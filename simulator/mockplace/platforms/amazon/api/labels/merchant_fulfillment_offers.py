"""The offers of Merchant Fulfillment: a carrier service with price and arrival, for one order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.labels.carrier_services import SERVICES
from mockplace.platforms.amazon.api.labels.rejected_services import Load, is_late, why_rejected
from mockplace.platforms.shared.carrier_prices_and_days import HOUR, Service, arrival
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

#: Milliseconds for which an offer can be bought.
OFFER_LIFE = HOUR // 2


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
        why_rejected(service, wish.load),
        wish.abroad,
    )


def sold_and_rejected(world: World, wish: LabelRequest) -> tuple[list[Offer], list[Offer]]:
    """Return the offers that can be bought and those that Amazon refuses to sell for this order."""
    offers = [offer_of(world, service, wish) for service in SERVICES]
    return (
        [offer for offer in offers if not offer.reason],
        [offer for offer in offers if offer.reason],
    )


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
