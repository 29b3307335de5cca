"""Decide the first status of an order, and what a later import may change about it."""

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
    """The first status of an imported order, with the reason as a code of ``words``."""

    status: OrderStatus
    tags: tuple[str, ...] = ()
    code: str = "why.arrived"
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotImportable:
    """Why an order is not importable; *code* is a code of ``words``."""

    code: str


def arrival(order: ImportedOrder, store: Store) -> Arrival | NotImportable:
    """Return the first status of an imported order; A7 asks for an address and something to ship.

    An order that nobody will ship here may lack the address: Amazon shows none before payment, and
    a platform may remove it, or set quantities to 0, when it cancels.
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
    """Return True if Prime orders are imported as shippable (P1)."""
    return (
        store.connected_at >= PRIME_SHIPPABLE_SINCE or store.prime_to_awaiting or store.buy_shipping
    )


def _reason(status: OrderStatus) -> str:
    if status is OrderStatus.AWAITING_SHIPMENT:
        return "why.arrived"
    return _ARRIVED[status]


#: Platform statuses that may replace a status set by the hub.
_YIELDS: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.ON_HOLD: (OrderStatus.SHIPPED, OrderStatus.CANCELLED),
    OrderStatus.AWAITING_SHIPMENT: (OrderStatus.CANCELLED,),
}


def refreshed(
    current: OrderStatus, hub_owned: bool, order: ImportedOrder, store: Store
) -> OrderStatus:
    """Return the status after a later import.

    What the hub set stays: a shipped order is not reopened and a cancelled one does not return
    (W5). A hold of ours gives way to the platform's final status, shipped or cancelled. An order
    reopened here, because its label was voided after the platform was notified, gives way to
    "cancelled" only: "shipped" may be the result of our own notification. A status set by the
    platform alone follows the platform's newest version.
    """
    if hub_owned and order.status not in _YIELDS.get(current, ()):
        return current
    if not order.status.is_open:
        return order.status  # though it may show neither goods nor an address any more
    place = arrival(order, store)
    return current if isinstance(place, NotImportable) else place.status
