"""Responses that an injected fault puts in the place of a platform's answer."""

from __future__ import annotations

from dataclasses import replace

import orjson

from mockplace.http_types import JSON, Response

#: Invalid JSON: an answer that was cut off.
MALFORMED = b'{"orders":[{"id":'
#: The gateway's ``server`` header, and the statuses that it sends one after the other. The platform
#: has carried out the request each time.
GATEWAY = "gateway"
_GATEWAY_STATUSES = (403, 200, 404, 400, 502, 401, 429)


def malformed_response(response: Response) -> Response:
    """Return the response with a body that cannot be parsed; the status 204 becomes 200."""
    status = 200 if response.status == 204 else response.status
    return Response(status, response.headers | {"content-type": JSON}, MALFORMED)


def gateway_response(calls: int) -> Response:
    """Return a gateway's own page, with a status unrelated to the platform's answer.

    *calls*, the number of calls recorded so far, selects the status.
    """
    status = _GATEWAY_STATUSES[calls % len(_GATEWAY_STATUSES)]
    page = b"<!doctype html><title>Gateway</title><p>Your request could not be shown.</p>"
    return Response(status, {"content-type": "text/html", "server": GATEWAY}, page)


def truncated(response: Response, list_keys: tuple[str, ...]) -> Response:
    """Return the page without the second half of each list, otherwise unchanged."""
    try:
        document = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        return response
    if response.status != 200:
        return response
    return replace(response, body=orjson.dumps(_halved(document, list_keys)))


def _halved(document: object, list_keys: tuple[str, ...]) -> object:
    """Return the JSON content with the lists at its top level or in its payload cut in half."""
    if isinstance(document, list):
        return _half(document)
    if not isinstance(document, dict):
        return document
    if isinstance(document.get("payload"), dict):
        return document | {"payload": _halved(document["payload"], list_keys)}
    cut = {key: _half(document[key]) for key in list_keys if isinstance(document.get(key), list)}
    return document | cut


def _half(listed: list[object]) -> list[object]:
    return listed[: len(listed) // 2]
