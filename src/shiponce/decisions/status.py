"""In which status an order begins, and what a later import may change about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.platform import PRIME_SHIPPABLE_SINCE, Platform, Store

#: The tag that ShipStation puts on a Prime order that can be shipped.
PRIME_TAG = "Amazon Prime Order"


@dataclass(frozen=True, slots=True)
class Arrival:
    """The place of an imported order, with the reason as a code of ``words``."""

    status: OrderStatus
    tags: tuple[str, ...] = ()
    code: str = "why.arrived"
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotImportable:
    """Why an order gets no place at all; *code* is a code of ``words``."""

    code: str


def arrival(order: ImportedOrder, store: Store) -> Arrival | NotImportable:
    """Where an imported order begins; A7 asks for an address and something to ship."""
    if not any(line.physical and line.quantity for line in order.lines):
        return NotImportable("listed.nothing_physical")
    if order.fulfilled_by_platform:
        return Arrival(OrderStatus.SHIPPED, code="why.by_platform")
    if order.status in (OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD):
        if order.ship_to is None:
            return NotImportable("listed.no_address")
        return _to_ship(order, store)
    return Arrival(order.status, code=_reason(order.status))


def _to_ship(order: ImportedOrder, store: Store) -> Arrival:
    if order.platform is not Platform.AMAZON or not order.prime:
        return Arrival(order.status, code=_reason(order.status))
    if not _prime_is_shippable(store):
        return Arrival(OrderStatus.PENDING_FULFILLMENT, code="why.prime_view_only")
    return Arrival(order.status, (PRIME_TAG,), _reason(order.status))


def _prime_is_shippable(store: Store) -> bool:
    """P1: the day of connection, the store's setting, or Buy Shipping lets Prime orders in."""
    return (
        store.connected_at >= PRIME_SHIPPABLE_SINCE or store.prime_to_awaiting or store.buy_shipping
    )


def _reason(status: OrderStatus) -> str:
    if status is OrderStatus.AWAITING_SHIPMENT:
        return "why.arrived"
    return f"why.arrived_{status.value}"


def refreshed(
    current: OrderStatus, hub_owned: bool, order: ImportedOrder, store: Store
) -> OrderStatus:
    """The status after a later import.

    What the hub itself set stays: a shipped order is not opened again, and a cancelled one does
    not come back (W5). Otherwise the platform moves it.
    """
    if hub_owned or not current.is_open:
        return current
    place = arrival(order, store)
    return current if isinstance(place, NotImportable) else place.status
