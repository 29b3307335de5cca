"""A replay says pass, fail or unknown, and says it with its exit code."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest

from shiponce.decisions import matching
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.replay import replay
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from tests.scenario.conftest import Write


def told(*files: Path, **options: object) -> tuple[int, str]:
    """The exit code of a replay and all that it wrote, complaints among it."""
    lines: list[str] = []
    code = replay(files, write=lines.append, complain=lines.append, **options)  # type: ignore[arg-type]  # by name
    return code, "\n".join(lines)


def test_a_passing_scenario_ends_with_0(small: str, write: Write) -> None:
    """Both modes are played, and the count is told."""
    code, text = told(write(small))
    assert code == 0
    assert text.endswith("2 passed, 0 failed, 0 unknown")


def test_a_failing_check_says_what_was_wanted_and_got(small: str, write: Write) -> None:
    """The report names the check, its line, both values and the reason given."""
    check = "rows: 3, because: {en: three is a crowd, fr: trois c’est trop}"
    code, text = told(write(small.replace("rows: 1", check)), mode="reconciling")
    assert code == 1
    assert "✗ Awaiting Shipment in the hub (line 14)" in text
    assert "wanted: 3   got: 1" in text
    assert "reason: three is a crowd" in text


def test_a_scenario_that_checks_nothing_is_unknown(small: str, write: Write) -> None:
    """A story without a check proves nothing and is not green."""
    text = small[: small.index("    expect:")]
    code, told_text = told(write(text), mode="reconciling")
    assert code == 2
    assert "UNKNOWN" in told_text


def test_an_invariant_that_was_never_exercised_is_unknown(small: str, write: Write) -> None:
    """To name X1 and never make a label is to prove nothing about labels."""
    code, text = told(write(small.replace("steps:", "always: [X1, X2]\nsteps:")))
    assert code == 2
    assert "X1 had nothing to check" in text


def test_an_unreadable_file_is_unknown_and_stops_no_other(
    small: str, write: Write, tmp_path: Path
) -> None:
    """The good file is played, the bad one is shown, and the code is 2."""
    good = write(small)
    bad = tmp_path / "z.yaml"
    bad.write_text("scenario: [", "utf-8")
    code, text = told(tmp_path)
    assert code == 2
    assert f"{bad}: 1 problem" in text
    assert text.endswith("2 passed, 0 failed, 0 unknown, 1 unreadable")
    assert good.exists()


def test_failure_outranks_the_unknown(small: str, write: Write, tmp_path: Path) -> None:
    """What is known to be wrong is what the code says."""
    write(small.replace("rows: 1", "rows: 9"))
    assert told(tmp_path, mode="both")[0] == 1
    (tmp_path / "z.yaml").write_text("", "utf-8")
    assert told(tmp_path)[0] == 1


def test_an_unexpected_refusal_fails(small: str, write: Write) -> None:
    """An act that the hub refuses without the scenario expecting it is a failure by name."""
    text = small + "  - at: +9 min\n    ship: mug.copy\n"
    run = play(load(write(text)), MatchingMode.RECONCILING)
    failed = [check for check in run.checks if not check.passed]
    assert [(check.sentence.code, check.got) for check in failed] == [
        ("scenario.check.done", "limit.hidden_copy")
    ]


@pytest.mark.proves("B1", "W1")
@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in scenarios()[:3]])
def test_broken_matching_fails_by_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With "compare nothing" in place of matching, the checks about hiding fail, by name."""
    monkeypatch.setattr(matching, "are_twins", lambda evidence: False)
    run = play(load(path), MatchingMode.RECONCILING)
    failed = {check.sentence.code for check in run.checks if not check.passed}
    assert run.verdict is Verdict.FAIL
    assert "scenario.check.hidden" in failed


def test_junit_counts_what_the_report_counts(small: str, write: Write, tmp_path: Path) -> None:
    """A build server sees each check as a case, failures with both values, and bad files."""
    write(small.replace("rows: 1", "rows: 3"))
    (tmp_path / "z.yaml").write_text("scenario: <&>", "utf-8")
    path = tmp_path / "out.xml"
    code, _ = told(tmp_path, junit=path)
    assert code == 1
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - written a line above
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"small.documented", "small.reconciling", str(tmp_path / "z.yaml")}
    suite = suites["small.documented"]
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    failures = suite.findall("testcase/failure")
    assert [failure.get("message") for failure in failures] == ["wanted 3, got 1"]
    assert suite.get("failures") == "1"
    assert suites[str(tmp_path / "z.yaml")].find("testcase/error") is not None


def test_json_is_one_document(small: str, write: Write) -> None:
    """With --json there is nothing else on the screen, and the verdict is in it."""
    code, text = told(write(small), as_json=True)
    document = orjson.loads(text)
    assert code == document["exit"] == 0
    assert [run["verdict"] for run in document["runs"]] == ["pass", "pass"]
    assert document["runs"][0]["steps"][1]["checks"][0]["got"] == "1"


def test_a_report_that_cannot_be_written_is_said(small: str, write: Write, tmp_path: Path) -> None:
    """A wrong path for the journal is one sentence."""
    with pytest.raises(BadInput, match="cannot be written"):
        told(write(small), journal=tmp_path / "none" / "x.jsonl")


def test_the_report_speaks_french(small: str, write: Write) -> None:
    """Every sentence of the story exists in French."""
    code, text = told(write(small), language="fr")
    assert code == 0
    assert "Importation de toutes les boutiques" in text
    assert text.endswith("Réussis\u00a0: 2 · en échec\u00a0: 0 · indéterminés\u00a0: 0")
