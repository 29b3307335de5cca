"""BigCommerce's notices switched off and on again, and what matching makes of it (D5)."""

from __future__ import annotations

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

_FIRST, _SECOND = an_order(), an_order(remote_id="111-0000002-0000002")


def _switch(hub: Hub, world: World, on: bool) -> None:
    world.clock.wait(minutes=5)
    hub.stores.set_notifications("shop", on, by="Support", confirmed=True)
    world.clock.wait(minutes=5)


def _in_the_right_order(hub: Hub) -> None:
    for store in ("amz", "shop"):
        hub.imports.run(store)


def _with_a_pair_from_before_and_one_from_meanwhile(mode: MatchingMode) -> tuple[Hub, World]:
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    world.stores["amz"].orders = {_FIRST.remote_id: _FIRST}
    world.stores["shop"].orders = {"1001": a_copy(_FIRST, "1001")}
    _in_the_right_order(hub)
    _switch(hub, world, False)
    world.stores["amz"].orders[_SECOND.remote_id] = _SECOND
    world.stores["shop"].orders["1002"] = a_copy(_SECOND, "1002")
    _in_the_right_order(hub)
    return hub, world


@pytest.mark.proves("D2", "D5")
def test_documented_shows_what_comes_while_they_are_off() -> None:
    """What was hidden stays hidden; what comes meanwhile is shown beside its original."""
    hub, _ = _with_a_pair_from_before_and_one_from_meanwhile(MatchingMode.DOCUMENTED)
    assert [row.number for row in hub.orders.page(Grid.HIDDEN)] == ["1001"]
    assert hub.orders.why(hub.orders.find("shop:1002")).headline.code == "why.notifications_off"


@pytest.mark.proves("D5")
def test_documented_matches_the_open_ones_at_the_next_import_of_the_shop() -> None:
    """The switch itself hides nothing, nor does another store's import."""
    hub, world = _with_a_pair_from_before_and_one_from_meanwhile(MatchingMode.DOCUMENTED)
    _switch(hub, world, True)
    hub.imports.run("amz")
    assert hub.orders.counts()[Grid.HIDDEN] == 1
    assert hub.imports.run("shop").hidden == 1
    assert [row.number for row in hub.orders.page(Grid.HIDDEN)] == ["1002", "1001"]
    assert hub.orders.why(hub.orders.find("shop:1002")).headline.code == "why.hidden"


@pytest.mark.proves("D5")
def test_documented_leaves_a_closed_one_where_it_is() -> None:
    """A copy that was cancelled or shipped meanwhile is not open."""
    hub, world = _with_a_pair_from_before_and_one_from_meanwhile(MatchingMode.DOCUMENTED)
    hub.orders.cancel(hub.orders.find("shop:1002"))
    _switch(hub, world, True)
    assert hub.imports.run("shop").hidden == 0
    assert hub.orders.counts()[Grid.CANCELLED] == 1


@pytest.mark.proves("W1", "D5")
def test_it_happens_once_and_the_trap_stays_a_trap() -> None:
    """Later imports in the wrong order are as the article says again."""
    hub, world = _with_a_pair_from_before_and_one_from_meanwhile(MatchingMode.DOCUMENTED)
    _switch(hub, world, True)
    hub.imports.run("shop")
    third = an_order(remote_id="111-0000003-0000003")
    world.stores["shop"].orders["1003"] = a_copy(third, "1003")
    world.stores["amz"].orders[third.remote_id] = third
    for store in ("shop", "amz", "shop"):
        world.clock.wait(minutes=5)
        hub.imports.run(store)
    assert hub.orders.why(hub.orders.find("shop:1003")).headline.code == "why.not_compared"


@pytest.mark.proves("W1")
def test_a_switch_that_is_on_already_matches_nothing() -> None:
    """Nobody gets out of the trap by pressing a switch that stands so: nothing is written."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    world.stores["amz"].orders = {_FIRST.remote_id: _FIRST}
    world.stores["shop"].orders = {"1001": a_copy(_FIRST, "1001")}
    for store in ("shop", "amz"):
        hub.imports.run(store)
    _switch(hub, world, True)
    assert hub.imports.run("shop").hidden == 0
    assert hub.stores.rows()[0].notifications_changed_at is None


@pytest.mark.proves("D2", "D5")
def test_reconciling_matches_whatever_the_switch_says() -> None:
    """Two switches: off means off for notices only."""
    hub, _ = _with_a_pair_from_before_and_one_from_meanwhile(MatchingMode.RECONCILING)
    assert hub.orders.counts()[Grid.HIDDEN] == 2
