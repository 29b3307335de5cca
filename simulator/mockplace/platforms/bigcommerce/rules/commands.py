"""Commands that only BigCommerce stores have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.kernel.records import PlatformOrder


@dataclass(frozen=True, slots=True)
class ChangePackage(Command):
    """Change string fields of a shipment."""

    store: str
    order_id: str
    package_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RemovePackage(Command):
    """Delete a shipment."""

    store: str
    order_id: str
    package_id: str


@dataclass(frozen=True, slots=True)
class SetStatus(Command):
    """Set the status of an order."""

    store: str
    order_id: str
    status_id: int


@dataclass(frozen=True, slots=True)
class Write(Command):
    """Write string fields of an order; *texts*: JSON field → value."""

    store: str
    order_id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Archive(Command):
    """Archive an order."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class WriteOrder(Command):
    """Store an order that a client writes; the store assigns the ids of order and lines."""

    order: PlatformOrder


@dataclass(frozen=True, slots=True)
class SetRestocking(Command):
    """Turn restocking of cancelled and refunded units on or off."""

    store: str
    restocks: bool
