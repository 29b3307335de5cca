"""In which status an order begins, and what a later import may change about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shiponce.domain.order import Delivery, ImportedOrder, OrderStatus
from shiponce.domain.platform import Capability
from shiponce.domain.store import PRIME_SHIPPABLE_SINCE, Store
from shiponce.words.families import Family

#: The reason of an order whose status was taken over from its platform.
SHOWN_THERE = Family("why.{}_there", OrderStatus)
#: The reason of a new order in each status; one that waits to be shipped needs none.
_ARRIVED = Family(
    "why.arrived_{}", (one for one in OrderStatus if one is not OrderStatus.AWAITING_SHIPMENT)
)

#: The tag that ShipStation puts on a Prime order that can be shipped.
PRIME_TAG = "Amazon Prime Order"

#: The statuses in which an order waits for somebody here; only these need an address.
_OURS_TO_SHIP = (OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD)


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
    """Where an imported order begins; A7 asks for an address and something to ship.

    An order that nobody here will ship may lack the address: Amazon shows none before payment,
    and a platform may take it away, or set the quantities to 0, when it cancels.
    """
    if not any(line.physical for line in order.lines):
        return NotImportable("excluded.nothing_physical")
    if order.fulfilled_by_platform and order.status is not OrderStatus.CANCELLED:
        return Arrival(OrderStatus.SHIPPED, code="why.by_platform")
    if order.status not in _OURS_TO_SHIP:
        return Arrival(order.status, code=_reason(order.status))
    if not any(line.physical and line.quantity for line in order.lines):
        return NotImportable("excluded.nothing_physical")
    if order.ship_to is None:
        collected = order.delivery is Delivery.COLLECTED
        return NotImportable("excluded.collected" if collected else "excluded.no_address")
    return _to_ship(order, store)


def _to_ship(order: ImportedOrder, store: Store) -> Arrival:
    if not order.prime or not order.platform.can(Capability.PRIME):
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
    return _ARRIVED[status]


#: What may still move an order whose status the hub itself has set.
_YIELDS: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.ON_HOLD: (OrderStatus.SHIPPED, OrderStatus.CANCELLED),
    OrderStatus.AWAITING_SHIPMENT: (OrderStatus.CANCELLED,),
}


def refreshed(
    current: OrderStatus, hub_owned: bool, order: ImportedOrder, store: Store
) -> OrderStatus:
    """The status after a later import.

    What the hub itself set stays: a shipped order is not opened again, and a cancelled one does
    not come back (W5). Only a hold of ours yields, to the platform's last word: shipped or
    cancelled. An order opened again here, because its label was voided after the platform had
    been told, yields to "cancelled" alone: "shipped" is the echo of our own notice. Whatever the
    platform alone has set follows the platform, so that the newest version decides and not the
    versions that happened to be imported on the way.
    """
    if hub_owned and order.status not in _YIELDS.get(current, ()):
        return current
    if not order.status.is_open:
        return order.status  # though it may show neither goods nor an address any more
    place = arrival(order, store)
    return current if isinstance(place, NotImportable) else place.status
