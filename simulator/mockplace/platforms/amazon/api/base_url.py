"""The simulator's base URL as the client sees it; links in answers begin with it."""

from __future__ import annotations

import re

from mockplace.http_types import Request

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9a-fA-F:.]{2,45}\](:[0-9]{1,5})?")
_OTHERWISE = "sellingpartnerapi-na.amazon.com"


def base_of(request: Request) -> str:
    """Return scheme, host and path of the caller's world, without a trailing slash.

    python-amazon-sp-api drops the first letter of a plain-HTTP host (it sends ``27.0.0.1:8765``),
    so a host that is a suffix of the server's own name counts as that name.
    """
    host = request.headers.get("host", "")
    own = (request.server, f"localhost:{request.server.rpartition(':')[2]}")
    if request.server:
        host = next((name for name in own if name.endswith(host)), host)
    if not _HOST.fullmatch(host):
        host = request.server or _OTHERWISE
    scheme = request.scheme or ("http" if request.server else "https")
    return f"{scheme}://{host}{request.below}"
