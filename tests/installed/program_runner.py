"""The installed programs, started as a person starts them: by name, somewhere, from nothing.

The console scripts beside this interpreter run in a working folder outside the checkout, with an
empty home and an environment that holds nothing but a search path.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Runs a script for each line of arguments on stdin; what became of each is the answer.
_MANY = """
import contextlib, io, json, runpy, sys
ended = []
for args in json.load(sys.stdin):
    sys.argv = [sys.argv[1] if not ended else sys.argv[0], *args]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            runpy.run_path(sys.argv[0], run_name="__main__")
        except SystemExit as end:
            code = end.code or 0
    ended.append((code, out.getvalue(), err.getvalue()))
json.dump(ended, sys.stdout)
"""
BIN = Path(sys.executable).parent
PATIENCE = 40.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program left: its exit code, and what it said on both streams."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> int:
        """How many lines stderr holds."""
        return self.err.count("\n")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an empty home, a folder to work in, and a place for temporary files."""

    root: Path

    @property
    def home(self) -> Path:
        """Empty at first."""
        return self.root / "home"

    @property
    def folder(self) -> Path:
        """Where the person stands; it is outside the checkout."""
        return self.root / "work"

    @property
    def temporary(self) -> Path:
        """Where programs put what they mean to take away again."""
        return self.root / "tmp"

    @classmethod
    def at(cls, root: Path) -> Person:
        """A person whose folders are there."""
        person = cls(root)
        for each in (person.home, person.folder, person.temporary):
            each.mkdir()
        return person

    def environment(self, **more: str) -> dict[str, str]:
        """Nothing but the search path, the home and the language, unless *more* is said."""
        kept = {
            name: os.environ[name] for name in ("COVERAGE_PROCESS_START",) if name in os.environ
        }
        plain = {
            "PATH": f"{BIN}{os.pathsep}{os.defpath}",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        return kept | plain | more

    def run(self, program: str, *args: str, **more: str) -> Ended:
        """Run a program in a pipe to its end."""
        done = subprocess.run(  # noqa: S603  # the script that this environment installed
            [BIN / program, *args],
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def many(self, program: str, lines: Sequence[Sequence[str]], **more: str) -> list[Ended]:
        """Run the installed script once for each line, one after the other in one process."""
        done = subprocess.run(  # noqa: S603  # this interpreter, and the script beside it
            [sys.executable, "-c", _MANY, BIN / program],
            cwd=self.folder,
            env=self.environment(**more),
            input=json.dumps([list(line) for line in lines]).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        return [Ended(*each) for each in json.loads(done.stdout)]

    def shell(self, line: str, **more: str) -> Ended:
        """Run a line of bash, whose pipes end with the first failure in them."""
        done = subprocess.run(  # noqa: S603  # a line of this test's own
            ["/bin/bash", "-o", "pipefail", "-c", line],
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    @contextmanager
    def terminal(self, program: str, *args: str, **more: str) -> Iterator[Terminal]:
        """Start a program on a pseudo-terminal of 80 by 24."""
        import pty
        import termios

        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        process = subprocess.Popen(  # noqa: S603  # the script that this environment installed
            [BIN / program, *args],
            cwd=self.folder,
            env=self.environment(**more),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        try:
            yield Terminal(process, ours, theirs)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
            os.close(ours)
            os.close(theirs)


@dataclass(slots=True)
class Terminal:
    """A program on a pseudo-terminal, and everything that it has shown."""

    process: subprocess.Popen[bytes]
    ours: int
    theirs: int
    seen: bytes = b""
    found: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.found = self.attributes()

    def attributes(self) -> list[object]:
        """How the terminal is set just now."""
        import termios

        return list(termios.tcgetattr(self.theirs))

    def until(self, wanted: str) -> None:
        """Read until the text is there."""
        deadline = time.monotonic() + PATIENCE
        while wanted.encode() not in self.seen:
            assert time.monotonic() < deadline, f"{wanted!r} was never shown: {self.seen[-2000:]!r}"
            self._read(0.2)

    def send(self, number: int) -> None:
        """Send a signal to the program alone."""
        self.process.send_signal(number)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.ours, keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end: {self.seen[-2000:]!r}"
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.process.returncode

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self.ours], [], [], wait)
        if ready:
            with suppress(OSError):
                self.seen += os.read(self.ours, 65536)
        return bool(ready)

    def is_as_found(self) -> bool:
        """Whether screen, cursor, mouse, paste and the line's own settings are as they were."""
        pairs = [
            (b"\x1b[?1049h", b"\x1b[?1049l"),
            (b"\x1b[?25l", b"\x1b[?25h"),
            (b"\x1b[?1000h", b"\x1b[?1000l"),
            (b"\x1b[?1003h", b"\x1b[?1003l"),
            (b"\x1b[?1006h", b"\x1b[?1006l"),
            (b"\x1b[?2004h", b"\x1b[?2004l"),
        ]
        undone = all(self.seen.rfind(on) <= self.seen.rfind(off) for on, off in pairs)
        return undone and self.attributes() == self.found
