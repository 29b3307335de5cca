"""How a market begins: options, a file and the control plane say the same in their own ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from mockplace.cli import serve
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.seeding.connector_names import ConnectorName
from tests.wire.serve.serve_process import refused, served

START = "2026-11-20T09:00:00Z"
#: What differs between two servers of one market: nothing of this says how it began.
_PASSING = ("calls", "snapshots", "faults")
FILE = """
clock: {clock}
mode: manual
limits: false
stores:
  shop: {{platform: bigcommerce}}
"""


def told(state: dict[str, Any]) -> dict[str, Any]:
    """A state without what has nothing to do with its beginning."""
    return {key: value for key, value in state.items() if key not in _PASSING}


@pytest.mark.parametrize("limits", [True, False])
def test_options_and_the_control_plane_begin_the_same_market(tmp_path: Path, limits: bool) -> None:
    """The same seed, size, connector, clock and limits: the same orders and credentials."""
    options = ("--seed", "7", "--orders", "12", "--connector", "codisto", "--start", START)
    switch = "--limits" if limits else "--no-limits"
    with served(tmp_path, *options, "--clock", "manual", switch) as one, one.client() as http:
        by_options = http.get("/_mockplace/state").json()
        another = http.post("/_mockplace/seed", json={"seed": 8}).json()
        wanted = {"seed": 7, "orders": 12, "connector": "codisto", "clock": START}
        by_request = http.post(
            "/_mockplace/seed", json={**wanted, "mode": "manual", "limits": limits}
        ).json()
    assert told(by_request) == told(by_options)
    assert told(another) != told(by_options)
    assert (by_options["clock"]["now"], by_options["clock"]["mode"]) == (START, "manual")
    assert (by_options["limits"], another["limits"]) == (limits, limits)
    assert {store["connector"] for store in by_options["stores"]} >= {"codisto"}


def test_a_seed_changes_the_pace_and_a_reset_keeps_it(tmp_path: Path) -> None:
    """What is left out stays as it is; the mode that was given holds from then on."""
    with served(tmp_path, "--clock", "manual", "--no-limits") as one, one.client() as http:
        left = http.post("/_mockplace/seed", json={"seed": 2, "orders": 1}).json()
        assert (left["clock"]["mode"], left["limits"]) == ("manual", False)
        http.post("/_mockplace/seed", json={"seed": 2, "mode": "frozen", "limits": True})
        again = http.post("/_mockplace/reset").json()
    assert (again["clock"]["mode"], again["limits"]) == ("frozen", True)


def test_a_file_says_how_time_passes_and_whether_limits_hold(tmp_path: Path) -> None:
    """Nothing else has to be said on the command line."""
    (tmp_path / "market.yaml").write_text(FILE.format(clock=START), "utf-8")
    with served(tmp_path, "--world", "market.yaml") as one, one.client() as http:
        state = http.get("/_mockplace/state").json()
    assert (state["clock"]["now"], state["clock"]["mode"]) == (START, "manual")
    assert state["limits"] is False


@pytest.mark.parametrize(
    "options",
    [("--start", START), ("--clock", "real"), ("--limits",), ("--orders", "3"), ("--seed", "3")],
)
def test_what_a_file_says_is_not_said_again(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Two answers to one question are refused, and the option is named."""
    (tmp_path / "market.yaml").write_text(FILE.format(clock=START), "utf-8")
    code, out, said = refused(tmp_path, "--port", "0", "--world", "market.yaml", *options)
    assert (code, out) == (2, "")
    assert options[0] in said


def test_options_hold_where_a_file_says_nothing(tmp_path: Path) -> None:
    """A file without a clock begins when it is told to, at the pace that it is told."""
    (tmp_path / "market.yaml").write_text("stores:\n  shop: {platform: bigcommerce}\n", "utf-8")
    options = ("--start", START, "--clock", "manual", "--no-limits")
    with served(tmp_path, "--world", "market.yaml", *options) as one, one.client() as http:
        state = http.get("/_mockplace/state").json()
    assert (state["clock"]["now"], state["clock"]["mode"]) == (START, "manual")
    assert state["limits"] is False


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "yesterday"])
def test_no_market_begins_where_its_dates_would_end(tmp_path: Path, start: str) -> None:
    """The past of a market and its days to come must be dates: each of the three ways says so."""
    code, _out, said = refused(tmp_path, "--port", "0", "--start", start)
    assert code == 2
    assert "2000-01-01" in said or "2026-11-20T09:00:00Z" in said
    (tmp_path / "market.yaml").write_text(FILE.format(clock=start), "utf-8")
    code, _out, said = refused(tmp_path, "--port", "0", "--world", "market.yaml")
    assert code == 2
    assert "clock: " in said
    with served(tmp_path, "--orders", "1") as one, one.client() as http:
        answer = http.post("/_mockplace/seed", json={"seed": 1, "clock": start})
        assert (answer.status_code, http.get("/_mockplace/state").status_code) == (400, 200)
    assert answer.json()["error"]["problems"][0].startswith("clock: ")


def test_every_list_of_connectors_is_the_same() -> None:
    """The command's choices, the shapes of files and requests, and the profiles that there are."""
    (option,) = [one for one in serve.params if one.name == "connector"]
    choices: Any = option.type
    assert tuple(choices.choices) == get_args(ConnectorName) == (*PROFILES, "none")
