"""HTTP/1.1 on one connection: requests in, answers out, in the order in which they came.

The parser's callback computes the answer and writes it at once; no task is scheduled. An answer
that has to wait (it is delayed, it never comes, or the client does not read) holds back only the
later requests on the same connection.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

import httptools

from mockplace.http_types import Request, Response

if TYPE_CHECKING:
    from mockplace.kernel.late_requests import PendingRequest

#: An answer, and the real seconds before it is sent.
Answered = tuple[Response, float]
Answering = Callable[[Request], Answered]

#: Largest body that is accepted, in bytes. The largest documented body is a feed: Amazon's page on
#: good practice with feeds asks for less than 10 MiB.
MOST_BODY = 12 * 2**20
#: Maximum bytes of a request's head, and of bodies that are discarded or queued; above these limits
#: the client is disconnected.
_MOST_HEAD = 65_536
_MOST_WASTE = 64_000_000
#: Maximum number of requests of one connection that may wait behind an earlier request.
_MOST_WAITING = 100
_STATUS = {one.value: f"HTTP/1.1 {one.value} {one.phrase}\r\n" for one in HTTPStatus}
#: Headers left out when a request is parsed again: the offer of another protocol, and ``expect``,
#: which has been answered.
_OFFER = ("upgrade", "connection", "expect")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_TOO_LONG = Response(413)
_TEXT = {"content-type": "text/plain; charset=utf-8"}
_NOT_HTTP = Response(400, _TEXT, b"This is no request of HTTP/1.1.\n")


class Connection(asyncio.Protocol):
    """The connection of one client.

    *answering* is called in the thread of the event loop; *connections* is the set of open
    connections, to which each connection adds itself while it is open.
    """

    def __init__(self, answering: Answering, connections: set[Connection]) -> None:
        self._answering = answering
        self._connections = connections
        self._parser = httptools.HttpRequestParser(self)
        self._scheme = self._server = ""
        self._waiting: deque[tuple[Request, Response | None, bool]] = deque()
        #: True while an answer is delayed, or for ever if the answer never comes.
        self._busy = False
        self._unread = False
        self._later: asyncio.TimerHandle | None = None
        #: A request that has arrived and is carried out later.
        self._underway: PendingRequest | None = None
        #: Whether data arrived since the last idle check; see ``Server``.
        self.heard = True
        self._begin()

    # -- the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport of a client that has connected."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is not a subclass
        self._scheme = "https" if transport.get_extra_info("sslcontext") else "http"
        here = transport.get_extra_info("sockname")
        self._server = _place(*here[:2]) if here else ""
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Drop the waiting requests of a client that has disconnected."""
        self._connections.discard(self)
        self._waiting.clear()
        if self._underway:  # a late request is still carried out
            self._underway.give_up()
        elif self._later:
            self._later.cancel()

    def data_received(self, data: bytes) -> None:
        """Parse bytes of one request or of several."""
        self.heard = True
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            self._read_on(data[offer.args[0] :])
        except httptools.HttpParserError:
            self._send("", _NOT_HTTP, stays=False)

    def pause_writing(self) -> None:
        """Send no further answer while the client does not read."""
        self._unread = True

    def resume_writing(self) -> None:
        """Resume sending answers, because the client reads again."""
        self._unread = False
        self._go_on()

    @property
    def is_idle(self) -> bool:
        """Whether all requests of this connection have been answered."""
        return not (self._busy or self._waiting)

    @property
    def is_secured(self) -> bool:
        """Whether the connection uses TLS; closing it then waits for the client's reply."""
        return self._scheme == "https"

    def close(self) -> None:
        """Close the connection after all written bytes have been sent."""
        self._transport.close()

    def abort(self) -> None:
        """Close the connection now."""
        self._transport.abort()

    # -- the parser's callbacks

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._begin()

    def on_url(self, url: bytes) -> None:
        """Append a part of the request's target."""
        self._url += url
        self._head += len(url)
        if self._head > _MOST_HEAD:
            self._transport.abort()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Store one header; join the values of a repeated header."""
        known, text = _name(name), value.decode("latin-1")
        headers = self._headers
        headers[known] = f"{headers[known]}, {text}" if known in headers else text
        self._head += len(name) + len(value)
        if self._head > _MOST_HEAD:
            self._transport.abort()

    def on_headers_complete(self) -> None:
        """Answer 100 to a client that waits for permission to send its body."""
        if "expect" in self._headers and self._headers["expect"].lower() == "100-continue":
            self._transport.write(_CONTINUE)

    def on_body(self, body: bytes) -> None:
        """Store a part of the body; discard what exceeds ``MOST_BODY``."""
        self._length += len(body)
        if self._length <= MOST_BODY:
            self._body.append(body)
        elif self._length > _MOST_WASTE:
            self._transport.abort()

    def on_message_complete(self) -> None:
        """Answer the request, or queue it if an earlier request is not answered yet."""
        parser = self._parser
        if self._transport.is_closing():
            return  # an earlier request ended the connection
        if parser.should_upgrade() and parser.get_method() != b"CONNECT":
            return  # the parser would skip the body; see _read_on
        path, query = _target(self._url)
        body = b"".join(self._body) if self._body else b""
        method = parser.get_method().decode("ascii")
        headers, scheme, server = self._headers, self._scheme, self._server
        request = Request(method, path, query, headers, body, scheme, server)
        stays = parser.should_keep_alive() and parser.get_http_version() != "1.0"
        ready = _TOO_LONG if self._length > MOST_BODY else None
        if self._busy or self._unread or self._waiting:
            self._queue(request, ready, stays)
        else:
            self._answer(request, ready, stays)

    # -- helpers

    def _begin(self) -> None:
        self._url = b""
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._length = 0
        self._head = 0

    def _read_on(self, rest: bytes) -> None:
        """Parse a request again without its offer to upgrade.

        HTTP/2 clients may offer an upgrade and accept an HTTP/1.1 answer as a refusal. The parser
        stops at such an offer and does not read the body.
        """
        parser, offered = self._parser, self._headers
        self._parser = httptools.HttpRequestParser(self)
        if parser.get_method() == b"CONNECT":
            return  # answered already; the bytes after it were meant for a tunnel
        kept = {name: offered[name] for name in offered if name not in _OFFER}
        head = [b"%b %b HTTP/1.1" % (parser.get_method(), self._url)]
        head += [f"{name}: {value}".encode("latin-1") for name, value in kept.items()]
        self.data_received(b"\r\n".join((*head, b"", rest)))

    def _queue(self, request: Request, ready: Response | None, stays: bool) -> None:
        self._waiting.append((request, ready, stays))
        held = sum(len(waiting.body) for waiting, *_ in self._waiting)
        if len(self._waiting) > _MOST_WAITING or held > _MOST_WASTE:
            self._transport.abort()

    def _go_on(self) -> None:
        while self._waiting and not (self._busy or self._unread or self._transport.is_closing()):
            self._answer(*self._waiting.popleft())

    def _answer(self, request: Request, ready: Response | None, stays: bool) -> None:
        try:
            response, delay = (ready, 0.0) if ready else self._answering(request)
        except Exception as fault:  # no error may stop the server
            response, delay, stays = _failed(fault), 0.0, False
        if response.pending:
            self._hold(request, response.pending, delay, stays)
        elif response.lost == "timeout":
            self._busy = True
        elif response.lost:  # an open connection cannot be refused any more, so it is aborted
            self._transport.abort()
        elif delay:
            self._busy = True
            loop = asyncio.get_running_loop()
            self._later = loop.call_later(delay, self._send_late, request, response, stays)
        else:
            self._send(request.method, response, stays=stays)

    def _hold(self, request: Request, pending: PendingRequest, delay: float, stays: bool) -> None:
        """Hold a late request until it is due or its client gives up."""
        self._busy, self._underway = True, pending
        if pending.due is not None:
            loop = asyncio.get_running_loop()
            self._later = loop.call_later(delay, self._arrive, request, pending, stays)

    def _arrive(self, request: Request, pending: PendingRequest, stays: bool) -> None:
        self._underway = None
        try:
            response = pending.arrive()
        except Exception as fault:  # as in _answer
            response, stays = _failed(fault), False
        if not self._transport.is_closing():
            self._send_late(request, response, stays)

    def _send_late(self, request: Request, response: Response, stays: bool) -> None:
        self._busy = False
        self._send(request.method, response, stays=stays)
        self._go_on()

    def _send(self, method: str, response: Response, *, stays: bool) -> None:
        self._transport.write(_written(method, response, stays=stays))
        if not stays:
            self._transport.close()


def _written(method: str, response: Response, *, stays: bool) -> bytes:
    """Return a response as bytes, without headers whose values contain line breaks."""
    status, body = response.status, response.body
    lines = [_STATUS.get(status) or f"HTTP/1.1 {status} \r\n"]
    lines += [f"{name}: {value}\r\n" for name, value in response.headers.items()]
    if status != 204:
        lines.append(f"content-length: {len(body)}\r\n")
    if not stays:
        lines.append("connection: close\r\n")
    head = "".join(lines)
    if head.count("\n") != len(lines) or head.count("\r") != len(lines):
        head = "".join(line for line in lines if line.count("\n") == 1 == line.count("\r"))
    written = f"{head}\r\n".encode("latin-1", "replace")
    return written if method == "HEAD" else written + body


def _place(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _failed(fault: Exception) -> Response:
    """Return a response that names the type and place of an internal error, for a bug report."""
    step = fault.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else "?"
    said = f"mockplace failed at this request ({type(fault).__name__}, {place}): a fault of the "
    return Response(500, _TEXT, f"{said}simulator, not of your program.\n".encode())


@lru_cache(maxsize=512)
def _name(name: bytes) -> str:
    return name.decode("latin-1").lower()


def _target(url: bytes) -> tuple[str, str]:
    """Return the path and the query of a request target; a proxy's client sends a full URL."""
    if not url.startswith(b"/"):
        try:
            found = httptools.parse_url(url)
        except httptools.HttpParserInvalidURLError:
            return "/", ""
        url = (found.path or b"/") + (b"?" + found.query if found.query else b"")
    path, _, query = url.partition(b"#")[0].partition(b"?")
    text = path.decode("latin-1")
    return unquote(text) if "%" in text else text, query.decode("latin-1")
