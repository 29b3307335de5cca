"""Decide from which purchases the personal data may be removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shiponce.domain.order import OrderStatus, Visibility


@dataclass(frozen=True, slots=True)
class Member:
    """One order of a purchase, with the facts that decide about its personal data."""

    order_id: int
    #: ``store:number``.
    ref: str
    status: OrderStatus
    visibility: Visibility
    #: True if a label is being bought for the order, or the outcome of buying it is unknown.
    in_purchase: bool
    #: The later of two times (ms): the order's last change on its platform, and its last shipment
    #: here.
    changed_at: int
    has_person: bool

    @property
    def is_open(self) -> bool:
        """True if the order is still to be shipped; a hidden copy is shipped with its original."""
        return self.status.is_open and self.visibility is not Visibility.HIDDEN


class Stays(StrEnum):
    """Why the personal data of a purchase stays."""

    #: A label purchase is open or unknown, so the address is still needed.
    IN_PURCHASE = "in_purchase"
    #: An order is still to be shipped, and no person named an order of the purchase to be purged.
    OPEN = "open"
    #: An order changed too recently.
    YOUNG = "young"


def stays(
    purchase: Sequence[Member], *, named: Collection[int] = (), before: int | None = None
) -> tuple[Stays, Member] | None:
    """Return why a purchase keeps its personal data, and which order is the reason.

    Return None if the data may be removed; it is removed from all orders of a purchase together.
    *named* are the order ids that a person named. *before* is a time in ms: no order of the
    purchase may have changed after it.
    """
    for one in purchase:
        if one.in_purchase:
            return Stays.IN_PURCHASE, one
    if not any(one.order_id in named for one in purchase):
        for one in purchase:
            if one.is_open:
                return Stays.OPEN, one
    for one in purchase:
        if before is not None and one.changed_at > before:
            return Stays.YOUNG, one
    return None
