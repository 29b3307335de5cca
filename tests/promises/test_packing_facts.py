"""O6 and O10: what people who pack read of an order, in whose units, and where it never stands."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    ShippingCenter,
    TaxNumber,
)
from mockplace.kernel.records import PlatformOrder, Product
from shiponce.domain.store import MatchingMode
from shiponce.persistence.orders_for_rules import order_lines
from tests.promises.merchant import Trade

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
IOSS = CollectedTax("IOSS", "IM0000000000", 200)
#: Words that only the buyer or the seller knows.
SECRETS = ("Ring twice", "Happy birthday", "IM0000000000", "PO-77", "For Ada", "Trust", "Dock C")


def facts(trade: Trade, order: PlatformOrder) -> list[tuple[str, str, str]]:
    """Every packing fact of an order and of its lines: kind, name and text."""
    detail = trade.hub.orders.detail(trade.id(order))
    found = [*detail.packing, *(one for line in detail.lines for one in line.packing)]
    return sorted((one.kind.value, one.name, one.text) for one in found)


def business_order(trade: Trade) -> PlatformOrder:
    """An Amazon order that says all that it can."""
    return trade.buy(
        "amz",
        facts=OrderFacts(
            programs=("AMAZON_BUSINESS",),
            note="Ring twice",
            purchase_order="PO-77",
        ),
        line_facts=[
            LineFacts(
                gift=Gift("Happy birthday", "Red paper", 399),
                collected_taxes=(IOSS,),
                customized_url="https://example.test/custom.zip",
            )
        ],
        recipient=Recipient(
            name="Receiving",
            company="Example Hospital Trust",
            street1="North Campus",
            street2="Building 7",
            street3="Dock C, 400 Elm St",
        ),
    )


@MODES
@pytest.mark.proves("O6")
def test_what_amazon_says_for_packing_is_shown(mode: MatchingMode) -> None:
    """Company and three address lines stand on the address, everything else beside it."""
    trade = Trade(mode=mode)
    order = business_order(trade)
    trade.take_in()
    assert trade.hub.orders.detail(trade.id(order)).address[:5] == (
        "Receiving",
        "Example Hospital Trust",
        "North Campus",
        "Building 7",
        "Dock C, 400 Elm St",
    )
    assert facts(trade, order) == [
        ("customisation", "", "https://example.test/custom.zip"),
        ("delivery_note", "", "Ring twice"),
        ("gift_message", "", "Happy birthday"),
        ("gift_wrap", "", "Red paper"),
        ("purchase_order", "", "PO-77"),
        ("tax_number", "IOSS", "IM0000000000"),
    ]


@MODES
@pytest.mark.proves("O6")
def test_what_ebay_says_for_packing_is_shown(mode: MatchingMode) -> None:
    """The shipping centre's reference among it: without it the package is lost there."""
    trade = Trade(mode=mode)
    order = trade.buy(
        "bay",
        facts=OrderFacts(
            note="Ring twice",
            shipping_center=ShippingCenter("1234567890123456"),
        ),
        line_facts=[
            LineFacts(options=(("Colour", "Red"),), variation_id="9", collected_taxes=(IOSS,))
        ],
    )
    trade.take_in()
    assert facts(trade, order) == [
        ("buyer_note", "", "Ring twice"),
        ("centre_reference", "", "1234567890123456"),
        ("option", "Colour", "Red"),
        ("tax_number", "IOSS", "IM0000000000"),
    ]


@MODES
@pytest.mark.proves("O6")
def test_what_the_shop_says_for_packing_is_shown(mode: MatchingMode) -> None:
    """Engraving, wrapping, the buyer's note and our own one."""
    trade = Trade(mode=mode)
    order = trade.buy(
        "shop",
        facts=OrderFacts(note="Leave it with the neighbour", staff_note="VIP"),
        line_facts=[
            LineFacts(
                options=(("Engraving", "For Ada"),),
                gift=Gift("Happy birthday", "Red paper", 100),
            )
        ],
        recipient=Recipient(company="Example Ltd"),
    )
    trade.take_in()
    assert "Example Ltd" in trade.hub.orders.detail(trade.id(order)).address
    assert facts(trade, order) == [
        ("buyer_note", "", "Leave it with the neighbour"),
        ("gift_message", "", "Happy birthday"),
        ("gift_wrap", "", "Red paper"),
        ("option", "Engraving", "For Ada"),
        ("staff_note", "", "VIP"),
    ]


@pytest.mark.proves("O6", "X8")
def test_packing_facts_are_in_no_log_and_no_event(caplog: pytest.LogCaptureFixture) -> None:
    """They are personal data."""
    trade = Trade()
    with caplog.at_level(logging.DEBUG):
        order = business_order(trade)
        trade.take_in()
        trade.ship(order)
        trade.settle()
    events = trade.hub._db.conn.execute("SELECT * FROM events").fetchall()
    assert events
    written = caplog.text + repr([tuple(row) for row in events])
    assert [one for one in SECRETS if one in written] == []


# -- weights and currencies


@pytest.mark.proves("O10")
@pytest.mark.parametrize("unit", ["Ounces", "LBS", "Grams", "KGS", "Tonnes"])
def test_a_weight_is_the_same_in_every_unit_of_the_store(unit: str) -> None:
    """The shop gives 12 kilograms in its own unit."""
    trade = Trade()
    trade.world.accounts["shop"] = replace(trade.world.accounts["shop"], weight_unit=unit)
    everywhere = ("shop", "amz", "bay")
    trade.world.list_product(Product("ANVIL", "Anvil", 9900, 12_000, everywhere))
    order = trade.buy("shop", ("ANVIL", 1))
    trade.take_in()
    line = order_lines(trade.hub._db.conn, trade.id(order))[1]
    assert abs(line.weight - 12_000) <= 1


@pytest.mark.proves("O10")
def test_a_unit_that_nobody_documents_weighs_nothing_and_is_said() -> None:
    """No weight is better than a wrong one; the order and the hub warn of it."""
    trade = Trade()
    trade.world.accounts["shop"] = replace(trade.world.accounts["shop"], weight_unit="Stones")
    order = trade.buy("shop")
    trade.take_in()
    assert order_lines(trade.hub._db.conn, trade.id(order))[1].weight == 0
    assert "warning.weights_unknown" in trade.sentences(order)


@pytest.mark.proves("O10")
def test_the_total_is_in_the_currency_that_was_paid() -> None:
    """The storefront showed another one."""
    trade = Trade()
    order = trade.buy("shop", facts=OrderFacts(display_currency="CAD", display_rate="1.4"))
    trade.take_in()
    (row,) = trade.hub.orders.rows([trade.id(order)])
    assert row.total.currency == trade.world.currency


@pytest.mark.proves("O6")
@pytest.mark.parametrize(("market", "reads"), [("EBAY_IT", 1), ("EBAY_ES", 1), ("EBAY_DE", 0)])
def test_a_tax_number_that_ebays_lists_leave_out_is_read(market: str, reads: int) -> None:
    """Only getOrder shows it, and only for eBay Italy and Spain: no other order costs a call."""
    trade = Trade(profile="bare")
    number = TaxNumber("CODICE_FISCALE", "RSSMRA00A00A000A", country="IT")
    order = trade.buy("bay", facts=OrderFacts(market=market, tax_numbers=(number,)))
    before = trade.calls("getOrder")
    trade.take_in("bay")
    assert trade.calls("getOrder") - before == reads
    found = ("tax_number", "CODICE_FISCALE", "RSSMRA00A00A000A")
    assert (found in facts(trade, order)) is bool(reads)


@pytest.mark.proves("O6", "X2")
def test_an_order_whose_tax_number_cannot_be_read_waits_and_is_read_later() -> None:
    """It is listed with a reason, and the next import reads it with its number."""
    trade = Trade(profile="bare")
    number = TaxNumber("CODICE_FISCALE", "RSSMRA00A00A000A", country="IT")
    order = trade.buy("bay", facts=OrderFacts(market="EBAY_IT", tax_numbers=(number,)))
    trade.world.faults.add(Fault("server_error", "getOrder", platform="ebay", times=9))
    (report,) = trade.take_in("bay")
    assert report.quarantined == 1
    trade.world.faults.clear()
    trade.wait(20)
    trade.take_in("bay")
    assert ("tax_number", "CODICE_FISCALE", "RSSMRA00A00A000A") in facts(trade, order)
