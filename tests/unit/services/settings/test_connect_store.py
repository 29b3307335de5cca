"""What is refused before an account is connected or changed, and what may change later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shiponce.decisions.store_validation import Described, flaws, name_flaw, variable_stem
from shiponce.domain.order import OrderStatus
from shiponce.domain.platform import Platform, platforms
from shiponce.domain.store import Integration, Method
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.platforms.amazon.regional_endpoints import region_of
from tests.doubles.platforms_in_memory import FakePlatform, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

US = "ATVPDKIKX0DER"


@pytest.mark.parametrize(
    ("platform", "said", "code"),
    [
        (AMAZON, {}, "error.market_missing"),
        (EBAY, {}, "error.market_missing"),
        (EBAY, {"market": "  "}, "error.market_missing"),
        (AMAZON, {"market": "EBAY_US"}, "error.market_unknown"),
        (AMAZON, {"market": "RU"}, "error.market_unknown"),
        (EBAY, {"market": US}, "error.market_unknown"),
        (EBAY, {"market": "EBAY_XX"}, "error.market_unknown"),
        (BIGCOMMERCE, {"market": US}, "error.market_not_here"),
        (
            EBAY,
            {"market": "EBAY_US", "integration": Integration.NEW},
            "error.no_such_choice_integration",
        ),
        (
            AMAZON,
            {"market": US, "integration": Integration.LEGACY},
            "error.no_such_choice_integration",
        ),
        (
            BIGCOMMERCE,
            {"prime_to_awaiting": True},
            "error.no_such_choice_prime_to_awaiting",
        ),
        (
            EBAY,
            {"market": "EBAY_US", "prime_to_awaiting": True},
            "error.no_such_choice_prime_to_awaiting",
        ),
        (BIGCOMMERCE, {"buy_shipping": False}, "error.no_such_choice_buy_shipping"),
        (
            EBAY,
            {"market": "EBAY_US", "buy_shipping": False},
            "error.no_such_choice_buy_shipping",
        ),
        (BIGCOMMERCE, {"account": ""}, "error.account_bigcommerce"),
        (BIGCOMMERCE, {"account": "abc 123"}, "error.account_bigcommerce"),
        (BIGCOMMERCE, {"account": "stores/abc123"}, "error.account_bigcommerce"),
        (
            BIGCOMMERCE,
            {"account": "store-abc123.mybigcommerce.com"},
            "error.account_bigcommerce",
        ),
        (AMAZON, {"market": US, "account": " A1"}, "error.account_amazon"),
        (AMAZON, {"market": US, "account": "me@example.com"}, "error.account_amazon"),
        (EBAY, {"market": "EBAY_US", "account": "ada\x1bbyron"}, "error.account_ebay"),
        (EBAY, {"market": "EBAY_US", "account": "ada byron"}, "error.account_ebay"),
    ],
)
def test_what_means_nothing_is_refused_and_not_swallowed(
    platform: Platform, said: dict[str, Any], code: str
) -> None:
    """With the reason, and with what may stand there; nothing is connected."""
    hub, _ = a_hub(connect=False)
    account = said.get("account", "abc123")
    with pytest.raises(BadInput) as bad:
        hub.stores.connect(
            "mine", platform, account, **{k: v for k, v in said.items() if k != "account"}
        )
    assert bad.value.code == code
    if code.startswith("error.market_m"):
        assert all(market in str(bad.value) for market in platform.traits.markets)
    assert hub.stores.rows() == ()


@pytest.mark.parametrize(
    ("platform", "account", "market"),
    [
        (BIGCOMMERCE, "a1b2c3d4e5", ""),
        (AMAZON, "A2EXAMPLE", "atvpdkikx0der"),
        (AMAZON, "A2EXAMPLE", " A13V1IB3VIYZZH "),
        (EBAY, "ada.byron_1815*", "ebay_gb"),
        (EBAY, "ada-byron", "EBAY_MOTORS_US"),
    ],
)
def test_a_valid_account_is_not_refused(platform: Platform, account: str, market: str) -> None:
    """Capitals do not matter to a market; it is kept as its platform writes it."""
    hub, _ = a_hub(connect=False)
    row = hub.stores.connect("mine", platform, account, market=market)
    assert row.market == market.strip().upper()


def test_every_published_market_is_one() -> None:
    """Each of Amazon's leads to its region, and none is refused."""
    for platform in platforms():
        for market in platform.traits.markets:
            assert list(flaws(Described(platform, "abc123", market))) == []
    regions = {market.country: region_of(market.id) for market in AMAZON.traits.markets.values()}
    assert len(regions) == 23
    assert {c for c, region in regions.items() if region == "na"} == {"CA", "US", "MX", "BR"}
    assert {c for c, region in regions.items() if region == "fe"} == {"SG", "AU", "JP"}
    assert len(EBAY.traits.markets) > 40


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "error.blank_store_name"),
        (" shop", "error.blank_store_name"),
        ("-shop", "error.store_name_untypable"),
        ("#1", "error.store_name_untypable"),
        ("shop:us", "error.store_name_untypable"),
        ("shop\n", "error.blank_store_name"),
        ("sh\x1bop", "error.store_name_untypable"),
        ("x" * 41, "error.store_name_untypable"),
        ("日本", "error.store_name_no_variable"),
        ("…", "error.store_name_no_variable"),
        ("shop", None),
        ("été 2026", None),
        ("shop-2", None),
    ],
)
def test_a_name_can_be_typed_and_makes_a_variable(name: str, code: str | None) -> None:
    """Or it is refused, also where it is to replace another connection, and where it is edited."""
    found = name_flaw(name)
    assert (found.code if found else None) == code
    if code:
        hub, _ = a_hub()
        acts: tuple[Callable[[], object], ...] = (
            lambda: hub.stores.connect(name, BIGCOMMERCE, "other"),
            lambda: hub.stores.replace("shop", name),
            lambda: hub.stores.edit("shop", {"name": name}),
        )
        for act in acts:
            with pytest.raises(BadInput) as bad:
                act()
            assert bad.value.code == code


def test_the_variables_of_two_stores_are_never_the_same() -> None:
    """One would be asked with the other's credentials."""
    assert variable_stem("été-2026") == "ETE_2026"
    hub, _ = a_hub()
    for name in ("SHOP", "Amz", "bay"):
        with pytest.raises(Refused) as refused:
            hub.stores.connect(name, BIGCOMMERCE, "other")
        assert refused.value.code in ("limit.store_variables_taken", "limit.store_taken")
    hub.stores.disconnect("amz")
    hub.stores.connect("AMZ", BIGCOMMERCE, "other")
    with pytest.raises(Refused) as refused:
        hub.stores.connect("amz", AMAZON, "account-amz", market=US)
    assert refused.value.code == "limit.store_variables_taken"


@pytest.mark.proves("I1")
def test_method_b_and_the_new_integration_exclude_each_other() -> None:
    """Whichever comes second is refused; a migration, which is a fact, takes method A."""
    hub, _ = a_hub()
    hub.stores.choose_method(Method.B)
    acts: tuple[Callable[[], object], ...] = (
        lambda: hub.stores.connect("neu", BIGCOMMERCE, "n", integration=Integration.NEW),
        lambda: hub.stores.edit("shop", {"integration": Integration.NEW}),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "limit.new_integration_method_b"
    hub.stores.replace("shop", "neu")
    assert hub.state().method is Method.A
    with pytest.raises(Refused) as refused:
        hub.stores.choose_method(Method.B)
    assert refused.value.code == "limit.method_b_new_integration"
    hub.stores.disconnect("neu")
    hub.stores.choose_method(Method.B)  # nothing new is connected any more
    with pytest.raises(Refused):
        hub.stores.connect("neu", BIGCOMMERCE, "account-shop", integration=Integration.NEW)
    hub.stores.connect("neu", BIGCOMMERCE, "account-shop")


def test_a_replacement_is_taken_back() -> None:
    """The integration is edited back, and the old name is free for the connection that is left."""
    hub, world = a_hub()
    world.stores["shop"].orders = {"1005": an_order(BIGCOMMERCE, "1005")}
    hub.imports.run("shop")
    hub.stores.replace("shop", "neu")
    hub.stores.edit("neu", {"integration": Integration.LEGACY, "name": "shop"})
    report = hub.imports.run("shop")
    assert (report.fetched, report.added) == (1, 0)
    row = next(row for row in hub.stores.rows() if row.name == "shop")
    assert (row.integration, row.replaced) == (Integration.LEGACY, False)


def sold(hub: Hub, platform: FakePlatform) -> None:
    """One order of the store is in the hub."""
    order = an_order()
    platform.orders = {order.remote_id: order}
    hub.imports.run("amz")


def test_an_account_changes_only_while_the_store_has_no_order() -> None:
    """A typing mistake is mended; orders of two accounts never mix."""
    hub, world = a_hub()
    hub.imports.run("amz")
    row = hub.stores.edit("amz", {"account": "A1RIGHT"})
    assert row.account == "A1RIGHT"
    assert row.imported_at is None, "its next import is a first one"
    sold(hub, world.stores["amz"])
    with pytest.raises(Refused) as refused:
        hub.stores.edit("amz", {"account": "A1OTHER"})
    assert refused.value.code == "limit.account_has_orders"
    hub.stores.connect("second", BIGCOMMERCE, "second")
    with pytest.raises(Refused) as refused:
        hub.stores.edit("second", {"account": "account-shop"})
    assert refused.value.code == "limit.store_taken"


def test_a_market_changes_only_while_nothing_is_open() -> None:
    """Open orders would be asked for and told of in another market; then the import begins anew."""
    hub, world = a_hub()
    sold(hub, world.stores["amz"])
    with pytest.raises(Refused) as refused:
        hub.stores.edit("amz", {"market": "A2EUQ1WTGCTBG2"})
    assert refused.value.code == "limit.market_has_orders"
    hub.stores.edit("amz", {"market": US.lower()})  # it is so already
    hub.stores.disconnect("amz")
    hub.stores.connect("amz", AMAZON, "account-amz", market=US)
    hub.orders.cancel(hub.orders.find(an_order().number))
    row = hub.stores.edit("amz", {"market": "a2euq1wtgctbg2"})
    assert (row.market, row.imported_at) == ("A2EUQ1WTGCTBG2", None)


@pytest.mark.proves("O12")
@pytest.mark.parametrize("name", ["CA", "ca", " A2EUQ1WTGCTBG2 "])
def test_one_account_is_connected_for_several_markets(name: str) -> None:
    """By id or country code; each market once, also when another store is edited to it."""
    hub, _ = a_hub()
    row = hub.stores.connect("canada", AMAZON, "account-amz", market=name)
    assert row.market == "A2EUQ1WTGCTBG2"
    for taken in (US, "us"):
        with pytest.raises(Refused) as refused:
            hub.stores.connect("third", AMAZON, "account-amz", market=taken)
        assert (refused.value.code, refused.value.facts["name"]) == ("limit.store_taken", "amz")
        with pytest.raises(Refused) as refused:
            hub.stores.edit("canada", {"market": taken})
        assert refused.value.code == "limit.store_taken"
    hub.stores.disconnect("amz")
    again = hub.stores.connect("mexico", AMAZON, "account-amz", market="MX")
    assert {row.name for row in hub.stores.rows() if row.disconnected_at} == {"amz"}
    assert hub.stores.connect("amz", AMAZON, "account-amz", market=US).id < again.id


@pytest.mark.proves("O12")
def test_an_account_whose_markets_are_listed_together_is_connected_once() -> None:
    """EBay lists the orders of all its sites in one list."""
    hub, _ = a_hub()
    with pytest.raises(Refused) as refused:
        hub.stores.connect("bay2", EBAY, "account-bay", market="DE")
    assert refused.value.code == "limit.all_markets"
    assert refused.value.facts["name"] == "bay"


def test_ebay_s_market_is_a_name_only() -> None:
    """No call depends on it, so it can always be mended."""
    hub, world = a_hub()
    lamp = an_order(EBAY, "26-00001-00001")
    world.stores["bay"].orders = {lamp.remote_id: lamp}
    hub.imports.run("bay")
    assert hub.stores.edit("bay", {"market": "EBAY_GB"}).market == "EBAY_GB"


def test_a_name_changes_at_any_time() -> None:
    """Orders, watermark and notifications go with it."""
    hub, world = a_hub()
    sold(hub, world.stores["amz"])
    row = hub.stores.edit("amz", {"name": "amazon"})
    assert row.name == "amazon"
    assert hub.orders.find(f"amazon:{an_order().number}")
    with pytest.raises(Refused):
        hub.stores.edit("amazon", {"name": "shop"})
    hub.stores.disconnect("amazon")
    assert hub.stores.edit("amazon", {"name": "old"}).disconnected_at is not None
    with pytest.raises(Refused) as refused:
        hub.stores.edit("old", {"buy_shipping": False})
    assert refused.value.code == "limit.store_disconnected"


@pytest.mark.parametrize(
    ("store", "changes", "code"),
    [
        ("shop", {"prime_to_awaiting": True}, "error.no_such_choice_prime_to_awaiting"),
        ("bay", {"integration": Integration.NEW}, "error.no_such_choice_integration"),
        ("shop", {"market": US}, "error.market_not_here"),
        ("amz", {"market": "EBAY_US"}, "error.market_unknown"),
        ("amz", {"account": "a b"}, "error.account_amazon"),
    ],
)
def test_an_edit_is_checked_as_a_connection_is(
    store: str, changes: dict[str, Any], code: str
) -> None:
    """And nothing is changed."""
    hub, _ = a_hub()
    before = hub.stores.rows()
    with pytest.raises(BadInput) as bad:
        hub.stores.edit(store, changes)
    assert bad.value.code == code
    assert hub.stores.rows() == before


def test_switches_of_amazon_are_edited() -> None:
    """Prime orders and Buy Shipping, as they were said when it was connected."""
    hub, world = a_hub()
    row = hub.stores.edit("amz", {"prime_to_awaiting": True, "buy_shipping": False})
    assert (row.prime_to_awaiting, row.buy_shipping) == (True, False)
    sold(hub, world.stores["amz"])
    codes = {
        o.restriction.code
        for o in hub.shipping.options(hub.orders.find(an_order().number))
        if o.restriction
    }
    assert "limit.buy_shipping_off" in codes


def test_the_same_account_is_not_connected_twice() -> None:
    """Under whatever name."""
    hub, world = a_hub()
    copy = a_copy(an_order(), status=OrderStatus.SHIPPED)
    world.stores["shop"].orders = {copy.remote_id: copy}
    with pytest.raises(Refused) as refused:
        hub.stores.connect("other", BIGCOMMERCE, "account-shop")
    assert refused.value.code == "limit.store_taken"
