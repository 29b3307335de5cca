"""Orders with nothing physical: they are excluded, and what copies them is refused (A7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import Grade, ImportedOrder, OrderKey, OriginKey
from shiponce.domain.platform import Platform, Source
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import FakePlatform
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.cli.conftest import Market, mug
from tests.unit.cli.test_commands import Output, answer

STORES = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
NUMBERS = {AMAZON: "111-0000001-0000001", EBAY: "12-34567-89012", BIGCOMMERCE: "501"}
every_platform = pytest.mark.parametrize("platform", list(STORES), ids=str)
every_marketplace = pytest.mark.parametrize("platform", [AMAZON, EBAY], ids=str)
#: A download; an order of which every unit was taken out.
NOTHING = pytest.mark.parametrize(
    "line", [{"physical": False}, {"quantity": 0}], ids=["download", "no-units"]
)


def bought(platform: Platform, line: dict[str, object]) -> ImportedOrder:
    """An order bought on a platform whose only line is not to be shipped."""
    number = NUMBERS[platform]
    key = OrderKey(OriginKey(platform, number), Grade.PROVES, "orderId")
    source = Source(platform) if platform.is_marketplace else Source.STOREFRONT
    keys = (key,) if platform.is_marketplace else ()
    order = mug(platform, number, source=source, keys=keys)
    return replace(order, lines=(replace(order.lines[0], **line),))  # type: ignore[arg-type]  # by name


def connected(market: Market, *orders: ImportedOrder) -> None:
    """All three stores, which show these orders only; the marketplaces are imported first."""
    market.platforms["bay"] = FakePlatform(EBAY, market.clock, [])
    for platform, name in STORES.items():
        market.platforms[name].orders.clear()
        there = {AMAZON: ("--market", "ATVPDKIKX0DER"), EBAY: ("--market", "EBAY_US")}
        known = ("--platform", str(platform), "--account", f"A{name}", *there.get(platform, ()))
        assert market.run("stores", "connect", name, *known) == 0
    for order in orders:
        market.place(STORES[order.platform], order)
    assert market.run("import", "amz", "bay", "shop") == 0


@every_platform
@NOTHING
@pytest.mark.proves("A7")
def test_it_is_excluded_and_cannot_be_shipped(
    market: Market, capsys: Output, platform: Platform, line: dict[str, object]
) -> None:
    """The list names the reason in both languages, and no label is bought."""
    connected(market, bought(platform, line))
    capsys.readouterr()
    for language in LANGUAGES:
        assert market.run("orders", "--excluded", "--lang", language) == 0
        assert say("excluded.nothing_physical", language) in capsys.readouterr().out
    ship = ("ship", f"{STORES[platform]}:{NUMBERS[platform]}", "--option", "house:ground")
    assert market.run(*ship) != 0
    capsys.readouterr()
    assert answer(market, capsys, "acts", "--all")["in_all"] == 0


@every_marketplace
@NOTHING
@pytest.mark.proves("A7", "O4")
def test_its_copy_is_refused_for_that_reason(
    market: Market, capsys: Output, platform: Platform, line: dict[str, object]
) -> None:
    """The shop shows the copy as a mug; who says that it is no copy ships it."""
    original = bought(platform, line)
    copy = replace(mug(BIGCOMMERCE, "500"), source=Source(platform), keys=original.keys)
    connected(market, original, copy)
    for language in LANGUAGES:
        capsys.readouterr()
        assert market.run("ship", "shop:500", "--option", "house:ground", "--lang", language) == 1
        said = capsys.readouterr().err
        assert say("excluded.nothing_physical", language) in said
        assert original.number in said
    assert answer(market, capsys, "acts", "--all")["in_all"] == 0
    assert market.run("orders", "reject", "shop:500") == 0
    assert market.run("ship", "shop:500", "--option", "house:ground") == 0
