"""Events of the channel connector."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.events import Event
from mockplace.kernel.records import RelayNote


@dataclass(frozen=True, slots=True)
class Relayed(Event):
    """The connector passed on a copy's shipments; it does so only once per order."""

    store: str
    order_id: str
    notes: tuple[RelayNote, ...]
