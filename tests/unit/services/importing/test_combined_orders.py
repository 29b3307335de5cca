"""A buyer on eBay combines orders 1 and 2 into 3: there is one purchase, and one parcel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.shipment import Route
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused
from shiponce.hub import Hub
from shiponce.persistence import shipments
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

MUG = replace(an_order().lines[0], remote_id="1001")
POT = replace(MUG, remote_id="1002", sku="POT")
BOWL = replace(MUG, remote_id="1003", sku="BOWL")


def sale(number: str, *lines: object, hours: int = 0, **more: object) -> ImportedOrder:
    """An eBay order, placed some hours later."""
    later = timedelta(hours=hours)
    order = an_order(EBAY, number, lines=lines, **more)
    return replace(order, placed_at=order.placed_at + later, modified_at=order.modified_at + later)


ONE, TWO = sale("27-1", MUG), sale("27-2", POT)
THREE = sale("27-3", MUG, POT, hours=1)


def imported(
    *found: ImportedOrder, mode: MatchingMode = MatchingMode.RECONCILING
) -> tuple[Hub, World]:
    """A hub into which these came one import after the other."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    for order in found:
        name = "shop" if order.platform is BIGCOMMERCE else "bay"
        world.stores[name].orders = {order.remote_id: order}
        hub.imports.run(name)
    return hub, world


def standing(hub: Hub) -> list[str]:
    """What is to be shipped."""
    return sorted(row.number for row in hub.orders.page(Grid.AWAITING_SHIPMENT))


@pytest.mark.proves("Q4", "W10")
@pytest.mark.parametrize("order", list(permutations([ONE, TWO, THREE])))
def test_the_parts_close_whichever_comes_first(order: tuple[ImportedOrder, ...]) -> None:
    """One row is left, and the others say in which order they went up."""
    hub, _ = imported(*order)
    assert standing(hub) == ["27-3"]
    for number in ("27-1", "27-2"):
        detail = hub.orders.detail(hub.orders.find(number))
        assert detail.row.status is OrderStatus.CANCELLED
        assert detail.why.headline.code == "why.superseded"
        assert detail.why.headline.facts["by"] == "27-3"
    hub.imports.run("bay")
    assert standing(hub) == ["27-3"]


@pytest.mark.proves("Q4")
def test_documented_shows_three_rows() -> None:
    """Until somebody chooses the mode that compares."""
    hub, _ = imported(ONE, TWO, THREE, mode=MatchingMode.DOCUMENTED)
    assert standing(hub) == ["27-1", "27-2", "27-3"]
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    assert standing(hub) == ["27-3"]


@pytest.mark.proves("Q4", "N1", "X3")
@pytest.mark.parametrize("copy_first", [True, False])
def test_the_new_order_takes_over_the_copies(copy_first: bool) -> None:
    """BigCommerce's copies of the parts stand behind it, and are told of its parcel."""
    copies = [a_copy(ONE, "1042", lines=(MUG,)), a_copy(TWO, "1043", lines=(POT,))]
    sales = [ONE, TWO, THREE]
    hub, world = imported(*(copies + sales if copy_first else sales + copies))
    assert standing(hub) == ["27-3"]
    assert {twin.number for twin in hub.orders.detail(hub.orders.find("27-3")).twins} == {
        "1042",
        "1043",
    }
    hub.shipping.ship(hub.orders.find("27-3"), "house:ground")
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)
    assert [one.remote_order for one in world.stores["bay"].told] == ["27-3"]
    assert sorted(one.remote_order for one in world.stores["shop"].told) == ["1042", "1043"]


@pytest.mark.proves("Q4")
def test_combined_again() -> None:
    """The last of the line stands, and has every copy behind it."""
    copy = a_copy(ONE, "1042", lines=(MUG,))
    four = sale("27-4", MUG, POT, BOWL, hours=2)
    for order in ((ONE, TWO, THREE, copy, four), (ONE, TWO, THREE, four, copy), (four, copy, ONE)):
        hub, _ = imported(*order)
        assert standing(hub) == ["27-4"]
        assert [twin.number for twin in hub.orders.detail(hub.orders.find("27-4")).twins] == [
            "1042"
        ]


@pytest.mark.proves("Q4", "B6")
@pytest.mark.parametrize(
    "other",
    [
        sale("27-9", MUG, hours=1),
        sale("27-9", BOWL, POT, hours=1),
        sale("27-9", MUG, POT, hours=-1),
        an_order(AMAZON, "111-9", lines=(MUG, POT), placed_at=NOON),
    ],
)
def test_what_is_not_combined_is_not_closed(other: ImportedOrder) -> None:
    """The same line alone, other lines, an earlier order, another platform: nothing follows."""
    hub, world = imported(ONE)
    name = "amz" if other.platform is AMAZON else "bay"
    world.stores[name].orders = {other.remote_id: other}
    hub.imports.run(name)
    assert len(standing(hub)) == 2


@pytest.mark.proves("Q4")
def test_lines_without_an_id_prove_nothing() -> None:
    """Two orders that eBay shows without line ids are two orders."""
    blank = [replace(line, remote_id="0") for line in (MUG, POT)]
    hub, _ = imported(sale("27-1", blank[0]), sale("27-3", *blank, hours=1))
    assert standing(hub) == ["27-1", "27-3"]


@pytest.mark.proves("Q4", "X1", "W7")
def test_a_part_that_has_a_label_is_not_sent_again() -> None:
    """It is not due in the new order, and behind that stands the database; voided, it is due."""
    hub, world = imported(ONE)
    shipment = hub.shipping.ship(1, "house:ground")
    world.stores["bay"].orders = {"27-3": THREE}
    hub.imports.run("bay")
    three = hub.orders.find("27-3")
    assert hub.orders.detail(1).row.status is OrderStatus.CANCELLED
    assert [line.due > 0 for line in hub.orders.detail(three).lines] == [False, True]
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(three, "house:ground", lines={1: 1})
    assert refused.value.code == "error.units_not_left"
    with pytest.raises(GuardError) as guard, hub._db.write() as conn:
        shipments.begin(
            conn,
            three,
            route=Route.HOUSE,
            carrier="",
            service="",
            service_id="",
            reference="x",
            lines=[(1, 1)],
            at=0,
        )
    assert guard.value.code == "guard.unit_twice"
    hub.shipping.void(shipment.id)
    assert standing(hub) == ["27-3"]
    hub.shipping.ship(three, "house:ground")


@pytest.mark.proves("Q4")
def test_documented_lets_everything_be_shipped() -> None:
    """Three parcels for one purchase: the trap, kept so that it can be seen."""
    hub, world = imported(ONE, THREE, mode=MatchingMode.DOCUMENTED)
    hub.shipping.ship(1, "house:ground")
    hub.shipping.ship(2, "house:ground", anyway=True)
    assert hub.orders.counts()[Grid.SHIPPED] == 2
    assert len(world.carriers[Route.HOUSE].sold) == 2
