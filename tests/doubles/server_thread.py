"""A server in a thread of the test's process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mockplace.serving.http_connection import Answering
from mockplace.serving.server import Server, TlsSettings, listen


@contextmanager
def running(answering: Answering, secured: TlsSettings | None = None) -> Iterator[str]:
    """The address in clear of a server on loopback; at the end it has ended, within its grace."""
    ready = threading.Event()
    server = Server(answering, ready.set, secured)
    with listen(0) as listening:
        thread = threading.Thread(target=server.run, args=(listening,))
        thread.start()
        try:
            assert ready.wait(10)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.stop()
            thread.join(10)
        assert not thread.is_alive()
