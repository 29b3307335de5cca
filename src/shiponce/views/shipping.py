"""Labels, shipments, and the ways to ship an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.money import Money
from shiponce.domain.shipment import Route, ShipmentState, VoidWay, service_with_carrier
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import SHIPMENT_WORD


@dataclass(frozen=True, slots=True)
class LabelView:
    """A live label, an unfinished label purchase or a shipment outside the hub, with its order."""

    order_id: int
    #: ``store:number``
    order: str
    #: labelled, purchasing, unknown, or elsewhere.
    state: ShipmentState
    #: Empty while the label is being bought.
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One shipment and its label."""

    id: int
    order_id: int
    state: ShipmentState
    route: Route
    carrier: str
    service: str
    tracking: str
    cost: Money | None
    at: datetime
    #: Who bought the label or entered the package; empty if that was not recorded.
    by: str = ""
    #: How to void the shipment while it is live.
    void_way: VoidWay = VoidWay.LABEL
    #: The numbers of all orders in the package, first the order that the label was bought for.
    orders: tuple[str, ...] = ()
    #: The number of another order, if that order shows the price of the shared label; else empty.
    booked_with: str = ""
    #: The platform's id of the package's address; empty if the order has only one.
    destination: str = ""

    @property
    def called(self) -> str:
        """Carrier and service, or only the service if its name begins with the carrier's."""
        return service_with_carrier(self.carrier, self.service)

    @property
    def word(self) -> str:
        """The code of the word for the state; a package entered by hand has its own words."""
        if self.route is Route.MANUAL and self.state is ShipmentState.LABELLED:
            return "word.shipment.entered"
        if self.route is Route.MANUAL and self.state is ShipmentState.VOIDED:
            return "word.shipment.taken_back"
        return SHIPMENT_WORD[self.state]


@dataclass(frozen=True, slots=True)
class ShipOption:
    """One shipping option; an unavailable option has a reason and a way out."""

    #: The option's name in the command ``ship``: ``house:ground``,
    #: ``buy_shipping:UPS_PTP_2ND_DAY_AIR``.
    code: str
    route: Route
    carrier: str
    service: str
    price: Money | None
    arrives_by: datetime | None
    available: bool
    #: The coded reason (``limit.…``) if the option is not available.
    restriction: Sentence | None = None
    way_out: Sentence | None = None
    #: A rule requested this option (R9), so it is preselected.
    preferred: bool = False
    #: A warning that this option may ship the purchase twice, so a person must confirm it.
    warning: Sentence | None = None
    #: The names of the stores to be notified of the shipment; empty if the option is not available.
    notifies: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Carrier and service, or only the service if its name begins with the carrier's."""
        return service_with_carrier(self.carrier, self.service)
