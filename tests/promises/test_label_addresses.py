"""A label of the house carrier names the address, as its own and the world's books have it."""

from __future__ import annotations

import pytest

from mockplace.kernel.judge import judge
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.carriers import house_carrier
from shiponce.domain.order import Address
from shiponce.domain.store import MatchingMode
from tests.promises.merchant import Trade

STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
FRIEND = Recipient(
    name="B Friend", street1="77 Other Ave", city="Boise", state="ID", postcode="83702"
)


def on_labels(trade: Trade) -> list[str]:
    """The streets on the labels that the carrier sold, oldest first."""
    sold = carrier_labels(trade.world.state).by_id.values()
    return [one.package.ship_to.street if one.package.ship_to else "" for one in sold]


def shipped(trade: Trade, store: str) -> PlatformOrder:
    """An order that was bought, imported and shipped with a label of the house carrier."""
    order = trade.buy(store)
    trade.take_in()
    trade.ship(order)
    trade.settle()
    return order


@STORES
@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.proves("O6")
def test_a_label_names_the_address_of_its_order(store: str, mode: MatchingMode) -> None:
    """The verdict compares it, and has nothing to remark."""
    trade = Trade(mode=mode)
    order = shipped(trade, store)
    assert on_labels(trade) == [order.buyer.street1]
    verdict = judge(trade.world, unseen=0)
    assert verdict.counted["wrong-address"].looked == 1
    assert "wrong-address" not in verdict.codes
    assert verdict.remarks == ()


@STORES
def test_a_label_for_another_address_is_found(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted mistake: every label names the warehouse."""

    def warehouse(_: Address) -> dict[str, str]:
        return {"street": "1 Dock", "city": "Reno", "postcode": "89502", "country": "US"}

    monkeypatch.setattr(house_carrier, "_ship_to", warehouse)
    trade = Trade()
    order = shipped(trade, store)
    (found,) = [one for one in judge(trade.world).findings if one.code == "wrong-address"]
    assert found.purchase == order.purchase


@pytest.mark.proves("O4")
def test_each_of_several_addresses_is_on_its_own_label() -> None:
    """Two packages of one order go to two people."""
    trade = Trade()
    order = trade.buy(
        "shop",
        ("MUG", 2),
        ("BOWL", 1),
        facts=OrderFacts(addresses=(FRIEND,)),
        line_facts=[LineFacts(), LineFacts(destination=1)],
    )
    trade.take_in()
    trade.ship(order)
    trade.ship(order)
    trade.settle()
    assert on_labels(trade) == [order.buyer.street1, FRIEND.street1]
    assert judge(trade.world, unseen=0).is_clean


def test_a_place_without_a_postcode_gets_its_label() -> None:
    """The carrier asks for a street and a country; some countries have no postcodes."""
    trade = Trade()
    order = trade.buy("shop")
    trade.world.change_address(
        "shop", order.order_id, Recipient(street1="1 Queen's Road", city="Hong Kong", postcode="")
    )
    trade.take_in()
    trade.ship(order)
    trade.settle()
    assert on_labels(trade) == ["1 Queen's Road"]
    assert judge(trade.world, unseen=0).is_clean
