"""What happened at the house carrier."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.events import Event
from mockplace.platforms.carrier.rules.records import CarrierLabel


@dataclass(frozen=True, slots=True)
class CarrierLabelPut(Event):
    """A label was bought from the invented carrier, or what became of it: see its status."""

    label: CarrierLabel
