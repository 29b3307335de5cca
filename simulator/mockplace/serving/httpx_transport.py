"""An httpx transport that lets a world answer a program's requests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import httpx

from mockplace.serving.dispatch import Request, Response, answer

if TYPE_CHECKING:
    from mockplace.kernel.late_requests import PendingRequest
    from mockplace.kernel.world import World

#: Virtual milliseconds that a client without a read timeout waits for a lost answer.
_PATIENCE = 300_000


class Transport(httpx.BaseTransport):
    """Lets a world answer every request, on the world's clock, one call at a time.

    If an answer is lost, the client's read timeout passes in virtual time and httpx's own error is
    raised, so that the program meets its time-out without real waiting.

    A test harness can act during a request, for example stop the program, swap its files or let
    another program act. Three functions are called while the world is not locked:

    * ``before``: right before the request reaches the platform;
    * ``after``: after the platform has processed the request, before the client gets the answer
      or, if the answer is lost, gives up;
    * ``meanwhile``: when the client waits, with the time (ms UTC) at which the wait ends. The world
      is advanced to that time afterwards.

    An exception that one of these functions raises reaches the client.
    """

    def __init__(
        self,
        world: World,
        *,
        before: Callable[[httpx.Request], object] | None = None,
        after: Callable[[httpx.Request, Response], object] | None = None,
        meanwhile: Callable[[int], object] | None = None,
    ) -> None:
        self.world = world
        self.before = before
        self.after = after
        self.meanwhile = meanwhile
        self._lock = threading.RLock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        request.read()
        if self.before is not None:
            self.before(request)
        with self._lock:
            response = answer(self.world, read_request(request))
        pending = response.pending
        if pending is not None:
            response = self._arrived(response, pending, _patience(request))
        if self.after is not None:
            self.after(request, response)
        if response.lost:
            self._raise_lost(request, response.lost, pending)
        if response.delay:
            self._wait(request, response.delay)
        return render_response(response, request)

    def _arrived(self, response: Response, pending: PendingRequest, patience: int) -> Response:
        """Return the answer to a late request, or *response* if the client gives up first."""
        due = pending.due
        if due is None or not (pending.client_stands_still or pending.span <= patience):
            return response
        self._advance(due)
        with self._lock:
            return pending.arrive()

    def _raise_lost(
        self, request: httpx.Request, lost: str, pending: PendingRequest | None
    ) -> NoReturn:
        if lost == "refused":
            raise httpx.ConnectError("Connection refused", request=request)
        if lost == "reset":
            raise httpx.RemoteProtocolError(
                "Server disconnected without sending a response.", request=request
            )
        self._advance(self.world.now + _patience(request))
        if pending is not None:
            with self._lock:
                pending.give_up()
        raise httpx.ReadTimeout("The read operation timed out", request=request)

    def _wait(self, request: httpx.Request, delay: int) -> None:
        patience = _patience(request)
        self._advance(self.world.now + min(delay, patience))
        if delay > patience:
            raise httpx.ReadTimeout("The read operation timed out", request=request)

    def _advance(self, until: int) -> None:
        if self.meanwhile is not None:
            self.meanwhile(until)
        with self._lock:
            self.world.advance_to(until)


def read_request(request: httpx.Request) -> Request:
    """Convert an httpx request to the simulator's request."""
    return Request(
        request.method,
        request.url.path,
        request.url.query.decode("ascii", "replace"),
        {name.lower(): value for name, value in request.headers.items()},
        request.content,
        request.url.scheme,
    )


def render_response(response: Response, request: httpx.Request) -> httpx.Response:
    """Convert the simulator's response to an httpx response."""
    return httpx.Response(
        response.status, headers=response.headers, content=response.body, request=request
    )


def _patience(request: httpx.Request) -> int:
    timeouts = request.extensions.get("timeout", {})
    read = timeouts.get("read") if isinstance(timeouts, dict) else None
    return _PATIENCE if read is None else round(float(read) * 1000)
