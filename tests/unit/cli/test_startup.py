"""Help and version answer at once: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

#: What ``--help`` has no use for; each costs tens of milliseconds or more.
HEAVY = (
    "asyncio",
    "babel",
    "faker",
    "httpx",
    "mockplace",
    "pydantic",
    "shiponce.hub",
    "shiponce.scenario",
    "shiponce.tui",
    "sqlite_utils",
    "sqlite3",
    "reportlab",
    "uharfbuzz",
    "textual",
    "yaml",
)

#: Milliseconds of the processor's time, which a busy machine does not stretch, above a bare Python
#: that imports click; measured are about 40.
MOST = 250


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(  # noqa: S603  # this very interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["--lang", "fr", "--help"]])
def test_nothing_heavy_is_imported(args: list[str]) -> None:
    """A fresh process that shows help has loaded none of the heavy modules."""
    code = (
        "import sys; from shiponce.cli.run_command import run; code = run(sys.argv[1:] or %r);"
        "print(); print(code, *[name for name in %r if name in sys.modules])"
    )
    assert python(code % (args, HEAVY)).splitlines()[-1].strip() == "0"


def test_help_is_fast() -> None:
    """The best of five tries stays near the price of Python and click alone."""

    def best(code: str) -> float:
        def once() -> float:
            before = os.times()
            python(code)
            after = os.times()
            own = after.children_user - before.children_user
            return own + after.children_system - before.children_system

        return min(once() for _ in range(5)) * 1000

    above = best("from shiponce.cli.run_command import run; run(['--help'])") - best("import click")
    assert above <= MOST
