"""The buyer as Amazon shows one: a relay e-mail address, and a phone number for a while.

Names, streets and phone numbers are given only to callers that may see them; each version's
rendering decides who may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.shared.opaque_tokens import keyed_hex

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

RELAY = "@marketplace.amazon.com"


def relay_address(world: World, order: PlatformOrder) -> str:
    """Return the anonymous address under which Amazon passes mail on to this buyer."""
    if order.buyer.email.endswith(RELAY):
        return order.buyer.email
    return keyed_hex(world.seed, "relay", order.buyer.email, size=7) + RELAY


def shows_address(order: PlatformOrder) -> bool:
    """Return True if there is an address to show: never before payment."""
    return order.has_address and order.status != "unpaid"


def telephone(world: World, order: PlatformOrder) -> str:
    """Return the phone number; none for Amazon's own orders, nor after the delivery date."""
    late = order.status == "shipped" and world.now > order.deliver_by
    return "" if order.fulfilled_by_platform or late else order.buyer.phone
