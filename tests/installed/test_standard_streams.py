"""Streams that are closed, full, unread or of few letters: a code, a sentence, no traceback."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.installed.program_runner import BIN, PATIENCE, Person

LINES = [
    ("shiponce", ["--help"]),
    ("shiponce", []),
    ("shiponce", ["doctor", "--help", "--lang", "fr"]),
    ("shiponce", ["replay", "--mode", "documented"]),
    ("shiponce", ["config", "schema"]),
    ("mockplace", ["serve", "--help"]),
]


@pytest.mark.parametrize(("program", "args"), LINES, ids=[" ".join(a) or "-" for _, a in LINES])
def test_a_pipe_whose_reader_has_gone_ends_it_quietly(
    person: Person, program: str, args: list[str]
) -> None:
    """The pipe's own code, and nothing on stderr."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603  # the script that this environment installed
        [BIN / program, *args],
        cwd=person.folder,
        env=person.environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_head_takes_a_line_and_leaves(person: Person) -> None:
    """``| head -1`` shows the line, ends with 0 or the pipe's code, and says nothing else."""
    for line in ("shiponce --help", "mockplace serve --help"):
        ended = person.shell(f"{line} | head -1")
        assert ended.code in (0, 141), line
        assert (ended.out.count("\n"), ended.err) == (1, ""), line


def test_closed_and_full_streams_are_no_traceback(person: Person) -> None:
    """Without stdin, stdout or stderr the code is the command's; a full disk is said."""
    codes = {
        "shiponce --help <&-": 0,
        "shiponce --help >&-": 0,
        "shiponce --help 2>&-": 0,
        "shiponce --help <&- >&- 2>&-": 0,
        "shiponce orders >&-": 2,
        "shiponce orders 2>&-": 2,
        "shiponce nix 2>&-": 2,
        "shiponce <&-": 0,
        "shiponce demo <&-": 1,
        "mockplace serve --help >&-": 0,
        "mockplace nix 2>&-": 2,
    }
    for line, code in codes.items():
        ended = person.shell(line)
        assert ended.code == code, (line, ended)
        assert "Traceback" not in ended.out + ended.err
    full = person.shell("shiponce --help >/dev/full")
    assert (full.code, full.sentences) == (1, 1)
    assert "could not be written" in full.err
    for line in ("mockplace --help >/dev/full", "mockplace --version >/dev/full"):
        full = person.shell(line)
        assert (full.code, full.sentences) == (1, 1)
        assert "could not be written" in full.err


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "ascii", "latin-1"],
)
def test_a_terminal_of_few_letters_is_served(person: Person, surroundings: dict[str, str]) -> None:
    """What the encoding lacks is written by its nearest letters."""
    for args in (["--lang", "fr", "--help"], ["--lang", "fr", "orders"]):
        done = subprocess.run(  # noqa: S603  # the script that this environment installed
            [BIN / "shiponce", *args],
            cwd=person.folder,
            env=person.environment(**surroundings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == (2 if "orders" in args else 0), done
        assert b"Traceback" not in done.stderr
        assert done.stdout or done.stderr
