"""Which files a replay plays, how they are told apart, and where it writes."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import orjson
import pytest

from shiponce.cli.replay_progress import Progress
from shiponce.errors import BadInput
from shiponce.scenario import report_files
from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.find_scenario_files import files_in
from shiponce.scenario.input_files import readings
from shiponce.scenario.replay import replay
from tests.scenario.conftest import SMALL, Write


def put(path: Path, text: str = SMALL) -> Path:
    """A file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_folders_are_walked_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    """Both endings count, hidden folders do not, and links that lead round lead nowhere."""
    wanted = [put(tmp_path / name) for name in ("a/b/one.yaml", "a/two.yml", "z.YAML")]
    put(tmp_path / ".git/no.yaml")
    put(tmp_path / "a/notes.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "a/b/self").symlink_to(tmp_path / "a/b/self")
    assert list(files_in(tmp_path)) == wanted


def test_what_a_folder_holds_beside_files_is_a_problem_of_its_own(tmp_path: Path) -> None:
    """A pipe is not waited for, a link to nowhere is said, and the good file is read."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    put(tmp_path / "good.yaml")
    found = {reading.path.name: reading.found for reading in readings([tmp_path])}
    bad = {name: one.text() for name, one in found.items() if isinstance(one, ScenarioProblems)}
    assert "neither a file nor a folder" in bad["pipe.yaml"]
    assert "no such file" in bad["nowhere.yaml"]
    assert set(found) - set(bad) == {"good.yaml"}


def test_a_folder_that_cannot_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies beside it is played."""
    put(tmp_path / "closed/a.yaml")
    put(tmp_path / "good.yaml")
    listed = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    closed, good = files_in(tmp_path)
    assert isinstance(closed, ScenarioProblems)
    assert "cannot be listed: Permission denied" in closed.text()
    assert good == tmp_path / "good.yaml"


def test_a_folder_without_scenarios_is_said(tmp_path: Path) -> None:
    """It is no run of nothing that passes."""
    complaints: list[str] = []
    assert replay([tmp_path], write=lambda _: None, complain=complaints.append) == 2
    assert "no scenario file (*.yaml, *.yml) in this folder or below it" in complaints[0]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A story comes through a pipe, and so do its mistakes."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SMALL.encode())))
    assert replay([Path("-")], write=lambda _: None) == 0
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a: [")))
    complaints: list[str] = []
    assert replay([Path("-")], write=lambda _: None, complain=complaints.append) == 2
    assert complaints[0].startswith("-: 1 problem")


def test_files_of_one_name_are_told_apart_in_every_report(tmp_path: Path) -> None:
    """Two stories of one name have their paths beside it, a file asked for twice its number."""
    one, two = put(tmp_path / "a/s.yaml"), put(tmp_path / "b/s.yaml")
    junit = tmp_path / "out.xml"
    lines: list[str] = []
    code = replay([one, two, one], mode="documented", as_json=True, junit=junit, write=lines.append)
    names = [f"small ({one})", f"small ({two})", f"small ({one}) #2"]
    assert code == 0
    assert [run["label"] for run in orjson.loads("\n".join(lines))["runs"]] == names
    root = ElementTree.fromstring(junit.read_bytes())  # noqa: S314 - written above
    assert [suite.get("name") for suite in root] == [f"{name}.documented" for name in names]


def test_a_name_that_is_no_text_harms_no_report(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 and signs that steer a terminal are shown harmlessly everywhere."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[2J.yaml"))
    put(path, "a: [")
    junit, journal = tmp_path / "out.xml", tmp_path / "out.jsonl"
    lines: list[str] = []
    replay(
        [path],
        as_json=True,
        junit=junit,
        journal=journal,
        write=lines.append,
        complain=lines.append,
    )
    ElementTree.fromstring(junit.read_bytes())  # noqa: S314 - written above
    assert all(orjson.loads(line) for line in journal.read_bytes().splitlines())
    assert "\x1b" not in "".join(lines)
    "".join(lines).encode()


@pytest.mark.parametrize("option", ["junit", "journal"])
def test_a_report_that_cannot_be_written_is_said_before_anything_is_played(
    option: str, write: Write, tmp_path: Path
) -> None:
    """No folder, a folder in its place, or a scenario in its place."""
    path = write(SMALL)
    lines: list[str] = []
    for target in (tmp_path / "none/out", tmp_path, path):
        with pytest.raises(BadInput, match=r"Nothing was played|would take its place"):
            replay([path], write=lines.append, **{option: target})  # type: ignore[arg-type]  # by name
    with pytest.raises(BadInput, match="same file"):
        replay([path], write=lines.append, junit=tmp_path / "o", journal=tmp_path / "./o")
    assert lines == []
    assert path.read_text("utf-8") == SMALL
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_report_takes_the_old_ones_place_only_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the old report and no half one; rights and links are kept."""
    real = tmp_path / "real.xml"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.xml"
    link.symlink_to(real)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        with pytest.raises(report_files.Unwritten, match="No space left"):
            report_files.put(link, b"new")
    assert real.read_text("utf-8") == "old"
    report_files.put(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert {found.name for found in tmp_path.iterdir()} == {"real.xml", "link.xml"}


def test_one_report_that_fails_costs_no_other(tmp_path: Path) -> None:
    """The second is written all the same, and the first is complained of."""
    second = tmp_path / "second"
    with pytest.raises(report_files.Unwritten):
        report_files.put_all([(tmp_path / "none/first", b"1"), (second, b"2")])
    assert second.read_bytes() == b"2"


def test_reports_are_written_also_when_nobody_listens(write: Write, tmp_path: Path) -> None:
    """A closed pipe ends the story's telling, not its reports; without reports it ends all."""

    def closed(_: str) -> None:
        raise BrokenPipeError

    journal = tmp_path / "out.jsonl"
    with pytest.raises(BrokenPipeError):
        replay([write(SMALL)], write=closed, journal=journal)
    assert journal.read_bytes().count(b'"end"') == 2
    with pytest.raises(BrokenPipeError):
        replay([write(SMALL)], write=closed)


def test_results_go_to_stdout_and_complaints_to_stderr(write: Write, tmp_path: Path) -> None:
    """So it is in both forms; no progress is shown where nobody looks."""
    write(SMALL)
    put(tmp_path / "z.yaml", "a: [")
    for options in ([], ["--json"]):
        done = subprocess.run(  # noqa: S603 - our own program
            [Path(sys.executable).with_name("shiponce"), "replay", tmp_path, *options],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith(f"{tmp_path / 'z.yaml'}: 1 problem\n")
        assert "1 problem" not in done.stdout
        assert "\r" not in done.stderr
        if options:
            assert orjson.loads(done.stdout)["exit"] == 2


def test_progress_is_one_line_that_is_taken_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing for a short replay; then one line at a time, and none is left."""
    now = [0.0]
    monkeypatch.setattr("shiponce.cli.replay_progress.time.monotonic", lambda: now[0])
    progress = Progress("fr")
    progress(0, 2, "mug")
    assert capsys.readouterr().err == ""
    now[0] = 5.0
    progress(1, 2, "mug")
    shown = capsys.readouterr().err
    assert shown.startswith("\r2 sur 2")
    assert "\n" not in shown
    progress(2, 2, "")
    assert capsys.readouterr().err.strip() == ""
