"""A store's secrets; they are never stored and never shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ShipFrom:
    """The merchant's ship-from address, for labels that a platform sells."""

    name: str
    street: str
    city: str
    state: str
    postcode: str
    country: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """A store's secrets by the names that its platform's manifest gives them."""

    secrets: Mapping[str, str] = field(repr=False)
    #: Needed to buy labels, and for nothing else.
    ship_from: ShipFrom | None = field(default=None, repr=False)

    def __getitem__(self, name: str) -> str:
        """Return one secret."""
        return self.secrets[name]
