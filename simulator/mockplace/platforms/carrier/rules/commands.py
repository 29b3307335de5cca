"""What can be asked of the house carrier."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.platforms.carrier.rules.records import Package


@dataclass(frozen=True, slots=True)
class BuyCarrierLabel(Command):
    """A label is bought from the invented carrier; the same reference again buys nothing more."""

    account: str
    reference: str
    service_id: str
    service: str
    #: US cents.
    price: int
    #: From the pick-up until the package arrives.
    days: int
    package: Package


@dataclass(frozen=True, slots=True)
class VoidCarrierLabel(Command):
    """A label of the invented carrier is given back."""

    label_id: str


@dataclass(frozen=True, slots=True)
class CollectPackage(Command):
    """The invented carrier collects a package at the day's pick-up."""

    label_id: str


@dataclass(frozen=True, slots=True)
class DeliverPackage(Command):
    """The invented carrier delivers a package."""

    label_id: str
