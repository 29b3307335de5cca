"""BigCommerce's error bodies: an array in V2, an object in V3."""

from __future__ import annotations

from mockplace.http_types import Response, Route, reply

_TYPE = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"


class BigCommerceError(Exception):
    """An error: HTTP status and message; *errors* (V3 only): field → what is wrong with it."""

    def __init__(self, status: int, message: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors or {}


def not_found() -> BigCommerceError:
    """Return 404 for anything that does not exist."""
    return BigCommerceError(404, "The requested resource was not found.")


def invalid(field: str) -> BigCommerceError:
    """Return 400 for an invalid value of a field or parameter."""
    return BigCommerceError(400, f"The field '{field}' is invalid.")


def required(field: str) -> BigCommerceError:
    """Return 400 for a missing field."""
    return BigCommerceError(400, f"The required field '{field}' was not supplied.")


def read_only(field: str) -> BigCommerceError:
    """Return 400 for a field that a client may not write."""
    return BigCommerceError(
        400,
        f"The field '{field}' cannot be written to. Please remove it from your request before "
        "trying again.",
    )


def unsupported(field: str) -> BigCommerceError:
    """Return 400 for an unknown field."""
    return BigCommerceError(400, f"The field '{field}' is not supported by this resource.")


def refused_v2(error: BigCommerceError) -> Response:
    """Return an error response in V2's form."""
    return reply(error.status, [{"status": error.status, "message": error.message}])


def unauthorized_v2(error: BigCommerceError, form: str) -> Response:
    """Return V2's 401, which is not documented, in the assumed *form*."""
    if form == "object":
        return refused_v3(error)
    return Response(error.status) if form == "empty" else refused_v2(error)


def refused_v3(error: BigCommerceError) -> Response:
    """Return an error response in V3's form."""
    content = {
        "status": error.status,
        "title": error.message,
        "type": _TYPE,
        "errors": error.errors,
    }
    return reply(error.status, content)


def enveloped(route: Route, status: int, message: str) -> Response:
    """Return an error in the envelope of the API's version."""
    refused = refused_v2 if "/v2/" in route.template else refused_v3
    return refused(BigCommerceError(status, message))
