"""Orders to decide, and purchases that were shipped twice."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.views.orders import Explanation, OrderRow, TwinView
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView


@dataclass(frozen=True, slots=True)
class Proposal:
    """A copy to decide, and the originals that it may be a copy of."""

    order: OrderRow
    why: Explanation
    #: The likeliest original first, each with its evidence; empty if no order is similar.
    originals: tuple[TwinView, ...]


@dataclass(frozen=True, slots=True)
class DoubleShipment:
    """A purchase with more units under live labels than were sold."""

    origin: str
    orders: tuple[str, ...]
    labels: tuple[str, ...]
    #: Each label with its order.
    parts: tuple[LabelView, ...] = ()
    #: The warning sentences about the double shipment.
    what: tuple[Sentence, ...] = ()
