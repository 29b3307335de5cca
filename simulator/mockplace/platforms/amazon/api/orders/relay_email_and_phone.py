"""The buyer as Amazon shows them: a relay e-mail address, and a phone number for a limited time.

Which callers see names, streets and phone numbers is decided where each version is rendered: in
``personal_data_v0`` and ``render_2026``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.shared.opaque_tokens import keyed_hex

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

RELAY = "@marketplace.amazon.com"


def relay_address(world: World, order: PlatformOrder) -> str:
    """Return the anonymous address from which Amazon forwards e-mails to this buyer."""
    if order.buyer.email.endswith(RELAY):
        return order.buyer.email
    return keyed_hex(world.seed, "relay", order.buyer.email, size=7) + RELAY


def shows_address(order: PlatformOrder) -> bool:
    """Return True if Amazon shows the order's address: the order has one and is paid."""
    return order.has_address and order.status != "unpaid"


def telephone(world: World, order: PlatformOrder) -> str:
    """Return the buyer's phone number.

    It is '' if Amazon fulfils the order, or after the delivery date of a shipped order.
    """
    late = order.status == "shipped" and world.now > order.deliver_by
    return "" if order.fulfilled_by_platform or late else order.buyer.phone
