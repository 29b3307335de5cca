"""The events that all platforms share; a platform adds events of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.after_sale_records import Cancellation, Refund
from mockplace.kernel.records import (
    BoughtLabel,
    Mail,
    OrderLine,
    Person,
    PlatformOrder,
    Quote,
    ShippedPackage,
)


class Event:
    """Something that happened."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Placed(Event):
    """An order was placed, or a copy of one was created."""

    order: PlatformOrder


@dataclass(frozen=True, slots=True)
class Paid(Event):
    """An unpaid order was paid."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    """An order was cancelled."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class PackagePut(Event):
    """A package was recorded, or replaced the package with the same id."""

    store: str
    order_id: str
    package: ShippedPackage
    at: int


@dataclass(frozen=True, slots=True)
class PackageGone(Event):
    """A package was removed from the record."""

    store: str
    order_id: str
    package_id: str
    at: int


@dataclass(frozen=True, slots=True)
class Quoted(Event):
    """A platform's label service quoted its rates for a package."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class LabelPut(Event):
    """A label was bought or changed."""

    label: BoughtLabel


@dataclass(frozen=True, slots=True)
class Mailed(Event):
    """A platform e-mailed a buyer."""

    mail: Mail


@dataclass(frozen=True, slots=True)
class CancellationPut(Event):
    """A cancellation was requested, answered or ended."""

    store: str
    order_id: str
    cancellation: Cancellation
    at: int


@dataclass(frozen=True, slots=True)
class LinesCancelled(Event):
    """Some lines of an order were cancelled: line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class Collected(Event):
    """The buyer collected units in the shop: line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class AddressChanged(Event):
    """An address of an order changed; an address id of 0 means the order's own."""

    store: str
    order_id: str
    address_id: int
    person: Person
    at: int


@dataclass(frozen=True, slots=True)
class LinesEdited(Event):
    """The seller changed an order's lines: all its lines as they are now."""

    store: str
    order_id: str
    lines: tuple[OrderLine, ...]
    #: Line id → units that were taken out of a line, below 0 if some were put in.
    taken_out: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class Refunded(Event):
    """Money was refunded to the buyer."""

    store: str
    order_id: str
    refund: Refund
    at: int


def store_of(event: Event) -> str:
    """Return the account that an event is about, '' if it is about none."""
    if isinstance(event, Placed):
        return event.order.store
    store: str = getattr(event, "store", "")
    return store
