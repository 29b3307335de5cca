"""Responses that an injected fault puts in the place of a platform's answer."""

from __future__ import annotations

from mockplace.http_types import JSON, Response

#: Bytes that no parser takes for JSON: an answer that was cut off.
MALFORMED = b'{"orders":[{"id":'
#: The gateway's server header, and its statuses although the platform has carried the request out.
GATEWAY = "gateway"
_GATEWAY_STATUSES = (403, 200, 404, 400, 502, 401, 429)


def malformed_response(response: Response) -> Response:
    """Return the response with a body that cannot be parsed; its status stays a success."""
    status = 200 if response.status == 204 else response.status
    return Response(status, response.headers | {"content-type": JSON}, MALFORMED)


def gateway_response(calls: int) -> Response:
    """Return a gateway's own page; its status says nothing of what the platform answered.

    *calls* is how many calls were recorded before: the statuses take turns.
    """
    status = _GATEWAY_STATUSES[calls % len(_GATEWAY_STATUSES)]
    page = b"<!doctype html><title>Gateway</title><p>Your request could not be shown.</p>"
    return Response(status, {"content-type": "text/html", "server": GATEWAY}, page)
