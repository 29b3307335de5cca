"""Restricted data tokens: issue them, and check which data they give access to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.errors import AmazonError
from mockplace.platforms.amazon.api.login_with_amazon import LIFETIME, restricted_token
from mockplace.platforms.amazon.api.orders.personal_data_v0 import ADDRESS, BUYER, TAX
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_MOST_RESOURCES = 50
_METHODS = ("GET", "PUT", "POST", "DELETE")
_ELEMENTS = (BUYER, ADDRESS, TAX)
#: The restricted paths; an id in a path is an actual id or a placeholder such as ``{orderId}``.
_RESTRICTED = re.compile(
    r"/orders/v0/orders(/[^/]+(/(orderItems(/buyerInfo)?|address|buyerInfo|regulatedInfo))?)?"
    r"|/mfn/v0/shipments(/[^/]+)?"
)
_OPEN_STEP = re.compile(r"\{[A-Za-z]+\}")


def create_restricted_data_token(
    world: World, caller: Caller, request: Request, _params: dict[str, str]
) -> Mapping[str, object]:
    """Answer ``createRestrictedDataToken``: a token for the requested methods, paths and data."""
    resources = (request_parsing.json_object(request.body) or {}).get("restrictedResources")
    if not isinstance(resources, list) or not 1 <= len(resources) <= _MOST_RESOURCES:
        raise _bad("Resource not provided.")
    token = restricted_token(world, caller.account.name, [_resource(one) for one in resources])
    return {"restrictedDataToken": token, "expiresIn": LIFETIME}


def grants(caller: Caller, request: Request) -> bool:
    """Return True if the caller has a restricted data token for this request."""
    return any(
        method == request.method and _covers(path, request.path)
        for method, path, _elements in caller.restricted or ()
    )


def granted_elements(caller: Caller, request: Request) -> frozenset[str]:
    """Return the data elements that the caller's token gives access to in this request."""
    return frozenset(
        element
        for method, path, elements in caller.restricted or ()
        if method == request.method and _covers(path, request.path)
        for element in elements
    )


def _covers(pattern: str, path: str) -> bool:
    wanted, given = pattern.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        want == have or _OPEN_STEP.fullmatch(want) for want, have in zip(wanted, given, strict=True)
    )


def _resource(content: object) -> tuple[str, str, tuple[str, ...]]:
    if not isinstance(content, dict):
        raise _bad("Resource not provided.")
    method, path = content.get("method"), content.get("path")
    elements = content.get("dataElements") or []
    if method not in _METHODS or not isinstance(path, str):
        raise _bad("Resource not provided.")
    if not _RESTRICTED.fullmatch(path):
        raise _bad("The path is not a restricted resource.")
    if not isinstance(elements, list) or any(element not in _ELEMENTS for element in elements):
        raise _bad("The dataElements are not valid for the resource.")
    return str(method), path, tuple(elements)


def _bad(details: str) -> AmazonError:
    return AmazonError(
        400, "InvalidRequest", "Request is missing or has invalid parameters", details
    )
