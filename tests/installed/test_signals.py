"""Ctrl+C and a termination, whatever is going on: the terminal and the disk are as before."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

import pytest

from tests.installed.program_runner import BIN, PATIENCE, Person

AMZ = ["stores", "connect", "amz", "--platform", "amazon", "--account", "A1",
       "--market", "ATVPDKIKX0DER"]  # fmt: skip
KEYS = {f"SHIPONCE_AMZ_{name}": "x" for name in ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN")}


@pytest.mark.parametrize(
    ("args", "shown", "number", "code"),
    [
        ((), "stores connect", signal.SIGTERM, 143),
        ((), "stores connect", None, 130),
        (("demo",), "Nothing has been imported yet", signal.SIGINT, 130),
        (("demo",), "Nothing has been imported yet", signal.SIGHUP, 129),
    ],
    ids=["terminated", "ctrl-c", "demo-interrupted", "demo-hung-up"],
)
def test_the_screen_leaves_the_terminal_as_it_was(
    person: Person, args: tuple[str, ...], shown: str, number: int | None, code: int
) -> None:
    """Screen, cursor, mouse and line settings are given back, and temporary folders are gone."""
    with person.terminal("shiponce", *args) as terminal:
        terminal.until(shown)
        assert not terminal.is_as_found()
        assert bool(list(person.temporary.iterdir())) == bool(args)
        if number is None:
            terminal.type(b"\x03")
        else:
            terminal.send(number)
        assert terminal.end() == code
        assert terminal.is_as_found()
        assert b"Traceback" not in terminal.seen
    assert list(person.temporary.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_demo_that_is_only_beginning_leaves_nothing(
    person: Person, number: int, code: int
) -> None:
    """The signal comes as soon as its temporary folder is there."""
    with person.terminal("shiponce", "demo") as terminal:
        until = time.monotonic() + PATIENCE
        while not list(person.temporary.iterdir()):
            assert time.monotonic() < until
            terminal._read(0.001)
        terminal.send(number)
        assert terminal.end() == code
        assert terminal.is_as_found()
        assert b"Traceback" not in terminal.seen
    assert list(person.temporary.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_import_is_cut_off_and_the_hub_stays_whole(
    person: Person, number: int, code: int
) -> None:
    """The platform is called and says nothing; the signal ends it, and the next look works."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert person.run("shiponce", *AMZ).code == 0
        process = subprocess.Popen(  # noqa: S603  # the script that this environment installed
            [BIN / "shiponce", "--platforms", place, "import", "amz"],
            cwd=person.folder,
            env=person.environment(**KEYS),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        silent.settimeout(PATIENCE)
        caller, _ = silent.accept()
        with caller:
            process.send_signal(number)
            out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err.strip()) == (code, b"", b"")
    after = person.run("shiponce", "orders", "--json")
    assert (after.code, after.err) == (0, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_replay_is_cut_off(person: Person, number: int, code: int) -> None:
    """In the middle of the library: no traceback, and nothing left."""
    with person.terminal("shiponce", "replay") as terminal:
        terminal.until("\n")
        terminal.send(number)
        assert terminal.end() == code
        assert terminal.is_as_found()
        assert b"Traceback" not in terminal.seen
    assert list(person.temporary.iterdir()) == []
    assert list(person.folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_simulator_is_stopped_as_it_says(person: Person, number: int) -> None:
    """``mockplace serve`` names Ctrl+C as the way to stop it, so stopping is no failure."""
    with person.terminal("mockplace", "serve", "--port", "0", "--orders", "5") as terminal:
        terminal.until("ready at")
        terminal.send(number)
        assert terminal.end() == 0
        assert terminal.is_as_found()
        assert b"Traceback" not in terminal.seen
    assert list(person.folder.iterdir()) == []
