"""A hub dies and is started again, is configured anew, and works beside a second one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.hub_names import FIRST_HUB
from shiponce.scenario.run_hub import HubDied, RunHub
from shiponce.scenario.run_results import Run, Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.scenario.simulation import Simulation
from tests.scenario.conftest import Write

RECONCILING = MatchingMode.RECONCILING


def played(write: Write, text: str) -> Run:
    """A story in reconciling mode."""
    return play(load(write(text)), RECONCILING)


def lines(run: Run) -> list[tuple[str, str, str]]:
    """Who did what to which order, by the journal."""
    return [tuple(orjson.loads(line)[2:5]) for line in run.journal.splitlines()]


def failed(run: Run) -> list[tuple[str, str]]:
    """The checks that did not hold."""
    return [(check.sentence.code, check.got) for check in run.checks if not check.passed]


@pytest.mark.parametrize(
    ("on", "operation", "when"),
    [
        ("carrier", "buyLabel", "after"),
        ("amz", "confirmShipment", "before"),
        ("amz", "confirmShipment", "after"),
        ("shop", "createShipment", "before"),
        ("shop", "createShipment", "after"),
    ],
)
@pytest.mark.proves("N3", "X4")
def test_a_hub_that_dies_at_a_call_ships_and_tells_once(
    write: Write, small: str, on: str, operation: str, when: str
) -> None:
    """The world has one label and one package on each platform, and the journal the restart."""
    run = played(write, small + DIES.format(on=on, operation=operation, when=when))
    assert failed(run) == []
    assert [kind for _, kind, _ in lines(run) if kind in ("died", "restarted")] == [
        "died",
        "restarted",
    ]


DIES = """\
  - at: +6 min
    crash: {{on: {on}, operation: {operation}, when: {when}, down: 7 min}}
  - at: +7 min
    ship: mug
  - at: +2 h
    import: all
  - at: +3 h
    ship: mug
    expect:
      - refused: limit.status_shipped
      - shown: {{purchase: mug, on: amz, packages: 1, by: hub}}
      - shown: {{purchase: mug, on: shop, packages: 1, by: hub}}
      - ledger: {{purchase: mug, packed: 2, open: 0}}
      - calls: {{platform: carrier, operation: buyLabel, times: 1}}
"""


def test_what_a_dead_hub_had_not_written_is_gone(write: Write, small: str) -> None:
    """The file is the one of the moment of death, so a hub that never bought can ship again."""
    crash = "crash: {on: carrier, operation: buyLabel, when: before}"
    run = played(
        write,
        f"{small}  - at: +6 min\n    {crash}\n  - at: +7 min\n    ship: mug\n"
        "    expect: [status: {order: mug, is: awaiting shipment}]\n"
        "  - at: +1 h\n    expect: [status: {order: mug, is: awaiting shipment}]\n"
        "  - at: +61 min\n    ship: mug\n    expect: [status: {order: mug, is: shipped}]\n",
    )
    assert failed(run) == []


def test_a_crash_that_never_happens_fails_the_story(write: Write, small: str) -> None:
    """A story that plans one and then does nothing proves nothing."""
    crash = "crash: {on: amz, operation: confirmShipment, when: after}"
    run = played(write, f"{small}  - at: +6 min\n    {crash}\n")
    assert failed(run) == [("scenario.check.crashed", "confirmShipment")]


def test_a_person_who_acts_starts_the_hub_again(write: Write, small: str) -> None:
    """Nobody waits for a time-out in front of a hub that is off."""
    crash = "crash: {on: amz, operation: searchOrders, when: before, down: 1 d}"
    text = f"{small}  - at: +6 min\n    {crash}\n  - at: +7 min\n    import: amz\n"
    waited = text + "  - at: +8 min\n    wait: 1 h\n"
    run = played(write, waited + "  - at: +70 min\n    import: amz\n")
    assert failed(run) == []
    assert run.steps[-2].incidents == ()  # to wait starts nothing
    assert [one.code for one in run.steps[-1].incidents] == ["scenario.crash.restarted"]


def test_a_second_hub_has_its_own_orders_and_its_own_name(write: Write, small: str) -> None:
    """What it does stands in the journal as its own, and the first hub learns it by importing."""
    run = played(write, small + BESIDE)
    assert failed(run) == []
    assert run.verdict is Verdict.PASS
    assert ("second hub", "shipped", "mug") in lines(run)
    assert ("second hub", "buyLabel", "") in lines(run)
    assert ("hub", "buyLabel", "") not in lines(run)


BESIDE = """\
  - at: +6 min
    second hub: {stores: [amz, shop], method: B}
    expect:
      - grid: {status: awaiting shipment, rows: 1}
  - at: +6 min
    expect:
      - grid: {status: awaiting shipment, rows: 0}
    in: second hub
  - at: +7 min
    import: all
    in: second hub
    expect:
      - hidden: {order: mug.copy, behind: mug}
  - at: +8 min
    ship: mug
    in: second hub
    expect:
      - due: {order: mug, units: 0}
  - at: +8 min
    expect:
      - due: {order: mug, units: 2}
  - at: +20 min
    import: all
    expect:
      - status: {order: mug, is: shipped}
  - at: +21 min
    buy: {as: more, on: amz, lines: [{sku: MUG}]}
  - at: +30 min
    import: all
  - at: +31 min
    void: more
    expect:
      - refused: limit.no_live_label
always: [X2]
"""


def test_settings_that_are_not_given_stay(write: Write, small: str) -> None:
    """A delay that a later step does not name still holds, and a hub that only reads sends none."""
    run = played(write, small + CONFIGURED)
    assert failed(run) == []


CONFIGURED = """\
  - at: +6 min
    settings: {notification delay: 1 h, read only: yes}
  - at: +7 min
    ship: mug
    expect:
      - refused: error.read_only
  - at: +8 min
    settings: {read only: no, prime policy: buy shipping only}
  - at: +9 min
    ship: mug
    expect:
      - notification: {purchase: mug, store: amz, is: pending}
  - at: +80 min
    expect:
      - notification: {purchase: mug, store: amz, is: sent}
"""


def test_nothing_is_written_after_a_hub_has_died(tmp_path: Path) -> None:
    """Whatever the dying program still writes while it unwinds, the hub that follows lacks it."""
    simulation = Simulation(seed=7, start=datetime(2026, 11, 20, 9, tzinfo=UTC))
    one = RunHub(FIRST_HUB, simulation, tmp_path / "hub.db", {})
    one.open()
    one.hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    with pytest.raises(HubDied):
        one.die()
    one.hub.matching.choose_mode(MatchingMode.RECONCILING)
    one.open_again(0)
    assert one.hub.state().mode is MatchingMode.DOCUMENTED
    one.hub.close()
