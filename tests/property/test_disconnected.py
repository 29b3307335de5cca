"""Stores leave and come back amid imports and shipments, judged by the platforms' books.

Whatever happens between, nothing is shipped twice, no order is lost from sight, every notification
has an end or a reason; and when all accounts are connected again, everything stands as if none had
ever been away.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import Visibility
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.views.orders import Grid
from tests.promises.merchant import Trade

_STORES = ("shop", "amz", "bay")
#: What happens, to which store, and to which of the orders that could be meant.
Step = tuple[str, str, int]


def courses() -> st.SearchStrategy[list[Step]]:
    """Purchases, imports, labels, voided labels; and stores that leave and come back."""
    steps = ("buy", "import", "import", "ship", "ship", "void", "leave", "leave", "return")
    return st.lists(
        st.tuples(st.sampled_from(steps), st.sampled_from(_STORES), st.integers(0, 3)),
        min_size=4,
        max_size=14,
    )


def away(trade: Trade, name: str) -> bool:
    """Whether a store is disconnected."""
    return any(row.name == name and not row.live for row in trade.hub.stores.rows())


def do(trade: Trade, step: Step) -> None:
    """Let one thing happen; what is refused changes nothing."""
    what, store, which = step
    hub = trade.hub
    if what == "buy":
        trade.buy(store)
    elif what == "import" and not away(trade, store):
        trade.take_in(store)
    elif what == "leave" and not away(trade, store):
        plan = hub.stores.plan_disconnect(store)
        assert hub.stores.disconnect(store) == plan
    elif what == "return" and away(trade, store):
        trade.connect(store)
    elif what == "ship":
        waiting = list(hub.orders.ids(Grid.AWAITING_SHIPMENT))
        if waiting:
            ship(trade, waiting[which % len(waiting)])
    elif what == "void":
        live = [s for s in labels(trade) if s[1] == "labelled"]
        if live:
            hub.shipping.void(live[which % len(live)][0])
    trade.wait(1)


def ship(trade: Trade, order_id: int) -> None:
    """Buy a label, unless the purchase has one under its other order."""
    try:
        trade.hub.shipping.ship(order_id, "house:ground")
    except Refused as no:
        if no.code not in ("limit.twin_sent", "guard.twin_shipped"):
            raise


def labels(trade: Trade) -> list[tuple[int, str, str]]:
    """Every shipment of the hub: its id, state and tracking number."""
    rows = trade.hub._db.conn.execute("SELECT id, state, tracking FROM shipments ORDER BY id")
    return [tuple(row) for row in rows]


def nothing_is_out_of_sight(trade: Trade) -> None:
    """X2: what a platform showed stands in a grid, hidden, to decide, or listed with a reason."""
    hub = trade.hub
    grids = {row.id: grid for grid in Grid for row in hub.orders.page(grid, limit=500)}
    listed = {row.order_id for row in hub.orders.excluded()}
    assert not grids.keys() & listed
    assert sum(hub.orders.counts().values()) == len(grids)
    for store, remote_id in trade.simulation.shown:
        order = hub.orders.find(f"{store}:{remote_id}")
        assert order in grids or order in listed, (store, remote_id)
        excluded = hub.orders.detail(order).row.visibility is Visibility.EXCLUDED
        assert excluded == (order in listed)
        if away(trade, store):
            assert excluded or not hub.orders.detail(order).row.status.is_open or order not in grids


def notifications_have_an_end(trade: Trade) -> None:
    """X5: sent, pending with a time, or stopped with a reason; to a store that is away, stopped."""
    for notification in trade.hub.notifications.rows():
        if notification.state in (NotificationState.PENDING, NotificationState.SENDING):
            assert notification.next_at is not None
            assert not away(trade, notification.store)
        if notification.state is NotificationState.STOPPED:
            assert notification.reason is not None


def all_is_as_if_none_had_left(trade: Trade) -> None:
    """Every purchase stands once, and its platforms show its one live label, each exactly once."""
    hub, world = trade.hub, trade.world
    assert hub.orders.excluded() == ()
    live = {tracking for _, state, tracking in labels(trade) if state == "labelled"}
    for order in world.orders.values():
        if order.store == "shop" and copied(trade, order):
            assert hub.orders.detail(trade.id(order)).row.visibility is Visibility.HIDDEN
            continue
        detail = hub.orders.detail(trade.id(order))
        assert detail.row.visibility is Visibility.VISIBLE
        mine = [one.tracking for one in detail.shipments if one.state is ShipmentState.LABELLED]
        assert len(mine) <= 1
        family = [order]
        if order.store != "shop":
            family.append(trade.copy(order))
        for each in family:
            shown = Counter(
                parcel.tracking
                for parcel in world.orders[each.store, each.order_id].packages
                if parcel.tracking in live
            )
            assert shown == Counter(mine), (each.store, each.order_id)


def copied(trade: Trade, order: PlatformOrder) -> bool:
    """Whether a shop's order mirrors a marketplace's."""
    return (order.store, order.order_id) in trade.world.state.copies.values()


@pytest.mark.proves("X1", "X2", "X3", "X5", "W10")
@settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(courses())
def test_stores_that_leave_and_return_lose_and_double_nothing(course: list[Step]) -> None:
    """In reconciling mode, at every step and at the end."""
    trade = Trade(MatchingMode.RECONCILING)
    for store in ("amz", "bay", "shop"):
        trade.buy(store)
    trade.take_in()
    for step in course:
        do(trade, step)
        trade.check()
        assert trade.hub.matching.double_shipments() == ()
        nothing_is_out_of_sight(trade)
        notifications_have_an_end(trade)
    for store in _STORES:
        if away(trade, store):
            trade.connect(store)
            trade.check()
    trade.settle()
    trade.wait(5 * 60)
    trade.check()
    all_is_as_if_none_had_left(trade)
