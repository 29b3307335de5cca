"""A world behind httpx: the program under test believes it speaks to three platforms."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import httpx

from mockplace.wire import Request, Response, answer

if TYPE_CHECKING:
    from mockplace.world.world import World

#: Milliseconds that a client without a read timeout is left waiting by a lost answer.
_PATIENCE = 300_000


class Transport(httpx.BaseTransport):
    """Answers every request from a world, on the world's clock; one call at a time.

    A lost answer lets the client's read timeout pass in virtual time and raises what httpx
    raises, so that the program meets its own time-out without anybody waiting.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._lock = threading.RLock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange."""
        request.read()
        with self._lock:
            response = answer(self.world, asked(request))
            _wait(self.world, response, request)
        return told(response, request)


def asked(request: httpx.Request) -> Request:
    """A httpx request as the simulator reads it."""
    return Request(
        request.method,
        request.url.path,
        request.url.query.decode("ascii", "replace"),
        {name.lower(): value for name, value in request.headers.items()},
        request.content,
        request.url.scheme,
    )


def told(response: Response, request: httpx.Request) -> httpx.Response:
    """The simulator's answer as httpx hands it on."""
    return httpx.Response(
        response.status, headers=response.headers, content=response.body, request=request
    )


def _wait(world: World, response: Response, request: httpx.Request) -> None:
    patience = _patience(request)
    if response.lost == "refused":
        raise httpx.ConnectError("Connection refused", request=request)
    if response.lost == "reset":
        raise httpx.RemoteProtocolError(
            "Server disconnected without sending a response.", request=request
        )
    if response.lost == "timeout" or response.delay > patience:
        world.advance_to(world.now + patience)
        raise httpx.ReadTimeout("The read operation timed out", request=request)
    world.advance_to(world.now + response.delay)


def _patience(request: httpx.Request) -> int:
    timeouts = request.extensions.get("timeout", {})
    read = timeouts.get("read") if isinstance(timeouts, dict) else None
    return _PATIENCE if read is None else round(float(read) * 1000)
