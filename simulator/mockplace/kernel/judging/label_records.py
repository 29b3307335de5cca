"""A label that a platform has sold beside those of the kernel, as a judge reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """A label, and the orders whose units are in its package. Times are 0 until they have come."""

    label_id: str
    #: The buyer's own reference of the purchase.
    reference: str
    tracking: str
    made_at: int
    voided_at: int
    #: When the package was collected.
    left_at: int
    #: (account, order) → line → units; an account that the world does not have by its id there.
    orders: Mapping[tuple[str, str], Mapping[str, int]]
