"""Labels bought from Amazon."""

from __future__ import annotations

from mockplace.world import ids
from mockplace.world.commands import BuyLabel
from mockplace.world.model import BoughtLabel, PlatformOrder
from mockplace.world.state import State


def bought(state: State, order: PlatformOrder, command: BuyLabel) -> BoughtLabel:
    """The label; its ids depend on the order and on how many parcels the order had before."""
    key = f"{order.store}/{order.order_id}"
    n = order.parcels_made
    return BoughtLabel(
        shipment_id=_uuid(state.seed, key, n),
        order_id=order.order_id,
        store=order.store,
        service_id=command.service_id,
        offer_id=command.offer_id,
        tracking=_tracking(state.seed, command.carrier, key, n),
        price=command.price,
        created_at=state.now,
        units=dict(command.units),
        details=dict(command.details),
        carrier=command.carrier,
        service=command.service,
    )


def reference(label: BoughtLabel) -> str:
    """The package reference under which Amazon itself confirms what it sold the label for."""
    return str(int(label.shipment_id[:8], 16) + 10**9)


def _uuid(seed: int, key: str, n: int) -> str:
    digits = f"{ids.draw(seed, 'label', key, n):016x}{ids.draw(seed, 'label tail', key, n):016x}"
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "-".join(parts)


def _tracking(seed: int, carrier: str, key: str, n: int) -> str:
    if carrier.upper() == "UPS":
        return "1Z" + ids.letters(16, seed, "tracking", key, n).upper()
    if carrier.upper() == "USPS":
        return "94" + ids.digits(19, seed, "tracking", key, n) + "0"
    return ids.digits(12, seed, "tracking", key, n)
