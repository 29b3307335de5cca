"""Labels that the kernel does not record, in the form in which a platform reports them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a package goes: the parts of an address that tell two addresses apart."""

    street: str
    city: str
    postcode: str
    country: str

    def is_same(self, other: Destination) -> bool:
        """Compare letters and digits only, and ignore their case."""
        return self._key() == other._key()

    def _key(self) -> tuple[str, ...]:
        texts = (self.street, self.city, self.postcode, self.country)
        return tuple("".join(filter(str.isalnum, text)).casefold() for text in texts)


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """A label, and the orders whose units are in its package; a time of 0 means not yet."""

    label_id: str
    #: The reference that the program gave to the label purchase.
    reference: str
    tracking: str
    made_at: int
    voided_at: int
    #: When the package was collected.
    left_at: int
    #: (account, order id) → line → units. The account is its name, or its id on the platform if
    #: the world has no such account.
    orders: Mapping[tuple[str, str], Mapping[str, int]]
    #: What the label cost, in minor units of *currency*; '' if no price is known.
    price: int = 0
    currency: str = ""
    #: The address on the label, None if the carrier was told none.
    destination: Destination | None = None
    #: The common beginning of this carrier account's tracking numbers, '' if it is not known.
    prefix: str = ""
