"""One package is one shipment: no unit counts as shipped because its number is shown already."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.scenario.scenario_header import NOT_PREVENTABLE
from shiponce.words import LANGUAGES
from tests.promises.merchant import Trade
from tests.promises.test_rechecked_notifications import REFUSALS, answer_the_next
from tests.torture.shown import verdict

NUMBER = "1Z999AA10123456784"
EVERYWHERE = pytest.mark.parametrize("store", ["amz", "bay", "shop"])
IN_BOTH_MODES = pytest.mark.parametrize("mode", list(MatchingMode))
GOODS = ("MUG", 1), ("BOWL", 1)


def a_trade(
    store: str, mode: MatchingMode = MatchingMode.RECONCILING
) -> tuple[Trade, PlatformOrder]:
    """Return a hub with one order of two lines, whose shop has no connector that passes it on."""
    trade = Trade(mode, profile="generic-app", connected=(store,))
    order = trade.buy(store, *GOODS)
    trade.take_in()
    return trade, order


def enter(trade: Trade, order: PlatformOrder, tracking: str = NUMBER, **units: int) -> int:
    """Enter a package by hand, with all that is due if no units are named."""
    lines = trade.numbered(order, **units) if units else None
    given = {"carrier": "UPS", "tracking": tracking, "untracked": not tracking}
    return trade.hub.shipping.ship(trade.id(order), "manual", lines=lines, **given).id  # type: ignore[arg-type]  # by name


def taken(trade: Trade, order: PlatformOrder) -> Counter[str]:
    """Return the units by SKU in all packages that the platform shows."""
    return sum((Counter(one) for one in trade.sent(order)), Counter[str]())


def is_clean(trade: Trade, *, except_for: tuple[str, ...] = ()) -> bool:
    """Return True if the world's books and the hub agree, and no notification has stopped."""
    found = verdict(trade.world, trade.hub)
    left = [one for one in found.findings if one.code not in (*NOT_PREVENTABLE, *except_for)]
    assert not left, str(found)
    return not [one for one in trade.hub.maintenance.doctor() if one.code.startswith("stopped")]


def refused(trade: Trade, order: PlatformOrder, tracking: str) -> Refused:
    """Return the refusal of a number for the rest of an order; nothing is recorded or sent."""
    before = trade.labelled(order), trade.shown(order)
    for anyway, same_package in ((False, False), (True, False), (False, True)):
        with pytest.raises(Refused) as found:
            trade.hub.shipping.ship(
                trade.id(order),
                "manual",
                carrier="UPS",
                tracking=tracking,
                anyway=anyway,
                same_package=same_package,
            )
        assert found.value.code == "limit.number_has_shipment"
    assert (trade.labelled(order), trade.shown(order)) == before
    return found.value


@pytest.mark.proves("X4", "O11")
@EVERYWHERE
@IN_BOTH_MODES
@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("told", [True, False])
def test_the_number_of_a_package_is_no_number_of_the_rest(
    store: str, mode: MatchingMode, by_hand: bool, told: bool
) -> None:
    """It is refused in both languages with the shipment's name, and the way out works."""
    if (store, mode, told) == ("amz", MatchingMode.DOCUMENTED, True):
        return  # Amazon was told of no lines, and shows the whole order as shipped
    trade, order = a_trade(store, mode)
    if by_hand:
        first = enter(trade, order, MUG=1)
    else:
        first = trade.hub.shipping.ship(
            trade.id(order), "house:ground", lines=trade.numbered(order, MUG=1)
        ).id
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    if told:
        trade.settle()
    why = refused(trade, order, shipment.tracking.lower())
    for language in LANGUAGES:
        sentence = why.sentence_in(language)
        assert shipment.tracking in sentence
        assert str(first) in sentence
    assert why.way_out is not None
    way = why.way_out.partition(".")[2]
    if way == "rest_untracked":
        enter(trade, order, "")
    else:
        assert way == ("enter_together" if by_hand else "label_together")
        trade.hub.shipping.void(first)
        if by_hand:
            enter(trade, order)
        else:
            trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.settle()
    trade.settle()
    assert taken(trade, order) == Counter(dict(GOODS))
    assert trade.status(order) is OrderStatus.SHIPPED
    assert is_clean(trade)
    trade.check()


@pytest.mark.proves("N1", "X4")
@pytest.mark.parametrize("store", ["amz", "bay"])
@pytest.mark.parametrize("told", [True, False])
def test_the_copy_learns_of_the_rest_too(store: str, told: bool) -> None:
    """The shop's copy has lines with other ids, and shows every unit once in the end."""
    trade = Trade()
    order = trade.buy(store, *GOODS)
    trade.take_in()
    first = enter(trade, order, MUG=1)
    if told:
        trade.settle()
    why = refused(trade, order, NUMBER)
    if why.way_out == "way_out.rest_untracked":
        enter(trade, order, "")
    else:
        assert why.way_out == "way_out.enter_together"
        trade.hub.shipping.void(first)
        enter(trade, order)
    trade.settle()
    trade.settle()
    assert taken(trade, order) == taken(trade, trade.copy(order)) == Counter(dict(GOODS))
    assert trade.status(order) is OrderStatus.SHIPPED
    again = ("mailed-twice",) if (store, told) == ("amz", True) else ()  # the shop's items changed
    assert is_clean(trade, except_for=again)
    trade.check()


@pytest.mark.proves("O11", "X4")
def test_a_number_is_not_corrected_to_that_of_another_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A stopped notification of the rest keeps its own number."""
    trade, order = a_trade("amz")
    enter(trade, order, MUG=1)
    trade.settle()
    answer_the_next(monkeypatch, trade, 400, REFUSALS["amz"], arrivals=0)
    enter(trade, order, "1Z999AA10999999999")
    trade.settle()
    (second,) = (
        one for one in trade.notifications("amz") if one.state is NotificationState.STOPPED
    )
    for said in (False, True):
        with pytest.raises(Refused) as found:
            trade.hub.notifications.correct(
                second.id, carrier="UPS", tracking=NUMBER, same_package=said
            )
        assert found.value.code == "limit.number_has_shipment"
    trade.hub.notifications.correct(second.id, carrier="UPS", tracking="1Z999AA10888888888")
    trade.settle()
    assert [number for _, number in trade.shown(order)[1]] == [NUMBER, "1Z999AA10888888888"]


@pytest.mark.proves("O7", "X4")
@EVERYWHERE
@IN_BOTH_MODES
def test_a_shown_number_with_other_units_is_not_our_package(
    store: str, mode: MatchingMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seller has entered the number on the platform, for the other line."""
    trade, order = a_trade(store, mode)
    answer_the_next(monkeypatch, trade, 503, {}, arrivals=0)
    shipment = enter(trade, order, MUG=1)
    trade.hub.tick()
    trade.ship_there(order, NUMBER, BOWL=1)
    trade.settle()
    trade.wait(40)
    (notification,) = trade.notifications(store)
    names_lines = mode is MatchingMode.RECONCILING or store != "amz"
    if names_lines:
        assert notification.state is NotificationState.STOPPED
        (finding,) = (one for one in trade.hub.maintenance.doctor() if one.code == "stopped_units")
        assert finding.what.facts["items"] == "MUG × 1"
        assert finding.what.facts["shipment"] == shipment
        assert notification.reason is not None
        assert notification.reason.facts["items"] == "MUG × 1"
    trade.check()


@pytest.mark.proves("N3", "O7")
@EVERYWHERE
@pytest.mark.parametrize("split", [False, True])
def test_our_own_package_is_recognised_by_its_lines(
    store: str, split: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer was lost; the platform shows the package whole, or as two with one line each."""
    trade, order = a_trade(store)
    answer_the_next(monkeypatch, trade, 503, {}, arrivals=1)
    enter(trade, order)
    trade.hub.tick()
    if split:
        there = trade.world.orders[order.store, order.order_id]
        (package,) = there.packages
        parts = [
            replace(package, package_id=f"{package.package_id}{n}", units={line: units})
            for n, (line, units) in enumerate(package.units.items())
        ]
        there.packages[:] = parts
    trade.settle()
    trade.settle()
    (notification,) = trade.notifications(store)
    assert notification.state is NotificationState.SENT
    assert notification.reason is not None
    assert notification.reason.code == "notification.accepted_before"
    assert taken(trade, order) == Counter(dict(GOODS))


@pytest.mark.proves("O7")
@EVERYWHERE
def test_units_that_a_platform_loses_are_named(store: str) -> None:
    """The platform accepted both lines and showed them; later it shows one of them."""
    trade, order = a_trade(store)
    enter(trade, order)
    trade.settle()
    there = trade.world.orders[order.store, order.order_id]
    (package,) = there.packages
    line = next(iter(trade.lines(order, {"BOWL": 1})))
    there.packages[:] = [replace(package, units={line: 1})]
    trade.pass_hours(3)
    trade.hub.imports.run(store)
    trade.pass_hours(3)
    (finding,) = (one for one in trade.hub.maintenance.doctor() if one.code == "stopped_units")
    assert finding.what.facts["items"] == "MUG × 1"


@pytest.mark.proves("N8", "X4")
@EVERYWHERE
def test_an_older_hub_has_two_shipments_under_one_number(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next import names the units that the platform does not show, and no right number."""
    trade, order = a_trade(store)
    monkeypatch.setattr(
        "shiponce.services.shipping.ship_order.must_be_another_package", lambda *_: None
    )
    enter(trade, order, MUG=1)
    trade.settle()
    second = enter(trade, order)
    trade.settle()
    trade.settle()
    stopped = [one for one in trade.hub.maintenance.doctor() if one.code.startswith("stopped")]
    if store != "bay":  # it takes two packages under one number
        assert taken(trade, order) == Counter(dict(GOODS))
        assert not stopped
        return
    (finding,) = stopped
    assert (finding.code, finding.what.facts["items"]) == ("stopped_units", "BOWL × 1")
    trade.hub.shipping.void(second)
    trade.ship(order)
    trade.settle()
    assert taken(trade, order) == Counter(dict(GOODS))
    assert is_clean(trade)
    trade.check()
