"""Code shared by all operations that need a seller's token: scopes, errors, links, orders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, Route, reply
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.access_token import Caller, caller_of
from mockplace.platforms.ebay.api.oauth import READ, WRITE

if TYPE_CHECKING:
    from mockplace.kernel.world import World

Operation = Callable[["World", Caller, Request, dict[str, str]], Response]

_HOST = re.compile(r"[A-Za-z0-9.-]{1,100}(:[0-9]{1,5})?")
_LOOPBACK = ("127.0.0.1", "localhost")


def route(
    operation: str,
    method: str,
    template: str,
    run: Operation,
    scopes: tuple[str, ...] | None = None,
) -> Route:
    """Return a route that requires a seller's token with one of *scopes*.

    The default is the write scope of the Fulfillment API; a GET also accepts the read-only scope.
    """
    allowed = scopes or ((READ, WRITE) if method == "GET" else (WRITE,))

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        try:
            return run(world, caller_of(world, request, allowed), request, params)
        except errors.EbayError as error:
            return reply(error.status, {"errors": [error.entry]})

    return Route(operation, "ebay", method, template, handle)


def base_of(request: Request) -> str:
    """Return the base URL for links in answers: the base URL that the caller used.

    A link to eBay's real host would lead a client away from the simulator.
    """
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return "https://api.ebay.com"
    guess = "http" if host.partition(":")[0] in _LOOPBACK else "https"
    return f"{request.scheme or guess}://{host}"
