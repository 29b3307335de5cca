"""Answer 204 without a body to a V2 request whose result is an empty list."""

from __future__ import annotations

from mockplace.http_types import Response, reply


def response_of(found: object) -> Response:
    """Return the response with an operation's result.

    An empty list, or no result, is answered 204. V3 puts an empty list into an object,
    ``{"data": []}``, which is answered 200.
    """
    if isinstance(found, Response):
        return found
    return Response(204) if found is None or found == [] else reply(200, found)
