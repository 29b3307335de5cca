"""Prepare the process for a command: its streams, and the signals that end it.

Shells, timers and other programs start this program, sometimes with closed streams or an encoding
that lacks many characters, and stop it by signals. In none of these cases may the program show a
traceback or leave files behind.
"""

from __future__ import annotations

import codecs
import io
import os
import signal
import sys
import unicodedata
from contextlib import suppress
from types import FrameType
from typing import NoReturn, TextIO

#: The codec error handler that replaces characters which the output's encoding lacks.
_PLAIN = "shiponce.plain"
_LIKE = {
    "—": "-", "–": "-", "·": "-", "→": "->", "…": "...", "‼": "!!", "×": "x", "✕": "x",
    "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "✓": "v", "œ": "oe", "€": "EUR",
}  # fmt: skip


def prepare() -> None:
    """Make the standard streams usable even if they are closed; let signals end the program."""
    for number in (0, 1, 2):
        _fill(number)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    codecs.register_error(_PLAIN, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAIN)
    for name in ("SIGTERM", "SIGHUP"):
        _end_on(getattr(signal, name, None))


def finish(code: int, pipe_closed: int, failed: int) -> int:
    """Flush the output and return the exit code.

    If *code* is 0 and output was lost, the exit code is *pipe_closed* or *failed*; else *code*.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            code = _let_go(stream, pipe_closed if code == 0 else code)
        except (OSError, ValueError):
            code = _let_go(stream, code or failed)
    return code


def _fill(number: int) -> None:
    """If a stream is closed, open the null device under its number, so no file gets that number."""
    try:
        os.fstat(number)
    except OSError:
        with suppress(OSError):
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def _end_on(number: signal.Signals | None) -> None:
    """Make a signal raise SystemExit, so that files and folders are released."""
    if number is None or signal.getsignal(number) is not signal.SIG_DFL:
        return  # the signal does not exist (Windows), or is ignored on purpose (nohup)

    def end(caught: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + caught)

    signal.signal(number, end)


def _let_go(stream: TextIO, code: int) -> int:
    """Redirect a stream without a reader to the null device, so that closing it raises nothing."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    return code


def _plainly(fault: UnicodeError) -> tuple[str, int]:
    """Replace characters that the encoding lacks by similar ASCII characters, else by "?"."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_plain, fault.object[fault.start : fault.end])), fault.end


def _plain(character: str) -> str:
    near = unicodedata.normalize("NFKD", _LIKE.get(character, character))
    return "".join(one for one in near if one.isascii()) or "?"
