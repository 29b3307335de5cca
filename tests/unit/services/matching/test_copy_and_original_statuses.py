"""The full table of meetings: copy and original, each unshipped, shipped or cancelled there.

What stands in a grid, what can still be shipped and who is then told, for both orders of arrival.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.hub import Hub
from shiponce.views.notifications import NotificationView
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

OPEN, SHIPPED, CANCELLED = "awaiting_shipment", "shipped", "cancelled"
STATES = (OPEN, SHIPPED, CANCELLED)
FIRST = ("original", "copy")

#: What is shipped when both are tried, and what each store is told of it.
Outcome = tuple[str, dict[str, int]]
NOTHING: Outcome = ("", {})
BOTH_TOLD: Outcome = ("original", {"amz": 1, "shop": 1})
MARKET_TOLD: Outcome = ("original", {"amz": 1})
SHOP_TOLD: Outcome = ("copy", {"shop": 1})
#: Nothing is shipped here: somebody else has, and the open copy hears of it (N11).
COPY_TOLD: Outcome = ("", {"shop": 1})
TWICE: Outcome = ("original copy", {"amz": 1, "shop": 1})

#: Reconciling: {(copy, original): outcome}, whichever came first. The copy is always hidden.
RECONCILING: dict[tuple[str, str], Outcome] = {
    (OPEN, OPEN): BOTH_TOLD,
    (OPEN, SHIPPED): COPY_TOLD,
    (OPEN, CANCELLED): NOTHING,
    (SHIPPED, OPEN): NOTHING,  # somebody has sent it from BigCommerce: a person has to look
    (SHIPPED, SHIPPED): NOTHING,
    (SHIPPED, CANCELLED): NOTHING,
    (CANCELLED, OPEN): MARKET_TOLD,  # a cancelled order on BigCommerce takes no shipment
    (CANCELLED, SHIPPED): NOTHING,
    (CANCELLED, CANCELLED): NOTHING,
}
#: Documented, the original first: the copy is hidden, and its state keeps nobody from shipping.
RIGHT_ORDER = RECONCILING | {(SHIPPED, OPEN): BOTH_TOLD}
#: Documented, the copy first: both stand there, and each is shipped as if it were alone.
WRONG_ORDER: dict[tuple[str, str], Outcome] = {
    (OPEN, OPEN): TWICE,
    (OPEN, SHIPPED): SHOP_TOLD,
    (OPEN, CANCELLED): SHOP_TOLD,
    (SHIPPED, OPEN): MARKET_TOLD,
    (SHIPPED, SHIPPED): NOTHING,
    (SHIPPED, CANCELLED): NOTHING,
    (CANCELLED, OPEN): MARKET_TOLD,
    (CANCELLED, SHIPPED): NOTHING,
    (CANCELLED, CANCELLED): NOTHING,
}


def meeting(mode: MatchingMode, copy: str, original: str, first: str) -> tuple[Hub, World]:
    """Two orders of one purchase in a hub, in these states, one after the other."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    mug = an_order(status=OrderStatus(original))
    mirror = replace(a_copy(mug, "1001"), status=OrderStatus(copy))
    world.stores["amz"].orders = {mug.remote_id: mug}
    world.stores["shop"].orders = {"1001": mirror}
    for store in ("amz", "shop") if first == "original" else ("shop", "amz"):
        hub.imports.run(store)
    return hub, world


def outcome(hub: Hub, world: World) -> Outcome:
    """Try to ship both, the original first, and insist; send whatever is then due."""
    shipped = []
    for name, ref in (("original", "amz:111-0000001-0000001"), ("copy", "shop:1001")):
        try:
            hub.shipping.ship(hub.orders.find(ref), "house:ground", anyway=True)
        except Refused:
            continue
        shipped.append(name)
    for _ in range(4):
        hub.tick()
        world.clock.wait(minutes=40)
    told = {name: len(store.told) for name, store in world.stores.items() if store.told}
    return " ".join(shipped), told


@pytest.mark.proves("W7", "W8", "B4", "X1", "X3", "N1", "W10")
@pytest.mark.parametrize(("copy", "original", "first"), [*product(STATES, STATES, FIRST)])
def test_reconciling_does_not_ask_who_came_first(copy: str, original: str, first: str) -> None:
    """One outcome for both orders of arrival, and never a second label."""
    hub, world = meeting(MatchingMode.RECONCILING, copy, original, first)
    rows = hub.orders.rows(
        [hub.orders.find("shop:1001"), hub.orders.find("amz:111-0000001-0000001")]
    )
    places = [(row.visibility.value, row.status.value) for row in rows]
    assert places == [("hidden", copy), ("visible", original)]
    assert outcome(hub, world) == RECONCILING[copy, original]


@pytest.mark.proves("B1", "B4")
@pytest.mark.parametrize(("copy", "original"), [*product(STATES, STATES)])
def test_documented_in_the_right_order(copy: str, original: str) -> None:
    """The copy stays behind its original whatever the state of either."""
    hub, world = meeting(MatchingMode.DOCUMENTED, copy, original, "original")
    assert hub.orders.rows([hub.orders.find("shop:1001")])[0].visibility.value == "hidden"
    assert outcome(hub, world) == RIGHT_ORDER[copy, original]


@pytest.mark.proves("W1", "W7", "W8")
@pytest.mark.parametrize(("copy", "original"), [*product(STATES, STATES)])
def test_documented_in_the_wrong_order(copy: str, original: str) -> None:
    """Both stand in a grid, and nothing keeps anybody from shipping both."""
    hub, world = meeting(MatchingMode.DOCUMENTED, copy, original, "copy")
    assert hub.orders.rows([hub.orders.find("shop:1001")])[0].visibility.value == "visible"
    assert outcome(hub, world) == WRONG_ORDER[copy, original]


@pytest.mark.proves("W8", "P4")
def test_a_copy_that_was_shipped_there_is_said_with_the_way_out() -> None:
    """The order stays in the grid: nobody knows yet whether it has left."""
    hub, world = meeting(MatchingMode.RECONCILING, SHIPPED, OPEN, "copy")
    original = hub.orders.find("amz:111-0000001-0000001")
    for option in hub.shipping.options(original):
        assert option.restriction is not None
        assert option.restriction.code == "limit.twin_shipped_there"
        assert option.way_out is not None
        assert option.way_out.facts["twin"] == "1001"
    hub.matching.reject(hub.orders.find("shop:1001"), original, by="Ada")
    assert outcome(hub, world) == MARKET_TOLD


@pytest.mark.proves("W8")
@pytest.mark.parametrize("original", [SHIPPED, CANCELLED])
def test_an_order_that_is_over_says_so_whatever_its_copy_is(original: str) -> None:
    """Nobody is sent to look for a parcel of an order that needs none."""
    hub, _ = meeting(MatchingMode.RECONCILING, SHIPPED, original, "copy")
    options = hub.shipping.options(hub.orders.find("amz:111-0000001-0000001"))
    assert {option.restriction.code for option in options if option.restriction} == {
        f"limit.status_{original}"
    }


@pytest.mark.proves("W8", "N8")
def test_a_copy_that_was_shipped_by_our_own_notification_stands_in_nobodys_way() -> None:
    """The label is voided after BigCommerce was told: its word is our echo."""
    hub, world = meeting(MatchingMode.RECONCILING, OPEN, OPEN, "original")
    original = hub.orders.find("amz:111-0000001-0000001")
    shipment = hub.shipping.ship(original, "house:ground")
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)
    assert len(world.stores["shop"].told) == 1
    shop = world.stores["shop"]
    seen = shop.orders["1001"]
    assert isinstance(seen, ImportedOrder)
    shop.orders["1001"] = replace(seen, status=OrderStatus.SHIPPED, modified_at=world.clock.now())
    hub.imports.run("shop")
    hub.shipping.void(shipment.id)
    assert hub.shipping.ship(original, "house:ground").state.value == "labelled"


@pytest.mark.proves("N11")
def test_nobody_is_told_twice_in_any_meeting() -> None:
    """Each store hears of each parcel once, in reconciling mode, in every cell of the table."""
    for copy, original, first in product(STATES, STATES, FIRST):
        hub, world = meeting(MatchingMode.RECONCILING, copy, original, first)
        outcome(hub, world)
        notifications: tuple[NotificationView, ...] = hub.notifications.rows()
        told = [(one.store, one.target_number, one.tracking) for one in notifications]
        assert len(told) == len(set(told))
