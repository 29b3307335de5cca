"""The control plane's error envelope."""

from __future__ import annotations

from mockplace.http_types import Response, reply


def error_response(status: int, code: str, message: str, **more: object) -> Response:
    """Return an error in the control plane's envelope."""
    return reply(status, {"error": {"code": code, "message": message, **more}})
