"""Answer a request that matches no route: 501, with the nearest routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, reply

if TYPE_CHECKING:
    from mockplace.serving.route_table import RouteTable


def no_such_route(table: RouteTable, request: Request) -> Response:
    """Return 501, with the nearest routes of the table."""
    nearest = table.nearest(request.method, request.path)
    message = (
        f"mockplace serves no {request.method} {request.path[:200]}; "
        f"the nearest routes are: {'; '.join(nearest)}"
    )
    return reply(501, {"errors": [{"code": "NoSuchRoute", "message": message}]})
