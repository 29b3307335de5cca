"""The schema for editors says what the loader says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.json_schema import FILE, document, schema


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """The schema, itself valid."""
    made = schema()
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def test_the_stored_schema_is_the_generated_one() -> None:
    """``python -m shiponce.scenario.json_schema`` was run after the last change of the format."""
    assert FILE.read_bytes() == document()


def texts(text: str) -> object:
    """A file as an editor reads it that guesses no types."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only


def guessed(value: object) -> object:
    """The same with whole numbers and truth values, as YAML 1.2 guesses them."""
    if isinstance(value, dict):
        return {key: guessed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [guessed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdecimal() else value


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in scenarios()])
def test_editors_accept_every_scenario(validator: Draft202012Validator, path: Path) -> None:
    """Whether an editor guesses types or not, the library shows no fault."""
    story = texts(path.read_text("utf-8"))
    for seen in (story, guessed(story)):
        assert not [error.message for error in validator.iter_errors(seen)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quantity: 2", "quantiti: 2"),
        ("+5 min", "5 min"),
        ("grid:", "gird:"),
        ("awaiting shipment", "awaiting"),
        ("import: all", "export: all"),
        ("12.99 USD", "12.99"),
    ],
)
def test_editors_mark_what_the_loader_refuses(
    validator: Draft202012Validator, small: str, old: str, new: str
) -> None:
    """The usual slips are seen while typing."""
    assert validator.is_valid(texts(small))
    broken = texts(small.replace(old, new))
    assert not validator.is_valid(broken)
