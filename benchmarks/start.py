"""Start and end of the screen over a large file, against the least that Textual can show.

    python -m benchmarks.start [--orders N] [--rounds N]

Both are programs of their own on a pseudo-terminal. First paint ends when the last word of the
first frame has arrived, rows when the first order has, and quitting when the process is gone.
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from benchmarks.grid import filled
from benchmarks.measure import in_turn, table

OURS = "import sys; from shiponce.cli import main; sys.exit(main())"
LEAST = """
from textual.app import App
from textual.widgets import Static

class Least(App):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self):
        yield Static("standing")

Least().run()
"""
#: Seconds after which a run has failed.
_PATIENCE = 60.0
_SOURCE = Path(__file__).parents[1] / "src"


class Run:
    """One program from its start to its end, and what it took."""

    def __init__(
        self, command: Sequence[str], marks: Sequence[bytes], variables: dict[str, str]
    ) -> None:
        began = perf_counter()
        self._terminal, theirs = pty.openpty()
        size = {"TERM": "xterm-256color", "COLUMNS": "140", "LINES": "40"}
        program = subprocess.Popen(  # noqa: S603 - our own interpreter
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **variables, **size},
        )
        os.close(theirs)
        try:
            self.until = [self._shown(mark) - began for mark in marks]
            self._read_until_silent()
            self.kib = _resident(program.pid)
            began = perf_counter()
            os.write(self._terminal, b"q")
            with suppress(OSError):  # how a pseudo-terminal says that the far side is closed
                while os.read(self._terminal, 65536):
                    pass
            if program.wait(_PATIENCE):
                raise RuntimeError("the program ended with an error")
            self.quitting = perf_counter() - began
        finally:
            program.kill()
            os.close(self._terminal)

    def _shown(self, mark: bytes) -> float:
        """Return the moment at which the text *mark* has arrived."""
        seen = getattr(self, "_seen", b"")
        deadline = perf_counter() + _PATIENCE
        while mark not in seen:
            if perf_counter() > deadline:
                raise RuntimeError(f"{mark!r} was never shown")
            if select.select([self._terminal], [], [], 0.2)[0]:
                try:
                    seen += os.read(self._terminal, 65536)
                except OSError as over:
                    raise RuntimeError(f"it ended: {seen[-500:]!r}") from over
        self._seen = seen
        return perf_counter()

    def _read_until_silent(self) -> None:
        """Read until nothing comes for a second: the first poll of the hub has ended."""
        while select.select([self._terminal], [], [], 1.0)[0]:
            os.read(self._terminal, 65536)


def _resident(pid: int) -> int:
    """Return the resident memory of a process, in KiB; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


class Timed:
    """A program that is run once a round; each time of the run on its own."""

    def __init__(self, run: Callable[[], Run]) -> None:
        self._run = run
        self.kib: list[int] = []

    def painting(self) -> float:
        """Seconds until the first frame; the other times of the run are kept."""
        self._last = self._run()
        self.kib.append(self._last.kib)
        return self._last.until[0]

    def rows(self) -> float:
        """Seconds until the first row, in the run that was just made."""
        return self._last.until[-1]

    def quitting(self) -> float:
        """Seconds from the key to the end of the process, in the run that was just made."""
        return self._last.quitting

    @property
    def mib(self) -> float:
        """The median of the resident memory, in MiB."""
        return sorted(self.kib)[len(self.kib) // 2] / 1024


def main() -> None:
    """Print a table of first paint, rows, quitting and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    compileall.compile_dir(_SOURCE, quiet=1)  # an installed program is compiled
    with tempfile.TemporaryDirectory() as folder:
        file = filled(folder, asked.orders)
        own = {"HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
        command = [sys.executable, "-c", OURS, "--db", str(file)]
        ours = Timed(lambda: Run(command, [b"Commands", b"111-0"], own))
        least = Timed(lambda: Run([sys.executable, "-c", LEAST], [b"standing"], own))
        found = in_turn(
            {
                "paint": ours.painting,
                "rows": ours.rows,
                "quit": ours.quitting,
                "least paint": least.painting,
                "least quit": least.quitting,
            },
            asked.rounds,
        )
    rows = [
        (what, f"{found.of(one) * 1000:,.0f} ms", f"{found.ratio(one, other):.2f} ×")
        for what, one, other in (
            (f"{asked.orders:,} orders, first paint", "paint", "least paint"),
            ("  first rows", "rows", "least paint"),
            ("quit", "quit", "least quit"),
        )
    ]
    rows.append(
        ("  one line of text, first paint", f"{found.of('least paint') * 1000:,.0f} ms", "1")
    )
    rows.append(("  one line of text, quit", f"{found.of('least quit') * 1000:,.0f} ms", "1"))
    rows.append(("memory", f"{ours.mib:.0f} MiB", f"{ours.mib / least.mib:.2f} ×"))
    print(table(rows))


if __name__ == "__main__":
    main()
