"""Refuse requests with a foreign ``Host``, and requests from other sites' pages in a browser.

Any site can point one of its names at this machine (DNS rebinding). A page of that site then has
the same origin as this server and can read every answer; only the name in ``Host`` shows that the
page is foreign. A cross-site request cannot read answers, but it could change something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from mockplace import registry
from mockplace.http_types import Request, Response, reply

#: Paths that a link on another site may open: the user then visibly leaves that site.
_DOORSTEP = ("/", "/_mockplace", "/_mockplace/")
_PORT = re.compile(r":[0-9]{1,5}$")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9._-]{0,250}[a-z0-9_])?")
#: The host that python-amazon-sp-api sends for http://localhost: the library always cuts off as
#: many characters as ``https://`` has.
_CUT_OFF = "ocalhost"
#: The maximum number of accepted ``Host`` values that are cached.
_MOST_KNOWN = 1_000


def is_name(text: str) -> bool:
    """Return True if a text can be a host name."""
    return bool(_NAME.fullmatch(text.lower().removesuffix(".")))


class HostCheck:
    """Refuses requests whose ``Host`` is not a name of this server.

    Names of this server are every IP address (DNS rebinding needs a name), localhost and its
    subdomains, the platforms' real host names, and *names*.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(
            (*registry.hosts(), "localhost", _CUT_OFF, *(_plain(name) for name in names))
        )
        self._known: set[str] = set()

    def refusal(self, request: Request) -> Response | None:
        """Return the error response if the request is refused, else None."""
        headers = request.headers
        host = headers.get("host")
        if host is not None and host not in self._known:
            if not self._goes_by(host):
                return _unknown(host)
            if len(self._known) < _MOST_KNOWN:
                self._known.add(host)
        if "origin" in headers or "sec-fetch-site" in headers:
            return self._of_other_site(request)
        return None

    def _goes_by(self, host: str) -> bool:
        name = _plain(_PORT.sub("", host))
        if name in self._names or name.endswith(".localhost"):
            return True
        try:
            ip_address(name.removeprefix("[").removesuffix("]"))
        except ValueError:
            return False
        return True

    def _of_other_site(self, request: Request) -> Response | None:
        """Return the error response if a page of another site sent *request*, else None."""
        headers = request.headers
        origin = headers.get("origin")
        if origin is not None and not self._is_ours(origin):
            return _elsewhere()
        is_link = request.method == "GET" and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site") != "cross-site":
            return None
        return None if is_link and request.path in _DOORSTEP else _elsewhere()

    def _is_ours(self, origin: str) -> bool:
        try:
            place = urlsplit(origin).netloc
        except ValueError:  # no browser sends such an origin
            return False
        return bool(place) and self._goes_by(place)


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")


def _unknown(host: str) -> Response:
    name = _plain(_PORT.sub("", host))
    good = is_name(name)
    called = f"{name!r}" if good else "a name that is none"
    allow = f"--allow-host {name}" if good else "--allow-host NAME"
    message = (
        f"mockplace is called {called} here, and does not go by that name: any site could give its "
        "name this machine's address. Use 127.0.0.1 or localhost, or start it with "
        f"`{allow}` if the name is yours."
    )
    return reply(421, {"error": {"code": "host", "message": message}})


def _elsewhere() -> Response:
    message = "A page of another site may neither read this server nor move it."
    return reply(403, {"error": {"code": "origin", "message": message}})
