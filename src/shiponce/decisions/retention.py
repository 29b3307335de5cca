"""Which purchases may lose their personal data: pure, from what is known of their orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shiponce.domain.order import OrderStatus, Visibility


@dataclass(frozen=True, slots=True)
class Member:
    """One order of a purchase, as far as removing its personal data depends on it."""

    order_id: int
    #: ``store:number``.
    ref: str
    status: OrderStatus
    visibility: Visibility
    #: Its label is being bought, or may have been.
    in_purchase: bool
    #: Milliseconds: its last change on the platform, or shipment here.
    changed_at: int
    has_person: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to ship it; a hidden copy leaves with its original."""
        return self.status.is_open and self.visibility is not Visibility.HIDDEN


class Stays(StrEnum):
    """Why the personal data of a purchase stays."""

    #: Its address is needed as soon as the carrier answers.
    IN_PURCHASE = "in_purchase"
    #: It is still to be shipped, and was not named itself.
    OPEN = "open"
    #: Something happened to it since.
    YOUNG = "young"


def stays(
    purchase: Sequence[Member], *, named: Collection[int] = (), before: int | None = None
) -> tuple[Stays, Member] | None:
    """Return why a purchase keeps its personal data, and which of its orders says so.

    All orders of a purchase lose it together, or none. *named* are orders that a person named
    one by one; *before* (ms) is the age that is asked for.
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
