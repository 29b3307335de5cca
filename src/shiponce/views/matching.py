"""Orders to decide, and purchases that were shipped twice."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.views.orders import Explanation, OrderRow, TwinView
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView


@dataclass(frozen=True, slots=True)
class Proposal:
    """A held order and the originals that it may be a copy of; nobody but a person decides."""

    order: OrderRow
    why: Explanation
    #: Each with its evidence, the likeliest first; empty when none is like it.
    originals: tuple[TwinView, ...]


@dataclass(frozen=True, slots=True)
class DoubleShipment:
    """More live labels for one purchase than units sold: the failure all this exists to prevent."""

    origin: str
    orders: tuple[str, ...]
    labels: tuple[str, ...]
    #: Each label with its order.
    parts: tuple[LabelView, ...] = ()
    #: The sentence that says so.
    what: tuple[Sentence, ...] = ()
