"""Programs on a real pseudo-terminal: what they show, and what they leave behind."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic

_PATIENCE = 40.0
#: What a program must switch off again once it has switched it on.
MODES = {
    "alternate screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "hidden cursor": (b"\x1b[?25l", b"\x1b[?25h"),
    "bracketed paste": (b"\x1b[?2004h", b"\x1b[?2004l"),
}


class Screen:
    """A program with its terminal."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str]) -> None:
        self._ours, self._theirs = pty.openpty()
        self.began = termios.tcgetattr(self._theirs)
        size = {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        self.process = subprocess.Popen(  # noqa: S603  (our own interpreter)
            command,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={**os.environ, **size, **variables},
            start_new_session=True,
        )
        self.seen = b""

    def type(self, keys: bytes) -> None:
        """Type keys."""
        os.write(self._ours, keys)

    def until(self, wanted: bytes) -> None:
        """Read until the terminal has shown this since the last look."""
        deadline, new = monotonic() + _PATIENCE, b""
        while wanted not in new:
            assert monotonic() < deadline, f"{wanted!r} was never shown: {new[-800:]!r}"
            new += self._read()
        self.seen += new

    def ended(self) -> int:
        """Read until the program has ended; return its exit code."""
        deadline = monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert monotonic() < deadline, "the program did not end"
            self.seen += self._read()
        while chunk := self._read(0):
            self.seen += chunk
        return self.process.returncode

    def _read(self, patience: float = 0.1) -> bytes:
        with suppress(OSError):
            if select.select([self._ours], [], [], patience)[0]:
                return os.read(self._ours, 65536)
        return b""

    def left_on(self) -> set[str]:
        """The modes of the terminal that were switched on and are on still."""
        on = {
            name
            for name, (begin, end) in MODES.items()
            if self.seen.rfind(begin) > self.seen.rfind(end)
        }
        if termios.tcgetattr(self._theirs)[3] != self.began[3]:
            on.add("raw mode")
        return on

    def close(self) -> None:
        """End the program, whatever it does."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)


@contextmanager
def on_terminal(code: str, *given: str, **variables: str) -> Iterator[Screen]:
    """Run Python code with arguments on a terminal of 100x30."""
    screen = Screen([sys.executable, "-c", code, *given], variables)
    try:
        yield screen
    finally:
        screen.close()
