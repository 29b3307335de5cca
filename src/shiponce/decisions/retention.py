"""Decide which purchases may lose their personal data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shiponce.domain.order import OrderStatus, Visibility


@dataclass(frozen=True, slots=True)
class Member:
    """One order of a purchase, with what decides about its personal data."""

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
        """True if the order is still to be shipped; a hidden copy is shipped with its original."""
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
    """Return why a purchase keeps its personal data and which order is the reason.

    None if it may go.

    All orders of a purchase lose it together. *named* are order ids that a person named one by one;
    *before* is a time in ms: purchases that closed before it are old enough.
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
