"""Requests, responses and routes.

Requests and responses are not frozen although nobody changes them: some are made for every call,
and a frozen one takes three times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from mockplace.kernel.late_requests import PendingRequest
    from mockplace.kernel.world import World

JSON = "application/json"


@dataclass(slots=True)
class Request:
    """One request; header names are lower case, the query is as it was sent."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: http or https, as the caller asked; '' where nobody said.
    scheme: str = ""
    #: Where the server is, host and port; '' in process.
    server: str = ""
    #: What stands before the path in the address of a world of its own; '' in the default one.
    below: str = ""


@dataclass(slots=True)
class Response:
    """One answer, or (``lost``) how the answer does not arrive."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: '', ``timeout``, ``reset`` or ``refused``: what the client sees instead of this answer.
    lost: str = ""
    #: Milliseconds of virtual time that the answer takes.
    delay: int = 0
    #: Milliseconds of a long poll: how long the platform would have waited for a message.
    idle: int = 0
    #: What is still to come of a request that is carried out later; None: nothing is.
    pending: PendingRequest | None = None


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """The request that carries a webhook, or for a queue the body that lies in it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Params = dict[str, str]
Handler = Callable[["World", Request, Params], Response]
FaultResponse = Callable[["World", Request, str], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of a platform and its address.

    Templates write parameters as ``{orderId}``; a parameter never contains a slash.
    """

    operation: str
    platform: str
    method: str
    template: str
    handler: Handler
    #: Where operations share an address: the operation that a request names, None for none.
    operation_of: Callable[[Request], str | None] | None = None
    #: The answer to an injected fault, by its kind, where it differs from the platform's own.
    fault_response: FaultResponse | None = None


def reply(status: int, content: object, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON response."""
    all_headers = {"content-type": JSON}
    if headers:
        all_headers |= headers
    return Response(status, all_headers, orjson.dumps(content))
