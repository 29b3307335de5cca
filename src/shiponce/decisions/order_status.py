"""Decide the first status of an order, and how a later import may change the status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shiponce.decisions.not_importable import (
    OURS_TO_SHIP,
    NotImportable,
    is_collected,
    not_importable,
)
from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.platform import Capability
from shiponce.domain.store import PRIME_SHIPPABLE_SINCE, Store
from shiponce.words.families import Family

#: The reason for a status that was taken over from the platform.
SHOWN_THERE = Family("why.{}_there", OrderStatus)
#: The reason for a new order's status; Awaiting Shipment has the reason ``why.arrived``.
_ARRIVED = Family(
    "why.arrived_{}", (one for one in OrderStatus if one is not OrderStatus.AWAITING_SHIPMENT)
)

#: The reason of an order that waits in a shop until the buyer collects it.
WAITS_FOR_BUYER = "why.waits_for_buyer"

#: The tag that ShipStation puts on a Prime order that can be shipped.
PRIME_TAG = "Amazon Prime Order"


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first status of an imported order, with the reason as a code of ``words``."""

    status: OrderStatus
    tags: tuple[str, ...] = ()
    code: str = "why.arrived"
    facts: Mapping[str, object] = field(default_factory=dict)


def arrival(
    order: ImportedOrder, store: Store, *, reconciling: bool = False
) -> Arrival | NotImportable:
    """Return the first status of an imported order, or why it is not importable.

    Reconciling mode imports a marketplace order that the buyer collects as view only, so that its
    copy is hidden behind it and never shipped.
    """
    waits = is_collected(order) and order.status in OURS_TO_SHIP
    if waits and reconciling and order.platform.is_marketplace:
        return Arrival(OrderStatus.PENDING_FULFILLMENT, code=WAITS_FOR_BUYER)
    excluded = not_importable(order)
    if excluded is not None:
        return excluded
    if order.fulfilled_by_platform and order.status is not OrderStatus.CANCELLED:
        return Arrival(OrderStatus.SHIPPED, code="why.by_platform")
    if order.status not in OURS_TO_SHIP:
        return Arrival(order.status, code=_reason(order.status))
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


#: Status set by the hub → the platform's statuses that may replace it.
_YIELDS: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.ON_HOLD: (OrderStatus.SHIPPED, OrderStatus.CANCELLED),
    OrderStatus.AWAITING_SHIPMENT: (OrderStatus.CANCELLED,),
}


def refreshed(
    current: OrderStatus,
    hub_owned: bool,
    order: ImportedOrder,
    store: Store,
    *,
    reconciling: bool = False,
) -> OrderStatus:
    """Return the status after a later import.

    A status set by the hub stays: a shipped or cancelled order is not reopened (W5). There are two
    exceptions. "Shipped" or "cancelled" on the platform ends a hold that was set here. An order
    reopened here, because its label was voided after the platform was notified, accepts
    "cancelled" but not "shipped", which may be the result of our own notification. A status that
    the hub did not set follows the platform.
    """
    if hub_owned and order.status not in _YIELDS.get(current, ()):
        return current
    if not order.status.is_open:
        return order.status  # a closed order needs no goods and no address
    place = arrival(order, store, reconciling=reconciling)
    return current if isinstance(place, NotImportable) else place.status
