"""Connections that limit the time of a whole answer, including its headers.

A time-out of httpx starts again with every byte, so an answer that arrives byte by byte would never
time out; no caller can interrupt it before its headers are complete.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable

import httpcore
import httpx

from shiponce.platforms import response_body


class InTime(httpx.HTTPTransport):
    """httpx's own transport over connections that limit the time of a whole answer."""

    def __init__(self, trusted: ssl.SSLContext) -> None:
        super().__init__(verify=trusted)
        # httpx cannot pass a network backend to its pool, so replace the pool.
        self._pool = httpcore.ConnectionPool(ssl_context=trusted, network_backend=_Network())


class _Network(httpcore.NetworkBackend):
    """httpcore's usual network backend, with streams that limit the time of an answer."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection whose answers must end in time."""
        return _Stream(self._inner.connect_tcp(host, port, timeout, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    """One connection; each write restarts the time limit of the answer."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner
        self._ends = time.monotonic() + response_body.LONGEST_ANSWER

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read bytes of the answer; ReadTimeout once its time limit is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer did not end in time")
        return self._inner.read(max_bytes, left if timeout is None else min(left, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write a part of a request and restart the time limit of its answer."""
        self._inner.write(buffer, timeout)
        self._ends = time.monotonic() + response_body.LONGEST_ANSWER

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Return the same connection with TLS."""
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        """Return the detail of the connection that httpcore calls *info*."""
        return self._inner.get_extra_info(info)
