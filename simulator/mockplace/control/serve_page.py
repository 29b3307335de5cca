"""The page at ``/_mockplace/``: one static file that loads nothing from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from mockplace.http_types import Response


@cache
def response() -> Response:
    """Return the page; its Content-Security-Policy allows its own script and no other."""
    text = files("mockplace.control").joinpath("page.html").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(text, 'script')}; "
        f"style-src {_hash(text, 'style')}; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    return Response(200, headers, text.encode())


def _hash(text: str, element: str) -> str:
    """Return the policy's hash source for the page's only ``script`` or ``style`` element."""
    found = re.search(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
    content = found[1] if found else ""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
