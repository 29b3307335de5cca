"""ebay_rest as a judge of eBay's label shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.rate_limits import LOGISTICS
from tests.wire.clients import test_ebay_rest as client
from tests.wire.clients.conftest import HOUR, Places
from tests.wire.ebay.logistics_requests import wanted

library, opened = client.library, client.opened
JSON, MARKET = "application/json", "EBAY_US"
SCOPES = [
    f"https://api.ebay.com/oauth/api_scope/{name}"
    for name in ("sell.logistics", "sell.fulfillment")
]


@pytest.fixture
def judge(opened: client.Opened, places: Places) -> Iterator[Any]:
    """The library with the scopes of labels and of orders."""
    kind = pytest.importorskip("ebay_rest.api.sell_logistics").Configuration
    before, configuration = kind(), kind()
    configuration.proxy = places.proxy
    configuration.ssl_ca_cert = str(places.authority)
    kind.set_default(configuration)
    yield opened(scopes=SCOPES)
    kind.set_default(before)


@pytest.fixture
def order(world: World) -> PlatformOrder:
    """An order of two mugs."""
    return world.buy("mug", "bay", [("MUG-SLATE", 2, None)])


def _quote(judge: Any, order: PlatformOrder) -> Any:
    return judge.sell_logistics_create_shipping_quote(
        body=wanted(order), x_ebay_c_marketplace_id=MARKET, content_type=JSON
    )


def _buy(judge: Any, quote: Any) -> Any:
    body = {"shippingQuoteId": quote["shipping_quote_id"], "rateId": quote["rates"][0]["rate_id"]}
    return judge.sell_logistics_create_from_shipping_quote(
        body=body, content_type=JSON, x_ebay_c_marketplace_id=MARKET
    )


def test_it_quotes_buys_reads_downloads_and_cancels(judge: Any, order: PlatformOrder) -> None:
    """Its models hold every part, and the order goes along."""
    quote = _quote(judge, order)
    assert judge.sell_logistics_get_shipping_quote(quote["shipping_quote_id"]) == quote
    assert quote["ship_to"]["contact_address"]["city"] == order.buyer.city
    shipment = _buy(judge, quote)
    assert shipment["rate"]["total_shipping_cost"]["currency"] == "USD"
    shown = judge.sell_fulfillment_get_order(order.order_id)
    assert shown["order_fulfillment_status"] == "FULFILLED"
    wanted_id = shipment["shipment_id"]
    assert judge.sell_logistics_get_shipment(wanted_id) == shipment
    paper = judge.sell_logistics_download_label_file(wanted_id, accept="application/pdf")
    assert bytes(int(byte) for byte in paper).startswith(b"%PDF")  # it reads a file as a list
    gone = judge.sell_logistics_cancel_shipment(wanted_id)
    assert gone["cancellation"]["cancellation_status"] == "CANCELED"
    shown = judge.sell_fulfillment_get_order(order.order_id)
    assert shown["order_fulfillment_status"] == "NOT_STARTED"


def test_it_meets_a_quote_that_expired_or_was_bought(
    library: Any, world: World, judge: Any, order: PlatformOrder
) -> None:
    """Both by eBay's numbers."""
    bought = _quote(judge, order)
    late = _quote(judge, world.buy("late", "bay", [("MUG-SLATE", 1, None)]))
    _buy(judge, bought)
    for quote, hours, number in ((bought, 0, 90210), (late, 1, 90200)):
        world.advance_to(world.now + hours * HOUR + 1)
        with pytest.raises(library.Error) as refused:
            _buy(judge, quote)
        assert client._refusal(refused) == (409, number)


def test_it_meets_what_is_not_there(library: Any, judge: Any) -> None:
    """A quote and a shipment of nobody's."""
    for read in (judge.sell_logistics_get_shipping_quote, judge.sell_logistics_get_shipment):
        with pytest.raises(library.Error) as refused:
            read("nobodys")
        assert client._refusal(refused) == (404, 90005)


def test_it_meets_a_refusal_of_what_it_sends(
    library: Any, world: World, judge: Any, order: PlatformOrder
) -> None:
    """An order that was shipped meanwhile is incompatible."""
    world.shipping.ship_elsewhere("bay", order.order_id, "USPS", "9400111899223000000017")
    with pytest.raises(library.Error) as refused:
        _quote(judge, order)
    assert client._refusal(refused) == (409, 90130)


def test_it_meets_the_end_of_its_day(
    library: Any, world: World, judge: Any, order: PlatformOrder
) -> None:
    """429, and eBay's number for it."""
    _quote(judge, order)
    (counted,) = [key for key in world.limits.days if key.endswith(LOGISTICS.resource)]
    world.limits.days[counted] = (world.limits.days[counted][0], LOGISTICS.calls)
    with pytest.raises(library.Error) as refused:
        _quote(judge, order)
    assert client._refusal(refused) == (429, 2001)
