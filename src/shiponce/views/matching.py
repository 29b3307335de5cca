"""Orders to decide, and purchases that were shipped twice."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.views.orders import Explanation, OrderRow, TwinView
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView


@dataclass(frozen=True, slots=True)
class Proposal:
    """A copy that waits for a person's decision, and its possible originals."""

    order: OrderRow
    why: Explanation
    #: The likeliest original first, each with its evidence; empty if no order is similar.
    originals: tuple[TwinView, ...]
    #: For each original, what follows the copy in ``shiponce orders confirm``.
    confirmed_as: tuple[str, ...] = ()
    #: What follows ``shiponce orders reject``.
    rejected_as: str = ""


@dataclass(frozen=True, slots=True)
class DoubleShipment:
    """A purchase whose live labels cover more units than the buyer bought."""

    origin: str
    orders: tuple[str, ...]
    labels: tuple[str, ...]
    #: Each label with its order.
    parts: tuple[LabelView, ...] = ()
    #: The warning sentences about the double shipment.
    what: tuple[Sentence, ...] = ()
