"""Write report files: check the targets before playing; write each file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from shiponce.errors import BadInput, ShiponceError
from shiponce.scenario.file_errors import shown


class Unwritten(ShiponceError):
    """A report could not be written after the scenarios were played."""


def check_targets(targets: list[Path], inputs: list[Path]) -> None:
    """Raise BadInput if a report cannot be written, or would replace an input or another report."""
    for position, target in enumerate(targets):
        real = os.path.realpath(target)
        if real in map(os.path.realpath, targets[:position]):
            raise BadInput("cli.bad.same_file")
        if target.exists() and real in map(os.path.realpath, inputs):
            raise BadInput("scenario.target_is_input", file=shown(target))
        try:
            _probe(target)
        except OSError as bad:
            raise BadInput("scenario.unwritable", file=shown(target), what=_what(bad)) from bad


def put_all(reports: list[tuple[Path, bytes]]) -> None:
    """Write every report; raise Unwritten at the end if one failed."""
    troubles = []
    for target, content in reports:
        try:
            put(target, content)
        except Unwritten as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]


def put(target: Path, content: bytes) -> None:
    """Write a report under a temporary name and rename it; write to a pipe or device directly."""
    try:
        if _is_stream(target):
            target.write_bytes(content)
            return
        real = Path(os.path.realpath(target))
        file, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        try:
            with os.fdopen(file, "wb") as out:
                out.write(content)
            Path(name).chmod(_mode(real))
            Path(name).replace(real)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as bad:
        raise Unwritten("scenario.unwritten", file=shown(target), what=_what(bad)) from bad


def _probe(target: Path) -> None:
    """Raise OSError if ``put`` would fail; leave no file behind."""
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    if _is_stream(target):
        return
    real = Path(os.path.realpath(target))
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(13, os.strerror(13))
    file, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    os.close(file)
    Path(name).unlink()


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _mode(target: Path) -> int:
    """Return the permissions of the existing file or, if there is none, those of a new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _what(bad: OSError) -> str:
    return bad.strerror or type(bad).__name__
