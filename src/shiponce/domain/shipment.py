"""Shipments, labels and notifications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shiponce.domain.document import LabelDocument, NoDocument
from shiponce.domain.money import Money
from shiponce.domain.platform import Platform
from shiponce.domain.redaction import GAP, harmless


class Route(StrEnum):
    """How a label is obtained."""

    #: The merchant's own carrier account; simulated here.
    HOUSE = "house"
    #: Amazon Buy Shipping (Merchant Fulfillment): the purchase itself notifies Amazon.
    BUY_SHIPPING = "buy_shipping"
    #: No label from us: a person enters carrier and tracking number.
    MANUAL = "manual"


class ShipmentState(StrEnum):
    """The states of a shipment. Only LABELLED is a live label; PURCHASING reserves its units.

    ELSEWHERE is no label of ours: the marketplace shows the order as shipped by somebody else, and
    the store of its copy must be notified (N11). Such a shipment covers no unit and cannot be
    voided.
    """

    PURCHASING = "purchasing"
    #: The purchase was interrupted, and the carrier does not show its result: a person decides.
    UNKNOWN = "unknown"
    LABELLED = "labelled"
    VOIDED = "voided"
    #: The carrier refused the purchase, or has no label for it: nothing was bought.
    NOT_BOUGHT = "not_bought"
    ELSEWHERE = "elsewhere"


class VoidWay(StrEnum):
    """How a live package is voided."""

    #: The carrier voids the label.
    LABEL = "label"
    #: The label was bought elsewhere: only the record of its tracking number in the hub is voided.
    ENTRY = "entry"
    #: The label can be voided at the carrier only; a person records here that this was done.
    THERE = "there"


def void_way(route: Route, remote_id: str | None) -> VoidWay:
    """Return how a live package is voided; a recovered label has no id to void it by."""
    if route is Route.MANUAL:
        return VoidWay.ENTRY
    return VoidWay.LABEL if remote_id else VoidWay.THERE


class NotificationState(StrEnum):
    """The states of a notification; SENDING is recorded before the call, so a crash is noticed."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    #: Refused by the platform, or in conflict with it: a person corrects it and sends it again.
    STOPPED = "stopped"
    #: Not needed: the platform already shows this package.
    ALREADY_KNOWN = "already_known"
    #: The label was voided before the notification was sent.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PackageSize:
    """Weight in grams and sides in mm, by which a carrier prices a package."""

    weight: int
    length: int = 250
    width: int = 200
    height: int = 150


class RefusedFor(StrEnum):
    """Reasons why carriers refuse a service, recognised from the carriers' codes."""

    LATE = "late"
    PO_BOX = "po_box"
    HEAVY = "heavy"
    HAZARDOUS = "hazardous"


@dataclass(frozen=True, slots=True)
class Quote:
    """One service that a carrier offers, or refuses with the carrier's own reason."""

    route: Route
    carrier: str
    service: str
    #: The argument by which ``buy`` buys exactly this service.
    service_id: str
    price: Money | None = None
    arrives_by: datetime | None = None
    #: The carrier's words if it refuses the service; '' if it offers the service.
    refusal: str = ""
    #: The reason, if the hub knows the carrier's code for it; the hub then uses its own words.
    refused_for: RefusedFor | None = None

    def __post_init__(self) -> None:
        """Redact the carrier's words before they are shown or stored."""
        if self.refusal:
            object.__setattr__(self, "refusal", harmless(self.refusal) or GAP)


@dataclass(frozen=True, slots=True)
class Label:
    """A bought label. *remote_id* is the carrier's id of the purchase."""

    remote_id: str
    carrier: str
    service: str
    tracking: str
    cost: Money
    #: Its document, or why there is none; None until the carrier was asked for it.
    document: LabelDocument | NoDocument | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The data sent to one store about one shipment; *reference* is recorded before the call."""

    platform: Platform
    remote_order: str
    #: A positive number as text that no other package of the order has: Amazon's
    #: packageReferenceId.
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
    """Return carrier and service as one name without repeating the carrier; either may be empty."""
    if service.casefold().startswith(carrier.casefold()):
        return service
    return f"{carrier} {service}".strip()
