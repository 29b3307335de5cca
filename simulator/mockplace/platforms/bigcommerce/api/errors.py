"""BigCommerce's refusals: an array in V2, an object in V3."""

from __future__ import annotations

from mockplace.http_types import Response, reply

_TYPE = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"


class BigCommerceError(Exception):
    """A refusal: its status and its sentence; ``errors`` names the fields in V3."""

    def __init__(self, status: int, message: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors or {}


def not_found() -> BigCommerceError:
    """404 for anything that is not there."""
    return BigCommerceError(404, "The requested resource was not found.")


def invalid(field: str) -> BigCommerceError:
    """400 for a value that a field or a parameter cannot have."""
    return BigCommerceError(400, f"The field '{field}' is invalid.")


def required(field: str) -> BigCommerceError:
    """400 for a field that is missing."""
    return BigCommerceError(400, f"The required field '{field}' was not supplied.")


def read_only(field: str) -> BigCommerceError:
    """400 for a field that a client may not write."""
    return BigCommerceError(
        400,
        f"The field '{field}' cannot be written to. Please remove it from your request before "
        "trying again.",
    )


def unsupported(field: str) -> BigCommerceError:
    """400 for a field that the resource does not have."""
    return BigCommerceError(400, f"The field '{field}' is not supported by this resource.")


def refused_v2(error: BigCommerceError) -> Response:
    """Return a refusal as V2 writes it."""
    return reply(error.status, [{"status": error.status, "message": error.message}])


def unauthorized_v2(error: BigCommerceError, form: str) -> Response:
    """401 of V2, in the form that is chosen for what no page shows."""
    if form == "object":
        return refused_v3(error)
    return Response(error.status) if form == "empty" else refused_v2(error)


def refused_v3(error: BigCommerceError) -> Response:
    """Return a refusal as V3 writes it."""
    content = {
        "status": error.status,
        "title": error.message,
        "type": _TYPE,
        "errors": error.errors,
    }
    return reply(error.status, content)
