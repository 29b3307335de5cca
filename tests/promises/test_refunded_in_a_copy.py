"""O3: a refund that only the shop's copy shows is said at the original, and asked about."""

from __future__ import annotations

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.alarm import Alarm
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
MARKETS = pytest.mark.parametrize("market", ["amz", "bay"])


def _said(trade: Trade, order: PlatformOrder) -> list[str]:
    """The alarms about a refund in the copy, in English."""
    why = trade.hub.orders.why(trade.id(order))
    found = [one for one in why.warnings if one.code == "warning.refunded_in_copy"]
    assert all(say(one.code, lang, **one.facts) for one in found for lang in LANGUAGES)
    (row,) = trade.hub.orders.rows([trade.id(order)])
    assert (Alarm.REFUNDED_IN_COPY in row.alarms) is bool(found)
    doctor = [one for one in trade.hub.maintenance.doctor() if one.code == "refunded_in_copy"]
    assert len(doctor) == len(found)
    return [say(one.code, "en", **one.facts) for one in found]


@MODES
@MARKETS
@pytest.mark.proves("O3")
def test_a_refund_in_the_copy_is_said_at_the_original_and_asked_about(
    market: str, mode: MatchingMode
) -> None:
    """Before the void and after it; the units that nobody refunded are shipped unasked."""
    trade = Trade(mode=mode)
    order = trade.buy(market, ("MUG", 2), ("BOWL", 1))
    trade.take_in()
    shipment = trade.ship(order)
    assert _said(trade, order) == []
    trade.refund_there(trade.copy(order), MUG=1)
    trade.take_in()
    (said,) = _said(trade, order)
    assert all(word in said for word in ("1 unit", order.order_id, trade.copy(order).order_id))
    trade.hub.shipping.void(shipment.id)
    trade.settle()
    assert _said(trade, order) == [said]
    if mode is MatchingMode.RECONCILING:
        with pytest.raises(Refused) as refused:
            trade.hub.shipping.ship(trade.id(order), "house:ground")
        assert refused.value.code == "limit.refunded_in_copy"
        assert refused.value.way_out == "way_out.insist_on_refunded"
        assert all(say(refused.value.code, one, **refused.value.facts) for one in LANGUAGES)
        trade.hub.shipping.ship(
            trade.id(order), "house:ground", lines=trade.numbered(order, MUG=1, BOWL=1)
        )
        with pytest.raises(Refused):
            trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.hub.shipping.ship(trade.id(order), "house:ground", anyway=True)
    assert trade.due(order) == {}
    trade.settle()
    trade.check()


@pytest.mark.proves("O3")
def test_a_refund_that_both_platforms_show_is_no_question() -> None:
    """The units are not due any more; the others are shipped as ever.

    eBay shows its refund, and the connector passes it on to the copy. Amazon shows none.
    """
    trade = Trade()
    order = trade.buy("bay", ("MUG", 2))
    trade.take_in()
    trade.refund_there(order, MUG=1)
    trade.take_in()
    assert _said(trade, order) == []
    trade.ship(order)
    assert trade.labelled(order) == {"MUG": 1}
