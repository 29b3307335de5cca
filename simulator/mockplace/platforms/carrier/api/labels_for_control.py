"""The labels that the carrier sold, as the control plane lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.durations import written
from mockplace.platforms.carrier.rules import labels_and_pickups

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from mockplace.platforms.carrier.rules.records import CarrierLabel


def labels_sold(world: World) -> list[dict[str, object]]:
    """Return every label, oldest first; times are ISO 8601, prices US cents."""
    return [_shown(label) for label in labels_and_pickups.labels(world.state).by_id.values()]


def _shown(label: CarrierLabel) -> dict[str, object]:
    return {
        "label_id": label.label_id,
        "account": label.account,
        "reference": label.reference,
        "service": label.service,
        "tracking": label.tracking,
        "price": label.price,
        "status": label.status,
        "created": written(label.created_at),
        "pickup": written(label.pickup_at),
        "voided": _moment(label.voided_at),
        "collected": _moment(label.collected_at),
        "delivered": _moment(label.delivered_at),
        "orders": [
            {
                "platform": one.platform,
                "account": one.account,
                "order_id": one.order_id,
                "units": dict(one.units),
            }
            for one in label.orders
        ],
    }


def _moment(at: int) -> str | None:
    return written(at) if at else None
