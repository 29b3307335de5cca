"""Somebody who subscribed: it keeps what it is sent and answers as it was told to."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx


@dataclass
class Received:
    """One request that came in; header names are lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> dict[str, object]:
        """The JSON in it."""
        found: dict[str, object] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """A subscriber's own program, behind a mock transport or on a port of this machine."""

    url: str = "https://hooks.example.test/in"
    token: str = "t" * 40
    #: The statuses that it answers with, in turn; then 200.
    statuses: list[int] = field(default_factory=list)
    got: list[Received] = field(default_factory=list)
    challenged: list[str] = field(default_factory=list)
    #: How many answers claim to be compressed and are not.
    broken: int = 0
    _came: threading.Condition = field(default_factory=threading.Condition)

    def take(self, target: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """One request: a challenge is answered as eBay's guide says, a message is kept."""
        code = parse_qs(urlsplit(target).query).get("challenge_code", [""])[0]
        if code:
            self.challenged.append(code)
            secret = code + self.token + self.url
            answer = {"challengeResponse": hashlib.sha256(secret.encode()).hexdigest()}
            return 200, json.dumps(answer).encode()
        with self._came:
            self.got.append(Received(target, headers, body))
            self._came.notify_all()
        return (self.statuses.pop(0) if self.statuses else 200), b""

    @property
    def client(self) -> httpx.Client:
        """A client whose every request comes here, for carrying messages in process."""

        def handle(request: httpx.Request) -> httpx.Response:
            headers = {name.lower(): value for name, value in request.headers.items()}
            status, body = self.take(str(request.url), headers, request.content)
            return httpx.Response(status, content=body)

        return httpx.Client(transport=httpx.MockTransport(handle))

    def wait_for(self, count: int) -> None:
        """Until so many messages have come over the port; fails after ten seconds."""
        with self._came:
            came = self._came.wait_for(lambda: len(self.got) >= count, timeout=10)
        assert came, f"{len(self.got)} messages of {count}"


@contextmanager
def on_a_port() -> Iterator[Receiver]:
    """A receiver that listens on loopback."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

        def _answer(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, content = receiver.take(self.path, headers, body)
            self.send_response(status)
            if receiver.broken and self.command == "POST":
                receiver.broken -= 1
                content = b"this is no gzip"
                self.send_header("content-encoding", "gzip")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test reads what was received."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/in"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield receiver
        server.shutdown()
        thread.join(5)
