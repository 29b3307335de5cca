"""A folder that another program empties: each job becomes one file under a name of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shiponce.domain.document import DocumentFormat
from shiponce.domain.printing import JobState, PrinterSettings, PrintOutcome


class FolderPrinter:
    """Prints into a folder. A job's file has its last name only once it is whole on the disk."""

    def __init__(self, settings: PrinterSettings) -> None:
        self._settings = settings
        self._folder = Path(settings.path)

    def send(
        self, key: str, content: bytes, kind: DocumentFormat, may_leave: Callable[[], bool]
    ) -> PrintOutcome:
        """See ``ports.Printer``."""
        file = self._folder / f"{key}.{kind.value}"
        draft = file.with_name(f".{file.name}.tmp")
        try:
            handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as bad:
            return self._said("print.not_written", bad)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if not may_leave():
                return PrintOutcome(JobState.NOT_PRINTED, "print.overtaken")
            if os.path.lexists(file):
                return self._said("print.not_written", FileExistsError(17, "File exists"))
            draft.rename(file)
        except OSError as bad:
            return self._said("print.not_written", bad)
        finally:
            draft.unlink(missing_ok=True)
        with suppress(OSError):  # the file is there; whether its name outlives a power cut
            _settle(self._folder)
        return PrintOutcome(JobState.TAKEN)

    def check(self) -> PrintOutcome:
        """See ``ports.Printer``."""
        if not self._folder.is_dir():
            return self._said("print.not_written", FileNotFoundError(2, "No such directory"))
        if not os.access(self._folder, os.W_OK | os.X_OK):
            return self._said("print.not_written", PermissionError(13, "Permission denied"))
        return PrintOutcome(JobState.TAKEN)

    def _said(self, code: str, bad: OSError) -> PrintOutcome:
        why = bad.strerror or type(bad).__name__
        facts = {"address": self._settings.address, "fault": why}
        return PrintOutcome(JobState.NOT_PRINTED, code, facts)


def _settle(folder: Path) -> None:
    """Write the folder's list of names to the disk, where the system allows it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
