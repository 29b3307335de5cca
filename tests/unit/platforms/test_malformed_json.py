"""One bad order never stops its store: a page is read order by order where its whole cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from shiponce.domain.order import Fetched, ImportedOrder, Unreadable
from shiponce.domain.platform import Platform
from shiponce.errors import ServerTrouble, Unreachable
from shiponce.platforms.malformed_json import apart, whole
from shiponce.platforms.raw_order_fields import payload_of
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import Wire, amazon_order, ebay_order, reply, shop_order, store
from tests.unit.platforms.test_raw_order_fields import PLATFORMS, every_platform, listing, page_of

SINGLE = {
    BIGCOMMERCE: ("/stores/abc123/v2/orders/1042", "1042"),
    AMAZON: (
        "/orders/2026-01-01/orders/111-2222222-3333333",
        "111-2222222-3333333",
    ),
    EBAY: ("/sell/fulfillment/v1/order/27-10411-55083", "27-10411-55083"),
}
IDS = {BIGCOMMERCE: "id", AMAZON: "orderId", EBAY: "orderId"}


def other(platform: Platform) -> str:
    """A sound order of another id, to stand beside a bad one."""
    return json.dumps(PLATFORMS[platform][1](**{IDS[platform]: "77-1"}))


def bent(platform: Platform, field: str) -> str:
    """An order with one more field, given as its JSON text."""
    order = json.dumps(PLATFORMS[platform][1](unneeded=0))
    return order.replace('"unneeded": 0', f'"unneeded": {field}')


BAD: dict[str, tuple[Callable[[], str], str]] = {
    "beyond every reader": (lambda: "[" * 100_000 + "]" * 100_000, "nested too deep"),
    "objects beyond every reader": (
        lambda: '{"a":' * 50_000 + "0" + "}" * 50_000,
        "nested too deep",
    ),
    "just beyond": (lambda: "[" * 1_030 + "]" * 1_030, "nested too deep"),
    "a number of thousands of digits": (lambda: "9" * 5_000, "a number of too many digits"),
    "no value": (lambda: "", "not JSON"),
    "a bare word": (lambda: "nothing", "not JSON"),
    "brackets that do not match": (lambda: '[{"a":1]', "not JSON"),
}


@every_platform
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("kind", BAD)
def test_the_rest_of_the_page_comes_in(
    wire: Wire, platform: Platform, kind: str, place: int
) -> None:
    """The bad order is quarantined under its id with its reason, wherever on the page it is."""
    made, fault = BAD[kind]
    rows = [other(platform), other(platform).replace("77-1", "77-2")]
    rows.insert(place, bent(platform, made()))
    orders = listing(wire, platform, page_of(platform, *rows)).orders
    bad = orders[place]
    assert isinstance(bad, Unreadable)
    assert (bad.remote_id, bad.fault) == (PLATFORMS[platform][2], fault)
    assert bad.payload
    assert [type(one) for one in orders].count(ImportedOrder) == 2


@every_platform
@pytest.mark.parametrize("depth", [100, 500, 900, 980, 1_000, 1_015, 1_020, 1_024, 2_000, 100_000])
@pytest.mark.parametrize("where", ["unneeded", "in its place"])
def test_nesting_of_any_depth_spoils_no_page(
    wire: Wire, platform: Platform, depth: int, where: str
) -> None:
    """Near the reader's limit, at it and beyond: what is read is used, the rest is kept aside."""
    deep = "[" * depth + "]" * depth
    text = bent(platform, deep)
    if where != "unneeded":
        known = {
            BIGCOMMERCE: '"currency_code": "USD"',
            AMAZON: '"programs": ["PRIME"]',
            EBAY: '"orderPaymentStatus": "PAID"',
        }[platform]
        text = bent(platform, "0").replace(known, f"{known.split(':')[0]}: {deep}")
    bad, good = listing(wire, platform, page_of(platform, text, other(platform))).orders
    assert bad.remote_id == PLATFORMS[platform][2]
    assert isinstance(good, ImportedOrder)
    assert isinstance(bad, Unreadable) or where == "unneeded"


@every_platform
def test_nesting_around_the_page_is_the_platforms_trouble(wire: Wire, platform: Platform) -> None:
    """Nobody can say where an order would be: nothing is taken and it is asked again."""
    page = page_of(platform, other(platform))
    with pytest.raises(ServerTrouble):
        listing(wire, platform, b"[" * 5_000 + page + b"]" * 5_000)


@every_platform
@pytest.mark.parametrize(
    "id_",
    [
        "true",
        "false",
        "1e999",
        "12345678901234567890123",
        "7.5",
        "-7",
        "9" * 5_000,
        '"' + "7" * 10_000 + '"',
        '"7\\u0000"',
        '" 7"',
        '"7\\n8"',
        '"\\ud800"',
        '"7\\u202e"',
        "[7]",
        '{"id": 7}',
    ],
)
def test_an_id_is_taken_as_it_is_or_not_at_all(wire: Wire, platform: Platform, id_: str) -> None:
    """Cut or cleaned it would be the id of another order, and that one would be overwritten."""
    name = IDS[platform]
    text = json.dumps(PLATFORMS[platform][1](**{name: 0})).replace(
        f'"{name}": 0', f'"{name}": {id_}', 1
    )
    bad, good = listing(wire, platform, page_of(platform, text, other(platform))).orders
    assert isinstance(bad, Unreadable)
    assert bad.remote_id == ""
    assert isinstance(good, ImportedOrder)


@every_platform
def test_a_number_is_an_id(wire: Wire, platform: Platform) -> None:
    """BigCommerce's are numbers; a marketplace that sends one is understood as well."""
    text = json.dumps(PLATFORMS[platform][1](**{IDS[platform]: 10411}))
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert isinstance(read, ImportedOrder)
    assert read.remote_id == "10411"


@every_platform
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_page_in_another_encoding_is_read(wire: Wire, platform: Platform, encoding: str) -> None:
    """A byte order mark or UTF-16 is no JSON, and no reason to stop a store."""
    page = page_of(platform, other(platform)).decode().encode(encoding)
    (read,) = listing(wire, platform, page).orders
    assert isinstance(read, ImportedOrder)


@every_platform
def test_of_a_field_that_is_there_twice_the_last_counts(wire: Wire, platform: Platform) -> None:
    """As every reader of JSON takes it; nothing is doubled and nothing breaks."""
    name = IDS[platform]
    text = f'{{"{name}": "77-9", ' + other(platform)[1:]
    (read,) = listing(wire, platform, page_of(platform, text)).orders
    assert read.remote_id == "77-1"


@every_platform
@pytest.mark.parametrize("rows", ["null", "{}", '{"0": {}}', '"x"', "7", "true"])
def test_a_list_that_is_none_is_the_platforms_trouble(
    wire: Wire, platform: Platform, rows: str
) -> None:
    """An object would give its keys for orders, and null none: neither is a page."""
    body = rows if platform is BIGCOMMERCE else f'{{"total":0,"orders":{rows}}}'
    with pytest.raises(ServerTrouble):
        listing(wire, platform, body.encode())


@every_platform
@pytest.mark.parametrize("end", [1, 50, 300])
def test_a_page_that_is_cut_off_is_not_taken_for_a_shorter_one(
    wire: Wire, platform: Platform, end: int
) -> None:
    """Orders that are not in it would be passed over: it is asked again."""
    page = page_of(platform, other(platform), bent(platform, "9" * 5_000))
    with pytest.raises(ServerTrouble):
        listing(wire, platform, page[:-end])


@every_platform
@pytest.mark.parametrize("stray", ["]", "]]", "}]", '"'])
def test_a_stray_mark_loses_no_order_without_a_word(
    wire: Wire, platform: Platform, stray: str
) -> None:
    """It could end the list early: then nothing is taken, rather than a part for the whole."""
    page = page_of(platform, bent(platform, "9" * 5_000 + stray), other(platform))
    try:
        orders = listing(wire, platform, page).orders
    except ServerTrouble:
        return
    assert any(one.remote_id == "77-1" for one in orders)


@every_platform
@pytest.mark.parametrize("kind", BAD)
def test_one_order_that_is_asked_for_is_kept_aside_as_well(
    wire: Wire, platform: Platform, kind: str
) -> None:
    """An answer that nobody can read is no trouble of the platform: others can be read there."""
    path, remote_id = SINGLE[platform]
    text = bent(platform, BAD[kind][0]())
    body = f'{{"order": {text}}}' if platform is AMAZON else text
    wire.on("GET", path, httpx.Response(200, content=body.encode()))
    found: Fetched = wire.connections().platform(store(platform)).read(remote_id)
    assert isinstance(found, Unreadable)
    assert (found.remote_id, found.fault) == (remote_id, BAD[kind][1])


@pytest.mark.parametrize(
    ("answer", "momentary"),
    [
        (reply([{"status": 404, "message": "no"}], 404), False),
        (reply([{"status": 400, "message": "no"}], 400), False),
        (reply({"a": 1}), False),
        (reply([{}]), False),
        (httpx.Response(500), True),
    ],
)
def test_an_order_whose_lines_cannot_be_had_stops_no_listing(
    wire: Wire, answer: httpx.Response, momentary: bool
) -> None:
    """BigCommerce is asked for what consignments leave out; its no is about that order alone."""
    wire.on("GET", "/stores/abc123/v2/orders/1042/products", answer)
    bare = shop_order(items_total=5)
    page = page_of(BIGCOMMERCE, json.dumps(bare), json.dumps(shop_order(id=77)))
    bad, good = listing(wire, BIGCOMMERCE, page).orders
    assert isinstance(bad, Unreadable)
    assert (bad.remote_id, bad.momentary) == ("1042", momentary)
    assert "getOrderProducts" in bad.fault
    assert isinstance(good, ImportedOrder)


def test_many_orders_whose_lines_cannot_be_had_are_the_platforms_trouble(wire: Wire) -> None:
    """A server error at each of them is an outage: it is no reason to quarantine a day's orders."""
    numbers = range(1, 9)
    for number in numbers:
        path = f"/stores/abc123/v2/orders/{number}/products"
        wire.on("GET", path, httpx.Response(503))
    rows = [json.dumps(shop_order(id=number, items_total=5)) for number in numbers]
    with pytest.raises(ServerTrouble):
        listing(wire, BIGCOMMERCE, page_of(BIGCOMMERCE, *rows))


def test_an_order_without_lines_and_with_an_odd_id_leaves_no_path(wire: Wire) -> None:
    """An id is put into an address only when it is a number."""
    bare = json.dumps(shop_order(id="1/../../../evil", items_total=5))
    (bad,) = listing(wire, BIGCOMMERCE, page_of(BIGCOMMERCE, bare)).orders
    assert isinstance(bad, Unreadable)
    assert [request.url.path for request in wire.requests] == [
        "/stores/abc123/v2/orders",
        "/stores/abc123/v2/store",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-21T07:59:59Z",
        "2099-01-01T00:00:00Z",
        "1996-01-01T00:00:00Z",
        "2026-11-18T00:00:00Z",
    ],
)
def test_a_day_to_ship_by_that_makes_no_sense_is_none(wire: Wire, told: str) -> None:
    """It would sort the order before or behind all others; the order itself is sound."""
    sane = told == "2026-11-21T07:59:59Z"
    amazon = amazon_order()
    amazon["fulfillment"]["shipByWindow"]["latestDateTime"] = told
    ebay = ebay_order()
    for line in ebay["lineItems"]:
        line["lineItemFulfillmentInstructions"]["shipByDate"] = told
    for platform, order in ((AMAZON, amazon), (EBAY, ebay)):
        page = page_of(platform, json.dumps(order))
        (read,) = listing(wire, platform, page).orders
        assert isinstance(read, ImportedOrder)
        assert (read.ship_by is not None) == sane


@every_platform
@pytest.mark.parametrize(
    "told",
    [
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "Fri, 20 Nov 2026 1:1:1 +9999999999999",
    ],
)
def test_a_date_beyond_the_calendar_is_unreadable(
    wire: Wire, platform: Platform, told: str
) -> None:
    """Where it would overflow, its order is set aside, and the page is read."""
    name = {
        BIGCOMMERCE: "date_modified",
        AMAZON: "lastUpdatedTime",
        EBAY: "lastModifiedDate",
    }[platform]
    text = json.dumps(PLATFORMS[platform][1](**{name: told}))
    bad, good = listing(wire, platform, page_of(platform, text, other(platform))).orders
    assert isinstance(bad, Unreadable)
    assert name in bad.fault
    assert isinstance(good, ImportedOrder)


def test_amounts_that_add_up_beyond_any_column_are_unreadable(wire: Wire) -> None:
    """Amazon names no total for some orders: the sum has a bound as each amount has."""
    order = amazon_order(proceeds=None)
    item = order["orderItems"][0]
    item["product"]["price"]["unitPrice"]["amount"] = "9999999999.00"
    item["quantityOrdered"] = 1_000_000
    (bad,) = listing(wire, AMAZON, page_of(AMAZON, json.dumps(order))).orders
    assert isinstance(bad, Unreadable)


@every_platform
def test_more_rows_than_a_page_has_are_none(wire: Wire, platform: Platform) -> None:
    """Nobody asked for so many: a million empty rows would be a million quarantined orders."""
    with pytest.raises(ServerTrouble):
        listing(wire, platform, page_of(platform, *["{}"] * 100_000))


def test_what_no_reader_can_nest_is_kept_in_bytes() -> None:
    """The payload of an order is there for a later look, however deep it is."""
    deep: Any = 7
    for _ in range(3_000):
        deep = [deep]
    assert payload_of({"orderId": deep}).startswith(b'{"orderId": [[')


@pytest.mark.parametrize("reader", [apart, whole])
@pytest.mark.parametrize(
    "content", [b"", b"x", b"{", b"[1", b'{"a"', b'{"a":}x', b"[] []", b"{1:2}", b'["']
)
def test_what_has_no_outline_is_said_to_have_none(
    reader: Callable[[bytes], object], content: bytes
) -> None:
    """It is a ValueError and nothing else, so it is the platform's trouble and no fault of ours."""
    with pytest.raises(ValueError, match=r"JSON"):
        reader(content)


def test_no_answer_at_all_is_no_page(wire: Wire) -> None:
    """A broken connection inside an order's own call stops the import as it did before."""
    wire.on("GET", "/stores/abc123/v2/orders/1042/products", httpx.ReadTimeout("slow"))
    page = page_of(BIGCOMMERCE, json.dumps(shop_order(items_total=5)))
    with pytest.raises(Unreachable):
        listing(wire, BIGCOMMERCE, page)
