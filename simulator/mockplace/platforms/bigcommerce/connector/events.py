"""What the channel connector has done."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.events import Event
from mockplace.kernel.records import RelayNote


@dataclass(frozen=True, slots=True)
class Relayed(Event):
    """The connector passed a copy's shipments on, finally."""

    store: str
    order_id: str
    notes: tuple[RelayNote, ...]
