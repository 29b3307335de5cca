"""BigCommerce's refusals: an array in V2, an object in V3."""

from __future__ import annotations

from mockplace.http_types import Response, reply

_TYPE = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"


class Problem(Exception):
    """A refusal: its status and its sentence; ``errors`` names the fields in V3."""

    def __init__(self, status: int, message: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors or {}


def not_found() -> Problem:
    """404 for anything that is not there."""
    return Problem(404, "The requested resource was not found.")


def invalid(field: str) -> Problem:
    """400 for a value that a field or a parameter cannot have."""
    return Problem(400, f"The field '{field}' is invalid.")


def required(field: str) -> Problem:
    """400 for a field that is missing."""
    return Problem(400, f"The required field '{field}' was not supplied.")


def read_only(field: str) -> Problem:
    """400 for a field that a client may not write."""
    return Problem(
        400,
        f"The field '{field}' cannot be written to. Please remove it from your request before "
        "trying again.",
    )


def unsupported(field: str) -> Problem:
    """400 for a field that the resource does not have."""
    return Problem(400, f"The field '{field}' is not supported by this resource.")


def refused_v2(problem: Problem) -> Response:
    """A refusal as V2 writes it."""
    return reply(problem.status, [{"status": problem.status, "message": problem.message}])


def unauthorized_v2(problem: Problem, form: str) -> Response:
    """401 of V2, in the form that is chosen for what no page shows."""
    if form == "object":
        return refused_v3(problem)
    return Response(problem.status) if form == "empty" else refused_v2(problem)


def refused_v3(problem: Problem) -> Response:
    """A refusal as V3 writes it."""
    content = {
        "status": problem.status,
        "title": problem.message,
        "type": _TYPE,
        "errors": problem.errors,
    }
    return reply(problem.status, content)
