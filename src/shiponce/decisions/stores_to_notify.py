"""Decide which stores are notified of a shipment, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Route


@dataclass(frozen=True, slots=True)
class Party:
    """A platform's order that a shipment concerns; *order_id* is None for an excluded order."""

    store_id: int
    platform: Platform
    remote_id: str
    order_id: int | None
    #: Whether the order's store is to be notified.
    notifications_on: bool = True


@dataclass(frozen=True, slots=True)
class DueNotification:
    """One notification to record."""

    party: Party
    #: True if this notification is sent only after the marketplace was notified. Otherwise the
    #: connector could forward it to the marketplace, and nobody would notice that the hub's own
    #: notification to the marketplace failed (N4).
    waits: bool = False
    #: The platform may know the shipment already, so the order is read before the first attempt.
    verify: bool = False


def due_notifications(
    shipped: Party,
    *,
    route: Route,
    original: Party | None = None,
    copies: Sequence[Party] = (),
) -> tuple[DueNotification, ...]:
    """Return the notifications of one shipment.

    *shipped* is the order that was shipped; *copies* are the copies of the same purchase, without
    *shipped*. If *shipped* is itself a copy, *original* is its original, imported after the
    shipment.
    A marketplace needs no notification of a label that it sold itself (N10). The store of *shipped*
    is notified even if its notifications are off: that switch applies only to *copies* (D1).
    """
    own = route is not Route.BUY_SHIPPING
    found = [DueNotification(shipped)] if own else []
    found += [DueNotification(copy, waits=own) for copy in copies if copy.notifications_on]
    if original is not None:
        found.append(DueNotification(original, verify=True))
    return tuple(found)
