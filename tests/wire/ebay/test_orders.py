"""``getOrders`` and ``getOrder``: the filter grammar, the pages, the numbered errors, the body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from mockplace.kernel.records import Product
from tests.wire.reference import example

if TYPE_CHECKING:
    from tests.wire.ebay.conftest import Seller

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "keys.json").read_text("utf-8"))


def _sold(seller: Seller, count: int) -> list[str]:
    """The ids of that many orders, bought a minute apart."""
    ids = []
    for n in range(count):
        ids.append(seller.world.buy(f"p{n}", "bay", [("MUG-SLATE", 1, None)]).order_id)
        seller.world.advance_to(seller.world.now + MINUTE)
    return ids


def _ids(answer: Any) -> list[str]:
    return [order["orderId"] for order in answer.json()["orders"]]


@pytest.mark.parametrize("encoded", ["raw", "brackets", "all"])
@pytest.mark.parametrize("name", ["creationdate", "lastmodifieddate"])
def test_a_date_filter_is_read_however_it_is_encoded(
    seller: Seller, encoded: str, name: str
) -> None:
    """Clients encode brackets only, or colons too, or leave it to their library."""
    ids = _sold(seller, 3)
    text = f"{name}:[2026-11-20T09:01:00.000Z..2026-11-20T09:01:59.000Z]"
    query = {"raw": text, "brackets": quote(text, safe=":"), "all": quote(text, safe="")}[encoded]
    assert _ids(seller.orders(f"filter={query}")) == [ids[1]]


def test_the_creation_date_wins_over_the_change(seller: Seller) -> None:
    """Where both are named only the creation date counts; an open end is now."""
    ids = _sold(seller, 2)
    seller.ship(ids[0])
    created = "creationdate:[2026-11-20T09:01:00.000Z..]"
    changed = "lastmodifieddate:[2026-11-20T09:02:00.000Z..]"
    assert _ids(seller.orders(f"filter={created},{changed}")) == [ids[1]]
    assert _ids(seller.orders(f"filter={changed}")) == [ids[0]]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [("{NOT_STARTED|IN_PROGRESS}", [0, 1]), ("{FULFILLED|IN_PROGRESS}", [1, 2])],
)
def test_two_sets_of_statuses_can_be_asked_for(
    seller: Seller, statuses: str, expected: list[int]
) -> None:
    """What is open, and what has begun; an order between its lines is in both."""
    lines = [("MUG-SLATE", 1, None), ("CNDL-CEDAR", 1, None)]
    orders = [seller.world.buy(name, "bay", lines) for name in ("a", "b", "c")]
    first = orders[1].lines[0].line_id
    seller.ship(orders[1].order_id, lineItems=[{"lineItemId": first, "quantity": 1}])
    seller.ship(orders[2].order_id)
    for value in (statuses, quote(statuses)):
        found = set(_ids(seller.orders(f"filter=orderfulfillmentstatus:{value}")))
        assert found == {orders[place].order_id for place in expected}


@pytest.mark.parametrize(
    ("query", "error_id"),
    [
        ("filter=buyername:{x}", 30700),
        ("filter=creationdate", 30700),
        ("filter=creationdate:2026-11-01", 30800),
        ("filter=creationdate:[2026-11-01T00:00:00.000Z]", 30800),
        ("filter=orderfulfillmentstatus:{FULFILLED}", 30800),
        ("filter=orderfulfillmentstatus:{NOT_STARTED|FULFILLED}", 30800),
        ("filter=creationdate:[2026-11-01..]", 30810),
        ("filter=creationdate:[2026-11-01T00:00:00+02:00..]", 30810),
        ("filter=creationdate:[2026-13-01T00:00:00.000Z..]", 30810),
        ("filter=creationdate:[..2026-11-01T00:00:00.000Z]", 30820),
        ("filter=creationdate:[2023-11-01T00:00:00.000Z..2023-11-02T00:00:00.000Z]", 30830),
        ("filter=creationdate:[2026-11-02T00:00:00.000Z..2026-11-01T00:00:00.000Z]", 30840),
        ("filter=creationdate:[2026-11-21T00:00:00.000Z..]", 30850),
        ("filter=creationdate:[2026-11-01T00:00:00.000Z..2026-11-21T00:00:00.000Z]", 30850),
        (f"orderIds={','.join(map(str, range(51)))}", 30900),
        ("offset=-1", 31000),
        ("offset=two", 31000),
        ("limit=0", 31100),
        ("limit=201", 31100),
        ("limit=", 31100),
        ("limit=ten", 31100),
        ("fieldGroups=EVERYTHING", 32800),
    ],
)
def test_a_bad_query_has_its_number(seller: Seller, query: str, error_id: int) -> None:
    """400, category REQUEST, domain API_FULFILLMENT, and the number of the mistake."""
    answer = seller.orders(query)
    (entry,) = answer.json()["errors"]
    assert (answer.status_code, entry["errorId"]) == (400, error_id)
    assert (entry["domain"], entry["category"]) == ("API_FULFILLMENT", "REQUEST")
    assert "{" not in entry["message"].replace("{FULFILLED}", "").replace("{NOT_STARTED|", "")


def test_pages_link_to_each_other(seller: Seller) -> None:
    """Next and prev are absolute addresses that lead through all orders and end."""
    ids = _sold(seller, 5)
    since = quote("creationdate:[2026-11-20T00:00:00.000Z..]", safe="")
    page = seller.orders(f"filter={since}&limit=2").json()
    assert (page["total"], page["limit"], page["offset"]) == (5, 2, 0)
    assert "prev" not in page
    seen = [order["orderId"] for order in page["orders"]]
    while "next" in page:
        where = urlsplit(page["next"])
        assert where.scheme in ("http", "https")
        before = page
        page = seller.call("GET", f"{where.path}?{where.query}").json()
        seen += [order["orderId"] for order in page["orders"]]
        assert page["prev"] == before["href"]
    assert seen == ids
    assert seller.orders("limit=2&offset=10").json()["orders"] == []


def test_named_orders_override_every_filter(seller: Seller) -> None:
    """Whatever the filter says, orderIds lists those orders and leaves unknown ids out."""
    ids = _sold(seller, 3)
    nothing = "filter=orderfulfillmentstatus:{FULFILLED|IN_PROGRESS}"
    query = f"{nothing}&orderIds={ids[2]},{ids[0]},27-00000-00000"
    assert _ids(seller.orders(query)) == [ids[2], ids[0]]


def test_without_a_filter_the_last_ninety_days_are_listed(seller: Seller) -> None:
    """An older order needs a filter, and is found with one."""
    (order_id,) = _sold(seller, 1)
    seller.world.advance_to(seller.world.now + 91 * DAY)
    seller.tokens.clear()
    assert _ids(seller.orders()) == []
    since = "filter=creationdate:[2026-11-20T00:00:00.000Z..]"
    assert _ids(seller.orders(since)) == [order_id]


def test_an_unpaid_order_does_not_exist_here(seller: Seller) -> None:
    """Only orders whose checkout is complete are listed or read."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)], paid=False)
    assert _ids(seller.orders()) == []
    assert _ids(seller.orders(f"orderIds={order.order_id}")) == []
    answer = seller.call("GET", f"/sell/fulfillment/v1/order/{order.order_id}")
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (404, 32100)


def test_an_unknown_order_has_its_number(seller: Seller) -> None:
    """The message repeats the id, and so does the parameter."""
    answer = seller.call("GET", "/sell/fulfillment/v1/order/27-00000-00000")
    (entry,) = answer.json()["errors"]
    assert (answer.status_code, entry["errorId"]) == (404, 32100)
    assert entry["parameters"] == [{"name": "orderId", "value": "27-00000-00000"}]


def test_the_keys_that_clients_rely_on_are_there(seller: Seller) -> None:
    """A shipped order shows every key of the example bodies, listed or read alone."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    seller.world.buy("b", "bay", [("MUG-SLATE", 1, None)])
    seller.ship(order.order_id)
    page = seller.orders("limit=1").json()
    path = f"/sell/fulfillment/v1/order/{order.order_id}"
    alone = seller.call("GET", path).json()
    shipped = seller.call("GET", f"{path}/shipping_fulfillment").json()
    for name, body in (
        ("page", page),
        ("order", page["orders"][0]),
        ("order", alone),
        ("buyer", alone["buyer"]),
        ("instruction", alone["fulfillmentStartInstructions"][0]),
        ("ship_to", alone["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]),
        ("line", alone["lineItems"][0]),
        ("fulfillments", shipped),
        ("fulfillment", shipped["fulfillments"][0]),
    ):
        assert set(KEYS[name]) - set(body) == set()


def test_the_key_lists_cover_the_example_bodies() -> None:
    """The lists kept here name every key of the example bodies."""
    order, shipped = example("ebay_getOrder"), example("ebay_getShippingFulfillments")
    for name, body in (
        ("page", example("ebay_getOrders")),
        ("order", order),
        ("buyer", order["buyer"]),
        ("instruction", order["fulfillmentStartInstructions"][0]),
        ("ship_to", order["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]),
        ("line", order["lineItems"][0]),
        ("fulfillments", shipped),
        ("fulfillment", shipped["fulfillments"][0]),
    ):
        assert set(body) - set(KEYS[name]) == set()


def test_money_and_dates_are_in_ebays_dialect(seller: Seller) -> None:
    """Text with two decimals and a currency; milliseconds and Z; the sums fit."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 2, 2400)])
    body = seller.call("GET", f"/sell/fulfillment/v1/order/{order.order_id}").json()
    assert body["creationDate"] == "2026-11-20T09:00:00.000Z"
    pricing = {name: money["value"] for name, money in body["pricingSummary"].items()}
    assert pricing["priceSubtotal"] == "48.00"
    total = float(pricing["priceSubtotal"]) + float(pricing["deliveryCost"])
    assert float(pricing["total"]) == total == float(body["lineItems"][0]["total"]["value"])
    assert body["lineItems"][0]["lineItemCost"] == {"value": "48.00", "currency": "USD"}


def test_a_person_is_forgotten_in_steps(seller: Seller) -> None:
    """The e-mail goes after 14 days, name, street and telephone after 90."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])

    def shown() -> Any:
        seller.tokens.clear()
        body = seller.call("GET", f"/sell/fulfillment/v1/order/{order.order_id}").json()
        return body["fulfillmentStartInstructions"][0]["shippingStep"].get("shipTo")

    assert set(shown()) == {"fullName", "contactAddress", "primaryPhone", "email"}
    seller.world.advance_to(order.placed_at + 14 * DAY + 1)
    assert set(shown()) == {"fullName", "contactAddress", "primaryPhone"}
    seller.world.advance_to(order.placed_at + 90 * DAY + 1)
    assert shown() is None


def test_a_cancellation_is_told_in_full_to_who_reads_the_order_alone(seller: Seller) -> None:
    """The listing leaves the requests empty, as eBay does."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    seller.world.cancel("bay", order.order_id)
    listed = seller.orders().json()["orders"][0]["cancelStatus"]
    alone = seller.call("GET", f"/sell/fulfillment/v1/order/{order.order_id}").json()
    assert listed == {
        "cancelState": "CANCELED",
        "cancelRequests": [],
        "cancelledDate": "2026-11-20T09:00:00.000Z",
    }
    assert len(alone["cancelStatus"]["cancelRequests"]) == 1


def test_what_cannot_be_shipped_is_told_apart(seller: Seller) -> None:
    """A thing without an address has no shipTo; what is no thing is DIGITAL, without a step."""
    seller.world.list_product(Product("CODE", "Voucher", 500, 0, ("bay",), physical=False))
    nowhere = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)], address=False)
    digital = seller.world.buy("b", "bay", [("CODE", 1, None)])

    def instruction(order_id: str) -> Any:
        body = seller.call("GET", f"/sell/fulfillment/v1/order/{order_id}").json()
        return body["fulfillmentStartInstructions"][0]

    first = instruction(nowhere.order_id)
    assert first["fulfillmentInstructionsType"] == "SHIP_TO"
    assert "shipTo" not in first["shippingStep"]
    second = instruction(digital.order_id)
    assert second["fulfillmentInstructionsType"] == "DIGITAL"
    assert "shippingStep" not in second


def test_a_page_never_shows_what_was_so_before(seller: Seller) -> None:
    """The same question after a shipment, a purchase or a cancellation has a new answer."""
    ids = _sold(seller, 2)
    query = "filter=orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}"
    assert _ids(seller.orders(query)) == ids
    seller.ship(ids[0])
    assert _ids(seller.orders(query)) == ids[1:]
    third = seller.world.buy("third", "bay", [("MUG-SLATE", 1, None)]).order_id
    assert _ids(seller.orders(query)) == [ids[1], third]
    seller.world.cancel("bay", third)
    states = [
        order["cancelStatus"]["cancelState"] for order in seller.orders(query).json()["orders"]
    ]
    assert states == ["NONE_REQUESTED", "CANCELED"]


def test_links_lead_back_to_where_the_caller_is(seller: Seller) -> None:
    """A served simulator never sends its client to eBay itself."""
    assert urlsplit(seller.orders().json()["href"]).netloc == seller.http.base_url.netloc.decode()
    assert seller.orders().json()["href"].startswith(str(seller.http.base_url).rstrip("/"))
