"""What the world's own books say against the hub that served it."""

from __future__ import annotations

from collections import Counter

from mockplace.world.model import PlatformOrder
from mockplace.world.world import World


def findings(world: World) -> list[str]:
    """What must not stand in the books once everything is quiet and a person has shipped all.

    Units under two live labels, packages told twice, labels that a platform never heard of or
    heard of after they were given back, and orders that nobody ships.
    """
    live: Counter[tuple[str, str, str]] = Counter()
    for label in world.labels.values():
        if not label.voided_at:
            for line, units in label.units.items():
                live[label.store, label.order_id, line] += units
    return [one for order in world.orders.values() for one in _of(world, order, live)]


def _of(world: World, order: PlatformOrder, live: Counter[tuple[str, str, str]]) -> list[str]:
    name = f"{order.store}:{order.order_id}"
    found = [
        f"two live labels: {name} {line.sku}"
        for line in order.lines
        if live[order.store, order.order_id, line.line_id] > line.quantity
    ]
    told = Counter(parcel.tracking for parcel in order.parcels)
    found += [f"told twice: {name} {number}" for number, times in told.items() if times > 1]
    if not order.parcels and order.status in ("open", "partial"):
        found.append(f"left behind: {name} is {order.status}")
    for label in world.labels.values():
        if label.order_id != order.order_id:
            continue
        if label.voided_at:
            late = [p for p in order.parcels if p.tracking == label.tracking]
            if any(p.created_at >= label.voided_at for p in late):
                found.append(f"told of a dead label: {name} {label.tracking}")
        elif label.tracking not in told:
            found.append(f"never told: {name} {label.tracking}")
    return found
