"""Packages that a person sent and entered by hand: no platform and no carrier has sold a label.

They stand in the world's books because whoever judges has to know of everything that left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.world_base import Acting

#: Account and order id.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HandPackage:
    """One package that a person labelled somewhere else."""

    carrier: str
    tracking: str
    #: Order → line → units in the package.
    orders: Mapping[Place, Mapping[str, int]]
    sent_at: int
    #: When the person found that it had not left after all, 0 for a package that has.
    taken_back_at: int = 0


@dataclass(frozen=True, slots=True)
class SendByHand:
    """A person sends a package, or takes back the one of that tracking number."""

    carrier: str
    tracking: str
    orders: Mapping[Place, Mapping[str, int]]
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SentByHand:
    """A package stands in the books as it now is."""

    package: HandPackage


class ByHand(Acting):
    """The part of a world in which people send packages themselves."""

    @property
    def by_hand(self) -> dict[str, HandPackage]:
        """Packages that people sent by hand, by tracking number."""
        return self.state.by_hand

    def send_by_hand(
        self, carrier: str, tracking: str, orders: Mapping[Place, Mapping[str, int]]
    ) -> HandPackage:
        """Enter a package that a person sent; ``Refusal`` where an order or line is unknown."""
        self._do(SendByHand(carrier, tracking, orders))
        return self.state.by_hand[tracking]

    def take_back_by_hand(self, tracking: str) -> HandPackage:
        """Enter that a package has not left after all."""
        self._do(SendByHand("", tracking, {}, taken_back=True))
        return self.state.by_hand[tracking]
