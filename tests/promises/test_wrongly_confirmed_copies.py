"""N8, W3: a copy that a person confirmed behind a wrong original is told the right number again."""

from __future__ import annotations

import pytest

from shiponce.errors import Refused
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


@MARKETS
@pytest.mark.proves("N8", "W3", "O2")
def test_the_number_of_a_wrong_original_is_replaced_without_voiding_its_label(market: str) -> None:
    """The hub put the number there, so it replaces it; until then, page and doctor name it."""
    trade = Trade(profile="bare", relays_after=10**12)
    right, wrong = trade.buy(market, ("MUG", 1)), trade.buy(market, ("BOWL", 1))
    trade.take_in()
    copy, others = trade.copy(right), trade.copy(wrong)
    trade.hub.matching.confirm(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
    package = trade.ship(wrong)
    trade.pass_hours(48)  # it was picked up: the label cannot be voided any more
    trade.take_in()
    assert trade.shown(copy) == ("shipped", [("ups", package.tracking)])
    undo = trade.hub.orders.why(trade.id(copy)).undo
    assert undo is not None
    assert "--anyway" in say(undo.code, "en", **undo.facts)
    with pytest.raises(Refused) as refused:
        trade.hub.matching.reject(trade.id(copy), trade.id(wrong), by="pat")
    assert (refused.value.code, refused.value.way_out) == (
        "limit.original_shipped",
        "way_out.reject_anyway",
    )
    trade.hub.matching.reject(trade.id(copy), trade.id(wrong), by="pat", anyway=True)
    trade.settle()
    assert _named(trade, copy.order_id) == [package.tracking]
    assert trade.shown(copy) == ("shipped", [("ups", package.tracking)])
    trade.hub.matching.confirm(trade.id(copy), trade.id(right), by="pat", anyway=True)
    trade.hub.matching.confirm(trade.id(others), trade.id(wrong), by="pat", anyway=True)
    trade.settle()
    assert trade.due(right) == {"MUG": 1}
    assert trade.due(wrong) == {}
    shipped = trade.ship(right)
    trade.wait(70)
    trade.settle()
    assert trade.shown(copy) == ("shipped", [("ups", shipped.tracking)])
    assert trade.shown(others) == ("shipped", [("ups", package.tracking)])
    assert [number for _, number in trade.shown(right)[1]] == [shipped.tracking]
    assert [number for _, number in trade.shown(wrong)[1]] == [package.tracking]
    assert _named(trade, copy.order_id) == []
    assert findings(trade) == []
    trade.check()


def _named(trade: Trade, copy: str) -> list[str]:
    """The numbers of other purchases that page and doctor name at a copy."""
    why = trade.hub.orders.why(trade.hub.orders.find(f"shop:{copy}"))
    found = [one for one in why.warnings if one.code == "warning.number_of_another"]
    assert all(say(one.code, lang, **one.facts) for one in found for lang in LANGUAGES)
    doctor = [one for one in trade.hub.maintenance.doctor() if one.code == "number_of_another"]
    assert [one.what.facts["tracking"] for one in doctor] == [
        one.facts["tracking"] for one in found
    ]
    return [str(one.facts["tracking"]) for one in found]
