"""An overview of the world."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from mockplace.control import articles, clock, orders, shapes
from mockplace.control.request_context import RequestContext

_LATEST_ORDERS = 20


def state(context: RequestContext) -> shapes.World:
    """Return an overview of the world."""
    served = context.served
    world = served.world
    counts: dict[str, Counter[str]] = {name: Counter() for name in world.accounts}
    for order in world.orders.values():
        counts[order.store][order.status] += 1
    newest = islice(reversed(world.orders.values()), _LATEST_ORDERS)
    return shapes.World(
        world=served.name,
        seed=world.seed,
        currency=world.currency,
        clock=clock.view(served),
        stores=[
            shapes.StoreView(
                **{key: getattr(account, key) for key in shapes.StoreView.model_fields}
            )
            for account in world.accounts.values()
        ],
        articles=[articles.view(world, one) for one in world.catalog.values()],
        orders={name: dict(found) for name, found in counts.items()},
        latest=[orders.view(order) for order in newest],
        faults=len(world.faults.faults),
        calls=served.journal.counted,
        snapshots=list(served.snapshots),
        limits=world.limits.enforced,
    )
