"""Ask the print service what it does with a job that an error interrupted (IPP, RFC 8011)."""

from __future__ import annotations

import http.client
import os
import socket
import struct
from pathlib import Path

_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock")
_PATIENCE = 5.0
_ATTRIBUTE = b"printer-error-policy"
_GET_PRINTER_ATTRIBUTES = 0x000B
_OPERATION, _END, _CHARSET, _LANGUAGE, _URI, _KEYWORD = 0x01, 0x03, 0x47, 0x48, 0x45, 0x44


class _Local(http.client.HTTPConnection):
    """HTTP over a socket file."""

    def __init__(self, file: str) -> None:
        super().__init__("localhost", timeout=_PATIENCE)
        self._file = file

    def connect(self) -> None:
        """Connect to the file."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_PATIENCE)
        self.sock.connect(self._file)


def error_policy(queue: str) -> str:
    """Return a queue's error policy, such as ``abort-job``; '' if the service does not say."""
    try:
        connection = _connection()
        body = _request(queue)
        kind = {"Content-Type": "application/ipp"}
        connection.request("POST", f"/printers/{queue}", body, kind)
        answer = connection.getresponse().read(65_536)
        connection.close()
    except (OSError, http.client.HTTPException, AttributeError):
        return ""
    return _value(answer)


def _connection() -> http.client.HTTPConnection:
    named = os.environ.get("CUPS_SERVER", "")
    if named.startswith("/"):
        return _Local(named)
    if named:
        host, _, port = named.partition("/")[0].rpartition(":")
        if not host:
            host, port = port, "631"
        return http.client.HTTPConnection(host, int(port or 631), timeout=_PATIENCE)
    for file in _SOCKETS:
        if Path(file).exists():
            return _Local(file)
    return http.client.HTTPConnection("localhost", 631, timeout=_PATIENCE)


def _request(queue: str) -> bytes:
    """Return the IPP request for one attribute of a queue."""
    uri = f"ipp://localhost/printers/{queue}".encode()
    parts = (
        (_CHARSET, b"attributes-charset", b"utf-8"),
        (_LANGUAGE, b"attributes-natural-language", b"en"),
        (_URI, b"printer-uri", uri),
        (_KEYWORD, b"requested-attributes", _ATTRIBUTE),
    )
    body = struct.pack(">BBHIB", 2, 0, _GET_PRINTER_ATTRIBUTES, 1, _OPERATION)
    for tag, name, value in parts:
        body += struct.pack(">BH", tag, len(name)) + name
        body += struct.pack(">H", len(value)) + value
    return body + bytes([_END])


def _value(answer: bytes) -> str:
    """Return the attribute's value: a length of two bytes and a text follow its name."""
    place = answer.find(_ATTRIBUTE)
    start = place + len(_ATTRIBUTE)
    if place < 0 or len(answer) < start + 2:
        return ""
    (length,) = struct.unpack(">H", answer[start : start + 2])
    return answer[start + 2 : start + 2 + length].decode("ascii", "replace")
