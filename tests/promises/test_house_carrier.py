"""The house carrier across the wire: its own books say what was bought and what has left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.carrier.rules.labels_and_pickups import PICKUP_HOUR
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Route
from shiponce.errors import Collected, NotAuthorised, PlatformError
from shiponce.views.shipping import ShipOption
from tests.promises.merchant import MINUTE, START, Trade

STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])


def house(trade: Trade, order: PlatformOrder) -> list[ShipOption]:
    """The house carrier's ways to ship an order."""
    return [one for one in trade.hub.shipping.options(trade.id(order)) if one.route is Route.HOUSE]


@contextmanager
def without_a_carrier(trade: Trade, answer: httpx.Response) -> Iterator[None]:
    """While it lasts, the platforms' address is a server that knows nothing of a carrier."""
    inner = trade.simulation.transport.handle_request

    def handle(request: httpx.Request) -> httpx.Response:
        return answer if request.url.path.startswith("/carrier/") else inner(request)

    trade.simulation.transport.handle_request = handle  # type: ignore[method-assign]
    try:
        yield
    finally:
        trade.simulation.transport.handle_request = inner  # type: ignore[method-assign]


@STORES
@pytest.mark.proves("W1", "N3")
def test_a_label_whose_answer_was_lost_is_the_only_one(store: str) -> None:
    """The carrier sold it and nobody heard: its books have one label in the end, and it ships."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    trade.world.faults.add(Fault("timeout_after_commit", "buyLabel", "carrier"))
    with suppress(PlatformError):
        trade.ship(order)
    trade.settle()
    (label,) = carrier_labels(trade.world.state).by_id.values()
    assert (label.voided_at, trade.status(order)) == (0, OrderStatus.SHIPPED)
    assert [tracking for _, tracking in trade.shown(order)[1]] == [label.tracking]


@STORES
def test_the_carrier_s_books_say_what_each_label_is_for(store: str) -> None:
    """By the ids of the order's own platform: whoever compares needs nothing of the hub."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 2), ("JAR", 1))
    trade.take_in()
    shipment = trade.ship(order)
    (label,) = carrier_labels(trade.world.state).by_id.values()
    (inside,) = label.orders
    account = trade.world.accounts[store]
    assert (inside.platform, inside.account) == (account.platform, account.account)
    assert inside.order_id == order.order_id
    assert inside.units == {line.line_id: line.quantity for line in order.lines}
    assert shipment.cost is not None
    assert (label.tracking, label.price) == (shipment.tracking, shipment.cost.minor)


@STORES
def test_what_has_left_is_not_voided(store: str) -> None:
    """After the pick-up the void is refused, and nothing has changed; before it, it is taken."""
    trade = Trade()
    order, other = trade.buy(store, ("MUG", 1)), trade.buy(store, ("JAR", 1))
    trade.take_in()
    early, late = trade.ship(other), trade.ship(order)
    trade.hub.shipping.void(early.id)
    trade.world.advance_to(trade.world.now // (60 * MINUTE) * 60 * MINUTE)
    hours = PICKUP_HOUR - START.hour
    trade.world.advance_to(trade.world.now + hours * 60 * MINUTE)
    before = trade.shown(order)
    with pytest.raises(Collected) as left:
        trade.hub.shipping.void(late.id)
    assert left.value.sentence_in("en").startswith("The house carrier has collected the package")
    trade.settle()
    assert (trade.shown(order), trade.status(order)) == (before, OrderStatus.SHIPPED)
    assert trade.status(other) is OrderStatus.AWAITING_SHIPMENT
    labels = {one.tracking: one for one in carrier_labels(trade.world.state).by_id.values()}
    assert (labels[late.tracking].voided_at, bool(labels[late.tracking].collected_at)) == (0, True)
    assert (bool(labels[early.tracking].voided_at), labels[early.tracking].collected_at) == (
        True,
        0,
    )


@pytest.mark.parametrize("status", [404, 501, 200])
def test_where_no_carrier_is_served_the_option_says_so(status: int) -> None:
    """The other ways are open; nothing is bought or held, so it ships when there is a carrier."""
    trade = Trade()
    order = trade.buy("bay")
    trade.take_in()
    with without_a_carrier(trade, httpx.Response(status, html="<html>")):
        (shown,) = house(trade, order)
        assert not shown.available
        assert shown.restriction is not None
        assert shown.restriction.code == "error.no_house_carrier"
        open_ones = [
            one.route for one in trade.hub.shipping.options(trade.id(order)) if one.available
        ]
        assert open_ones == [Route.MANUAL]
        with pytest.raises(NotAuthorised):
            trade.hub.shipping.ship(trade.id(order), "house:ground")
    assert carrier_labels(trade.world.state).by_id == {}
    shipment = trade.ship(order)
    assert [one.tracking for one in carrier_labels(trade.world.state).by_id.values()] == [
        shipment.tracking
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("server_error", "error.server_trouble"),
        ("connect_refused", "error.not_reached"),
        ("rate_limited", "error.rate_limited"),
        ("malformed", "error.rubbish"),
    ],
)
def test_an_outage_of_the_carrier_is_shown_as_one(kind: str, code: str) -> None:
    """And is over when it is over: the prices are there again."""
    trade = Trade()
    order = trade.buy("bay")
    trade.take_in()
    trade.world.faults.add(Fault(kind, "quoteRates", "carrier"))  # type: ignore[arg-type]
    (shown,) = house(trade, order)
    assert shown.restriction is not None
    assert (shown.available, shown.restriction.code) == (False, code)
    assert [one.code for one in house(trade, order)] == [
        "house:ground",
        "house:two_day",
        "house:overnight",
    ]
