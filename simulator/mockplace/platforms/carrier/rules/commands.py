"""Commands of the house carrier."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.platforms.carrier.rules.records import Package


@dataclass(frozen=True, slots=True)
class BuyCarrierLabel(Command):
    """Buy a label from the house carrier; a second purchase under a reference buys nothing."""

    account: str
    reference: str
    service_id: str
    service: str
    #: US cents.
    price: int
    #: Days from the pick-up until the package arrives.
    days: int
    package: Package


@dataclass(frozen=True, slots=True)
class VoidCarrierLabel(Command):
    """Void a label of the house carrier."""

    label_id: str


@dataclass(frozen=True, slots=True)
class CollectPackage(Command):
    """Collect a package at the house carrier's daily pick-up."""

    label_id: str


@dataclass(frozen=True, slots=True)
class DeliverPackage(Command):
    """Deliver a package of the house carrier."""

    label_id: str
