"""Write files under a temporary name and rename them when they are complete.

The writer locks an empty file beside the draft, and the system releases the lock when the process
ends. So a draft without a lock was left by a killed process, even if it is new. The draft itself is
not locked: SQLite locks it, and on network drives the two kinds of lock would conflict.
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
        """Do nothing."""

else:
    import fcntl

    def _lock(held: int) -> None:
        """Lock an open file, or raise OSError while another process has it locked."""
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


_LOGS = ("", "-journal", "-wal", "-shm")
_HOLD = "-hold"


@contextmanager
def made_beside(file: Path, kind: str) -> Iterator[Path]:
    """Yield the path of a draft for *file*; remove the draft at the end if it still exists.

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
    """Choose an unused name for a draft and lock its lock file."""
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
        return True  # the file system has no locks, so no process removes the file
    return hold.exists()


def _clear(file: Path, kind: str) -> None:
    """Remove drafts whose lock file is not locked, and drafts for *file* without a lock file.

    Backups get a new name each day, so unlocked drafts for other names are removed too. Older
    versions wrote drafts without a lock file; such a draft for another name is kept, because
    shiponce may not have written it.
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
