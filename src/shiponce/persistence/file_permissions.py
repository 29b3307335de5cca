"""Find those files of a database that other users can read or write."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_IRWXG, S_IRWXO

from shiponce.persistence.connection import IN_MEMORY


def open_to_others(file: Path | str) -> tuple[str, ...]:
    """Return the database's files that users other than the owner can open; empty on Windows."""
    if file == IN_MEMORY or os.name == "nt":
        return ()
    files = (Path(f"{file}{end}") for end in ("", "-wal", "-shm"))
    return tuple(
        str(one) for one in files if one.exists() and one.stat().st_mode & (S_IRWXG | S_IRWXO)
    )
