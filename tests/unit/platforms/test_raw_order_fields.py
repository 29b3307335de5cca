"""Whatever a platform sends, the orders that can be read are read, and the others are kept."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from shiponce.domain.order import ImportedOrder, PageOfOrders, Unreadable
from shiponce.domain.platform import Platform, platforms
from shiponce.errors import ServerTrouble
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import Wire, amazon_order, at, ebay_order, shop_order, store

PLATFORMS = {
    BIGCOMMERCE: ("/stores/abc123/v2/orders", shop_order, "1042"),
    AMAZON: ("/orders/2026-01-01/orders", amazon_order, "111-2222222-3333333"),
    EBAY: ("/sell/fulfillment/v1/order", ebay_order, "27-10411-55083"),
}
every_platform = pytest.mark.parametrize("platform", platforms())


def page_of(platform: Platform, *orders: str) -> bytes:
    """A page with the orders, each given as its JSON text."""
    rows = ",".join(orders)
    if platform is BIGCOMMERCE:
        return f"[{rows}]".encode()
    total = f'"total":{len(orders)},' if platform is EBAY else ""
    return f'{{{total}"orders":[{rows}]}}'.encode()


def listing(wire: Wire, platform: Platform, body: bytes) -> PageOfOrders:
    """The only page of a listing that the platform answers with *body*."""
    wire.on("GET", PLATFORMS[platform][0], httpx.Response(200, content=body))
    adapter = wire.connections().platform(store(platform))
    (page,) = adapter.listing(at("09:00:00"), at("11:00:00"))
    return page


def with_quantity(platform: Platform, quantity: object) -> str:
    """An order of another id whose first line has a strange quantity."""
    order: dict[str, Any] = PLATFORMS[platform][1]()
    if platform is BIGCOMMERCE:
        order["id"] = 7
        order["consignments"]["shipping"][0]["line_items"][0]["quantity"] = quantity
    elif platform is AMAZON:
        order["orderId"] = "7"
        order["orderItems"][0]["quantityOrdered"] = quantity
    else:
        order["orderId"] = "7"
        order["lineItems"][0]["quantity"] = quantity
    return json.dumps(order)


@every_platform
@pytest.mark.parametrize("quantity", [-1, "a lot", None, [], 10**30, float("nan"), True])
def test_one_unreadable_order_spoils_no_page(
    wire: Wire, platform: Platform, quantity: object
) -> None:
    """The bad order comes back with its id, a fault and its bytes; its neighbours are read."""
    good = json.dumps(PLATFORMS[platform][1]())
    page = listing(wire, platform, page_of(platform, with_quantity(platform, quantity), good))
    bad, order = page.orders
    assert isinstance(order, ImportedOrder)
    assert isinstance(bad, Unreadable)
    assert bad.remote_id == "7"
    assert "uantity" in bad.fault
    assert b'"7"' in bad.payload or b": 7" in bad.payload


@every_platform
@pytest.mark.proves("X8")
def test_a_fault_names_no_person(wire: Wire, platform: Platform) -> None:
    """What is shown of an unreadable order is its field and the fault, never what stands in it."""
    page = listing(wire, platform, page_of(platform, with_quantity(platform, "Ada Quill")))
    (bad,) = page.orders
    assert isinstance(bad, Unreadable)
    assert "Ada" not in bad.fault


@every_platform
@pytest.mark.parametrize("quantity", [2, 2.0, "2"])
def test_a_whole_number_is_units_in_every_spelling(
    wire: Wire, platform: Platform, quantity: object
) -> None:
    """JSON has one kind of number, and some answers have text."""
    (order,) = listing(wire, platform, page_of(platform, with_quantity(platform, quantity))).orders
    assert isinstance(order, ImportedOrder)
    assert order.lines[0].quantity == 2


@every_platform
@pytest.mark.parametrize("junk", ["null", "7", '"order"', "[]", "{}", '{"id":0,"orderId":"0"}'])
def test_what_is_no_order_at_all_is_kept_too(wire: Wire, platform: Platform, junk: str) -> None:
    """Not even an id can be read, and still the page is."""
    good = json.dumps(PLATFORMS[platform][1]())
    bad, order = listing(wire, platform, page_of(platform, junk, good)).orders
    assert isinstance(bad, Unreadable)
    assert bad.remote_id == ""
    assert isinstance(order, ImportedOrder)


@every_platform
def test_lone_surrogates_and_not_a_number_are_borne(wire: Wire, platform: Platform) -> None:
    """Both are no JSON; in a field that is text, or that nobody needs, they cost nothing."""
    order = PLATFORMS[platform][1](unneeded=float("nan"), staff_notes="\ud800")
    text = json.dumps(order).replace('"Mug"', '"Mu\\ud800g"')
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(read, ImportedOrder)
    assert read.lines[0].title == "Mug"


@every_platform
@pytest.mark.parametrize("depth", [500, 100_000])
def test_deep_nesting_is_borne(wire: Wire, platform: Platform, depth: int) -> None:
    """An order nested too deep for any reader is unreadable by itself; 500 levels are read."""
    text = json.dumps(PLATFORMS[platform][1](unneeded=0))
    text = text.replace('"unneeded": 0', '"unneeded": ' + "[" * depth + "]" * depth)
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(read, ImportedOrder if depth == 500 else Unreadable)
    assert read.remote_id == PLATFORMS[platform][2]


@every_platform
def test_ten_megabytes_of_text_become_one_field(wire: Wire, platform: Platform) -> None:
    """A title of any length is cut to what a field may hold."""
    text = json.dumps(PLATFORMS[platform][1]()).replace('"Mug"', '"' + "M" * 10_000_000 + '"')
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(read, ImportedOrder)
    assert len(read.lines[0].title) == 500


@every_platform
@pytest.mark.parametrize("amount", ["1e30", "-1", "NaN", "Infinity", "free", ""])
def test_impossible_money_is_unreadable(wire: Wire, platform: Platform, amount: str) -> None:
    """An amount that no column can hold, or nobody pays, stops at the border."""
    text = json.dumps(PLATFORMS[platform][1]())
    for real in ("43.1800", "43.18", "48.00"):
        text = text.replace(f'"{real}"', json.dumps(amount))
    (bad,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(bad, Unreadable)


@every_platform
@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b'"x"', b'{"orders":7}', b"{", b"7"])
def test_a_rubbish_envelope_is_the_platforms_trouble(
    wire: Wire, platform: Platform, body: bytes
) -> None:
    """No page can be made of it, so nothing moves and it is asked again later."""
    with pytest.raises(ServerTrouble) as trouble:
        listing(wire, platform, body)
    assert trouble.value.code == "error.rubbish"


@every_platform
def test_text_that_steers_a_terminal_is_cleaned(wire: Wire, platform: Platform) -> None:
    """Control and direction marks in a title end at the border."""
    text = json.dumps(PLATFORMS[platform][1]()).replace('"Mug"', '"\\u001b[31mMu\\u202eg\\nx"')
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(read, ImportedOrder)
    assert read.lines[0].title == "Mug x"
