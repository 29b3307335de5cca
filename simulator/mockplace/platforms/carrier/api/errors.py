"""The carrier's error envelope, and its header on every answer."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from mockplace.http_types import JSON, Response

#: A header of every answer of the carrier; an answer without it is not from the carrier.
MARK = {"x-house-carrier": "1"}


class CarrierError(Exception):
    """An error: HTTP status, code, message, and the path of the wrong field ('' if none)."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field

    def response(self) -> Response:
        """Return the error response."""
        body = {"code": self.code, "message": self.message}
        return said(self.status, {"error": body | ({"field": self.field} if self.field else {})})


def said(status: int, content: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON response of the carrier."""
    return Response(
        status, {"content-type": JSON, **MARK, **(headers or {})}, orjson.dumps(content)
    )


def invalid(field: str, message: str) -> CarrierError:
    """Return 400 for a missing or invalid field."""
    return CarrierError(400, "invalid", message, field)


def no_account() -> CarrierError:
    """Return the error for a request without an account."""
    return CarrierError(
        401,
        "account",
        "Send X-Carrier-Account: the number of your account, six capital letters or digits.",
    )


def expired() -> CarrierError:
    """Return 401 for an account that cannot be used at present (an injected fault)."""
    return CarrierError(401, "account", "The account is closed for the moment; open it again.")


def not_found(what: str) -> CarrierError:
    """Return 404 for an unknown object; *what* names its kind."""
    return CarrierError(404, "not_found", f"The account has no such {what}.")


def busy() -> Response:
    """Return 429, with the seconds to wait."""
    found = CarrierError(429, "too_many_requests", "Too many requests; wait, and send it again.")
    answer = found.response()
    answer.headers["retry-after"] = "1"
    return answer


def broken() -> Response:
    """Return 500."""
    return CarrierError(500, "internal", "The carrier is in trouble; ask later.").response()
