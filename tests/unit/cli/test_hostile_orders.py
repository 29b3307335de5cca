"""Orders that make no sense, as a person at the command line meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shiponce.cli.run_command import run
from shiponce.domain.platform import Platform
from shiponce.hub import Hub
from tests.doubles.hostile_market import Market, order, page
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

Output = pytest.CaptureFixture[str]
every_platform = pytest.mark.parametrize("platform", [AMAZON, BIGCOMMERCE, EBAY])
MARKETS = {AMAZON: "ATVPDKIKX0DER", EBAY: "EBAY_US"}


class CommandLine:
    """The commands on a hub whose only store, ``it``, is a platform that a test makes up."""

    def __init__(self, file: Path, capsys: Output, market: Market) -> None:
        self.file, self.capsys, self.market = file, capsys, market
        given = ("--platform", str(market.platform), "--account", "abc123")
        there = MARKETS.get(market.platform)
        self("stores", "connect", "it", *given, *(("--market", there) if there else ()))

    def _open(self, file: Path, platforms_url: str | None, actor: str) -> Hub:
        return self.market.open(file, actor)

    def __call__(self, *args: str, code: int = 0) -> Any:  # JSON is anything
        """What a command prints with ``--json``."""
        assert run(("--db", str(self.file), *args, "--json"), self._open) == code
        out = self.capsys.readouterr().out
        return json.loads(out) if out else None


def command_line(platform: Platform, tmp_path: Path, capsys: Output) -> CommandLine:
    """The commands, and an empty platform."""
    return CommandLine(tmp_path / "hub.db", capsys, Market(platform))


def packed(platform: Platform, units: int, market: Market) -> dict[str, Any]:
    """An order with one package, of which the platform says that it holds these units of a line."""
    made = order(platform, 1)
    if platform is AMAZON:
        items = [{"orderItemId": "9001", "quantity": units}]
        package = {"packageReferenceId": "1", "carrier": "UPS", "packageItems": items}
        return made | {"packages": [package]}
    if platform is EBAY:
        line = made["lineItems"][0]["lineItemId"]
        made["fulfillmentHrefs"] = [
            f"https://api.ebay.com/x/{made['orderId']}/shipping_fulfillment/9"
        ]
        made["orderFulfillmentStatus"] = "IN_PROGRESS"
        items = [{"lineItemId": line, "quantity": units}]
        one = {"fulfillmentId": "9", "shipmentTrackingNumber": "1Z1", "lineItems": items}
        market.parts["/shipping_fulfillment"] = {"fulfillments": [one], "total": 1}
        return made
    line = made["consignments"]["shipping"][0]["line_items"][0]
    line["quantity_shipped"] = 1
    held = [{"order_product_id": line["id"], "quantity": units}]
    sent = {"id": 9, "order_id": made["id"], "tracking_number": "1Z1", "items": held}
    market.parts["/shipments"] = [sent]
    return made


@pytest.mark.proves("O1", "X2")
@every_platform
@pytest.mark.parametrize(("units", "sound"), [(1, True), (99, False)])
def test_a_package_with_more_units_than_were_ordered_makes_no_sense(
    platform: Platform, units: int, sound: bool, tmp_path: Path, capsys: Output
) -> None:
    """It is quarantined with both numbers; "0 of 2 due" would be a guess."""
    there = command_line(platform, tmp_path, capsys)
    there.market.shows(page(platform, [packed(platform, units, there.market)]).encode())
    (report,) = there("import", "it")["imports"]
    assert (report["added"], report["quarantined"]) == ((1, 0) if sound else (0, 1))
    if not sound:
        (row,) = there("orders", "--excluded")["excluded"]
        assert "quantity 99 is more than" in row["reason"]["text"]


@pytest.mark.proves("O4", "X2")
@pytest.mark.parametrize("address", [None, 0, 999])
def test_a_line_without_an_address_of_its_order_is_not_bought_a_label_for(
    address: int | None, tmp_path: Path, capsys: Output
) -> None:
    """BigCommerce refuses its shipment; that is known before a label is bought."""
    there = command_line(BIGCOMMERCE, tmp_path, capsys)
    made = order(BIGCOMMERCE, 2018)
    made["consignments"]["shipping"][0]["line_items"][0]["order_address_id"] = address
    there.market.shows(page(BIGCOMMERCE, [made]).encode())
    (report,) = there("import", "it")["imports"]
    assert (report["added"], report["quarantined"]) == (0, 1)
    (row,) = there("orders", "--excluded")["excluded"]
    assert "order_address_id" in row["reason"]["text"]
    there("ship", "it:2018", "--option", "house:ground", code=2)
    assert there("acts", "--all")["in_all"] == 0


@every_platform
def test_an_order_that_is_listed_twice_is_counted_once(
    platform: Platform, tmp_path: Path, capsys: Output
) -> None:
    """Nothing shifts within one page: the listing is read once, and each order counts once."""
    there = command_line(platform, tmp_path, capsys)
    made = [order(platform, number) for number in (1, 2, 2, 3)]
    bad = order(platform, 4) | {"createdTime": "soon", "creationDate": "soon", "date_created": "x"}
    there.market.shows(page(platform, [*made, bad, bad]).encode(), page(platform, []).encode())
    (report,) = there("import", "it")["imports"]
    assert report["trouble"] is None
    counts = [report[name] for name in ("fetched", "added", "unchanged", "quarantined")]
    assert counts == [4, 3, 0, 1]
    assert there.market.asked == 1


def test_a_listing_that_shifts_is_read_again_and_counted_once(
    tmp_path: Path, capsys: Output
) -> None:
    """The total of eBay counts an order that its page lacks: both readings bring the others."""
    there = command_line(EBAY, tmp_path, capsys)
    short = page(EBAY, [order(EBAY, 1)], total=2)
    whole = page(EBAY, [order(EBAY, 1), order(EBAY, 2)])
    there.market.shows(short.encode(), whole.encode())
    (report,) = there("import", "it")["imports"]
    assert (report["fetched"], report["added"], there.market.asked) == (2, 2, 2)
