"""Decide which stores are notified of a shipment, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Route


@dataclass(frozen=True, slots=True)
class Party:
    """An order on a platform that a shipment concerns; *order_id* is None for an excluded one."""

    store_id: int
    platform: Platform
    remote_id: str
    order_id: int | None
    #: The notification switch of its store.
    notifications_on: bool = True


@dataclass(frozen=True, slots=True)
class DueNotification:
    """One notification to record."""

    party: Party
    #: It waits for the marketplace's notification, so that a relay cannot mask a failure (N4).
    waits: bool = False
    #: The platform may know already: it is read before the first try.
    verify: bool = False


def due_notifications(
    shipped: Party,
    *,
    route: Route,
    original: Party | None = None,
    copies: Sequence[Party] = (),
) -> tuple[DueNotification, ...]:
    """Return the notifications of one shipment.

    *copies* are the BigCommerce orders behind a marketplace original, *original* is the
    marketplace order behind a BigCommerce copy that was shipped before its original arrived.
    A marketplace needs no notification of a label that it sold itself (N10). A BigCommerce order
    that is shipped as such is always notified: the switch is about copies of orders shipped
    elsewhere (D1).
    """
    own = route is not Route.BUY_SHIPPING
    found = [DueNotification(shipped)] if own else []
    found += [DueNotification(copy, waits=own) for copy in copies if copy.notifications_on]
    if original is not None:
        found.append(DueNotification(original, verify=True))
    return tuple(found)
