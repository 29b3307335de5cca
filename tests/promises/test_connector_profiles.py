"""O9: whatever a connector writes, no copy stands beside its original, and everything leaves once.

One purchase of each kind: two lines and one, on both marketplaces, and one of the storefront.
"""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.views.orders import Grid
from tests.promises.merchant import Trade
from tests.torture.books import findings

FIRST = {"original first": ("amz", "bay", "shop"), "copy first": ("shop", "amz", "bay")}
#: Long enough for a connector that writes its copies twice.
COPIED = 15
Bought = tuple[PlatformOrder, ...]


def market(profile: str, stores: tuple[str, ...]) -> tuple[Trade, Bought, PlatformOrder]:
    """Purchases that are all copied and imported twice, and the order of the storefront."""
    trade = Trade(profile=profile)
    own = trade.buy("shop", ("MUG", 1))
    bought = (
        trade.buy("amz", ("MUG", 2), ("BOWL", 1)),
        trade.buy("bay", ("JAR", 1)),
        trade.buy("amz", ("JAR", 1)),
        trade.buy("bay", ("BOWL", 1), ("JAR", 1)),
    )
    trade.wait(COPIED)
    trade.take_in(*stores)
    trade.take_in(*stores)
    return trade, bought, own


def confirm_what_is_held(trade: Trade, bought: Bought) -> None:
    """A person says of each copy which order it is, a copy that was written twice included."""
    for row in reversed(trade.hub.orders.rows(trade.hub.orders.ids(Grid.HELD))):
        purchase = trade.world.orders["shop", row.number].purchase
        original = next(one for one in bought if one.purchase == purchase)
        trade.hub.matching.confirm(row.id, trade.id(original), anyway=True, by="Ada")
    assert not len(trade.hub.orders.ids(Grid.HELD))


def state(trade: Trade) -> list[tuple[object, ...]]:
    """Where every order stands, with the notifications: what must not depend on imports."""
    ids = sorted({order for grid in Grid for order in trade.hub.orders.ids(grid)})
    rows = [
        (one.store, one.number, one.status, one.visibility, one.shipped_units, one.units)
        for one in trade.hub.orders.rows(ids)
    ]
    told = [
        (one.store, one.order_number, one.target_number, one.state.value)
        for one in trade.notifications()
    ]
    packages = [
        (order.store, order.order_id, order.status, sorted(trade.sent(order), key=repr))
        for order in trade.world.orders.values()
    ]
    return sorted([*rows, *told, *packages], key=repr)


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.proves("O9", "B1", "B2", "B8", "W10", "X1")
def test_every_connector_leads_to_the_same_end(profile: str) -> None:
    """Hidden or held, then shipped once by a person, whichever store was imported first."""
    ends = []
    for stores in FIRST.values():
        trade, bought, own = market(profile, stores)
        assert trade.waiting() == sorted(one.order_id for one in (*bought, own))
        copies = [one for one in trade.world.orders.values() if one.store == "shop"]
        assert len(copies) in (5, 9)
        for copy in copies:
            (row,) = trade.hub.orders.rows([trade.id(copy)])
            is_shown = row.visibility is Visibility.VISIBLE
            assert is_shown is (copy.order_id == own.order_id), copy.order_id
        confirm_what_is_held(trade, bought)
        trade.take_in(*stores)
        assert trade.waiting() == sorted(one.order_id for one in (*bought, own))
        for order in (*bought, own):
            trade.ship(order)
        trade.settle()
        assert trade.waiting() == []
        for order in (*bought, own):
            assert trade.status(order) is OrderStatus.SHIPPED
            assert len(trade.sent(order)) == 1
        assert findings(trade) == []
        trade.check()
        ends.append(state(trade))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("profile", ["prefixed-id", "unsourced-prose", "older-ebay-id", "bare"])
@pytest.mark.parametrize("market_", ["amz", "bay"])
@pytest.mark.proves("O9", "B8", "B11")
def test_a_copy_that_is_not_shown_says_why(profile: str, market_: str) -> None:
    """Hidden behind the order that its id names, or held for a person to decide."""
    trade = Trade(profile=profile)
    order = trade.buy(market_, ("MUG", 2))
    trade.take_in("shop", "amz", "bay")
    copy = trade.copy(order)
    code = trade.sentences(copy)[0]
    held = ("why.origin_unknown", "why.named_but_unlike", "why.alike_unaccounted")
    if trade.hub.orders.ids(Grid.HELD):
        assert code in held
    else:
        assert code == "why.hidden"
        assert trade.hub.orders.why(trade.id(copy)).evidence
    assert trade.waiting() == [order.order_id]


@pytest.mark.proves("O9", "B2")
@pytest.mark.parametrize("connected", [("amz", "bay", "shop"), ("shop",)])
def test_a_storefront_order_that_looks_like_a_purchase_stays(connected: tuple[str, ...]) -> None:
    """The same goods on the same day, bought twice by different people."""
    trade = Trade(profile="bare", connected=connected)
    own = trade.buy("shop", ("MUG", 2))
    trade.buy("amz", ("MUG", 2))
    trade.take_in()
    assert own.order_id in trade.waiting()
    trade.ship(own)
    assert trade.status(own) is OrderStatus.SHIPPED


@pytest.mark.parametrize("stores", FIRST.values(), ids=FIRST)
@pytest.mark.parametrize("early", [False, True], ids=["confirmed first", "shipped first"])
@pytest.mark.proves("O9", "B8", "N1", "X1", "X4")
def test_a_copy_that_was_written_twice_is_confirmed_twice(
    stores: tuple[str, ...], early: bool
) -> None:
    """Both copies are hidden and told of the one package; nothing waits, nothing leaves twice."""
    trade = Trade(profile="prefixed-twice-untaxed")
    order = trade.buy("amz", ("MUG", 2))
    trade.wait(COPIED)
    trade.take_in(*stores)
    copies = [one for one in trade.world.orders.values() if one.store == "shop"]
    assert len(copies) == 2
    if early:
        trade.ship(order)
    for copy in copies:
        trade.hub.matching.confirm(trade.id(copy), trade.id(order), anyway=True, by="Ada")
        (row,) = trade.hub.orders.rows([trade.id(copy)])
        assert row.visibility is Visibility.HIDDEN
    if not early:
        trade.ship(order)
    trade.settle()
    trade.settle()
    for one in (order, *copies):
        assert trade.sent(one) == [{"MUG": 2}]
        assert trade.shown(one)[0] == "shipped"
    assert trade.waiting() == []
    assert trade.hub.matching.double_shipments() == ()
    assert findings(trade) == []
    trade.check()
