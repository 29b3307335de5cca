"""Events of the house carrier."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.events import Event
from mockplace.platforms.carrier.rules.records import CarrierLabel


@dataclass(frozen=True, slots=True)
class CarrierLabelPut(Event):
    """A label of the house carrier was bought or changed; see its status."""

    label: CarrierLabel
