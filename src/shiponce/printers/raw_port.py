"""A raw network port: what is written to it is printed.

A port that accepts bytes proves nothing, because they may stand in buffers. Only a printer that
closes its side after reading everything has taken a job.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from shiponce.domain.document import DocumentFormat
from shiponce.domain.printing import JobState, PrinterSettings, PrintOutcome

#: Seconds to wait for a connection.
_CONNECT = 10.0


class RawPort:
    """Prints through a raw port."""

    def __init__(self, settings: PrinterSettings) -> None:
        self._settings = settings

    def send(
        self, key: str, content: bytes, kind: DocumentFormat, may_leave: Callable[[], bool]
    ) -> PrintOutcome:
        """See ``ports.Printer``."""
        del key, kind  # a raw port knows neither names nor formats
        try:
            connection = self._connect()
        except OSError as bad:
            return self._said(JobState.NOT_PRINTED, "print.not_reached", bad)
        with connection:
            if not may_leave():
                return PrintOutcome(JobState.NOT_PRINTED, "print.overtaken")
            try:
                return self._write(connection, content)
            except OSError as bad:
                late = isinstance(bad, TimeoutError)
                code = "print.no_answer" if late else "print.cut_off"
                return self._said(JobState.UNKNOWN, code, bad)

    def _write(self, connection: socket.socket, content: bytes) -> PrintOutcome:
        until = time.monotonic() + self._settings.wait.total_seconds()
        connection.settimeout(self._settings.wait.total_seconds())
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
            if not connection.recv(4096):  # some printers report their status before they close
                return PrintOutcome(JobState.TAKEN)

    def check(self) -> PrintOutcome:
        """See ``ports.Printer``; connect, and write nothing."""
        try:
            self._connect().close()
        except OSError as bad:
            return self._said(JobState.NOT_PRINTED, "print.not_reached", bad)
        return PrintOutcome(JobState.TAKEN)

    def _connect(self) -> socket.socket:
        place = (self._settings.host, self._settings.port)
        return socket.create_connection(place, timeout=_CONNECT)

    def _said(self, state: JobState, code: str, bad: OSError) -> PrintOutcome:
        why = bad.strerror or type(bad).__name__
        return PrintOutcome(state, code, {"address": self._settings.address, "fault": why})
