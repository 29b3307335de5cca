"""Which names a server answers to, and which pages of a browser it answers.

Any site can give one of its names this machine's address (DNS rebinding): its page is then of the
same origin as this server, and reads whatever is answered. Only the name in ``Host`` tells. A page
that asks across sites reads nothing, but it could make things happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from mockplace import registry
from mockplace.http_types import Request, Response, reply

#: Paths that a link on another site may open; the page shown is plainly this server's own.
_DOORSTEP = ("/", "/_mockplace", "/_mockplace/")
_PORT = re.compile(r":[0-9]{1,5}$")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9._-]{0,250}[a-z0-9_])?")
#: The host that python-amazon-sp-api sends for http://localhost: it always cuts off the length of
#: ``https://``.
_CUT_OFF = "ocalhost"
#: Good values of ``Host`` that are remembered.
_MOST_KNOWN = 1_000


def is_name(text: str) -> bool:
    """Whether a text can be the name of a host."""
    return bool(_NAME.fullmatch(text.lower().removesuffix(".")))


class HostCheck:
    """Refuses requests under a name that a server does not go by.

    It goes by every address (an address cannot be rebound), by localhost and the names below it, by
    the platforms' own names, and by further *names* of its own.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(
            (*registry.hosts(), "localhost", _CUT_OFF, *(_plain(name) for name in names))
        )
        self._known: set[str] = set()

    def refusal(self, request: Request) -> Response | None:
        """Return the answer to a request that is refused, None for one that is not."""
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
        """Return the refusal of what a browser sends for a page of another site."""
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
        except ValueError:  # no browser writes such a thing
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
