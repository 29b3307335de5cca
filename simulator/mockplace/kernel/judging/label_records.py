"""A label that is not among the kernel's own labels, in the form that the judge reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    #: (account's name, or its platform id if the world lacks it; order id) → line → units.
    orders: Mapping[tuple[str, str], Mapping[str, int]]
