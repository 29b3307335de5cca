"""Code shared by all BigCommerce operations: store and token check, error responses, fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Params, Request, Response, Route
from mockplace.platforms.bigcommerce.api import errors
from mockplace.platforms.bigcommerce.api.access_token import authenticated
from mockplace.platforms.bigcommerce.api.empty_list_response import response_of
from mockplace.platforms.bigcommerce.rules.assumptions import V2_REFUSAL
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

#: An operation returns JSON content (sent with 200), None (sent as 204) or a complete ``Response``.
Operation = Callable[["World", "Account", Request, Params], object]


def route(operation: str, method: str, path: str, run: Operation) -> Route:
    """Return a route below /stores/{storeHash} that checks the token and renders the result."""
    refused = errors.refused_v3 if path.startswith("/v3/") else errors.refused_v2

    def handle(world: World, request: Request, params: Params) -> Response:
        try:
            found = run(world, authenticated(world, request, params), request, params)
        except errors.BigCommerceError as error:
            if error.status == 401 and not path.startswith("/v3/"):
                return errors.unauthorized_v2(error, world.state.assumptions.of(V2_REFUSAL))
            return refused(error)
        return response_of(found)

    return Route(operation, "bigcommerce", method, f"/stores/{{storeHash}}{path}", handle)


def query(request: Request) -> dict[str, str]:
    """Return the query parameters of a request; unknown parameters are ignored."""
    return request_parsing.fields(request.query)


def fields(
    request: Request, *, read_only: Sequence[str], known: Sequence[str]
) -> dict[str, object]:
    """Return the fields of a body; refuse read-only and unknown fields."""
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise errors.BigCommerceError(
            400, "The request body could not be parsed as JSON."
        ) from None
    if not isinstance(content, dict):
        raise errors.BigCommerceError(400, "The request body must be a JSON object.")
    for name in content:
        check(str(name), read_only=read_only, known=known)
    return content


def check(name: str, *, read_only: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a field that is read-only or unknown."""
    if name in read_only:
        raise errors.read_only(name[:60])
    if name not in known:
        raise errors.unsupported(name[:60])
