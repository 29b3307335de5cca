"""What happened in a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.world.model import BoughtLabel, Parcel, PlatformOrder, RelayNote
from mockplace.world.offers import ShelfEvent


@dataclass(frozen=True, slots=True)
class Placed:
    """An order was placed, or a copy of one written."""

    order: PlatformOrder


@dataclass(frozen=True, slots=True)
class Paid:
    """An unpaid order was paid."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An order was cancelled."""

    store: str
    order_id: str
    at: int


@dataclass(frozen=True, slots=True)
class ParcelPut:
    """A parcel was made, or takes the place of the one with its id."""

    store: str
    order_id: str
    parcel: Parcel
    at: int


@dataclass(frozen=True, slots=True)
class ParcelGone:
    """A parcel was taken back."""

    store: str
    order_id: str
    parcel_id: str
    at: int


@dataclass(frozen=True, slots=True)
class StatusSet:
    """A BigCommerce order has a status, perhaps the one it had."""

    store: str
    order_id: str
    status_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Written:
    """Fields of a BigCommerce order were written."""

    store: str
    order_id: str
    texts: Mapping[str, str]
    at: int


@dataclass(frozen=True, slots=True)
class Relayed:
    """The connector passed a copy's fulfilment on, once and for all."""

    store: str
    order_id: str
    notes: tuple[RelayNote, ...]


@dataclass(frozen=True, slots=True)
class RelayDue:
    """The connector will pass a copy's fulfilment on: no later change makes it do so again."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class LabelPut:
    """A label was bought or changed."""

    label: BoughtLabel


Event = (
    Placed | Paid | Cancelled | ParcelPut | ParcelGone | StatusSet | Written | Relayed | RelayDue
    | LabelPut | ShelfEvent
)  # fmt: skip
