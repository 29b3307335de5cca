"""O1 and W8: a copy left in part before its original came; the rest is shipped, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.errors import BadInput, GuardError, Refused
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.promises.merchant import Trade
from tests.torture.books import findings

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


def part_of_the_copy(trade: Trade, market: str, **units: int) -> PlatformOrder:
    """Three mugs and two bowls were bought, and the shop alone was connected when *units* left."""
    order = trade.buy(market, ("MUG", 3), ("BOWL", 2))
    trade.take_in("shop")
    copy = trade.copy(order)
    trade.ship(copy, lines=trade.numbered(copy, **units))
    trade.connect(market)
    trade.take_in(market, "shop")
    return order


def left(trade: Trade, order: PlatformOrder) -> Counter[str]:
    """Units by SKU under live labels of the purchase."""
    return trade.labelled(order) + trade.labelled(trade.copy(order))


def nothing_more(trade: Trade, order: PlatformOrder) -> None:
    """Neither order takes another label, by whatever route."""
    for one in (order, trade.copy(order)):
        for option, more in (
            ("house:ground", {}),
            ("manual", {"carrier": "UPS", "tracking": "X1"}),
        ):
            with pytest.raises((Refused, GuardError, BadInput)):
                trade.hub.shipping.ship(trade.id(one), option, **more)  # type: ignore[arg-type]


@MARKETS
@pytest.mark.parametrize("profile", ["generic-app", "channel-manager", "bare"])
@pytest.mark.proves("O1", "W8", "X1")
def test_the_rest_is_shipped_from_the_original(market: str, profile: str) -> None:
    """Two packages hold what was bought; both platforms know each of them once."""
    trade = Trade(connected=("shop",), profile=profile)
    order = part_of_the_copy(trade, market, MUG=1, BOWL=2)
    copy = trade.copy(order)
    if profile == "bare":
        trade.hub.matching.confirm(trade.id(copy), trade.id(order), by="Ada", anyway=True)
    assert trade.due(order) == {"MUG": 2}
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    (row,) = trade.hub.orders.rows([trade.id(order)])
    assert (row.shipped_units, row.units) == (3, 5)
    assert row.twin_labels == (), "the rest is no second package of anything"
    assert not [one for one in trade.sentences(order) if one.startswith("warning.twin")]
    trade.ship(order)
    trade.settle()
    assert left(trade, order) == {"MUG": 3, "BOWL": 2}
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
    assert trade.waiting() == []
    nothing_more(trade, order)
    assert findings(trade) == []
    trade.check()


@MARKETS
@pytest.mark.proves("O1", "W8", "X1", "N8")
@pytest.mark.parametrize("voided", ["copy", "original"])
def test_a_voided_part_is_due_again_and_no_more(market: str, voided: str) -> None:
    """Whichever label is voided, its units are due on the original, and leave once."""
    trade = Trade(connected=("shop",), profile="generic-app")
    order = part_of_the_copy(trade, market, MUG=1)
    copy = trade.copy(order)
    trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert left(trade, order) == {"MUG": 3, "BOWL": 2}
    detail = trade.hub.orders.detail(trade.id(order))
    wanted = trade.id(copy if voided == "copy" else order)
    (shipment,) = (one for one in detail.shipments if one.order_id == wanted)
    trade.hub.shipping.void(shipment.id)
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    assert trade.due(order) == ({"MUG": 1} if voided == "copy" else {"MUG": 2, "BOWL": 2})
    trade.hub.shipping.ship(trade.id(order), "house:two_day")
    assert left(trade, order) == {"MUG": 3, "BOWL": 2}
    nothing_more(trade, order)
    trade.settle()
    assert trade.status(order) is OrderStatus.SHIPPED
    assert not [one for one in findings(trade) if "doubled" in one]
    trade.check()


@MARKETS
@pytest.mark.proves("O1", "X1")
def test_no_unit_of_a_twin_is_asked_for_again(market: str) -> None:
    """A part that the copy had is not offered, and the database refuses it as well."""
    trade = Trade(connected=("shop",), profile="generic-app")
    order = part_of_the_copy(trade, market, MUG=2)
    with pytest.raises((Refused, BadInput)):
        trade.hub.shipping.ship(trade.id(order), "house:ground", lines=trade.numbered(order, MUG=2))
    conn = trade.hub._db.conn
    (mug,) = trade.numbered(order, MUG=1)
    conn.execute(
        "INSERT INTO shipments (order_id, state, route, carrier, service, service_id, reference,"
        " at) VALUES (?, 'purchasing', 'manual', '', '', '', 'X', 0)",
        (trade.id(order),),
    )
    (shipment,) = conn.execute("SELECT max(id) FROM shipments").fetchone()
    with pytest.raises(Exception, match=r"guard\.unit_twice"):
        conn.execute("INSERT INTO package_lines VALUES (?, ?, 2)", (shipment, mug))
    conn.execute("INSERT INTO package_lines VALUES (?, ?, 1)", (shipment, mug))


@pytest.mark.proves("O1", "W8", "X1")
def test_lines_that_cannot_be_compared_are_said() -> None:
    """The copy names other SKUs: nobody knows what the rest is, so nothing more is shipped."""
    hub, world = a_hub()
    original = an_order()
    lines = tuple(replace(line, sku=f"X-{n}") for n, line in enumerate(original.lines))
    copy = a_copy(original, lines=lines)
    world.stores["shop"].orders = {"1042": copy}
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground", lines={1: 1})
    world.stores["amz"].orders = {original.remote_id: original}
    hub.imports.run("amz")
    order = hub.orders.find(f"amz:{original.remote_id}")
    (said,) = [n for n in hub.orders.why(order).warnings if n.code == "warning.rest_of_copy"]
    assert said.facts["n"] == sum(line.quantity for line in original.lines) - 1
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(order, "house:ground")
    assert refused.value.code == "limit.twin_sent"
    hub.shipping.void(int(str(said.facts["shipment"])))
    assert not [n for n in hub.orders.why(order).warnings if n.code == "warning.rest_of_copy"]
    hub.shipping.ship(order, "house:ground")
