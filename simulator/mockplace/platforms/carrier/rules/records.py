"""What the invented carrier has on record: labels, and what is in their packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CarrierOrder:
    """One order in a package, by the ids of its platform."""

    #: The platform, by its name.
    platform: str
    #: The platform's id of the seller's account: store hash, selling partner id or user name.
    account: str
    order_id: str
    #: The platform's line id → units.
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Package:
    """The content of a package. Grams and millimetres."""

    weight: int
    length: int
    width: int
    height: int
    orders: tuple[CarrierOrder, ...]


@dataclass(frozen=True, slots=True)
class CarrierLabel:
    """A label that the carrier sold; times are 0 until they have come."""

    label_id: str
    #: Who bought it, by the number of the account at the carrier.
    account: str
    #: The buyer's own, unique in the account for ever.
    reference: str
    service_id: str
    service: str
    tracking: str
    #: US cents.
    price: int
    package: Package
    created_at: int
    #: When the package is collected unless the label is voided before, and when it arrives then.
    pickup_at: int
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
        """The first order in the package."""
        return self.package.orders[0].order_id

    @property
    def status(self) -> str:
        """Its state: bought, voided, collected or delivered."""
        if self.voided_at:
            return "voided"
        if self.delivered_at:
            return "delivered"
        return "collected" if self.collected_at else "bought"


@dataclass(slots=True)
class CarrierLabels:
    """Every label that the carrier has sold in a world, in the sequence of their purchase."""

    seed: int
    by_id: dict[str, CarrierLabel] = field(default_factory=dict)
    #: (account, reference) → the label's id, and tracking number → the label's id.
    by_reference: dict[tuple[str, str], str] = field(default_factory=dict)
    by_tracking: dict[str, str] = field(default_factory=dict)
