"""The table of proofs finds what there is, and says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.scenario import quantities
from tools.proofs import checking, collecting
from tools.proofs.__main__ import main
from tools.proofs.collecting import Proof
from tools.proofs.statements import SECTIONS, STATEMENTS

EVERY = tuple(statement.code for statement in STATEMENTS)
TEST = """
import pytest

@pytest.mark.proves("B1", "W4")
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.proves("X1")), 2])
def test_one(x): ...

@pytest.mark.slow
async def test_unmarked(): ...

@pytest.mark.proves("B2")
async def test_two(): ...

def helper(): ...
"""


def a_checkout(folder: Path, text: str = TEST) -> Path:
    """A folder that looks like a checkout with one file of tests."""
    (folder / "pyproject.toml").touch()
    (folder / "tests" / "unit").mkdir(parents=True)
    (folder / "tests" / "unit" / "test_it.py").write_text(text)
    return folder


def wrong(*proofs: Proof) -> list[str]:
    """What is wrong besides the statements that these proofs do not touch."""
    others = {code for proof in proofs for code in proof.codes}
    rest = tuple(code for code in EVERY if code not in others)
    whole = Proof("the rest", rest, "passed" if any(p.result for p in proofs) else "")
    return list(checking.problems([*proofs, whole]))


def test_the_statements_of_this_very_project_are_proved() -> None:
    """No statement without a proof, and no proof of a statement that nobody made."""
    found = [Proof(proof.name, proof.codes) for proof in collecting.proofs()]
    assert list(checking.problems(found)) == []


def test_every_statement_stands_once() -> None:
    """Ninety-one of them, in the order of their sections and numbers."""
    assert len(EVERY) == len(set(EVERY)) == 99
    assert EVERY[:2] == ("A1", "A2")
    assert EVERY[-1] == "X8"
    assert list(dict.fromkeys(one.section for one in STATEMENTS)) == list(SECTIONS)
    assert all(one.sentence for one in STATEMENTS)


def test_a_scenario_may_name_every_statement_and_no_other() -> None:
    """The installed program knows the codes of the statements, and not their sentences."""
    assert quantities.statement_codes() == EVERY


def test_marks_are_read_from_the_text(tmp_path: Path) -> None:
    """Marks on functions and on their cases count; a function without one is no proof."""
    found = {proof.name: proof.codes for proof in collecting.proofs(a_checkout(tmp_path))}
    assert found["tests/unit/test_it.py::test_one"] == ("B1", "W4", "X1")
    assert found["tests/unit/test_it.py::test_two"] == ("B2",)
    assert not any("unmarked" in name or "helper" in name for name in found)
    assert "W1" in found["scenario wrong-import-order"]


@pytest.mark.parametrize("text", ["", "[1]", "{"])
def test_results_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    """A file cut short by a crash is as if nothing had been run."""
    (tmp_path / collecting.RESULTS).write_text(text)
    assert collecting.last_results(tmp_path) == {}


def test_results_meet_their_proofs(tmp_path: Path) -> None:
    """A proof has the result that was written down under its name."""
    root = a_checkout(tmp_path)
    (root / collecting.RESULTS).write_text('{"tests/unit/test_it.py::test_two": "failed"}')
    results = {proof.name: proof.result for proof in collecting.proofs(root)}
    assert results["tests/unit/test_it.py::test_two"] == "failed"
    assert results["tests/unit/test_it.py::test_one"] == ""


def test_a_statement_without_a_proof_is_named() -> None:
    """Deleting the last test of a promise does not go unseen."""
    some = Proof("t", tuple(code for code in EVERY if code != "X6"))
    (missing,) = checking.problems([some])
    assert missing == "X6 has no proof: no test and no scenario names it."


@pytest.mark.parametrize(
    ("proofs", "said"),
    [
        ([Proof("t", ("Z9",))], ["t names Z9, which is no statement."]),
        ([Proof("t", ("B1",))], []),
        ([Proof("t", ("B1",), "passed"), Proof("u", ("B1",), "skipped")], []),
        (
            [Proof("t", ("B1",), "failed"), Proof("u", ("B1",), "passed")],
            ["t failed, and with it its proof of B1."],
        ),
        (
            [Proof("t", ("B1",), "skipped"), Proof("u", ("B1",))],
            ["B1 was not proved by the last run: nothing that names it passed."],
        ),
    ],
)
def test_what_is_wrong_is_said(proofs: list[Proof], said: list[str]) -> None:
    """An unknown code, a failure, and a promise that nothing which ran has kept."""
    assert wrong(*proofs) == said


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([], ""),
        (["", ""], ""),
        (["passed", "failed"], "failed"),
        (["passed", "skipped", ""], "passed"),
        (["skipped"], "skipped"),
    ],
)
def test_the_worst_counts(results: list[str], verdict: str) -> None:
    """One failed proof of a promise is not made good by another one."""
    assert checking.verdict([Proof("t", ("B1",), result) for result in results]) == verdict


def test_a_list_and_a_statement_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """Every statement on a line; a named one with its proofs."""
    assert main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 99
    assert main(["w4", "X6"]) == 0
    out = capsys.readouterr().out
    assert "(ours)" in out
    assert "    scenario wrong-import-order  " in out


def test_a_check_is_an_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong is said, and 1 is the end of it; nothing wrong is 0."""
    some = Proof("t", EVERY)
    monkeypatch.setattr(collecting, "proofs", lambda: (some,))
    assert main(["--check"]) == 0
    assert "99 statements: all of them proved." in capsys.readouterr().out
    monkeypatch.setattr(collecting, "proofs", lambda: (some, Proof("u", ("Z1",))))
    assert main(["--check"]) == 1
    assert "u names Z1" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["Z1"])
    assert ended.value.code == 2
    assert "there is no statement Z1" in capsys.readouterr().err
