"""The records of the invented carrier: labels and the contents of their packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockplace.kernel.judging.label_records import Destination


@dataclass(frozen=True, slots=True)
class CarrierOrder:
    """One order in a package; all ids are those of the order's platform."""

    #: The platform's name.
    platform: str
    #: The platform's id of the seller's account: store hash, selling partner id or user name.
    account: str
    order_id: str
    #: The platform's line id → units.
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Recipient:
    """What a label says of its recipient beyond the ``Destination``; '' if nothing was named."""

    name: str = ""
    company: str = ""
    street2: str = ""
    street3: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A package: its weight in grams, its size in millimetres, its orders and its address."""

    weight: int
    length: int
    width: int
    height: int
    orders: tuple[CarrierOrder, ...]
    #: The address on the label, None if the client named none.
    ship_to: Destination | None = None
    recipient: Recipient = Recipient()


@dataclass(frozen=True, slots=True)
class CarrierLabel:
    """A label that the carrier sold; the time of an event is 0 until the event happens."""

    label_id: str
    #: The number of the carrier account that bought the label.
    account: str
    #: Chosen by the client that buys the label; never reused within the account.
    reference: str
    service_id: str
    service: str
    tracking: str
    #: US cents.
    price: int
    package: Package
    created_at: int
    #: The scheduled time of the pick-up; it no longer applies if the label is voided.
    pickup_at: int
    #: The scheduled time of the delivery; it no longer applies if the label is voided.
    arrives_at: int
    voided_at: int = 0
    collected_at: int = 0
    delivered_at: int = 0

    @property
    def orders(self) -> tuple[CarrierOrder, ...]:
        """The orders in the package."""
        return self.package.orders

    @property
    def order_id(self) -> str:
        """The id of the first order in the package."""
        return self.package.orders[0].order_id

    @property
    def status(self) -> str:
        """The label's status: bought, voided, collected or delivered."""
        if self.voided_at:
            return "voided"
        if self.delivered_at:
            return "delivered"
        return "collected" if self.collected_at else "bought"


@dataclass(slots=True)
class CarrierLabels:
    """Every label that the carrier has sold in a world, oldest first."""

    seed: int
    by_id: dict[str, CarrierLabel] = field(default_factory=dict)
    #: (account, reference) → label id.
    by_reference: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Tracking number → label id.
    by_tracking: dict[str, str] = field(default_factory=dict)
