"""Whatever is in a scenario file or happens in it, it has a result, and so have all the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import orjson
import pytest

from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from shiponce.hub.orders import HubOrders
from shiponce.scenario import runner, size_limits, step_execution
from shiponce.scenario.hub_acts import Import
from shiponce.scenario.platform_acts import Fault
from shiponce.scenario.player import Player
from shiponce.scenario.replay import replay
from shiponce.scenario.result_sentences import reasons
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.run_results import Run, Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.views.hub import TickReport
from shiponce.words import LANGUAGES, say
from tests.scenario.conftest import SMALL, Write

FAULTS = get_args(Fault.model_fields["kind"].annotation)
SHIP = "  - at: +6 min\n    ship: mug\n"
ELSEWHERE = "    ship elsewhere: {order: mug, carrier: UPS, tracking: 1Z999AA10123456784}\n"
FAULT = "  - at: +6 min\n    fault: {on: amz, operation: searchOrders, kind: server_error}\n"
IMPORT = "  - at: +9 min\n    import: [amz, shop]\n"


def failed(run: Run) -> list[tuple[str, str]]:
    """The checks that did not hold, with what was there."""
    return [(check.sentence.code, check.got) for check in run.checks if not check.passed]


def played(write: Write, text: str) -> Run:
    """A story, in one mode."""
    return play(load(write(text)), MatchingMode.RECONCILING)


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("times", [1, 0, 3])
def test_every_kind_of_fault_can_be_played_and_told(write: Write, kind: str, times: int) -> None:
    """No kind that the format offers is without its sentence, once, thrice or for ever."""
    fault = f"{{on: amz, operation: confirmShipment, kind: {kind}, times: {times}}}"
    run = played(write, SMALL + f"  - at: +6 min\n    fault: {fault}\n" + SHIP)
    assert run.stop is None
    action = run.steps[2].action
    told = {say(action.code, language, **action.facts) for language in LANGUAGES}
    assert len(told) == 2
    assert all(("×3" in text) == (times == 3) and ("×∞" in text) == (times == 0) for text in told)


def test_a_fault_can_befall_the_house_carrier(write: Write) -> None:
    """It is no store of the story, and yet the hub's calls to it meet the fault."""
    fault = "{on: carrier, operation: quoteRates, kind: server_error, times: 0}"
    text = SMALL + f"  - at: +6 min\n    fault: {fault}\n" + SHIP
    run = runner.Runner(load(write(text)), MatchingMode.RECONCILING)
    try:
        played = run.finish()
        calls = [call for call in run.environment.world.calls if call.platform == "carrier"]
        assert {call.fault for call in calls if call.operation == "quoteRates"} == {"server_error"}
    finally:
        run.close()
    action = played.steps[2].action
    assert "transporteur maison" in say(action.code, "fr", **action.facts)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (SHIP + "  - at: +20 min\n    buyer cancels: mug\n", "world.already_shipped"),
        (f"  - at: +6 min\n{ELSEWHERE}" * 2, "world.no_units"),
        ("  - at: +6 min\n    buyer cancels: mug\n  - at: +6 min\n" + ELSEWHERE, "world.cancelled"),
    ],
)
def test_what_a_platform_refuses_is_a_refusal_of_the_step(
    write: Write, more: str, code: str
) -> None:
    """A step that the world does not allow fails by name, or passes where it is expected."""
    assert failed(played(write, SMALL + more))[0] == ("scenario.check.done", code)
    expected = SMALL + more + f"    expect:\n      - refused: {code}\n"
    assert failed(played(write, expected)) == []


def test_an_order_that_a_platform_does_not_have_yet_is_a_refusal(write: Write) -> None:
    """To cancel a copy before it is written does not silently do nothing."""
    early = "  - at: +10 s\n    buyer cancels: mug.copy\n"
    text = SMALL.replace("  - at: +5 min", early + "  - at: +5 min")
    assert failed(played(write, text)) == [("scenario.check.done", "world.no_such_order")]


def test_a_failed_import_can_be_expected(write: Write) -> None:
    """With its store and code the failure is the lesson; without, or with others, it is a fault."""
    expected = "    expect:\n      - import fails: {store: amz, code: error.server_trouble}\n"
    assert failed(played(write, SMALL + FAULT + IMPORT + expected)) == []
    ended = [("scenario.check.import_ended", "error.server_trouble")]
    assert failed(played(write, SMALL + FAULT + IMPORT)) == ended
    wrong = expected.replace("server_trouble", "unreachable")
    assert failed(played(write, SMALL + FAULT + IMPORT + wrong)) == [
        ("scenario.check.import_fails", "error.server_trouble")
    ]
    assert failed(played(write, SMALL + IMPORT + expected)) == [
        ("scenario.check.import_fails", "–")
    ]
    other = FAULT.replace("on: amz, operation: searchOrders", "on: shop, operation: getOrders")
    assert failed(played(write, SMALL + FAULT + other + IMPORT + expected)) == ended


def test_a_set_up_that_is_refused_leaves_the_verdict_open(write: Write) -> None:
    """The hub's own words and the line say why the story could not begin."""
    run = played(write, SMALL.replace("bigcommerce,", "bigcommerce, integration: new,"))
    assert (run.verdict, run.steps) == (Verdict.UNKNOWN, ())
    assert run.stop is not None
    assert run.stop.line == SMALL[: SMALL.index("hub:")].count("\n") + 1
    assert "legacy" in " ".join(reasons(run, "en"))


def test_a_rule_from_the_start_needs_nobodys_consent(write: Write) -> None:
    """Method A with the rule on is played: that it loses the orders is what the story shows."""
    text = SMALL.replace("stores: [amz, shop]", "stores: [shop], rules: do-not-import-copies")
    text = text.replace("method: B", "method: A").replace("rows: 1", "rows: 0")
    run = played(write, text + "      - excluded: {order: mug.copy, kind: rule}\n")
    assert [one.code for one in run.findings] == ["units-unaccounted"]
    assert {check.sentence.code for check in run.checks if not check.passed} == {
        "scenario.check.finding", "scenario.check.findings",
    }  # fmt: skip


def test_a_hub_that_goes_in_circles_ends_its_story(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that is always due again stops at a bound, and the verdict is open with that reason."""
    monkeypatch.setattr(size_limits, "MOST_ROUNDS", 300)
    monkeypatch.setattr(Hub, "tick", lambda hub: TickReport(next_at=hub.state().now))
    run = played(write, SMALL)
    assert (run.verdict, len(run.steps)) == (Verdict.UNKNOWN, 1)
    assert run.open[0].code == "scenario.stop.endless"


def broken(*_: object) -> None:
    """A fault of ours."""
    raise KeyError("secret")


#: Where a fault of ours can strike → what is put in its place.
PLACES: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "set_up": lambda patch: patch.setattr(RunEnvironment, "_build", broken),
    "act": lambda patch: patch.setattr(
        step_execution, "_DOING", step_execution._DOING | {Import: broken}
    ),
    "telling": lambda patch: patch.setattr(runner, "describe", broken),
    "check": lambda patch: patch.setattr(runner, "judge", broken),
    "invariant": lambda patch: patch.setattr(runner, "watch", broken),
    "tick": lambda patch: patch.setattr(Hub, "tick", broken),
    "end": lambda patch: patch.setattr(runner, "lost_purchases", broken),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_of_ours_fails_its_story_and_no_other(
    place: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step is named, the account is handed on, the reports are whole, and nothing is raised."""
    write(SMALL)
    (tmp_path / "z.yaml").write_text("scenario: [", "utf-8")
    PLACES[place](monkeypatch)
    accounts: list[Exception] = []
    lines: list[str] = []
    junit, journal = tmp_path / "out.xml", tmp_path / "out.jsonl"
    code = replay(
        [tmp_path],
        as_json=True,
        junit=junit,
        journal=journal,
        write=lines.append,
        complain=lambda _: None,
        account=accounts.append,
    )
    assert code == 1
    assert [type(fault) for fault in accounts] == [KeyError, KeyError]
    document = orjson.loads("\n".join(lines))
    assert [run["verdict"] for run in document["runs"]] == ["fail", "fail"]
    assert all("internal error" in run["reasons"][0] for run in document["runs"])
    assert "secret" not in "\n".join(lines)
    assert [bad["label"] for bad in document["unreadable"]] == [str(tmp_path / "z.yaml")]
    suites = ElementTree.fromstring(junit.read_bytes())  # noqa: S314 - written above
    assert [suite.get("errors") for suite in suites] == ["1", "1", "1"]
    kinds = [orjson.loads(line)[3] for line in journal.read_bytes().splitlines()]
    assert (kinds.count("begin"), kinds.count("end"), kinds.count("unreadable")) == (2, 2, 1)


def test_a_sentence_that_is_missing_costs_no_result(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the words lack a sentence its code is shown, and the story passes all the same."""
    from shiponce.views.sentence import Sentence

    monkeypatch.setattr(runner, "describe", lambda act: Sentence("scenario.act.unheard_of"))
    lines: list[str] = []
    assert replay([write(SMALL)], write=lines.append) == 0
    assert "scenario.act.unheard_of" in "\n".join(lines)


def test_a_fault_while_a_file_is_read_is_that_files_problem(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file counts as unreadable, and whoever looks into it gets the account."""
    from shiponce.scenario import input_files

    monkeypatch.setattr(input_files, "load", broken)
    complaints: list[str] = []
    accounts: list[Exception] = []
    path = write(SMALL)
    code = replay([path], write=lambda _: None, complain=complaints.append, account=accounts.append)
    assert code == 2
    assert "internal error of shiponce (KeyError)" in complaints[0]
    assert len(accounts) == 1


@pytest.mark.parametrize("strikes", range(4))
def test_ctrl_c_ends_with_130_and_reports_what_was_played(
    strikes: int, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it strikes, every run stands in every report: played, cut off, or not played."""
    done = runner.Runner.step
    count = iter(range(100))

    def step(self: runner.Runner) -> object:
        if next(count) == strikes:
            raise KeyboardInterrupt
        return done(self)

    monkeypatch.setattr(runner.Runner, "step", step)
    lines: list[str] = []
    junit, journal = tmp_path / "out.xml", tmp_path / "out.jsonl"
    path = write(SMALL)
    code = replay(
        [path, path],
        as_json=True,
        junit=junit,
        journal=journal,
        write=lines.append,
        complain=lambda _: None,
    )
    document = orjson.loads("\n".join(lines))
    assert code == document["exit"] == 130
    assert document["interrupted"]
    assert document["runs"][-1]["stopped"]["code"] == "scenario.stop.interrupted"
    assert len(document["runs"]) + len(document["not_played"]) == 4
    assert len(ElementTree.fromstring(junit.read_bytes())) == 4  # noqa: S314 - written above
    lines_of = [orjson.loads(line) for line in journal.read_bytes().splitlines()]
    assert sum(line[3] in ("end", "not_played") for line in lines_of if line[0] == 0) == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (SMALL[: SMALL.index("    expect:")], "scenario.open.no_check"),
        (SMALL[: SMALL.index("  - at: +5")].replace("lines:", "paid: no, lines:")
         + "  - at: +1 min\n    say: x\n    expect:\n      - quarantine: {rows: 0}\n",
         "scenario.open.nothing_happened"),
        (SMALL.replace("steps:", "always: [X1]\nsteps:"), "scenario.open.idle"),
    ],
)  # fmt: skip
def test_an_open_verdict_says_why(write: Write, text: str, code: str) -> None:
    """UNKNOWN is never bare: in the story, in JSON and in JUnit stands what was not proved."""
    lines: list[str] = []
    assert replay([write(text)], mode="documented", write=lines.append) == 2
    run = play(load(write(text)), MatchingMode.DOCUMENTED)
    assert code in [sentence.code for sentence in run.open]
    for reason in reasons(run, "en"):
        assert reason.split(".")[0].split(";")[0][:40] in "\n".join(lines)


@pytest.mark.parametrize("place", PLACES)
def test_the_player_shows_a_story_up_to_where_it_broke(
    place: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recording ends with a frame that has the verdict and says what stopped it."""
    PLACES[place](monkeypatch)
    player = Player(load(write(SMALL)), MatchingMode.RECONCILING)
    frames = player.recording()
    player.close()
    assert [frame.index for frame in frames] == list(range(len(frames)))
    assert frames[-1].verdict is Verdict.FAIL
    assert frames[-1].action.code.startswith("scenario.stop.fault_")


def test_a_hub_that_cannot_be_looked_at_ends_the_players_story(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first frame is bare, and the closing one says that the fault is ours."""
    monkeypatch.setattr(HubOrders, "rows", broken)
    frames = Player(load(write(SMALL)), MatchingMode.RECONCILING).recording()
    assert (len(frames), frames[0].rows) == (2, ())
    assert frames[-1].verdict is Verdict.FAIL
