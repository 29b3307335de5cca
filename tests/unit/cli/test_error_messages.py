"""Whatever goes wrong: one sentence on stderr, the right exit code, and no traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from shiponce.cli.run_command import run
from shiponce.errors import NotAuthorised
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import FakePlatform, StandingClock
from tests.platform_ids import EBAY
from tests.unit.cli.conftest import AMAZON, Market

Output = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["nix"], "There is no command nix. See `shiponce --help`."),
        (["orders", "--statuss", "x"], "There is no option --statuss; did you mean --status?"),
        (["ship"], "ORDER is missing. See `shiponce ship --help`."),
        (["orders", "--status", "x"], "--status must be one of: awaiting_payment, on_hold"),
        (["orders", "--limit", "none"], "--limit must be a whole number, 1 or more."),
        (["void", "x"], "SHIPMENT must be a whole number, 1 or more."),
        (["why"], "ORDER is missing."),
        (["orders", "--query"], "--query needs a value."),
        (["void", "1", "2", "3"], "Unexpected on the command line: 2 3."),
        (["why", "999"], "999"),
        (["import"], "Name the stores to import from, or give --all."),
        (["import", "nowhere"], "nowhere"),
        (
            ["rules", "add", "x", "--if", "colour is red", "--then", "hold"],
            "does not begin with a criterion",
        ),
        (["rules", "add", "--exclude-copies", "--then", "hold"], "a whole rule"),
        (["rules", "add", "x"], "at least one --if"),
        (["--lang", "de", "orders"], "--lang must be one of: en, fr."),
    ],
)
def test_bad_input_ends_with_2_and_one_sentence(
    market: Market, capsys: Output, args: list[str], sentence: str
) -> None:
    """The sentence names what is wrong; nothing else is printed."""
    assert market.run(*args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.count("\n") == 1


def test_a_file_that_is_no_database_is_left_alone(market: Market, capsys: Output) -> None:
    """One sentence, exit 1, and not a byte of the file changes."""
    market.file.write_bytes(b"Dear diary, this is no database at all." * 100)
    before = market.file.read_bytes()
    assert market.run("orders") == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert market.file.read_bytes() == before


def test_a_database_of_a_newer_version_is_left_alone(market: Market, capsys: Output) -> None:
    """A file that a later shiponce wrote is not opened by this one."""
    market.run("stores")
    with sqlite3.connect(market.file) as conn:
        conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('shiponce', 'm999_of_tomorrow', '2030-01-01')"
        )
    conn.close()
    capsys.readouterr()
    assert market.run("orders") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_place_that_cannot_hold_a_file_is_one_sentence(tmp_path: Path, capsys: Output) -> None:
    """Neither a folder nor a path through a file can be the database."""
    (tmp_path / "plain").write_text("not a folder")
    connect = ["stores", "connect", "bay", "--platform", "ebay", "--account", "A"]
    for place in (tmp_path, tmp_path / "plain" / "hub.db"):
        assert run(["--db", str(place), *connect]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_no_argument_at_all_is_an_answer(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from arguments that are not there: the help is shown, and nothing else."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C")
    assert run([]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Usage: shiponce")
    assert err == ""


def test_a_fault_before_any_command_is_one_sentence(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Even what reads the language stands under the guard: exit 70, no traceback."""
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path)

    def broken(asked: str | None) -> str:
        raise RuntimeError(asked)

    monkeypatch.setattr("shiponce.cli.run_command.language_of", broken)
    assert run(["orders"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_an_unexpected_fault_is_written_without_its_text(
    market: Market, capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit 70; the file says where it happened, and holds nothing that an error may quote."""
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path)

    def broken(file: Path, url: str | None, actor: str) -> Hub:
        raise RuntimeError("Ada Byron, 1 Mill Lane")

    assert run(["orders"], broken) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "RuntimeError" in err
    assert "Ada" not in err
    (written,) = tmp_path.glob("trouble-*.txt")
    account = written.read_text("utf-8")
    assert "test_error_messages.py" in account
    assert "Ada" not in account


def test_a_stop_by_the_keyboard_is_quiet(market: Market, capsys: Output) -> None:
    """Ctrl-C ends with 130 and no words."""

    def stopped(file: Path, url: str | None, actor: str) -> Hub:
        raise KeyboardInterrupt

    assert run(["orders"], stopped) == 130
    out, err = capsys.readouterr()
    assert out + err.strip() == ""


def test_a_store_in_trouble_ends_with_1_and_its_sentence(
    market: Market, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other stores are imported; the sentence names the store that was not."""

    def silent(*_: object) -> None:
        raise NotAuthorised("error.not_authorised", platform="bigcommerce", operation="listOrders")

    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    monkeypatch.setattr(market.platforms["shop"], "listing", silent)
    capsys.readouterr()
    assert market.run("import", "--all") == 1
    out, err = capsys.readouterr()
    assert err.startswith("shop: ")
    assert err.count("\n") == 1
    assert out.splitlines()[1].split()[:3] == ["amz", "1", "1"]


def test_the_screen_needs_a_terminal(market: Market, capsys: Output) -> None:
    """Where nobody can press a key the demo is refused, and ``shiponce`` alone shows its help."""
    assert market.run("demo") == 1
    assert "needs a terminal" in capsys.readouterr().err
    assert market.run() == 0
    assert capsys.readouterr().out.startswith("Usage: shiponce")


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    """A reader that leaves early, such as ``head``, gets no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    code = "from shiponce.cli import main; main(['--help'])"
    done = subprocess.run(  # noqa: S603  # this very interpreter
        [sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode != 0


def test_platforms_of_a_market_are_what_the_ports_ask_for() -> None:
    """The invented platform keeps the port's shape, so these tests speak of the real hub."""
    from shiponce.ports import PlatformAdapter

    adapter: PlatformAdapter = FakePlatform(EBAY, StandingClock(), [])
    assert adapter.packages("1") == ()
