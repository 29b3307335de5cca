"""Route a request to the control plane or a platform, in the right world.

Everything under ``/_mockplace`` belongs to the control plane. A request names its world by the
header ``X-Mockplace-World``, or by the prefix ``/_mockplace/worlds/NAME`` before the usual path.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from mockplace.control.addresses import PREFIX, WORLD_HEADER, is_control, route_to_world
from mockplace.control.error_response import error_response
from mockplace.control.worlds import UnknownName, Worlds
from mockplace.http_types import Request, Response
from mockplace.kernel.webhooks.webhook_urls import LOOPBACK_NAMES

TOKEN_HEADER = "x-mockplace-token"  # noqa: S105 - the name of a header
#: Paths that need no token: their answers hold no data of a world.
_OPEN = frozenset((PREFIX, f"{PREFIX}/", f"{PREFIX}/openapi.json"))


class WorldRouter:
    """The entry point of a server; the control plane requires ``token``, or nothing if it is ''."""

    def __init__(self, worlds: Worlds, token: str = "") -> None:
        self._worlds = worlds
        self._token = token

    def answer(self, request: Request) -> tuple[Response, float]:
        """Return the answer of the control plane or a platform, and its delay in real seconds."""
        if request.path == "/" and request.method == "GET":  # a browser opens the server
            return Response(302, {"location": f"{PREFIX}/"}), 0.0
        if not is_control(request.path) and WORLD_HEADER not in request.headers:
            return self._worlds.default.answer(request)
        knows = self._knows_token(request)
        try:
            name, meant = route_to_world(request)
            if is_control(meant.path):
                return self._control_plane(name, meant, knows), 0.0
            return self._worlds.find(name, may_open=knows).answer(meant)
        except UnknownName as problem:
            return error_response(400, "no-such-world", str(problem)), 0.0

    def _control_plane(self, name: str, request: Request, knows: bool) -> Response:
        if request.path not in _OPEN:
            if not knows:
                return error_response(401, "token", _LOCKED)
            if not self._is_own(request):
                return error_response(403, "origin", "Another site's page may not ask this server.")
        from mockplace.control import (
            dispatch,  # imports pydantic, which is slow and which the platforms do not need
        )

        return dispatch.answer(self._worlds, self._worlds.find(name, may_open=knows), request)

    def _is_own(self, request: Request) -> bool:
        """Return False if a web page of another site sent the request.

        A browser sends the page's origin in a header. A web site can resolve its host name to this
        machine, so without a token only origins with a loopback name are accepted.
        """
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return False
        origin = request.headers.get("origin")
        if origin is None:
            return True
        try:
            page = urlsplit(origin)
        except ValueError:  # no browser sends such an origin
            return False
        here = bool(self._token) or page.hostname in LOOPBACK_NAMES
        return here and page.netloc == request.headers.get("host")

    def _knows_token(self, request: Request) -> bool:
        if not self._token:
            return True
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        said = request.headers.get(TOKEN_HEADER, bearer)
        return hmac.compare_digest(said.encode(), self._token.encode())


_LOCKED = (
    "The control plane of this server needs its token, which it printed when it started: "
    "send it as 'X-Mockplace-Token: …' or 'Authorization: Bearer …'."
)
