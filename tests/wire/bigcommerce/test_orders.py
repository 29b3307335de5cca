"""Listing, filtering, paging and reading orders."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from mockplace.control.worlds import restored, saved
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.api.orders import orders, render
from mockplace.platforms.bigcommerce.rules.commands import (
    Archive,
    ChangePackage,
    RemovePackage,
    SetStatus,
    Write,
)
from tests.wire.reference import example

from .conftest import START, Shop

MINUTE = 60_000


def keys(content: object, at: str = "") -> set[str]:
    """Every key of a document with the way to it; of a list, the first entry's."""
    if isinstance(content, list):
        return keys(content[0], f"{at}[]") if content else set()
    if not isinstance(content, dict):
        return set()
    found = {f"{at}.{name}" for name in content}
    return found.union(*(keys(value, f"{at}.{name}") for name, value in content.items()))


def test_every_key_of_the_example_bodies_is_there(shop: Shop) -> None:
    """Orders, products, addresses and shipments hold at least the keys of the example bodies."""
    shop.world.buy("mug", "amz", [("MUG-SLATE", 2, None)])
    shop.world.advance_to(START + 2 * MINUTE)
    order = shop.order("1001")
    shipment = shop.ship(order).json()
    at = f"/v2/orders/{order.order_id}"
    for found, name in (
        (shop.get("/v2/orders").json(), "bigcommerce_v2_orders"),
        (shop.get(f"{at}/products").json(), "bigcommerce_v2_order_products"),
        (shop.get(f"{at}/shipping_addresses").json(), "bigcommerce_v2_shipping_addresses"),
        (shipment, "bigcommerce_v2_shipment.response"),
    ):
        assert keys(example(name)) - keys(found) == set()


def test_values_have_the_types_of_the_example_bodies(shop: Shop) -> None:
    """Money is a string with four decimals, a date RFC-2822, an id a number."""
    shop.world.buy("mug", "amz", [("MUG-SLATE", 2, None)])
    shop.world.advance_to(START + 2 * MINUTE)
    order = shop.get("/v2/orders").json()[0]
    wanted = example("bigcommerce_v2_orders")[0]
    for name, value in wanted.items():
        assert isinstance(order[name], type(value)) or value is None, name
    assert order["subtotal_ex_tax"] == "25.9800"
    assert order["date_created"] == "Fri, 20 Nov 2026 09:01:30 +0000"
    assert parsedate_to_datetime(order["date_modified"]).timestamp() * 1000 == START + 90_000


def test_an_empty_list_is_204_without_a_body(shop: Shop) -> None:
    """Clients page until 204: no orders, no shipments and a page past the end all answer it."""
    for path in ("/v2/orders", "/v2/orders?page=9"):
        answer = shop.get(path)
        assert (answer.status_code, answer.content) == (204, b"")
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    answer = shop.get(f"/v2/orders/{order.order_id}/shipments")
    assert (answer.status_code, answer.content) == (204, b"")


def test_pages_hold_every_order_once(shop: Shop) -> None:
    """Walking the pages gives each order once, in every sequence."""
    shop.world.populate(40)
    every = shop.ids(limit="250")
    assert every == sorted(every)
    assert len(every) > 30
    for sort in ("id", "date_modified:asc", "date_created", "status_id:desc", "channel_id"):
        walked: list[int] = []
        page = 1
        while found := shop.ids(limit="7", page=str(page), sort=sort):
            walked += found
            page += 1
        assert sorted(walked) == every, sort
    assert shop.ids(limit="250", sort="id:desc") == every[::-1]


@pytest.mark.parametrize("write", ["iso", "rfc2822"])
def test_a_listing_by_change_takes_both_dialects_of_dates(shop: Shop, write: str) -> None:
    """``min_date_modified`` and ``max_date_modified`` are inclusive, to the second."""
    made = []
    for n in range(4):
        shop.world.advance_to(START + n * MINUTE)
        made.append(int(shop.world.buy(f"mug {n}", "shop", [("MUG-SLATE", 1, None)]).order_id))
    texts = {
        "iso": ("2026-11-20T09:01:00+00:00", "2026-11-20T09:02:00Z"),
        "rfc2822": ("Fri, 20 Nov 2026 09:01:00 +0000", "Fri, 20 Nov 2026 09:02:00 +0000"),
    }[write]
    assert shop.ids(min_date_modified=texts[0], max_date_modified=texts[1]) == made[1:3]
    assert shop.ids(min_date_created=texts[0], max_date_created=texts[1]) == made[1:3]
    shop.world.do(SetStatus("shop", str(made[0]), 9))
    changed = [made[2], made[0], made[3]]
    assert shop.ids(min_date_modified=texts[1], sort="date_modified:asc") == changed
    assert shop.ids(min_date_modified=texts[1]) == sorted(changed)
    assert shop.ids(sort="date_modified:asc") == [made[1], *changed]


def test_filters_narrow_the_listing_and_the_count(shop: Shop) -> None:
    """Ids, totals, status, channel, e-mail and the external id filter; so does the count."""
    first = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    shop.world.buy("candle", "shop", [("CNDL-CEDAR", 3, None)])
    amazon = shop.world.buy("twin", "amz", [("MUG-SLATE", 1, None)])
    shop.world.advance_to(START + 2 * MINUTE)
    assert shop.ids(min_id="1002", max_id="1002") == [1002]
    assert shop.ids(min_total="50") == [1002]
    assert shop.ids(external_order_id=amazon.order_id) == [1003]
    assert shop.ids(email=first.buyer.email) == [1001]
    assert shop.ids(channel_id="1") == [1001, 1002]
    shop.world.do(SetStatus("shop", "1002", 9))
    assert shop.ids(status_id="9") == [1002]
    count = shop.get("/v2/orders/count").json()
    assert count["count"] == 3
    assert {one["id"]: one["count"] for one in count["statuses"]}[9] == 1


def test_a_bad_parameter_is_refused_and_an_unknown_one_is_borne(shop: Shop) -> None:
    """A date, a page or a sequence that is none is 400; more than 250 a page is 413."""
    shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    for name, value in (
        ("min_date_modified", "yesterday"),
        ("page", "0"),
        ("limit", "x"),
        ("sort", "buyer"),
        ("min_id", "nan"),
    ):
        answer = shop.get("/v2/orders", **{name: value})
        assert answer.status_code == 400
        assert answer.json() == [{"status": 400, "message": f"The field '{name}' is invalid."}]
    assert shop.get("/v2/orders", limit="251").status_code == 413
    assert shop.ids(limit="250", colour="blue") == [1001]


def test_include_brings_lines_and_addresses_into_one_answer(shop: Shop) -> None:
    """Without it a link; with it what goes where, the whole lines only where asked for."""
    shop.world.buy("both", "shop", [("MUG-SLATE", 2, None), ("GUIDE-PDF", 1, None)])
    plain = shop.get("/v2/orders/1001").json()
    assert plain["consignments"]["resource"] == "/orders/1001/consignments"
    full = shop.get("/v2/orders/1001", include="consignments,consignments.line_items").json()
    (consignment,) = full["consignments"]
    (shipping,) = consignment["shipping"]
    products = shop.get("/v2/orders/1001/products").json()
    assert shipping["line_items"] == products[:1]
    assert consignment["downloads"][0]["line_items"] == products[1:]
    assert shipping["id"] == products[0]["order_address_id"]
    links = shop.get("/v2/orders/1001", include="consignments").json()["consignments"][0]
    assert set(links["shipping"][0]["line_items"][0]) == {"url", "resource"}
    as_object = shop.get(
        "/v2/orders/1001", include="consignments", consignment_structure="object"
    ).json()
    assert as_object["consignments"] == links


def test_both_spellings_of_the_addresses_are_served(shop: Shop) -> None:
    """The documents say shipping_addresses, the orders link to shippingaddresses."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    at = f"/v2/orders/{order.order_id}"
    documented = shop.get(f"{at}/shipping_addresses").json()
    assert shop.get(f"{at}/shippingaddresses").json() == documented
    one = shop.get(f"{at}/shipping_addresses/{order.address_id}").json()
    assert [one] == documented


@pytest.mark.proves("A7")
def test_what_goes_nowhere_has_no_address(shop: Shop) -> None:
    """An order without an address, or without a physical item, lists no shipping address."""
    digital = shop.world.buy("guide", "shop", [("GUIDE-PDF", 1, None)])
    nowhere = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)], address=False)
    for order in (digital, nowhere):
        at = f"/v2/orders/{order.order_id}"
        assert shop.get(f"{at}/shipping_addresses").status_code == 204
        assert shop.get(at).json()["shipping_address_count"] == 0
    assert shop.get(f"/v2/orders/{digital.order_id}").json()["order_is_digital"] is True


def test_a_foreign_token_and_an_unknown_order_are_refused_in_both_dialects(shop: Shop) -> None:
    """V2 answers an array, V3 an object; 401 for the token, 404 for what is not there."""
    assert shop.call("GET", "/v2/orders", token="stolen").status_code == 401
    assert isinstance(shop.call("GET", "/v2/orders", token="stolen").json(), list)
    refused = shop.call("GET", "/v3/channels", token="stolen")
    assert (refused.status_code, refused.json()["status"]) == (401, 401)
    missing = shop.get("/v2/orders/77")
    assert missing.status_code == 404
    assert missing.json()[0]["message"] == "The requested resource was not found."
    assert shop.get("/v2/orders/1%00").status_code == 404


def test_the_store_its_time_its_statuses_and_its_channels(shop: Shop) -> None:
    """The time is the world's; channel 1 is the storefront, and each marketplace has its own."""
    assert shop.get("/v2/time").json() == {"time": START // 1000}
    assert shop.get("/v2/store").json()["weight_units"] == "Ounces"
    statuses = shop.get("/v2/order_statuses").json()
    assert [status["id"] for status in statuses] == list(range(15))
    second = shop.get("/v2/order_statuses", page="2", limit="10").json()
    assert [status["id"] for status in second] == list(range(10, 15))
    assert shop.get("/v2/order_statuses", page="2").status_code == 204
    assert shop.get("/v2/order_statuses/11").json()["name"] == "Awaiting Fulfillment"
    channels = shop.get("/v3/channels").json()
    assert [channel["platform"] for channel in channels["data"]] == [
        "bigcommerce",
        "amazon",
        "ebay",
    ]
    assert channels["meta"]["pagination"]["total"] == 3
    narrowed = shop.get("/v3/channels", **{"platform:in": "ebay"}).json()["data"]
    assert shop.get(f"/v3/channels/{narrowed[0]['id']}").json()["data"] == narrowed[0]
    assert shop.get("/v3/channels", page="2", limit="2").json()["meta"]["pagination"]["count"] == 1


def test_a_status_and_texts_can_be_written_and_nothing_else(shop: Shop) -> None:
    """Read-only fields are named in the refusal; so are fields that orders do not have."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    at = f"/v2/orders/{order.order_id}"
    shop.world.advance_to(START + MINUTE)
    written = shop.call("PUT", at, json={"status_id": 9, "external_order_id": "X-1"}).json()
    assert (written["status"], written["external_order_id"]) == ("Awaiting Shipment", "X-1")
    assert written["date_modified"] == "Fri, 20 Nov 2026 09:01:00 +0000"
    for body, message in (
        ({"external_id": "1"}, "cannot be written to"),
        ({"colour": "blue"}, "is not supported by this resource"),
        ({"status_id": 99}, "is invalid"),
        ({"status_id": True}, "is invalid"),
    ):
        refused = shop.call("PUT", at, json=body)
        assert refused.status_code == 400
        assert message in refused.json()[0]["message"]
    assert shop.call("PUT", at, json=[1]).status_code == 400
    assert order.status_id == 9


@pytest.mark.parametrize("way", ["asc", "desc"])
@pytest.mark.parametrize("name", ["id", "date_created", "date_modified"])
def test_pages_cut_from_a_kept_sequence_are_those_of_sorting(
    shop: Shop, name: str, way: str
) -> None:
    """A page is read from an index where nothing is filtered; it must be the same page."""
    for n in range(23):
        shop.world.buy(f"order {n}", "shop", [("MUG-SLATE", 1, None)])
        shop.world.advance_to(shop.world.now + 60_000)
    for n, order in enumerate(list(shop.world.orders_of("shop"))):
        if n % 3 == 0:
            shop.world.do(SetStatus("shop", order.order_id, 9))
    keys: dict[str, Callable[[PlatformOrder], Any]] = {
        "id": lambda order: int(order.order_id),
        "date_created": lambda order: (order.placed_at, order.order_id),
        "date_modified": lambda order: (order.modified_at, order.order_id),
    }
    wanted = [
        int(order.order_id)
        for order in sorted(shop.world.orders_of("shop"), key=keys[name], reverse=way == "desc")
    ]
    for page in range(1, 7):
        got = shop.ids(sort=f"{name}:{way}", limit="5", page=str(page))
        assert got == wanted[(page - 1) * 5 : page * 5]
    filtered = shop.ids(sort=f"{name}:{way}", limit="5", page="1", min_id=str(min(wanted)))
    assert filtered == wanted[:5]


def test_a_read_is_never_older_than_the_last_change(shop: Shop) -> None:
    """Whatever changes an order, at one moment or later, the next read and list show it."""
    world = shop.world
    order = world.buy("mugs", "shop", [("MUG-SLATE", 3, None)], paid=False)
    at, line = ("shop", order.order_id), order.lines[0].line_id

    def ship(units: int, tracking: str) -> None:
        world.shipping.confirm(
            *at, carrier="ups", service="", tracking=tracking, units={line: units},
            shipped_at=world.now,
        )  # fmt: skip

    changes: list[Callable[[], object]] = [
        lambda: world.pay(*at),
        lambda: world.do(Write(*at, {"staff_notes": "one"})),
        lambda: world.do(Write(*at, {"staff_notes": "two"})),
        lambda: ship(1, "1Z"),
        lambda: world.do(ChangePackage(*at, order.packages[0].package_id, {"tracking": "2Z"})),
        lambda: ship(2, "3Z"),
        lambda: world.do(RemovePackage(*at, order.packages[0].package_id)),
        lambda: world.after_sale.refund(*at, amount=100),
        lambda: world.do(SetStatus(*at, 11)),
        lambda: world.after_sale.cancel_by_seller(*at),
        lambda: world.do(Archive(*at)),
    ]
    for change in changes:
        change()
        shown = shop.get(f"/v2/orders/{order.order_id}").json()
        listed = shop.get("/v2/orders", is_deleted=str(order.archived).lower()).json()
        assert [shown] == listed == [json.loads(json.dumps(render.order(world, order)))]


def test_what_is_kept_of_reads_is_bounded_and_not_saved(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A world that was restored draws its orders anew, and a large one does not keep them all."""
    monkeypatch.setattr(orders, "_MOST_DRAWN", 2)
    for number in range(3):
        shop.world.buy(f"mug-{number}", "shop", [("MUG-SLATE", 1, None)])
    assert len(shop.ids()) == 3
    assert len(shop.world.drawn) == 2
    assert restored(saved(shop.world)).drawn == {}
    assert len(shop.world.drawn) == 2
