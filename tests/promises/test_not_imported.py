"""A7: an order with no ship-to address or no physical item is listed, with the right reason."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import Product
from shiponce.domain.order import OrderStatus
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

EVERY = pytest.mark.parametrize("store", ["shop", "amz", "bay"])


def reasons(trade: Trade) -> dict[str, str]:
    """The code of the reason of each listed order, by its number."""
    assert all(row.kind == "not_importable" for row in trade.hub.orders.excluded())
    for row in trade.hub.orders.excluded():
        assert all(say(row.reason.code, one, **row.reason.facts) for one in LANGUAGES)
    return {row.remote_id: row.reason.code for row in trade.hub.orders.excluded()}


@EVERY
@pytest.mark.proves("A7")
def test_an_order_without_an_address_says_that(store: str) -> None:
    """Its goods are physical, whatever else the platform leaves out of such an order."""
    trade = Trade()
    order = trade.buy(store, ("MUG", 2), address=False)
    trade.settle()
    assert reasons(trade)[order.order_id] == "excluded.no_address"
    assert trade.waiting() == []


@pytest.mark.parametrize("store", ["shop", "bay"])
@pytest.mark.proves("A7")
def test_an_order_of_downloads_says_that(store: str) -> None:
    """A lesson as a file: there is nothing to ship, and so no address either. Amazon has none."""
    trade = Trade()
    trade.world.list_product(Product("FILE", "Lesson", 900, 0, ("shop", "bay"), physical=False))
    order = trade.buy(store, ("FILE", 1))
    trade.settle()
    assert reasons(trade)[order.order_id] == "excluded.nothing_physical"


@EVERY
@pytest.mark.proves("A7")
def test_a_mug_beside_a_download_is_imported(store: str) -> None:
    """One physical item and an address are enough."""
    trade = Trade()
    trade.world.list_product(
        Product("FILE", "Lesson", 900, 0, ("shop", "amz", "bay"), physical=store == "amz")
    )
    order = trade.buy(store, ("MUG", 1), ("FILE", 1))
    trade.settle()
    assert reasons(trade) == {}
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("A7")
def test_an_unpaid_amazon_order_has_no_address_yet_and_waits() -> None:
    """Amazon shows none before payment: the order awaits it, and is shippable afterwards."""
    trade = Trade()
    order = trade.buy("amz", paid=False)
    trade.settle()
    assert reasons(trade) == {}
    assert trade.status(order) is OrderStatus.AWAITING_PAYMENT
    trade.world.pay(order.store, order.order_id)
    trade.settle()
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
