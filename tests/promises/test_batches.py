"""A batch buys what its plan shows, order by order, and nothing else (K2, K3)."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.order_facts import Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.carrier.api import render, services
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.batch import BatchState, EntryState, PackageRule, WeightRule
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused
from shiponce.services.shipping import batch_agreement
from shiponce.views.batches import BatchView
from tests.promises.merchant import Trade
from tests.promises.test_destinations import two_addresses
from tests.torture.shown import faults, verdict


def ids(trade: Trade, *orders: PlatformOrder) -> list[int]:
    """Return the hub's ids of these orders."""
    return [trade.id(order) for order in orders]


def run(trade: Trade, batch_id: int) -> BatchView:
    """Confirm a batch, ship all of it, and let everything fall due."""
    trade.hub.batches.confirm(batch_id)
    tried: list[int] = []
    while (done := trade.hub.batches.ship_next(batch_id, tried)) is not None:
        tried.append(done.entry_id)
    trade.wait(5)
    return trade.hub.batches.show(batch_id)


def saved(trade: Trade, *orders: PlatformOrder, service: str = "house:ground") -> BatchView:
    """Plan a batch and save it."""
    return trade.hub.batches.save(trade.hub.batches.plan(ids(trade, *orders), service=service))


def sold(trade: Trade) -> list[str]:
    """Return the tracking numbers of all live labels that were ever sold, by the world's books."""
    house = carrier_labels(trade.world.state).by_id.values()
    amazon = trade.world.labels.values()
    live = [one.tracking for one in house if not one.voided_at]
    return sorted([*live, *(one.tracking for one in amazon if one.status == "Purchased")])


def findings(trade: Trade) -> list[str]:
    """Return what the world's judge finds wrong once nothing is due any more."""
    return faults(verdict(trade.world, trade.hub))


def day(trade: Trade) -> list[PlatformOrder]:
    """Let people buy on all three platforms, and import everything."""
    orders = [
        trade.buy("amz", ("MUG", 2)),
        trade.buy("bay", ("BOWL", 1)),
        trade.buy("shop", ("JAR", 1)),
    ]
    trade.take_in()
    return orders


@pytest.mark.proves("K2", "K3")
def test_a_batch_buys_each_order_once_and_tells_each_store() -> None:
    """Three platforms; the plan names the stores, and the stores show it afterwards."""
    trade = Trade()
    orders = day(trade)
    view = saved(trade, *orders)
    assert sold(trade) == [], "a plan buys nothing"
    assert [one.notifies for one in view.entries] == [("amz", "shop"), ("bay", "shop"), ("shop",)]
    assert [(one.carrier, one.packages) for one in view.totals] == [("UPS", 3)]
    done = run(trade, view.id or 0)
    assert done.state is BatchState.ENDED
    assert done.counts[EntryState.BOUGHT] == 3
    assert done.costs == done.totals == view.totals
    assert sold(trade) == sorted(one.tracking for one in done.entries)
    trade.settle()
    for order, entry in zip(orders, done.entries, strict=True):
        assert [number for _, number in trade.shown(order)[1]] == [entry.tracking]
    assert findings(trade) == []


@pytest.mark.proves("K2")
def test_nothing_is_bought_before_the_plan_is_confirmed() -> None:
    """Neither by the command nor past it: the database refuses the claim."""
    trade = Trade()
    orders = day(trade)
    view = saved(trade, *orders)
    with pytest.raises(Refused) as refused:
        trade.hub.batches.ship_next(view.id or 0)
    assert refused.value.code == "limit.batch_not_confirmed"
    shipment = trade.ship(orders[0])
    with pytest.raises(GuardError) as guarded, trade.hub._db.write() as conn:
        conn.execute("UPDATE batch_entries SET shipment_id = ?", (shipment.id,))
    assert guarded.value.code == "guard.batch_not_confirmed"
    assert sold(trade) == [shipment.tracking]


@pytest.mark.proves("K2")
@pytest.mark.parametrize("mode", MatchingMode)
def test_twins_in_one_batch_are_one_purchase(mode: MatchingMode) -> None:
    """An original and its copy: hidden, or beside it because it was imported first."""
    trade = Trade(mode=mode)
    order = trade.buy("amz")
    copy = trade.copy(order)
    stores = ("shop", "amz", "bay") if mode is MatchingMode.DOCUMENTED else ("amz", "bay", "shop")
    trade.take_in(*stores)
    view = saved(trade, copy, order)
    kept = [one for one in view.entries if one.reason is None]
    assert [(one.store, one.same_purchase) for one in kept] == [("amz", (f"shop:{copy.order_id}",))]
    twins = [one for one in view.entries if one.reason is not None]
    assert [one.reason.code for one in twins if one.reason] == (
        ["limit.batch_one_purchase"] if mode is MatchingMode.DOCUMENTED else []
    )
    done = run(trade, view.id or 0)
    assert sold(trade) == [one.tracking for one in done.entries if one.tracking]
    assert len(sold(trade)) == 1


@pytest.mark.proves("K2")
@pytest.mark.parametrize("change", ["shipped there", "cancelled there", "fewer", "price", "gone"])
def test_a_stale_order_is_left_out_with_the_reason(change: str) -> None:
    """The others are bought; the stale one costs nothing."""
    trade = Trade()
    orders = day(trade)
    view = saved(trade, *orders)
    stale = orders[0]
    code = {
        "shipped there": "limit.status_shipped",
        "cancelled there": "limit.status_cancelled",
        "fewer": "limit.batch_units_changed",
        "price": "limit.batch_price_changed",
        "gone": "limit.batch_no_longer_offered",
    }[change]
    if change == "shipped there":
        trade.ship_there(stale)
    elif change == "cancelled there":
        trade.cancel_there(stale, MUG=2)
    elif change == "fewer":
        trade.cancel_there(stale, MUG=1)
    with ExitStack() as later:
        if change == "price":
            dearer = [replace(one, base=one.base + 100) for one in services.SERVICES]
            later.enter_context(patch.object(render, "SERVICES", tuple(dearer)))
        if change == "gone":
            fewer = tuple(one for one in services.SERVICES if one.service_id != "ground")
            later.enter_context(patch.object(render, "SERVICES", fewer))
        done = run(trade, view.id or 0)
    left = {one.number: one.reason.code for one in done.entries if one.reason}
    everything = change in ("price", "gone")
    assert left == (
        {one.number: code for one in view.entries} if everything else {view.entries[0].number: code}
    )
    assert done.state is BatchState.ENDED
    assert len(sold(trade)) == (0 if everything else 2)
    trade.settle()
    assert findings(trade) == []


@pytest.mark.proves("K2", "O4")
def test_an_order_to_two_addresses_is_two_packages() -> None:
    """Each is planned, bought and told for itself."""
    trade = Trade()
    order = two_addresses(trade)
    trade.take_in()
    view = saved(trade, order)
    assert [(one.address, one.addresses, one.units) for one in view.entries] == [
        (1, 2, 3),
        (2, 2, 1),
    ]
    done = run(trade, view.id or 0)
    assert done.counts[EntryState.BOUGHT] == 2
    trade.settle()
    assert trade.sent(order) == [{"MUG": 2, "JAR": 1}, {"BOWL": 1}]
    assert findings(trade) == []


@pytest.mark.proves("K3")
def test_an_unknown_purchase_stays_unknown_and_the_others_go_on() -> None:
    """A later run does not buy it again once the carrier shows the label."""
    trade = Trade()
    orders = day(trade)
    view = saved(trade, *orders)
    trade.world.faults.add(Fault("timeout_after_commit", "buyLabel", platform="carrier"))
    trade.world.faults.add(Fault("server_error", "findLabels", platform="carrier"))
    batch_id = view.id or 0
    trade.hub.batches.confirm(batch_id)
    tried: list[int] = []
    while (done := trade.hub.batches.ship_next(batch_id, tried)) is not None:
        tried.append(done.entry_id)
    counts = trade.hub.batches.show(batch_id).counts
    assert (counts[EntryState.UNKNOWN], counts[EntryState.BOUGHT]) == (1, 2)
    trade.settle()
    again = run(trade, batch_id)
    assert again.counts[EntryState.BOUGHT] == 3
    assert sold(trade) == sorted(one.tracking for one in again.entries)
    assert findings(trade) == []


@pytest.mark.proves("K3")
def test_a_batch_is_cancelled_between_two_orders(tmp_path: Path) -> None:
    """What was bought stays; the rest is not begun, and nobody can go on with it."""
    trade = Trade(file=tmp_path / "hub.db")
    orders = day(trade)
    view = saved(trade, *orders)
    batch_id = view.id or 0
    trade.hub.batches.confirm(batch_id)
    assert trade.hub.batches.ship_next(batch_id) is not None
    with trade.hub.sibling() as other:
        other.batches.cancel(batch_id)
    assert trade.hub.batches.ship_next(batch_id) is None
    done = trade.hub.batches.show(batch_id)
    assert done.state is BatchState.CANCELLED
    assert (done.counts[EntryState.BOUGHT], done.counts[EntryState.NOT_BEGUN]) == (1, 2)
    with pytest.raises(Refused) as refused:
        trade.hub.batches.confirm(batch_id)
    assert refused.value.code == "limit.batch_cancelled"
    assert len(sold(trade)) == 1


@pytest.mark.proves("K2")
def test_a_preset_decides_the_package_that_the_carrier_prices() -> None:
    """The packaging is weighed as well; goods of unknown weight count as 500 g."""
    trade = Trade()
    orders = day(trade)
    light = trade.hub.batches.plan(ids(trade, *orders), service="house:ground").view
    rule = PackageRule(300, 200, 100, WeightRule.ADDED, 5000)
    trade.hub.batches.add_preset("boxes", "house:ground", rule)
    heavy = trade.hub.batches.save(trade.hub.batches.plan(ids(trade, *orders), preset="boxes"))
    assert all(
        a.price and b.price and b.price.minor > a.price.minor
        for a, b in zip(light.entries, heavy.entries, strict=True)
    )
    done = run(trade, heavy.id or 0)
    assert done.costs == heavy.totals
    house = carrier_labels(trade.world.state).by_id.values()
    assert sorted(one.package.weight for one in house) == [5500, 5500, 5700]


@pytest.mark.proves("K2")
def test_the_cheapest_keeps_the_promise() -> None:
    """Not the cheapest of all where that one would come too late."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    row = trade.hub.orders.rows([trade.id(order)])[0]
    entry = trade.hub.batches.plan([row.id], service="cheapest").view.entries[0]
    options = [one for one in trade.hub.shipping.options(row.id) if one.available and one.price]
    timely = [
        one
        for one in options
        if entry.promised is None or (one.arrives_by and one.arrives_by <= entry.promised)
    ]
    least = min(timely, key=lambda one: (one.price.minor if one.price else 0, one.code))
    assert entry.option == least.code


@pytest.mark.proves("K2", "O8")
def test_a_changed_address_is_another_package() -> None:
    """The buyer moved between plan and purchase: nothing is bought for the old plan."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in()
    view = saved(trade, order)
    trade.world.change_address(order.store, order.order_id, Recipient(street1="2 New Road"))
    trade.wait(5)
    done = run(trade, view.id or 0)
    assert [one.reason.code for one in done.entries if one.reason] == [
        "limit.batch_address_changed"
    ]
    assert sold(trade) == []


@pytest.mark.proves("K3")
def test_two_runs_of_one_batch_buy_each_label_once(tmp_path: Path) -> None:
    """The second run reaches the carrier's price while the first one buys; the database decides."""
    trade = Trade(file=tmp_path / "hub.db")
    orders = day(trade)
    view = saved(trade, *orders)
    batch_id = view.id or 0
    trade.hub.batches.confirm(batch_id)
    asked = batch_agreement.must_be_offered
    raced: list[int] = []

    def at_once(*facts: object) -> None:
        asked(*facts)  # type: ignore[arg-type]  # passed on
        if not raced:
            raced.append(1)
            with trade.hub.sibling() as other:
                assert other.batches.ship_next(batch_id) is not None

    with patch.object(batch_agreement, "must_be_offered", at_once):
        assert trade.hub.batches.ship_next(batch_id) is not None
    done = trade.hub.batches.show(batch_id)
    assert done.counts[EntryState.BOUGHT] == 1
    assert [one.reason for one in done.entries] == [None, None, None]
    assert len(sold(trade)) == 1
    with pytest.raises(GuardError) as guarded, trade.hub._db.write() as conn:
        conn.execute("UPDATE batch_entries SET shipment_id = NULL WHERE shipment_id IS NOT NULL")
    assert guarded.value.code == "guard.batch_entry_begun"
    over = run(trade, batch_id)
    assert over.counts[EntryState.BOUGHT] == 3
    with pytest.raises(Refused) as refused:
        trade.hub.batches.cancel(batch_id)
    assert refused.value.code == "limit.batch_over"


@pytest.mark.proves("K2")
def test_orders_that_may_be_one_purchase_are_not_shipped_together() -> None:
    """A rejected copy stands beside its original; a person has to look at both."""
    trade = Trade()
    order = trade.buy("amz")
    copy = trade.copy(order)
    trade.take_in()
    trade.hub.matching.reject(trade.id(copy), trade.id(order), anyway=True)
    view = saved(trade, order, copy)
    assert [one.reason.code if one.reason else "" for one in view.entries] in (
        ["", "limit.batch_perhaps_one"],
        ["", "limit.batch_one_purchase"],
    )
    assert view.entries[0].same_purchase == (f"shop:{copy.order_id}",)
    run(trade, view.id or 0)
    assert len(sold(trade)) == 1
