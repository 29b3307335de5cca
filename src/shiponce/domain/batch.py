"""Batches of orders to ship: how their service is chosen, their packages, and their states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shiponce.domain.money import Money
from shiponce.domain.shipment import PackageSize

#: A service by which every batch can be planned, beside the codes of options.
CHEAPEST = "cheapest"
PAID = "paid"


class WeightRule(StrEnum):
    """How the weight of a package follows from a preset."""

    #: The weight of the goods.
    GOODS = "goods"
    #: The weight of the goods and of the packaging.
    ADDED = "added"
    #: The same weight for every package.
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class PackageRule:
    """The package of a preset: its sides in mm, and how its weight is found."""

    length: int
    width: int
    height: int
    weight_rule: WeightRule = WeightRule.GOODS
    #: The weight of the packaging, or of every package; 0 if the goods alone count.
    grams: int = 0

    def size(self, goods: int) -> PackageSize:
        """Return weight and sides of a package of goods of this weight in grams."""
        weights = {
            WeightRule.GOODS: goods,
            WeightRule.ADDED: goods + self.grams,
            WeightRule.FIXED: self.grams,
        }
        return PackageSize(weights[self.weight_rule], self.length, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Preset:
    """A saved way to ship: a service, and a package if it is not the usual one."""

    name: str
    #: The code of an option, or ``cheapest`` or ``paid``.
    service: str
    package: PackageRule | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a person confirmed of one package of a batch; only this may be bought."""

    #: The entry of the batch, which is claimed in the transaction that begins the purchase.
    entry_id: int
    price: Money
    #: {line_no: units}
    units: Mapping[int, int]
    #: A digest of the address; None if the address was purged.
    sent_to: bytes | None = field(repr=False)


class BatchState(StrEnum):
    """The states of a batch."""

    #: Nobody confirmed it: nothing can be bought.
    PLANNED = "planned"
    #: Confirmed, and not every order was tried yet.
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    #: Every order was tried.
    ENDED = "ended"


class EntryState(StrEnum):
    """What became of one package of a batch."""

    NOT_BEGUN = "not_begun"
    #: A restriction of the plan, or a change since then, forbids it.
    REFUSED = "refused"
    BOUGHT = "bought"
    #: Nobody knows yet whether its label was bought.
    UNKNOWN = "unknown"
    #: Its label was bought, and voided later.
    VOIDED = "voided"
