"""What lies between a hub and its world, and has a plan for each request."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from shiponce.platforms.transports import changes_nothing

Answer = Callable[[], httpx.Response]
#: What becomes of a request: it is given the request, and how the world would answer it.
Plan = Callable[[httpx.Request, Answer], httpx.Response]


class Meddling(httpx.BaseTransport):
    """Lets a plan decide what becomes of each request."""

    def __init__(self, world: World, plan: Plan) -> None:
        self._inner = Transport(world)
        self.plan = plan
        #: Requests that could change something, as they reached the world: method and path.
        self.acts: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange."""
        request.read()
        return self.plan(request, lambda: self.carry_out(request))

    def carry_out(self, request: httpx.Request) -> httpx.Response:
        """The world's own answer."""
        if writes(request):
            self.acts.append(f"{request.method} {request.url.path}")
        return self._inner.handle_request(request)


def writes(request: httpx.Request) -> bool:
    """Whether a request could change something."""
    return not changes_nothing(request.method, request.url.path)


def untouched(request: httpx.Request, answer: Answer) -> httpx.Response:
    """The plan that does nothing."""
    return answer()
