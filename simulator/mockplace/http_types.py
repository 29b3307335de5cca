"""Requests, responses and routes.

Requests and responses are never changed after they are made. Still, the classes are not frozen,
because every call makes several instances, and a frozen one takes three times as long to make.
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
    #: http or https, as the client used it; '' if unknown.
    scheme: str = ""
    #: The server's host and port; '' if called in process.
    server: str = ""
    #: The path prefix of a named world; '' in the default world.
    below: str = ""


@dataclass(slots=True)
class Response:
    """One answer; if it does not reach the client, ``lost`` names the failure."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: The failure that the client sees instead: ``timeout``, ``reset`` or ``refused``; '' for none.
    lost: str = ""
    #: Milliseconds of virtual time that the answer takes.
    delay: int = 0
    #: Milliseconds that the real platform would have held a long poll open for a message.
    idle: int = 0
    #: The request, if the platform carries it out later; else None.
    pending: PendingRequest | None = None


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """The HTTP request of a webhook; if the destination is a queue, only the body is used."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Params = dict[str, str]
Handler = Callable[["World", Request, Params], Response]
FaultResponse = Callable[["World", Request, str], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of a platform, with its method, path template and handler.

    Templates write parameters as ``{orderId}``; a parameter never contains a slash.
    """

    operation: str
    platform: str
    method: str
    template: str
    handler: Handler
    #: If several operations share a path: returns the operation that a request names, or None.
    operation_of: Callable[[Request], str | None] | None = None
    #: Builds the response to send when a fault is injected; None: the platform's usual one.
    fault_response: FaultResponse | None = None


def reply(status: int, content: object, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON response."""
    all_headers = {"content-type": JSON}
    if headers:
        all_headers |= headers
    return Response(status, all_headers, orjson.dumps(content))
