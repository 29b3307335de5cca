"""The settings of the hub that a merchant can configure, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from shiponce.domain.document import LabelFormat


class PrimePolicy(StrEnum):
    """Which labels a Prime order may have; ShipStation's help has described both (P3)."""

    #: The older rule: Amazon Buy Shipping only.
    BUY_SHIPPING_ONLY = "buy_shipping_only"
    #: The newer rule: any carrier that arrives by the promised day.
    ANY_IN_TIME = "any_in_time"


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How orders are imported."""

    #: How far back the first import of a store goes.
    first_reach: timedelta = timedelta(days=30)
    #: An import starts this long before the time at which the last one ended, to find orders that
    #: the platform showed late or changed in that very second.
    overlap: timedelta = timedelta(minutes=10)
    #: How often a store is swept: its orders are listed by creation date, to find missed ones.
    sweep_every: timedelta = timedelta(days=1)
    #: How far back a sweep goes.
    sweep_reach: timedelta = timedelta(days=7)
    #: A store whose last good import is older than this is called stale.
    stale_after: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """When stores are notified of shipments."""

    #: BigCommerce's notification waits this long for the marketplace's notification; then it is
    #: sent without waiting further (N4).
    patience: timedelta = timedelta(minutes=30)
    #: The time within which BigCommerce's connector should forward a shipment to the marketplace;
    #: then the hub checks whether the marketplace shows the shipment (W8).
    relay_time: timedelta = timedelta(hours=4)
    #: The first pause after a failure; it doubles with each attempt, up to the longest.
    first_pause: timedelta = timedelta(seconds=30)
    longest_pause: timedelta = timedelta(hours=1)
    #: The time between the purchase of a label and its notification (N9).
    delay: timedelta = timedelta(0)
    #: Time of day on the ship date, in *delay_zone*, to send notifications; overrides *delay*.
    delay_until: time | None = None
    delay_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class ShippingSettings:
    """How labels are bought."""

    prime_policy: PrimePolicy = PrimePolicy.ANY_IN_TIME
    #: A purchase without a result after this time counts as unknown: its process must have crashed.
    unknown_after: timedelta = timedelta(minutes=2)
    #: The format of label documents that carriers are asked for.
    label_format: LabelFormat = LabelFormat.PDF


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """How packing slips and pick lists look."""

    #: A TrueType font that is tried before the program's own fonts; '' for none.
    font: str = ""
    #: The name at the head of packing slips; '' for the name of the order's store.
    shop_name: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with their defaults."""

    importing: ImportSettings = field(default_factory=ImportSettings)
    notifications: NotificationSettings = field(default_factory=NotificationSettings)
    shipping: ShippingSettings = field(default_factory=ShippingSettings)
    documents: DocumentSettings = field(default_factory=DocumentSettings)
