"""The control plane's description, for those who make a client of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import ValidationError

from mockplace.control import shapes
from mockplace.control.openapi import document


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The description as it is served."""
    found: dict[str, Any] = json.loads(json.dumps(document()))
    return found


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def test_a_validator_of_openapi_finds_nothing(described: dict[str, Any]) -> None:
    """Neither in the form nor in what refers to what."""
    assert [str(one) for one in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_operation_has_a_name_of_its_own(described: dict[str, Any]) -> None:
    """A generated client's methods are called so: a verb first, unique, in one spelling."""
    names = [operation["operationId"] for *_, operation in _operations(described)]
    assert len(set(names)) == len(names)
    for method, path, operation in _operations(described):
        name = operation["operationId"]
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", name), name
        assert (method == "get") == name.startswith(("get", "explain")), f"{method} {path}: {name}"


def test_every_parameter_and_field_is_told_apart(described: dict[str, Any]) -> None:
    """Each operation has a summary, and each parameter in a path stands in it."""
    for _method, path, operation in _operations(described):
        assert operation["summary"], path
        inside = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert inside == set(re.findall(r"\{(\w+)\}", path))


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("ClockSet", {"mode": text})
        for text in ("real", "frozen", "manual", "x60", "x0.5", "x0", "x0.0", "x", "fast", "", "x٣")
    ]
    + [
        ("RestoreRequest", {"name": text})
        for text in ("a", "a.b_c-1", "x" * 64, "x" * 65, "", "-a")
    ],
)
def test_the_description_knows_what_is_refused_for_its_form(
    described: dict[str, Any], shape: str, body: dict[str, str]
) -> None:
    """A validator of bodies says of a pace and of a name what the control plane says."""
    schema = {"$ref": f"#/components/schemas/{shape}", "components": described["components"]}
    try:
        getattr(shapes, shape).model_validate_json(json.dumps(body))
        taken = True
    except ValidationError:
        taken = False
    assert Draft202012Validator(schema).is_valid(body) == taken
