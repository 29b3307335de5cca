"""Whatever people do in whichever order: a purchase leaves twice only when both faces say so."""

from __future__ import annotations

from contextlib import closing, suppress
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiponce.domain.order import Grade
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.persistence import same_purchase
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import EBAY

_MUG = an_order()
_OTHER = an_order(remote_id="111-0000002-0000002")
_STORES = {
    "amz": (_MUG, _OTHER),
    "shop": (
        a_copy(_MUG, "1001"),
        a_copy(_OTHER, "1002", Grade.SUPPORTS),
        a_copy(_MUG, "1003", keys=()),
    ),
    "bay": (an_order(EBAY, "27-1"),),
}
_DEEDS = ("import", "ship", "insist", "pack", "void", "confirm", "reject", "nobodys", "mode")
#: What to do, and on which two orders of those that are there.
_STEPS = st.lists(
    st.tuples(st.sampled_from(_DEEDS), st.integers(0, 5), st.integers(0, 5)), max_size=14
)


def market() -> tuple[Hub, World]:
    """Two purchases with their copies, one that names nobody, and one of its own."""
    hub, world = a_hub()
    for name, orders in _STORES.items():
        world.stores[name].orders = {order.remote_id: order for order in orders}
    return hub, world


def do(hub: Hub, deed: str, first: int, second: int) -> None:
    """One deed; what is refused is refused."""
    every = ids_of(hub)
    if deed == "import":
        hub.imports.run(("amz", "shop", "bay")[first % 3])
    elif deed == "mode":
        hub.matching.choose_mode(list(MatchingMode)[first % 2])
    elif every:
        one, other = every[first % len(every)], every[second % len(every)]
        with suppress(Refused, BadInput):
            if deed in ("ship", "insist"):
                hub.shipping.ship(one, "house:ground", anyway=deed == "insist")
            elif deed == "pack":
                hub.shipping.ship(one, "house:ground", together=[other], anyway=True)
            elif deed == "confirm":
                hub.matching.confirm(one, other, by="Ada", anyway=True)
            elif deed in ("reject", "nobodys"):
                hub.matching.reject(one, other if deed == "reject" else 0, by="Ada")
            else:
                hub.shipping.void(first + 1)


def ids_of(hub: Hub) -> list[int]:
    """Every order in the hub."""
    return [row[0] for row in hub._db.conn.execute("SELECT id FROM orders ORDER BY id")]


@pytest.mark.proves("W7", "X1", "B8")
@given(_STEPS)
@settings(max_examples=80, deadline=None)
def test_no_purchase_leaves_twice_unsaid(steps: list[tuple[str, int, int]]) -> None:
    """Rows, details and the list agree; and never is one purchase twice under one label."""
    hub, _ = market()
    with closing(hub):
        for step in steps:
            before = {double.parts for double in hub.matching.double_shipments()}
            reconciling = hub.state().mode is MatchingMode.RECONCILING
            do(hub, *step)
            doubles = hub.matching.double_shipments()
            if reconciling and step[0] == "ship":
                assert {double.parts for double in doubles} == before, "nobody insisted"
            named = {part.order_id for double in doubles for part in double.parts}
            bonds = same_purchase.bonds(hub._db.conn, ids_of(hub))
            for order_id in ids_of(hub):
                detail = hub.orders.detail(order_id)
                beside = {bond.other_id for bond in bonds if bond.order_id == order_id}
                twice = bool(named & {order_id, *beside})
                assert detail.row.shipped_twice is twice
                said = {warning.code for warning in detail.why.warnings}
                assert ("warning.shipped_twice" in said) is twice
            if not any(deed == "confirm" for deed, *_ in steps):
                _no_label_is_shared_by_twins(hub)


def _no_label_is_shared_by_twins(hub: Hub) -> None:
    live = [
        shipment
        for order_id in ids_of(hub)
        for shipment in hub.orders.detail(order_id).shipments
        if shipment.order_id == order_id and shipment.state is ShipmentState.LABELLED
    ]
    for one, other in combinations(live, 2):
        if one.tracking == other.tracking:
            assert other.order_id not in hub.matching.same_purchase(one.order_id)
