"""O6: whoever packs reads what goes to the chosen address, and what is said about packing it."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import Gift, LineFacts, OrderFacts, Recipient
from shiponce.domain.order import PackingFactKind
from tests.promises.merchant import Trade


@pytest.mark.proves("O4", "O6")
def test_the_contents_of_a_package_are_those_of_its_address() -> None:
    """Three addresses: the lines and the gift message of one do not stand with another."""
    trade = Trade()
    order = trade.buy(
        "shop",
        ("MUG", 2),
        ("BOWL", 3),
        ("JAR", 1),
        facts=OrderFacts(
            note="ring twice",
            addresses=(Recipient(name="Bob Second"), Recipient(name="Carl Third")),
        ),
        line_facts=[
            LineFacts(destination=1, gift=Gift(message="Happy day", wrapping="Red paper")),
            LineFacts(destination=2),
            LineFacts(),
        ],
    )
    trade.take_in()
    detail = trade.hub.orders.detail(trade.id(order))
    packed = {
        one.address[0]: [
            (line.called, line.units, [fact.text for fact in line.packing])
            for line in detail.to_pack(detail.due_at(one.id))
        ]
        for one in detail.destinations
    }
    assert packed == {
        detail.row.buyer: [("JAR", 1, [])],
        "Bob Second": [("MUG", 2, ["Red paper", "Happy day"])],
        "Carl Third": [("BOWL", 3, [])],
    }
    assert [fact.text for fact in detail.packing] == ["ring twice"]
    first = detail.due_at(detail.destinations[1].id)
    trade.ship(order, lines=first)
    left = trade.hub.orders.detail(trade.id(order)).to_pack()
    assert sorted((one.called, one.units) for one in left) == [("BOWL", 3), ("JAR", 1)]


@pytest.mark.proves("O6")
def test_the_company_that_buys_is_shown() -> None:
    """Amazon Business names it beside the recipient, who may be elsewhere."""
    trade = Trade()
    order = trade.buy(
        "amz", facts=OrderFacts(buyer_company="Quill Purchasing", purchase_order="PO-77")
    )
    trade.take_in()
    facts = {one.kind: one.text for one in trade.hub.orders.detail(trade.id(order)).packing}
    assert facts == {
        PackingFactKind.BUYER_COMPANY: "Quill Purchasing",
        PackingFactKind.PURCHASE_ORDER: "PO-77",
    }
