"""Each invariant notices the very fault that it is there for, and says which it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.kernel.records import Call
from shiponce.domain.order import Visibility
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.hub.orders import HubOrders
from shiponce.scenario.run_results import Run, Verdict
from shiponce.scenario.runner import Runner
from shiponce.scenario.scenario_file import load
from shiponce.services.notifying import add_notifications
from shiponce.views.orders import OrderDetail

from .conftest import Write

_SHIP = "  - at: +9 min\n    ship: mug\n"


def broken(run: Run, code: str) -> list[str]:
    """What the invariant or check found, each time that it failed."""
    assert run.verdict is Verdict.FAIL
    return [c.got for c in run.checks if c.sentence.code == f"scenario.{code}" and not c.passed]


@pytest.mark.proves("X1")
def test_x1_two_live_labels_for_one_unit(small: str, write: Write) -> None:
    """What documented mode lets happen would be a breach in reconciling mode."""
    text = small.replace("import: all", "import: [shop, amz]") + _SHIP
    text += "  - at: +9 min\n    ship: {order: mug.copy, anyway: true}\n"
    runner = Runner(load(write(text)), MatchingMode.DOCUMENTED)
    while runner.step() is not None:
        pass
    runner.environment.mode = MatchingMode.RECONCILING
    found = broken(runner.finish(), "invariant.X1")
    assert " + " in found[0]


@pytest.mark.proves("X2")
def test_x2_an_order_that_vanishes(small: str, write: Write) -> None:
    """Whatever a platform showed must be somewhere in the hub."""
    runner = Runner(load(write(small)), MatchingMode.RECONCILING)
    runner.environment.simulation.shown["shop", "4711"] = None
    assert set(broken(runner.finish(), "invariant.X2")) == {"shop 4711"}


@pytest.mark.proves("X3")
def test_x3_a_copy_hidden_behind_nothing(
    small: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hidden copy whose original stands in no grid would be lost."""
    read = HubOrders.detail

    def unlinked(orders: HubOrders, order_id: int) -> OrderDetail:
        detail = read(orders, order_id)
        hidden = detail.row.visibility is Visibility.HIDDEN
        return replace(detail, twins=()) if hidden else detail

    monkeypatch.setattr(HubOrders, "detail", unlinked)
    assert broken(Runner(load(write(small)), MatchingMode.RECONCILING).finish(), "invariant.X3")


@pytest.mark.proves("X4")
def test_x4_a_package_accepted_twice(small: str, write: Write) -> None:
    """Two parcels under one tracking number on one platform are seen in the world."""
    runner = Runner(load(write(small + _SHIP)), MatchingMode.RECONCILING)
    while runner.step() is not None:
        pass
    order = runner.environment.there("mug")
    assert order is not None
    order.packages.append(order.packages[0])
    [found] = broken(runner.finish(), "invariant.X4")
    assert found.endswith("×2")


@pytest.mark.proves("X5", "N1")
def test_x5_a_notification_that_nobody_wrote_down(
    small: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shipment without its notices is seen at once, store by store."""
    monkeypatch.setattr(add_notifications, "due_notifications", lambda shipped, **rest: ())
    run = Runner(load(write(small + _SHIP)), MatchingMode.RECONCILING).finish()
    assert all("amz" in found and "shop" in found for found in broken(run, "invariant.X5"))


@pytest.mark.proves("X5", "N7")
def test_a_notification_still_owed_at_the_end_fails(small: str, write: Write) -> None:
    """With faults off and all quiet, nothing may be pending: a lost notice is a failure."""
    runner = Runner(load(write(small + _SHIP)), MatchingMode.RECONCILING)
    while runner.step() is not None:
        pass
    told = runner.environment.hub.notifications.rows

    def pending() -> object:
        return tuple(
            replace(notification, state=NotificationState.PENDING) for notification in told()
        )

    runner.environment.hub.notifications.rows = pending  # type: ignore[assignment,method-assign]  # a broken hub
    [due_notifications] = broken(runner.finish(), "check.nothing_owed")
    assert due_notifications.count(",") == 1


def test_a_call_that_the_simulator_does_not_know_fails(small: str, write: Write) -> None:
    """An answer that was invented for want of a route proves nothing."""
    runner = Runner(load(write(small)), MatchingMode.RECONCILING)
    runner.environment.world.record(Call(0, 0, "", "", "GET", "/nowhere", 501, ""))
    assert broken(runner.finish(), "check.served") == ["/nowhere"]
