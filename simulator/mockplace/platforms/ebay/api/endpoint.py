"""What every seller's operation shares: token, scope, headers, errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, Route, reply
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.oauth import READ, WRITE, Caller, caller_of
from mockplace.platforms.ebay.rules.assumptions import UNKNOWN_ORDER

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
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
    """Return a route that checks the bearer and one of the scopes.

    Without ``scopes`` they are Fulfillment's, where reading also takes the read-only one.
    """
    allowed = scopes or ((READ, WRITE) if method == "GET" else (WRITE,))

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        try:
            return run(world, caller_of(world, request, allowed), request, params)
        except errors.EbayError as error:
            return reply(error.status, {"errors": [error.entry]})

    return Route(operation, "ebay", method, template, handle)


def base_of(request: Request) -> str:
    """Return the address that links start with: the one the caller used.

    A link that named eBay's own host would lead a client of a served simulator out of it.
    """
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return "https://api.ebay.com"
    guess = "http" if host.partition(":")[0] in _LOOPBACK else "https"
    return f"{request.scheme or guess}://{host}"


def order_of(world: World, caller: Caller, order_id: str) -> PlatformOrder:
    """Return the caller's order. One that is not paid for yet does not exist to this API."""
    order = world.orders.get((caller.account.name, order_id))
    if order is None or order.status == "unpaid":
        unknown = errors.documented_error(32100, orderId=order_id)
        unknown.status = world.state.assumptions.number(UNKNOWN_ORDER)
        raise unknown
    return order
