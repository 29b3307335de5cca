"""Code shared by all operations of the carrier: account check and error envelope."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, Route
from mockplace.platforms.carrier.api import errors

if TYPE_CHECKING:
    from mockplace.kernel.world import World

Operation = Callable[["World", str, Request, dict[str, str]], Response]

_ACCOUNT = re.compile(r"[A-Z0-9]{6}", re.ASCII)


def account_of(request: Request) -> str:
    """Return the carrier account number in a request's header, '' if it is missing or invalid."""
    found = request.headers.get("x-carrier-account", "")
    return found if _ACCOUNT.fullmatch(found) else ""


def route(operation: str, method: str, template: str, run: Operation) -> Route:
    """Return a route that requires an account and renders refusals in the carrier's envelope."""

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        try:
            account = account_of(request)
            if not account:
                raise errors.no_account()
            return run(world, account, request, params)
        except errors.CarrierError as error:
            return error.response()

    return Route(operation, "carrier", method, template, handle)
