"""The file format as JSON Schema, for editors.

``python -m shiponce.scenario.json_schema`` writes ``schema.json`` beside this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from pydantic.json_schema import models_json_schema

from shiponce.domain.store import MatchingMode
from shiponce.scenario.check_types import CHECKS
from shiponce.scenario.hub_names import SECOND_HUB
from shiponce.scenario.quantities import Spec, Words
from shiponce.scenario.scenario_file import INVARIANTS
from shiponce.scenario.scenario_header import AskSpec, Head, Outcome
from shiponce.scenario.step_types import VERBS

FILE = Path(__file__).with_name("schema.json")

_Schema = dict[str, Any]


def schema() -> _Schema:
    """Return the schema of the format, derived from the classes that read it."""
    classes: list[type[Spec]] = [Head, Outcome, AskSpec, Words]
    classes += [*VERBS.values(), *CHECKS.values()]
    found, shared = models_json_schema(
        [(each, "validation") for each in classes], by_alias=True, ref_template="#/$defs/{model}"
    )
    refs = {kind: reference for (kind, _), reference in found.items()}
    definitions: _Schema = shared["$defs"]
    head = definitions.pop("Head")
    definitions["Step"] = _step(refs, definitions)
    head["properties"]["always"] = _by_mode({"type": "array", "items": {"enum": [*INVARIANTS]}})
    head["properties"]["steps"] = {"type": "array", "items": {"$ref": "#/$defs/Step"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A shiponce scenario",
        **_untitled(head),
        "$defs": {name: _untitled(part) for name, part in definitions.items()},
    }


def _untitled(part: Any) -> Any:
    """Return the schema without the titles derived from keys; a property named ``title`` stays."""
    if isinstance(part, list):
        return [_untitled(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _untitled(value)
        for key, value in part.items()
        if key != "title" or not isinstance(value, str)
    }


def document() -> bytes:
    """Return the schema file's content."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(schema(), option=options)


def _step(refs: dict[Any, _Schema], definitions: _Schema) -> _Schema:
    step = definitions["AskSpec"]["properties"]
    offset = {"type": "string", "pattern": r"^\+", "examples": ["+5 min"]}
    check = {
        "type": "object",
        "properties": {key: refs[kind] for key, kind in CHECKS.items()},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    definitions["Check"] = check
    return {
        "type": "object",
        "properties": {
            "at": offset,
            "say": step["prompt"],
            "ask": refs[AskSpec],
            "only": {"enum": [mode.value for mode in MatchingMode]},
            "in": {"enum": [SECOND_HUB]},
            "expect": _by_mode({"type": "array", "items": {"$ref": "#/$defs/Check"}}),
            **{verb: refs[kind] for verb, kind in VERBS.items()},
        },
        "required": ["at"],
        "additionalProperties": False,
    }


def _by_mode(part: _Schema) -> _Schema:
    """Return a schema that accepts one *part* for both modes, or one *part* per mode."""
    each = {
        "type": "object",
        "properties": {mode.value: part for mode in MatchingMode},
        "additionalProperties": False,
    }
    return {"anyOf": [part, each]}


if __name__ == "__main__":
    FILE.write_bytes(document())
