"""The program on a real pseudo-terminal: it paints, obeys a key, and leaves."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from contextlib import suppress
from time import monotonic

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

_START = (
    "from shiponce.scenario.demo_market import DemoMarket; from shiponce.tui import run_app; "
    "market = DemoMarket(seed=7, purchases=6); "
    "run_app(market.hub, language='en', market=market); market.close()"
)
_PATIENCE = 30.0


def _read_until(terminal: int, wanted: bytes) -> bytes:
    """What the terminal showed, up to and with the wanted text."""
    seen, deadline = b"", monotonic() + _PATIENCE
    while wanted not in seen:
        assert monotonic() < deadline, f"{wanted!r} was never shown"
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            seen += os.read(terminal, 65536)
    return seen


def _read_to_the_end(terminal: int) -> bytes:
    """What the terminal still showed before its program left."""
    seen = b""
    with suppress(OSError):  # how a pseudo-terminal says that the far side is closed
        while chunk := os.read(terminal, 65536):
            seen += chunk
    return seen


def test_paints_obeys_and_leaves() -> None:
    """The first screen comes, a key opens the help, q ends the program without a trace."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    program = subprocess.Popen(  # noqa: S603  (our own interpreter and our own sentence)
        [sys.executable, "-c", _START], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    try:
        seen = _read_until(ours, b"Nothing has been imported yet")
        os.write(ours, b"?")
        seen += _read_until(ours, b"On this screen")
        os.write(ours, b"q")  # closes the help
        seen += _read_until(ours, b"Nothing has been imported yet")
        os.write(ours, b"q")
        seen += _read_to_the_end(ours)
        assert program.wait(_PATIENCE) == 0
    finally:
        program.kill()
        os.close(ours)
    assert b"Traceback" not in seen
