"""W3 and W6: what cancelling in the hub tells, and what becomes of the purchase."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.scenario.replay_results import Replayed
from shiponce.scenario.report import Report, as_json
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.words import LANGUAGES
from tests.promises.merchant import Trade

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])
MODES = pytest.mark.parametrize("mode", list(MatchingMode))
WRITES = ("POST", "PUT", "DELETE", "PATCH")


def written(trade: Trade) -> list[str]:
    """Everything that was written to a platform, apart from asking for a token."""
    return [
        call.operation
        for call in trade.world.calls
        if call.method in WRITES and "oken" not in call.operation
    ]


@MODES
@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.proves("W3")
def test_cancelling_tells_no_platform(store: str, mode: MatchingMode) -> None:
    """Not at once and not later: every platform still shows the order as open."""
    trade = Trade(mode=mode)
    order = trade.buy(store)
    trade.take_in()
    trade.hub.orders.cancel(trade.id(order), anyway=True)
    trade.settle()
    assert trade.status(order) is OrderStatus.CANCELLED
    assert written(trade) == []
    assert trade.notifications() == []
    assert {trade.shown(one)[0] for one in trade.world.orders.values()} == {"open"}


@MODES
@MARKETS
@pytest.mark.proves("W3", "W2", "W5")
def test_cancelling_a_copy_tells_nobody_either(market: str, mode: MatchingMode) -> None:
    """The original stays, and importing again does not bring the copy back."""
    trade = Trade(mode=mode)
    order = trade.buy(market)
    trade.take_in("shop", "amz", "bay")
    copy = trade.copy(order)
    trade.hub.orders.cancel(trade.id(copy))
    trade.settle()
    assert trade.waiting() == [order.order_id]
    assert trade.status(copy) is OrderStatus.CANCELLED
    assert written(trade) == []
    assert trade.shown(copy) == ("open", [])


@MARKETS
@pytest.mark.proves("W6", "W4")
def test_reconciling_refuses_to_cancel_the_original_and_offers_the_swap(market: str) -> None:
    """Swapped, the copy is cancelled in its place; the original is shipped, and both are told."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    copy = trade.copy(order)
    with pytest.raises(Refused) as no:
        trade.hub.orders.cancel(trade.id(order))
    assert no.value.code == "limit.cancel_original"
    assert no.value.facts["copy"] == copy.order_id
    assert trade.status(order) is OrderStatus.AWAITING_SHIPMENT
    trade.hub.orders.cancel(trade.id(order), swap=True)
    assert trade.status(copy) is OrderStatus.CANCELLED
    trade.settle()
    assert trade.waiting() == [order.order_id]
    trade.ship(order)
    trade.settle()
    assert len(trade.shown(order)[1]) == len(trade.shown(copy)[1]) == 1
    trade.check()


@MARKETS
@pytest.mark.proves("W6")
def test_documented_lets_it_happen_and_shows_who_is_never_told(market: str) -> None:
    """The copy is shipped in its stead: BigCommerce is told, its relay tells the marketplace.

    Of the original nobody was told from here, and the hub says so: no notification names it.
    """
    trade = Trade(mode=MatchingMode.DOCUMENTED)
    order = trade.buy(market)
    trade.take_in("shop", "amz", "bay")
    trade.hub.orders.cancel(trade.id(order))
    copy = trade.copy(order)
    assert trade.waiting() == [copy.order_id]
    trade.ship(copy)
    trade.settle()
    assert [one.store for one in trade.notifications()] == ["shop"]
    assert trade.by(order) == ["relay"]
    assert trade.status(order) is OrderStatus.CANCELLED
    assert trade.hub.orders.detail(trade.id(order)).notifications == ()


STORY = """\
scenario: cancelled
title: {en: The wrong one is cancelled, fr: La mauvaise est annulée}
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, sells on: [amazon]}
  stores:
    shop: {platform: bigcommerce, relays after: 60 d}
    amz: {platform: amazon}
hub: {method: B, stores: [shop, amz]}
steps:
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG}]}
  - at: +5 min
    import: all
  - at: +6 min
    cancel: {order: mug.original, anyway: yes}
  - at: +7 min
    ship: mug.copy
    only: documented
"""


@pytest.mark.proves("W6")
def test_the_report_names_the_store_that_was_never_told(tmp_path: Path) -> None:
    """The copy was shipped; until BigCommerce passes it on, Amazon does not know."""
    file = tmp_path / "cancelled.yaml"
    file.write_text(STORY, encoding="utf-8")
    run = play(load(file), MatchingMode.DOCUMENTED)
    told = as_json(Replayed((run,)), "en")["runs"]
    assert isinstance(told, list)
    assert told[0]["never_notified"] == [{"purchase": "mug", "store": "amz"}]
    for language in LANGUAGES:
        lines: list[str] = []
        Report(language, lines.append).end(run)
        assert any("mug" in line and "amz" in line for line in lines)
