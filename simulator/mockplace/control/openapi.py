"""The control plane's OpenAPI 3.1 description, generated from its operations."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from mockplace.control import shapes
from mockplace.control.addresses import PREFIX
from mockplace.control.calls import explain
from mockplace.control.operation import Operation
from mockplace.control.operations import OPERATIONS

_Mode = Literal["validation", "serialization"]
_REFERENCE = "#/components/schemas/{model}"
#: GET operations that need no prefix ``get``, because their name is a verb.
_VERBS = (explain,)
_WORLD = {
    "name": "X-Mockplace-World",
    "in": "header",
    "required": False,
    "description": "The world that is meant; one that is not open yet is opened.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
}


def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    wanted: dict[tuple[type[BaseModel], _Mode], None] = {(shapes.ErrorBody, "serialization"): None}
    for operation in OPERATIONS:
        wanted[operation.response_shape, "serialization"] = None
        if operation.request_shape and operation.method != "GET":
            wanted[operation.request_shape, "validation"] = None
    refs, schemas = models_json_schema(list(wanted), ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        described = _described(operation, refs)
        paths.setdefault(f"{PREFIX}{operation.path}", {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mockplace's control plane",
            "version": version("shiponce"),
            "description": "Reads, moves and troubles the world that mockplace serve serves.",
        },
        "paths": paths,
        "security": [{}, {"token": []}, {"bearer": []}],
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "X-Mockplace-Token"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _described(operation: Operation, refs: Any) -> dict[str, Any]:
    response_ref = refs[operation.response_shape, "serialization"]
    wrong = {
        "description": "What is wrong, and what would be right.",
        "content": _json(refs[shapes.ErrorBody, "serialization"]),
    }
    found: dict[str, Any] = {
        "operationId": _name(operation),
        "summary": (operation.run.__doc__ or "").replace("``", "`"),
        "parameters": [_WORLD, *_parameters(operation)],
        "responses": {
            str(operation.status): {"description": "Done.", "content": _json(response_ref)},
            "default": wrong,
        },
    }
    if operation.request_shape and operation.method != "GET":
        content = _json(refs[operation.request_shape, "validation"])
        content["application/json"]["example"] = operation.example
        required = bool(_required(operation.request_shape))
        found["requestBody"] = {"required": required, "content": content}
    return found


def _name(operation: Operation) -> str:
    """Return the name that a generated client uses: ``getState``, ``placeOrder``, ``explain``."""
    first, *rest = operation.run.__name__.split("_")
    if operation.method == "GET" and operation.run not in _VERBS:
        first, rest = "get", [first, *rest]
    return first + "".join(word.capitalize() for word in rest)


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, field in model.model_fields.items() if field.is_required()]


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    """Describe the parameters in the operation's path and query."""
    found = []
    if "{" in operation.path:
        name = operation.path.partition("{")[2].partition("}")[0]
        schema = {"type": "string"}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    if operation.request_shape and operation.method == "GET":
        properties = operation.request_shape.model_json_schema()["properties"]
        found += [
            {"name": name, "in": "query", "required": False, "schema": schema}
            for name, schema in properties.items()
        ]
    return found
