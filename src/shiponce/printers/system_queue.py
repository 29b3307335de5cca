"""A queue of the system's print service, through the program ``lp``.

``lp`` ends with 0 once the service has the whole job: it is taken. What it says otherwise decides
whether the service may have it all the same.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

from shiponce.domain.document import DocumentFormat
from shiponce.domain.printing import JobState, PrinterSettings, PrintOutcome
from shiponce.domain.redaction import harmless
from shiponce.printers.error_policy import error_policy

#: What ``lp`` says, in English, when the service has refused a job or was never reached.
_REFUSED = re.compile(
    r"does not exist|not accepting|no default destination|unable to connect|bad file descriptor"
    r"|scheduler is not running|connection refused|no such file|unsupported|not allowed|forbidden"
    r"|unauthorized|bad device|unknown option|invalid",
    re.IGNORECASE,
)
#: The policies under which the service prints an interrupted job again by itself.
_REPEATS = frozenset({"retry-job", "retry-current-job"})


class SystemQueue:
    """Prints through a queue."""

    def __init__(self, settings: PrinterSettings) -> None:
        self._settings = settings

    def send(
        self, key: str, content: bytes, kind: DocumentFormat, may_leave: Callable[[], bool]
    ) -> PrintOutcome:
        """See ``ports.Printer``."""
        if not may_leave():
            return PrintOutcome(JobState.NOT_PRINTED, "print.overtaken")
        options = list(self._settings.options)
        if kind is DocumentFormat.ZPL:
            options.append("raw")  # no filter may change it
        words = ["lp", "-d", self._settings.queue, "-t", key]
        for option in options:
            words += ["-o", option]
        try:
            done = self._run(words, content)
        except FileNotFoundError:
            return PrintOutcome(JobState.NOT_PRINTED, "print.no_program", {"program": "lp"})
        except OSError as bad:
            return self._said(JobState.NOT_PRINTED, "print.lp_refused", str(bad.strerror))
        except subprocess.TimeoutExpired:
            return self._said(JobState.UNKNOWN, "print.lp_silent", "")
        if done.returncode == 0:
            return PrintOutcome(JobState.TAKEN)
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        refused = done.returncode > 0 and _REFUSED.search(said)
        state = JobState.NOT_PRINTED if refused else JobState.UNKNOWN
        return self._said(state, "print.lp_refused" if refused else "print.lp_unsure", said)

    def check(self) -> PrintOutcome:
        """See ``ports.Printer``; ask the service for the queue and for its error policy."""
        try:
            done = self._run(["lpstat", "-a", self._settings.queue], b"")
        except FileNotFoundError:
            return PrintOutcome(JobState.NOT_PRINTED, "print.no_program", {"program": "lpstat"})
        except (OSError, subprocess.TimeoutExpired):
            return self._said(JobState.UNKNOWN, "print.lp_silent", "")
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode != 0 or "not accepting" in said:
            return self._said(JobState.NOT_PRINTED, "print.lp_refused", said)
        if error_policy(self._settings.queue) in _REPEATS:
            facts = {"queue": self._settings.queue, "printer": self._settings.name}
            return PrintOutcome(JobState.TAKEN, "print.repeats", facts)
        return PrintOutcome(JobState.TAKEN)

    def _run(self, words: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
        """Run a program of the print service, with English messages."""
        return subprocess.run(  # noqa: S603 - a fixed program; the queue is the configuration's
            words,
            input=content,
            capture_output=True,
            timeout=self._settings.wait.total_seconds(),
            check=False,
            env={**os.environ, "LC_ALL": "C", "SOFTWARE": "", "LANGUAGE": "C"},
        )

    def _said(self, state: JobState, code: str, said: str) -> PrintOutcome:
        text = harmless(" ".join(said.split())[:200])
        return PrintOutcome(state, code, {"queue": self._settings.queue, "said": text})
