"""Write a file that a person asked for: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from shiponce.errors import Refused
from shiponce.persistence import atomic_files, file_errors, open_file


def write_file(file: Path, data: bytes, *, force: bool) -> None:
    """Write a file that only its owner can read; Refused if it exists and not *force*."""
    with file_errors.spoken(file), atomic_files.made_beside(file, "part") as draft:
        open_file.make_empty(draft)
        with draft.open("r+b") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            draft.replace(file)
            return
        try:
            open_file.give_name(draft, file)
        except FileExistsError as taken:
            raise Refused("error.document_exists", file=str(file)) from taken
