"""What each connector profile writes into the copy of a purchase, as a program reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    ShippingCenter,
)
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.testing import Mockplace, opened
from tests.wire.bigcommerce.conftest import Shop

SKU, OTHER = "MUG-SLATE-12", "TRAY-OAK-S"
MINUTE = 60


@contextmanager
def market(profile: str) -> Iterator[tuple[Mockplace, Shop]]:
    """A market whose shop has the connector, and a program with the shop's token."""
    with opened(seed=7, connector=profile) as place:
        client = httpx.Client(transport=place.transport, base_url="https://api.bigcommerce.com")
        with client as http:
            yield place, Shop(place.world, http, place.account("shop"))


def buy(place: Mockplace, store: str, *skus: str, **more: Any) -> PlatformOrder:
    """A purchase on a marketplace, and the minutes in which it is copied."""
    order = place.buy(store, *(skus or (SKU,)), **more)
    place.pass_time(10 * MINUTE)
    return order


def copies(shop: Shop) -> list[Any]:
    """The shop's orders, the oldest first."""
    answer = shop.get("/v2/orders")
    return list(answer.json()) if answer.content else []


def lines(shop: Shop, copy: Any) -> list[Any]:
    """The products of an order."""
    return list(shop.get(f"/v2/orders/{copy['id']}/products").json())


@pytest.mark.parametrize(
    ("profile", "amazon", "ebay"),
    [
        ("prefixed-id", "AMZ-{id}", "eBay {id}"),
        ("prefixed-twice-untaxed", "AMZ-{id}", "eBay {id}"),
        ("suffixed-id", "{id}-amazon", "{id}-ebay"),
        ("spaced-id", " amazon  {id} ", " ebay  {id} "),
    ],
)
def test_an_id_is_decorated(profile: str, amazon: str, ebay: str) -> None:
    """The purchase's own id stands within; by itself it is nowhere."""
    with market(profile) as (place, shop):
        for store, form in (("amz", amazon), ("bay", ebay)):
            order = buy(place, store)
            copy = copies(shop)[-1]
            assert copy["external_order_id"] == form.format(id=order.order_id)
            assert order.order_id not in (copy["external_id"], copy["ebay_order_id"])
            assert copy["order_source"] == order.platform


@pytest.mark.parametrize(
    ("profile", "field", "other"),
    [
        ("own-number-note", "staff_notes", "customer_message"),
        ("own-number-message", "customer_message", "staff_notes"),
        ("unsourced-prose", "staff_notes", "customer_message"),
    ],
)
def test_a_number_of_its_own_has_the_id_in_prose_only(profile: str, field: str, other: str) -> None:
    """The number is the connector's, and has not the form of an id of the marketplace's."""
    with market(profile) as (place, shop):
        order = buy(place, "amz")
        (copy,) = copies(shop)
        assert copy["external_order_id"].isdigit()
        assert len(copy["external_order_id"]) == 8
        assert order.order_id in copy[field]
        assert copy[field] != order.order_id
        said = {name: copy[name] for name in copy if order.order_id in str(copy[name])}
        assert set(said) == {field}
        assert copy[other] == ""


def test_the_older_id_names_item_and_transaction() -> None:
    """As eBay itself shows the order; an order of two lines has none, and Amazon's none at all."""
    with market("older-ebay-id") as (place, shop):
        order = buy(place, "bay")
        (line,) = order.lines
        (copy,) = copies(shop)
        assert copy["ebay_order_id"] == f"{line.listing_id}-{line.line_id}"
        (product,) = lines(shop, copy)
        assert (product["ebay_item_id"], product["ebay_transaction_id"]) == (
            line.listing_id, line.line_id,
        )  # fmt: skip
        two = buy(place, "bay", SKU, OTHER)
        assert copies(shop)[-1]["ebay_order_id"] == two.order_id
        buy(place, "amz")
        copy = copies(shop)[-1]
        assert (copy["ebay_order_id"], lines(shop, copy)[0]["ebay_item_id"]) == ("0", "")


def test_only_the_lines_name_an_ebay_purchase() -> None:
    """By item and transaction; the order has no id of the purchase in any field."""
    with market("ebay-line-ids") as (place, shop):
        order = buy(place, "bay", SKU, OTHER)
        (copy,) = copies(shop)
        assert not any(order.order_id in str(value) for value in copy.values())
        found = [(one["ebay_item_id"], one["ebay_transaction_id"]) for one in lines(shop, copy)]
        assert found == [(line.listing_id, line.line_id) for line in order.lines]


@pytest.mark.parametrize("profile", ["external-source-only", "unsourced-prose"])
def test_only_external_source_says_that_it_is_a_copy(profile: str) -> None:
    """The order source is empty, and the channel the storefront's."""
    with market(profile) as (place, shop):
        buy(place, "amz")
        (copy,) = copies(shop)
        assert (copy["order_source"], copy["external_source"]) == ("", "CONNECTOR")
        assert copy["channel_id"] == 1


@pytest.mark.parametrize("profile", ["copies-twice", "prefixed-twice-untaxed"])
def test_a_copy_is_written_twice(profile: str) -> None:
    """Five minutes apart, with the same fields; a third one never comes."""
    with market(profile) as (place, shop):
        order = place.buy("amz", SKU)
        place.pass_time(90)
        assert len(copies(shop)) == 1
        place.pass_time(5 * MINUTE - 1)
        assert len(copies(shop)) == 1
        place.pass_time(1)
        first, second = copies(shop)
        assert first["id"] != second["id"]
        for name in ("external_order_id", "order_source", "external_source", "total_inc_tax"):
            assert first[name] == second[name], name
        assert place.copy_of(order) is place.world.orders["shop", str(first["id"])]
        place.pass_time(600 * MINUTE)
        assert len(copies(shop)) == 2


def test_a_purchase_that_is_cancelled_meanwhile_is_not_written_again() -> None:
    """The connector looks when it writes."""
    with market("copies-twice") as (place, shop):
        order = place.buy("amz", SKU)
        place.pass_time(90)
        place.cancel(order)
        place.pass_time(10 * MINUTE)
        assert len(copies(shop)) == 1


@pytest.mark.parametrize("profile", ["without-tax", "prefixed-twice-untaxed", "unsourced-prose"])
def test_the_tax_of_the_marketplace_is_left_out(profile: str) -> None:
    """The copy's total is less than what the buyer paid on Amazon."""
    with market(profile) as (place, shop):
        order = buy(place, "amz")
        copy = copies(shop)[0]
        (line,) = order.lines
        assert line.tax > 0
        assert (copy["total_tax"], copy["total_inc_tax"]) == ("0.0000", f"{line.price / 100:.4f}")


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_copy_holds_what_its_platform_can_say(profile: str) -> None:
    """Two address lines, a company, the wrapping and the note; nothing that V2 does not have."""
    with market(profile) as (place, shop):
        amazon = place.world.buy(
            "far",
            "amz",
            [(SKU, 1, None)],
            facts=OrderFacts(programs=("AMAZON_BUSINESS",), note="Ring twice"),
            line_facts=[
                LineFacts(
                    programs=("TRANSPARENCY",),
                    gift=Gift("Hello", "Red paper", 100),
                    collected_taxes=(CollectedTax("IOSS", "IM0000000000"),),
                )
            ],
            recipient=Recipient(company="Ltd", street2="B 7", street3="Dock C", county="Washoe"),
        )
        center = ShippingCenter("1234567890123456")
        ebay = place.world.buy(
            "abroad", "bay", [(SKU, 1, None)], facts=OrderFacts(shipping_center=center)
        )
        place.pass_time(10 * MINUTE)
        for order in (amazon, ebay):
            copy = place.copy_of(order)
            assert copy is not None
            where = f"/v2/orders/{copy.order_id}"
            (address,) = shop.get(f"{where}/shipping_addresses").json()
            (line,) = shop.get(f"{where}/products").json()
            if order is amazon:
                assert (address["company"], address["street_2"]) == ("Ltd", "B 7, Dock C")
                assert (line["wrapping_message"], line["wrapping_name"]) == ("Hello", "Red paper")
                if not PROFILES[profile].message_prose:
                    assert shop.get(where).json()["customer_message"] == "Ring twice"
            else:
                assert address["company"] == "Reference #1234567890123456"
                assert address["street_1"] != ebay.buyer.street1
