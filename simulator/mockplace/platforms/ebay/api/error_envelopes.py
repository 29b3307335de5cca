"""Write an error in the envelope of a route's API."""

from __future__ import annotations

from mockplace.http_types import Response, Route, reply
from mockplace.platforms.ebay.api.post_order import errors as post_order


def entry(number: int, domain: str, category: str, message: str, more: str) -> dict[str, object]:
    """Return an error; *more* is added to its long message."""
    body: dict[str, object] = {
        "errorId": number,
        "domain": domain,
        "category": category,
        "message": message,
    }
    return body | ({"longMessage": f"{message} {more}"} if more else {})


def enveloped(route: Route, status: int, error: dict[str, object]) -> Response:
    """Return an error in the envelope of the route's API; Post-Order's differs from the others."""
    if not route.template.startswith("/post-order/"):
        return reply(status, {"errors": [error]})
    said = error.get("longMessage", error["message"])
    return post_order.enveloped(
        status, post_order.entry(status, error["errorId"], error["domain"], said, [])
    )
