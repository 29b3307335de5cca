"""Requests to the control plane in, answers out: everything is checked before anything is done."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson
from pydantic import BaseModel, ValidationError

from mockplace import registry
from mockplace.control import openapi, page
from mockplace.control.operation import Operation
from mockplace.control.operations import OPERATIONS
from mockplace.control.request_context import Mistake, Visit
from mockplace.control.world_routing import PREFIX, complaint
from mockplace.control.worlds import NoSuchName
from mockplace.http_types import JSON, Request, Response
from mockplace.kernel.refusal import Refusal
from mockplace.seeding.input_errors import sentences

if TYPE_CHECKING:
    from mockplace.control.worlds import Served, Worlds
    from mockplace.platform_definition import Platform


def answer(worlds: Worlds, served: Served, request: Request) -> Response:
    """What the control plane answers for one world."""
    path = request.path.removeprefix(PREFIX)
    if request.method == "GET" and path in ("", "/"):
        return page.response()
    if request.method == "GET" and path == "/openapi.json":
        return Response(200, {"content-type": JSON}, _document(registry.platforms()))
    for operation in OPERATIONS:
        named = operation.named(request.method, path)
        if named is not None:
            return _done(operation, worlds, served, request, named)
    return _nowhere(request.method, path)


@lru_cache(maxsize=4)
def _document(_platforms: tuple[Platform, ...]) -> bytes:
    """Return the OpenAPI document, in which the registered platforms are named."""
    return orjson.dumps(openapi.document())


def _done(
    operation: Operation, worlds: Worlds, served: Served, request: Request, named: str
) -> Response:
    try:
        asked = _checked(operation, request)
        served.clock.catch_up()
        told = operation.run(Visit(worlds, served, asked, named))
    except ValidationError as problem:
        known = operation.asked.model_fields if operation.asked else ()
        found = sentences(problem, known)
        return _wrong(operation, 400, "malformed", "; ".join(found), found)
    except Mistake as problem:
        return _wrong(operation, problem.status, problem.code, str(problem))
    except Refusal as problem:
        return _wrong(operation, 400, problem.code, problem.message)
    except NoSuchName as problem:
        return _wrong(operation, 400, "no-such-name", str(problem))
    except ValueError as problem:  # a fault that ends before it begins
        return _wrong(operation, 400, "refused", str(problem))
    return Response(
        operation.status, {"content-type": JSON}, orjson.dumps(told.model_dump(mode="json"))
    )


def _checked(operation: Operation, request: Request) -> BaseModel | None:
    """The body, or for GET the query, as the operation wants it."""
    if operation.asked is None:
        if request.query or request.body:
            raise Mistake("nothing is to be said here: leave the query and the body out")
        return None
    if operation.method == "GET":
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        return operation.asked.model_validate_strings(query)
    return operation.asked.model_validate_json(request.body or b"{}")


def _wrong(
    operation: Operation, status: int, code: str, message: str, problems: list[str] | None = None
) -> Response:
    return complaint(status, code, message, problems=problems or [], example=operation.example)


def _nowhere(method: str, path: str) -> Response:
    """Another method at a known address, or an address that is near none or some."""
    methods = [one.method for one in OPERATIONS if one.named(one.method, path) is not None]
    if methods:
        allowed = ", ".join(methods)
        found = complaint(405, "method", f"{PREFIX}{path} takes {allowed}, not {method}")
        return Response(405, {**found.headers, "allow": allowed}, found.body)
    known = [f"{PREFIX}{one.path}" for one in OPERATIONS]
    wanted = f"{PREFIX}{path}"[:200]
    near = list(dict.fromkeys(difflib.get_close_matches(wanted, known, 3, 0.4)))
    hint = " or ".join(near) or f"{PREFIX}/openapi.json, which lists everything"
    return complaint(404, "nowhere", f"the control plane has no {wanted}; try {hint}")
