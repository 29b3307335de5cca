"""Shipments, labels, and the messages that tell stores of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shiponce.domain.money import Money
from shiponce.domain.platform import Platform
from shiponce.domain.redaction import GAP, harmless


class Route(StrEnum):
    """How a label comes about."""

    #: The merchant's own carrier account; simulated here.
    HOUSE = "house"
    #: Amazon Buy Shipping (Merchant Fulfillment): Amazon is told by the purchase itself.
    BUY_SHIPPING = "buy_shipping"
    #: No label from us: a person enters carrier and tracking number.
    MANUAL = "manual"


class ShipmentState(StrEnum):
    """The life of a shipment. Only LABELLED is a live label; PURCHASING holds its place.

    ELSEWHERE is no label of ours: the marketplace shows the order as shipped by somebody else, and
    a copy of it still has to be told (N11). It holds no unit and is never void.
    """

    PURCHASING = "purchasing"
    #: The purchase was cut off and the carrier could not settle it: a person decides.
    DOUBTFUL = "doubtful"
    LABELLED = "labelled"
    VOIDED = "voided"
    #: The carrier has none, or refused: nothing was bought.
    NOT_BOUGHT = "not_bought"
    ELSEWHERE = "elsewhere"


class VoidWay(StrEnum):
    """What a void of a live package is."""

    #: The carrier takes the label back.
    LABEL = "label"
    #: It was labelled elsewhere: what was entered here is taken back.
    ENTRY = "entry"
    #: Its label can be voided at the carrier only; a person says here that it was.
    THERE = "there"


def void_way(route: Route, remote_id: str | None) -> VoidWay:
    """Return how a live package is taken back; a recovered label has no id to void it by."""
    if route is Route.MANUAL:
        return VoidWay.ENTRY
    return VoidWay.LABEL if remote_id else VoidWay.THERE


class NotificationState(StrEnum):
    """The life of a notice; SENDING is written before the call, so that a crash is seen."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    #: Refused by validation, or in conflict: a person corrects and sends again.
    STOPPED = "stopped"
    #: Not needed: the platform already shows this very package.
    ALREADY_KNOWN = "already_known"
    #: The label was voided before the notice left.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PackageSize:
    """What a carrier needs to price and label one package. Weight in grams, sides in mm."""

    weight: int
    length: int = 250
    width: int = 200
    height: int = 150


class RefusedFor(StrEnum):
    """Reasons of carriers to refuse a service that are known by their codes."""

    LATE = "late"
    PO_BOX = "po_box"
    HEAVY = "heavy"
    HAZARDOUS = "hazardous"


@dataclass(frozen=True, slots=True)
class Quote:
    """One service on offer, or refused with the carrier's own reason."""

    route: Route
    carrier: str
    service: str
    #: What ``buy`` wants to be told to buy just this.
    service_id: str
    price: Money | None = None
    arrives_by: datetime | None = None
    #: The carrier's words when it refuses the service; empty when it is on offer.
    refusal: str = ""
    #: Why, where its code for that is known: then the hub says it in words of its own.
    refused_for: RefusedFor | None = None

    def __post_init__(self) -> None:
        """Clean the carrier's words of what may be personal, before they are shown or kept."""
        if self.refusal:
            object.__setattr__(self, "refusal", harmless(self.refusal) or GAP)


@dataclass(frozen=True, slots=True)
class Label:
    """A bought label. *remote_id* is the carrier's own id of the purchase."""

    remote_id: str
    carrier: str
    service: str
    tracking: str
    cost: Money


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What one store is told of one shipment. *reference* is the key that was durable before."""

    platform: Platform
    remote_order: str
    #: A positive number as text, unique per order: Amazon's packageReferenceId.
    reference: str
    carrier: str
    service: str
    tracking: str
    shipped_at: datetime
    #: (the platform's line id, quantity); empty means every line in full.
    lines: tuple[tuple[str, int], ...] = ()
    #: The platform facts kept with the order (``ImportedOrder.extra``).
    extra: tuple[tuple[str, str], ...] = ()


def service_with_carrier(carrier: str, service: str) -> str:
    """Return a carrier and its service as one name, the carrier once; either may be empty."""
    if service.casefold().startswith(carrier.casefold()):
        return service
    return f"{carrier} {service}".strip()
