"""Write files under a temporary name and rename them when they are complete.

The writer locks an empty file beside the draft, and the system releases the lock with the process.
So a draft left by a killed process is recognised however long other drafts take. The lock is not on
the draft itself, because SQLite locks that, and on network drives both kinds of locks are one.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if os.name == "nt":  # Windows never removes an open file, so no lock is needed

    def _lock(held: int) -> None:
        """Nothing is to be done."""

else:
    import fcntl

    def _lock(held: int) -> None:
        """Lock an open file, or raise OSError while another process has it."""
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


_LOGS = ("", "-journal", "-wal", "-shm")
_HOLD = "-hold"


@contextmanager
def made_beside(file: Path, kind: str) -> Iterator[Path]:
    """Give the path of a draft for *file*; whatever remains there at the end is removed.

    Drafts of the same *kind* left in the folder by killed processes are removed first.
    """
    file = file.absolute()
    _clear(file, kind)
    draft, held = _begin(file, kind)
    try:
        yield draft
    finally:
        _remove(draft)
        os.close(held)
        Path(f"{draft}{_HOLD}").unlink(missing_ok=True)


def _begin(file: Path, kind: str) -> tuple[Path, int]:
    """Choose an unused name and lock it."""
    while True:
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.{kind}")
        hold = Path(f"{draft}{_HOLD}")
        held = os.open(hold, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        if _is_held(held, hold):
            return draft, held
        os.close(held)


def _is_held(held: int, hold: Path) -> bool:
    """Lock the file; False if another process is removing it."""
    try:
        _lock(held)
    except BlockingIOError:
        return False
    except OSError:
        return True  # no file locks, so no process removes it
    return hold.exists()


def _clear(file: Path, kind: str) -> None:
    """Remove drafts that nobody has locked, and drafts for this file without a lock file.

    Copies get a new name each day, so drafts for other names count too; but a draft without a lock
    file, as older versions wrote them, could be somebody else's file.
    """
    drafts = re.compile(rf"(\.(.+)\.[0-9a-f]{{8}}\.{kind})(-\w+)?", re.DOTALL)
    with suppress(OSError):
        found = [drafts.fullmatch(one.name) for one in file.parent.iterdir()]
        for draft, owner in {(one[1], one[2]) for one in found if one}:
            with suppress(OSError):
                _clear_one(file.with_name(draft), ours=owner == file.name)


def _clear_one(draft: Path, *, ours: bool) -> None:
    try:
        held = os.open(f"{draft}{_HOLD}", os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        if ours:
            _remove(draft)
        return
    try:
        _lock(held)
        _remove(draft)
        Path(f"{draft}{_HOLD}").unlink()
    finally:
        os.close(held)


def _remove(draft: Path) -> None:
    for end in _LOGS:
        Path(f"{draft}{end}").unlink(missing_ok=True)
