"""Whether the store writes to buyers when the status of an order changes, and to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mockplace.kernel.records import PlatformOrder
from tests.wire.bigcommerce.conftest import Shop

WHERE = "/v3/settings/email-statuses"
EMAIL = "combined_order_status_email"


def channels(shop: Shop) -> dict[str, str]:
    """Platform → the number of its channel, as a query writes it."""
    found = shop.get("/v3/channels").json()["data"]
    return {channel["platform"]: str(channel["id"]) for channel in found}


def put(shop: Shop, value: object, **asked: str) -> None:
    """Write the one setting, for all or for a channel."""
    answer = shop.call("PUT", WHERE, json={EMAIL: value}, **asked)
    assert answer.status_code == 200, answer.text
    assert answer.json() == shop.get(WHERE, **asked).json()
    assert answer.json()["data"][EMAIL] is value


def bought(shop: Shop) -> dict[str, PlatformOrder]:
    """An order of the storefront, and the copies of one of each marketplace."""
    for store in ("shop", "amz", "bay"):
        shop.world.buy(f"{store} order", store, [("MUG-SLATE", 2, None)])
    shop.world.advance_to(shop.world.now + 120_000)
    return {order.mirrors_platform or "storefront": order for order in shop.world.orders_of("shop")}


def written_to(shop: Shop) -> Counter[str]:
    """Whose buyers the store has written to, and how often."""
    found = [shop.order(mail.order_id) for mail in shop.world.mails if mail.store == "shop"]
    return Counter(order.mirrors_platform or "storefront" for order in found)


def test_what_holds_for_all_and_what_a_channel_says_of_its_own(shop: Shop) -> None:
    """A channel has nothing of its own at first; null takes back what it was given."""
    ebay = {"channel_id": channels(shop)["ebay"]}
    first = shop.get(WHERE).json()
    assert first["meta"] == {}
    assert [name for name, on in first["data"].items() if not on] == ["product_review_email"]
    assert set(shop.get(WHERE, **ebay).json()["data"].values()) == {None}
    put(shop, False, **ebay)
    assert shop.get(WHERE).json() == first
    assert shop.get(WHERE, channel_id=channels(shop)["amazon"]).json()["data"][EMAIL] is None
    put(shop, False)
    put(shop, True, **ebay)
    put(shop, None, **ebay)


def test_a_shipment_is_written_about_where_the_setting_of_its_channel_is_on(shop: Shop) -> None:
    """A channel's own setting goes before what holds for all; the others are as they were."""
    put(shop, False, channel_id=channels(shop)["amazon"])
    for order in bought(shop).values():
        assert shop.ship(order).status_code == 201
    assert written_to(shop) == {"storefront": 1, "ebay": 1}


def test_off_for_all_and_on_for_one_channel(shop: Shop) -> None:
    """What holds for all holds where a channel says nothing."""
    put(shop, False)
    put(shop, True, channel_id="1")
    for order in bought(shop).values():
        shop.ship(order)
    assert written_to(shop) == {"storefront": 1}


def test_a_status_is_written_about_once_and_only_when_it_changes(shop: Shop) -> None:
    """The status that a shipment brings is the shipment's own letter, and set again it is none."""
    order = bought(shop)["amazon"]
    where = f"/v2/orders/{order.order_id}"
    shop.call("PUT", where, json={"status_id": 11})
    assert written_to(shop) == {}
    shop.ship(order)
    shop.call("PUT", where, json={"status_id": 2})
    assert written_to(shop) == {"amazon": 1}


def test_a_status_without_a_shipment_is_written_about_as_well(shop: Shop) -> None:
    """Unless it is off for the order's channel."""
    put(shop, False, channel_id=channels(shop)["ebay"])
    for order in bought(shop).values():
        shop.call("PUT", f"/v2/orders/{order.order_id}", json={"status_id": 2})
    assert written_to(shop) == {"storefront": 1, "amazon": 1}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({EMAIL: "no"}, EMAIL),
        ({EMAIL: None}, EMAIL),
        ({"shipment_email": False}, "shipment_email"),
        ([], "obj"),
    ],
)
def test_what_cannot_be_set_is_refused_and_changes_nothing(
    shop: Shop, body: object, field: str
) -> None:
    """For all there is nothing to inherit from."""
    before = shop.get(WHERE).json()
    answer = shop.call("PUT", WHERE, json=body)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert shop.get(WHERE).json() == before


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_channel_that_there_is_not(shop: Shop, method: str) -> None:
    """404, and 422 for what is no number."""
    body = {EMAIL: False} if method == "PUT" else None
    assert shop.call(method, WHERE, json=body, channel_id="7").status_code == 404
    assert shop.call(method, WHERE, json=body, channel_id="x").status_code == 422


@pytest.mark.parametrize(
    ("scope", "read", "write"),
    [
        ("store_v2_information", 200, 200),
        ("store_v2_information_read_only", 200, 403),
        ("store_v2_orders", 403, 403),
    ],
)
def test_it_takes_the_scope_of_the_store_s_information(
    shop: Shop, scope: str, read: int, write: int
) -> None:
    """A token whose scopes were named opens nothing else, and says which it lacks in words."""
    account = shop.world.accounts["shop"]
    shop.world.accounts["shop"] = replace(account, scopes=(scope,))
    got = shop.get(WHERE)
    put_there = shop.call("PUT", WHERE, json={EMAIL: False})
    assert (got.status_code, put_there.status_code) == (read, write)
    for answer in (got, put_there):
        if answer.status_code == 403:
            assert "required scope" in answer.json()["title"]
    assert shop.get("/v3/channels").status_code == 403
    assert shop.get("/v2/orders").status_code == (403 if "information" in scope else 204)
