"""A market written down in a file, and everything that can be wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockplace.kernel.durations import instant, written
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.rules.assumptions import PLAN
from mockplace.seeding import world_file

GOOD = """
seed: 7
clock: 2026-11-20T09:00:00Z
currency: EUR
stores:
  shop: {platform: bigcommerce, connector: bare, copies_after: 5 min, token: given}
  amz: {platform: amazon}
articles:
  - {sku: MUG, title: no, price: 1299, weight: 400, sells_on: [shop, amazon]}
past_orders: 3
choices: {bigcommerce.requests: "450", amazon.invalid-client: "400"}
orders:
  - {store: amz, name: mug, lines: [{sku: MUG, quantity: 2, price: 999}], prime: true}
  - {store: shop, lines: [{sku: MUG}]}
"""


def read(tmp_path: Path, text: str) -> World:
    """The market of a text."""
    file = tmp_path / "market.yaml"
    file.write_text(text, "utf-8")
    return world_file.read(file, 0, limits=False)


def error_response(tmp_path: Path, text: str) -> str:
    """What is said of a text that holds no market."""
    with pytest.raises(world_file.Unreadable) as said:
        read(tmp_path, text)
    return str(said.value).replace(str(tmp_path), "")


def test_an_order_of_a_file_says_what_it_is(tmp_path: Path) -> None:
    """Facts of the order and of its lines, an address, further markets, a unit of weight."""
    world = read(
        tmp_path,
        """
stores:
  shop: {platform: bigcommerce, weight_unit: KGS, connector: prefixed-id}
  amz: {platform: amazon, more_markets: [A2EUQ1WTGCTBG2]}
articles:
  - {sku: MUG, title: Mug, price: 1299, sells_on: [shop, amz]}
orders:
  - store: shop
    name: engraved
    facts: {note: Ring twice, addresses: [{city: Boise, state: ID}]}
    lines:
      - {sku: MUG, facts: {options: {Engraving: For Ada}, destination: 1}}
  - store: amz
    name: business
    recipient: {company: Example Ltd, street3: Dock C}
    facts: {programs: [AMAZON_BUSINESS], market: A2EUQ1WTGCTBG2}
    lines: [{sku: MUG, facts: {collected_taxes: [{name: IOSS, number: IM0000000000}]}}]
""",
    )
    assert world.accounts["shop"].weight_unit == "KGS"
    engraved, business = (world.orders[world.state.bought[name]] for name in world.state.bought)
    assert engraved.lines[0].facts.options == (("Engraving", "For Ada"),)
    assert [person.state_name for person in engraved.destinations.values()] == ["Idaho"]
    assert engraved.written["customer_message"] == "Ring twice"
    assert (business.buyer.company, business.buyer.street3) == ("Example Ltd", "Dock C")
    assert business.lines[0].facts.collected_taxes[0].number == "IM0000000000"
    assert business.facts.market == "A2EUQ1WTGCTBG2"


def test_what_a_platform_cannot_say_is_an_error_of_the_file(tmp_path: Path) -> None:
    """So is a key that there is not, with the one that may be meant."""
    order = "orders:\n  - {store: amz, facts: FACTS, lines: [{sku: MUG}]}\n"
    text = GOOD.partition("orders:\n")[0] + order
    said = error_response(tmp_path, text.replace("FACTS", "{staff_note: x}"))
    assert "Amazon shows no staff_note of an order" in said
    said = error_response(tmp_path, text.replace("FACTS", "{program: [PREMIUM]}"))
    assert "did you mean 'programs'" in said


def test_a_market_is_what_its_file_says(tmp_path: Path) -> None:
    """Accounts, articles, invented purchases, purchases in turn; left out is the default."""
    world = read(tmp_path, GOOD)
    assert (world.seed, world.currency, written(world.now)) == (7, "EUR", "2026-11-20T09:00:00Z")
    shop, amz = world.accounts["shop"], world.accounts["amz"]
    assert (shop.connector, shop.copies_after, shop.token) == ("bare", 300_000, "given")
    assert amz.token.startswith("Atzr|")
    assert world.catalog["MUG"].title == "no"  # a word, whatever YAML takes it for
    assert len(world.purchases()) == 5
    assert world.state.assumptions.number(PLAN) == 450
    bought = world.orders[world.state.bought["mug"]]
    assert (bought.prime, bought.lines[0].quantity, bought.lines[0].price) == (True, 2, 999)
    assert world.purchases()[-1].name == "order-5"


def test_a_seller_may_have_to_sign_refunds(tmp_path: Path) -> None:
    """As eBay asks of sellers in the EU and the UK; nobody has to if nothing is said."""
    text = "stores:\n  eu: {platform: ebay, signs: true}\n  us: {platform: ebay}\n"
    world = read(tmp_path, text)
    assert [account.signs for account in world.accounts.values()] == [True, False]


def test_a_shop_may_write_to_nobody_and_a_token_may_open_less(tmp_path: Path) -> None:
    """It writes to everybody, and the token opens everything, if nothing is said."""
    text = (
        "stores:\n  one: {platform: bigcommerce, emails: false, scopes: [store_v2_orders]}\n"
        "  two: {platform: bigcommerce}\n"
    )
    one, two = read(tmp_path, text).accounts.values()
    assert (one.emails, one.scopes) == (False, ("store_v2_orders",))
    assert (two.emails, two.scopes) == (True, ())


def test_stock_is_counted_when_the_past_has_been_sold(tmp_path: Path) -> None:
    """On every store, but for those that differ; what is bought at the start takes from it."""
    text = """
stores:
  shop: {platform: bigcommerce, stock_after: 2 min, restocks: false}
  amz: {platform: amazon}
  bay: {platform: ebay}
articles:
  - {sku: MUG, title: Mug, price: 1299, sells_on: [shop, amz], stock: 5,
     offers: {amz: {stock: 2, price: 1399}, bay: {stock: 1, listing: inactive}}}
  - {sku: CUP, title: Cup, price: 999, sells_on: [shop], stock: 1, offers: {shop: {stock: null}}}
past_orders: 20
orders:
  - {store: amz, lines: [{sku: MUG, quantity: 2}]}
"""
    world = read(tmp_path, text)
    shop = world.accounts["shop"]
    assert (shop.stock_after, shop.restocks, len(world.purchases())) == (120_000, False, 21)
    found = {store: world.inventory.offer(store, "MUG") for store in world.accounts}
    assert {store: one.stock for store, one in found.items() if one} == {
        "shop": 5,
        "amz": 0,
        "bay": 1,
    }
    assert [one.listing for one in found.values() if one] == ["active", "active", "inactive"]
    assert (world.inventory.price("amz", "MUG"), world.inventory.price("shop", "MUG")) == (
        1399,
        1299,
    )
    cup = world.inventory.offer("shop", "CUP")
    assert cup is not None
    assert cup.stock is None


def test_json_is_yaml_too(tmp_path: Path) -> None:
    """The same market from either."""
    text = {"stores": {"shop": {"platform": "bigcommerce"}}, "clock": "2026-11-20T09:00:00.250Z"}
    assert read(tmp_path, json.dumps(text)).now == instant("2026-11-20T09:00:00.250Z")


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    """The place, what is wrong, and what would be right."""
    said = error_response(
        tmp_path,
        """
sed: 7
clock: yesterday
stores:
  shop: {platform: shopify, copies_after: 5 minutes}
articles:
  - {sku: MUG, title: Mug, price: "12.99", sells_on: [shop]}
""",
    ).splitlines()
    assert [line.split(": ", 2)[1] for line in said] == [
        "clock",
        "stores.shop.platform",
        "stores.shop.copies_after",
        "articles.0.price",
        "sed",
    ]
    assert "2026-11-20T09:00:00Z" in said[0]
    assert "'bigcommerce'" in said[1]
    assert "'5 min'" in said[2]
    assert "did you mean 'seed'?" in said[4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an object"),
        ("stores: {}", "stores"),
        ("seed: 1", "stores: it is missing"),
        ("stores: {a: {platform: ebay}}\nseed: 1\nseed: 2", "line 3: the key 'seed' stands here"),
        ("stores: [", "line 1"),
        ("stores: {a: {platform: ebay}}\nseed: 99999999999999999999", "64-bit"),
        ("seed: &a [*a]", "Recursion"),
        ("seed: 10:30", "seed"),
        ("\x00", "not text"),
        ("stores: {a: {platform: ebay}}\npast_orders: 5", "nothing is for sale"),
        ("stores: {a: {platform: ebay}}\nchoices: {ebay.x: y}", "there is no choice 'ebay.x'"),
        (
            "stores: {a: {platform: ebay}}\n"
            "articles: [{sku: M, title: M, price: 1, sells_on: [b]}]",
            "article M sells_on 'b'",
        ),
        (
            "stores: {a: {platform: ebay}}\n"
            "articles: [{sku: M, title: M, price: 1, sells_on: [a], offers: {b: {stock: 1}}}]",
            "article M offers 'b'",
        ),
        (
            "stores: {a: {platform: ebay}}\n"
            "articles: [{sku: M, title: M, price: 1, sells_on: [a], offers: {a: {stok: 1}}}]",
            "did you mean 'stock'?",
        ),
        (
            "stores: {a: {platform: ebay}}\n"
            "articles: [{sku: M, title: M, price: 1, sells_on: [a], stock: -1}]",
            "articles.0.stock",
        ),
        ("stores: {a: {platform: ebay}}\norders: [{store: a, lines: [{sku: M}]}]", "'M'"),
    ],
)
def test_what_is_no_market_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A sentence with the file's name."""
    found = error_response(tmp_path, text)
    assert found.startswith("/market.yaml")
    assert said in found


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Absent, a directory, too large."""
    (tmp_path / "large").write_bytes(b" " * 10_000_001)
    for name, said in (("absent", "No such file"), ("", "directory"), ("large", "larger")):
        with pytest.raises(world_file.Unreadable, match=said):
            world_file.read(tmp_path / name, 0, limits=True)
