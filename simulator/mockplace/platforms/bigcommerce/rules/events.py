"""Events that only BigCommerce stores have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.events import Event


@dataclass(frozen=True, slots=True)
class StatusSet(Event):
    """The status of an order was set, perhaps to the same value."""

    store: str
    order_id: str
    status_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Written(Event):
    """Fields of an order were written."""

    store: str
    order_id: str
    texts: Mapping[str, str]
    at: int


@dataclass(frozen=True, slots=True)
class Archived(Event):
    """An order was archived."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class RelayDue(Event):
    """The connector will pass on a copy's shipments; this happens only once per order."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class RestockingSet(Event):
    """Restocking of cancelled and refunded units was turned on or off."""

    store: str
    restocks: bool
