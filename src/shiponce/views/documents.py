"""Packing slips and pick lists: what is printed, and what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shiponce.domain.order import PackingFact
from shiponce.views.sentence import Sentence


class Paper(StrEnum):
    """The sizes of paper."""

    A4 = "a4"
    LETTER = "letter"
    LABEL = "4x6"


class SortBy(StrEnum):
    """The order of the lines of a document."""

    ORDER = "order"
    LOCATION = "location"
    SKU = "sku"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of a packing slip."""

    sku: str
    title: str
    #: The units in this package.
    units: int
    #: The units that the buyer ordered.
    ordered: int
    #: Where the goods are kept; '' if no platform says so.
    location: str = ""
    packing: tuple[PackingFact, ...] = ()


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """One package. Personal data: never in a log or an event."""

    order_id: int
    number: str
    store: str
    #: The name at the head of the slip.
    shop: str
    placed_at: datetime
    #: The text of the barcode: ``shiponce orders show`` and ``--query`` find the order by it.
    barcode: str
    address: tuple[str, ...]
    lines: tuple[SlipLine, ...]
    #: Packing facts of the whole order.
    packing: tuple[PackingFact, ...] = ()
    #: Which of the order's addresses this is, of how many.
    place: int = 1
    places: int = 1
    requested_service: str = ""
    #: Carrier with service, and tracking number, of a package that has its label.
    carrier: str = ""
    tracking: str = ""
    #: Every unit needs a Transparency code.
    transparency: bool = False

    @property
    def units(self) -> int:
        """The units in the package."""
        return sum(line.units for line in self.lines)


@dataclass(frozen=True, slots=True)
class PickOrder:
    """An order that wants units of a SKU."""

    number: str
    units: int


@dataclass(frozen=True, slots=True)
class PickLine:
    """The units of one SKU that are due over all orders of a pick list."""

    sku: str
    title: str
    location: str
    units: int
    orders: tuple[PickOrder, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order without a document, with the reason."""

    #: ``store:number``, or the platform's id of an order that is not in the hub.
    order: str
    order_id: int | None
    reason: Sentence


@dataclass(frozen=True, slots=True)
class OrderNote:
    """The staff's note about an order. Personal data: never in a log or an event."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class PickList:
    """What to fetch for many orders."""

    made_at: datetime
    lines: tuple[PickLine, ...]
    #: The numbers of the orders that are picked.
    orders: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[OrderNote, ...] = ()

    @property
    def units(self) -> int:
        """All units on the list."""
        return sum(line.units for line in self.lines)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A hidden copy that was named, and its original, which has the document."""

    copy: str
    original: str


@dataclass(frozen=True, slots=True)
class PackingSlips:
    """The slips of the chosen orders, and the orders without one."""

    slips: tuple[PackingSlip, ...]
    left_out: tuple[LeftOut, ...]
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A PDF."""

    data: bytes
    pages: int
    #: The characters that no font has; a mark stands in place of each.
    not_drawn: tuple[str, ...] = ()
    #: The beginnings of texts that were too long and were cut.
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The orders for which a person wants documents."""

    orders: Sequence[int]
    #: Records of excluded orders among the chosen.
    left_out: tuple[LeftOut, ...] = ()
