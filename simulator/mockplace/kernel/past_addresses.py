"""Find the recipient that an order had at a time, before later changes of its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import Person, PlatformOrder


def person_at(order: PlatformOrder, when: int, address_id: int = 0) -> Person:
    """Return the recipient of an order at a time; an id of 0 means the order's own address."""
    return next(
        (
            one
            for until, ident, one in order.earlier_addresses
            if ident == address_id and when < until
        ),
        order.destinations.get(address_id, order.buyer),
    )
