"""A store shows our number with fewer units than the package holds: the seller is told which."""

from __future__ import annotations

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.words import LANGUAGES
from tests.promises.paper import Desk, desk

__all__ = ["desk"]

NUMBER = "1Z999AA10123456784"


@pytest.mark.proves("N3", "O7")
@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_the_missing_units_of_a_line_are_named(desk: Desk, store: str, mode: MatchingMode) -> None:
    """The seller entered one of two mugs there; our package has both under the same number."""
    trade, file = desk.trade, ("--db", str(desk.trade.file))
    trade.hub.matching.choose_mode(mode)
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    trade.ship_there(order, NUMBER, MUG=1)
    entered = ("--carrier", "UPS", "--tracking", NUMBER)
    code, said = desk.type(*file, "ship", str(trade.id(order)), *entered)
    assert code == 3
    assert "MUG × 1" in said
    trade.settle()
    trade.pass_hours(3)
    trade.settle()
    assert trade.shown(order)[0] == "partial"
    (stopped,) = (one for one in trade.notifications(store) if one.state == "stopped")
    close, void = f"notifications close {stopped.id}", f"void {stopped.shipment_id}"
    for language in LANGUAGES:
        _, found = desk.type("--lang", language, *file, "doctor")
        told = next(line for line in found.splitlines() if NUMBER in line)
        assert "MUG × 1" in told
        assert f"`shiponce {close}`" in found
        assert f"`shiponce {void}`" in found
    # The way out: the seller enters the other mug there, and ends the notification.
    # eBay takes a number once.
    again = ("", "") if store == "bay" else (NUMBER, "UPS")
    trade.ship_there(order, again[0], carrier=again[1], MUG=1)
    assert desk.type(*file, *close.split())[0] == 0
    trade.settle()
    assert sum(one["MUG"] for one in trade.sent(order, "seller")) == 2
    assert not [one for one in trade.hub.maintenance.doctor() if one.code.startswith("stopped")]
