"""What can be asked of a BigCommerce store beside what every platform does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.kernel.records import PlatformOrder


@dataclass(frozen=True, slots=True)
class ChangePackage(Command):
    """some of a shipment's texts are written anew."""

    store: str
    order_id: str
    package_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RemovePackage(Command):
    """a shipment is deleted."""

    store: str
    order_id: str
    package_id: str


@dataclass(frozen=True, slots=True)
class SetStatus(Command):
    """the status is set by its id."""

    store: str
    order_id: str
    status_id: int


@dataclass(frozen=True, slots=True)
class Write(Command):
    """fields of an order are written, by their names on the wire."""

    store: str
    order_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Archive(Command):
    """an order is archived."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class WriteOrder(Command):
    """A program writes an order; its number and those of its lines are given here."""

    order: PlatformOrder


@dataclass(frozen=True, slots=True)
class SetRestocking(Command):
    """Restocking of cancelled and refunded units is turned on or off."""

    store: str
    restocks: bool
