"""What every Selling Partner operation shares: token, headers, errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Request, Response, Route
from mockplace.platforms.amazon.api.access_token import Caller, caller_of, grantless_client
from mockplace.platforms.amazon.api.errors import AmazonError
from mockplace.platforms.amazon.api.login_with_amazon import NOTIFICATIONS
from mockplace.platforms.amazon.api.rate_limits import limit_header
from mockplace.platforms.shared.opaque_tokens import keyed_uuid

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: What an operation returns: a body for 200, None for 204.
Operation = Callable[["World", Caller, Request, dict[str, str]], Mapping[str, object] | None]

#: The statuses whose answers carry the rate-limit header; 403, 429 and 5xx do not.
_WITH_RATE = (200, 201, 202, 204, 400, 404)


def route(operation: str, method: str, template: str, run: Operation, status: int = 200) -> Route:
    """Return a route that checks the token and renders the operation's answer or refusal.

    *status* is the status of an answer with a body; an answer without a body has status 204.
    """

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        try:
            answer = run(world, caller_of(world, request), request, params)
        except AmazonError as error:
            return respond(world, request, operation, error.status, {"errors": [error.entry]})
        return respond(world, request, operation, 204 if answer is None else status, answer)

    return Route(operation, "amazon", method, template, handle)


def grantless_route(
    operation: str,
    method: str,
    template: str,
    run: Callable[[World, str, Request, dict[str, str]], Mapping[str, object] | None],
) -> Route:
    """Return a route like ``route``, for an operation that needs an application but no seller."""

    def handle(world: World, request: Request, params: dict[str, str]) -> Response:
        try:
            client = grantless_client(world, request, NOTIFICATIONS)
            answer = run(world, client, request, params)
        except AmazonError as error:
            return respond(world, request, operation, error.status, {"errors": [error.entry]})
        return respond(world, request, operation, 204 if answer is None else 200, answer)

    return Route(operation, "amazon", method, template, handle)


def respond(
    world: World,
    request: Request,
    operation: str,
    status: int,
    answer: Mapping[str, object] | None,
) -> Response:
    """Return an answer with Amazon's headers."""
    where = (request.method, request.path, request.query)
    headers = {"x-amzn-RequestId": keyed_uuid(world.seed, "request", world.now, *where)}
    if status in _WITH_RATE:
        headers["x-amzn-RateLimit-Limit"] = limit_header(operation)
    if answer is None:
        return Response(status, headers, b"")
    headers["content-type"] = "application/json"
    return Response(status, headers, orjson.dumps(answer))
