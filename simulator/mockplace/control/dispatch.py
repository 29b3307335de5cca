"""Dispatch requests to the control plane; a request is validated completely before it is run."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson
from pydantic import BaseModel, ValidationError

from mockplace import registry
from mockplace.control import openapi, serve_page
from mockplace.control.addresses import PREFIX
from mockplace.control.error_response import error_response
from mockplace.control.operation import Operation
from mockplace.control.operations import OPERATIONS
from mockplace.control.request_context import ControlError, RequestContext
from mockplace.control.worlds import UnknownName
from mockplace.http_types import JSON, Request, Response
from mockplace.kernel.refusal import Refusal
from mockplace.seeding import fact_shapes
from mockplace.seeding.input_errors import sentences

if TYPE_CHECKING:
    from mockplace.control.worlds import Served, Worlds
    from mockplace.platform_definition import Platform


def answer(worlds: Worlds, served: Served, request: Request) -> Response:
    """Answer a request to the control plane of one world."""
    path = request.path.removeprefix(PREFIX)
    if request.method == "GET" and path in ("", "/"):
        return serve_page.response()
    if request.method == "GET" and path == "/openapi.json":
        return Response(200, {"content-type": JSON}, _document(registry.platforms()))
    for operation in OPERATIONS:
        parameter = operation.match(request.method, path)
        if parameter is not None:
            return _run(operation, worlds, served, request, parameter)
    return _not_found(request.method, path)


@lru_cache(maxsize=4)
def _document(_platforms: tuple[Platform, ...]) -> bytes:
    """Return the OpenAPI document, cached per set of registered platforms."""
    return orjson.dumps(openapi.document())


def _run(
    operation: Operation, worlds: Worlds, served: Served, request: Request, parameter: str
) -> Response:
    try:
        content = _validated(operation, request)
        served.clock.catch_up()
        result = operation.run(RequestContext(worlds, served, content, parameter))
    except ValidationError as error:
        found = sentences(error, _keys(operation))
        return _error(operation, 400, "malformed", "; ".join(found), found)
    except ControlError as error:
        return _error(operation, error.status, error.code, str(error))
    except Refusal as error:
        return _error(operation, 400, error.code, error.message)
    except UnknownName as error:
        return _error(operation, 400, "no-such-name", str(error))
    except ValueError as error:  # such as a fault that ends before it begins
        return _error(operation, 400, "refused", str(error))
    return Response(
        operation.status, {"content-type": JSON}, orjson.dumps(result.model_dump(mode="json"))
    )


def _keys(operation: Operation) -> list[str]:
    """Return the keys that a request may have, those within an order's facts among them."""
    own = list(operation.request_shape.model_fields) if operation.request_shape else []
    if not {"facts", "recipient"}.intersection(own):
        return own
    return own + [key for shape in fact_shapes.SHAPES for key in shape.model_fields]


def _validated(operation: Operation, request: Request) -> BaseModel | None:
    """Return the body, or for GET the query, checked against the operation's shape."""
    if operation.request_shape is None:
        if request.query or request.body:
            raise ControlError("nothing is to be said here: leave the query and the body out")
        return None
    if operation.method == "GET":
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        return operation.request_shape.model_validate_strings(query)
    return operation.request_shape.model_validate_json(request.body or b"{}")


def _error(
    operation: Operation, status: int, code: str, message: str, problems: list[str] | None = None
) -> Response:
    return error_response(status, code, message, problems=problems or [], example=operation.example)


def _not_found(method: str, path: str) -> Response:
    """Return the error for a wrong method or an unknown path, with similar paths."""
    methods = [one.method for one in OPERATIONS if one.match(one.method, path) is not None]
    if methods:
        allowed = ", ".join(methods)
        found = error_response(405, "method", f"{PREFIX}{path} takes {allowed}, not {method}")
        return Response(405, {**found.headers, "allow": allowed}, found.body)
    known = [f"{PREFIX}{one.path}" for one in OPERATIONS]
    wanted = f"{PREFIX}{path}"[:200]
    near = list(dict.fromkeys(difflib.get_close_matches(wanted, known, 3, 0.4)))
    hint = " or ".join(near) or f"{PREFIX}/openapi.json, which lists everything"
    return error_response(404, "nowhere", f"the control plane has no {wanted}; try {hint}")
