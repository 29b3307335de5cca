"""What a label says, whoever sold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from mockplace.kernel.past_addresses import person_at

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder


@dataclass(frozen=True, slots=True)
class Party:
    """The sender or the recipient on a label; any part may be ''."""

    name: str = ""
    company: str = ""
    street1: str = ""
    street2: str = ""
    street3: str = ""
    city: str = ""
    state: str = ""
    postcode: str = ""
    country: str = ""

    @classmethod
    def of(cls, given: object, names: Mapping[str, str]) -> Party:
        """Return the party in an API's address; *names* maps each part to the API's field."""
        address = given if isinstance(given, Mapping) else {}
        return cls(**{part: str(address.get(name) or "") for part, name in names.items()})

    @classmethod
    def at(cls, order: PlatformOrder, when: int) -> Party:
        """Return the recipient of an order at a time; its address may have changed since."""
        buyer = person_at(order, when)
        return cls(**{one.name: getattr(buyer, one.name) for one in fields(cls)})

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines above the city, without empty ones."""
        lines = (self.name, self.company, self.street1, self.street2, self.street3)
        return tuple(line for line in lines if line)

    @property
    def region(self) -> str:
        """City and state in one line, as far as they are known."""
        return ", ".join(part for part in (self.city, self.state) if part)


@dataclass(frozen=True, slots=True)
class LabelContents:
    """The texts of a label; *tracking* is also its barcode."""

    carrier: str
    service: str
    tracking: str
    ship_to: Party
    ship_from: Party
    orders: tuple[str, ...]
    #: The client's own reference, '' if it gave none.
    reference: str = ""
    #: A sentence that the seller wants on the label, '' if none.
    message: str = ""
