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
    """A live label, or one whose purchase is unsettled, with its order."""

    order_id: int
    #: ``store:number``
    order: str
    #: labelled, purchasing or doubtful.
    state: ShipmentState
    #: Empty while it is being bought.
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
    #: Who bought it; empty where that was not recorded.
    by: str = ""
    #: What voiding it is, as long as it is live.
    void_way: VoidWay = VoidWay.LABEL
    #: The numbers of all orders in its package, that of the label's purchase first.
    orders: tuple[str, ...] = ()
    #: The order with which the price of a shared label is booked, if that is another one.
    booked_with: str = ""

    @property
    def called(self) -> str:
        """Carrier and service, the carrier once."""
        return service_with_carrier(self.carrier, self.service)

    @property
    def word(self) -> str:
        """The code of its state's word; a package entered by hand has no label."""
        if self.route is Route.MANUAL and self.state is ShipmentState.LABELLED:
            return "word.shipment.entered"
        if self.route is Route.MANUAL and self.state is ShipmentState.VOIDED:
            return "word.shipment.taken_back"
        return SHIPMENT_WORD[self.state]


@dataclass(frozen=True, slots=True)
class ShipOption:
    """One shipping option; an unavailable one says why and what would help."""

    #: What ``ship`` takes: ``house:ground``, ``buy_shipping:UPS_PTP_2ND_DAY_AIR``.
    code: str
    route: Route
    carrier: str
    service: str
    price: Money | None
    arrives_by: datetime | None
    available: bool
    #: The coded reason (``limit.…``) when it is not available.
    restriction: Sentence | None = None
    way_out: Sentence | None = None
    #: A rule asked for this one (R9): the faces preselect it.
    preferred: bool = False
    #: It is available and would ship a purchase twice: a person must insist.
    warning: Sentence | None = None
    #: The stores that the hub notifies when it ships this way, by name; empty where it is closed.
    notifies: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Carrier and service, the carrier once."""
        return service_with_carrier(self.carrier, self.service)
