"""Quantities as a scenario writes them, with their units: ``5 min``, ``12.99 USD``, ``400 g``.

Each reader raises a pydantic error whose type is a code of ``scenario.problem``; a value that is
no text at all is left to the type beneath.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from shiponce.domain.money import Money as Amount
from shiponce.domain.spans import milliseconds

T = TypeVar("T")

_GRAMS = {"g": 1, "kg": 1_000}
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*(g|kg)")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CODE = re.compile(r"[A-Z][0-9]{1,2}")
_YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def _reader(read: Callable[[str], T | None], code: str) -> BeforeValidator:
    """A validator that takes text only; None from *read* is the problem *code*."""

    def validate(value: object) -> object:
        if isinstance(value, (dict, list)):
            raise PydanticCustomError("string_type", "text is wanted")
        if not isinstance(value, str):
            return value
        result = read(value.strip())
        if result is None:
            raise PydanticCustomError(code, "{text}", {"text": value})
        return result

    return BeforeValidator(validate)


def _offset(text: str) -> int | None:
    return milliseconds(text[1:].strip()) if text.startswith("+") else None


def _weight(text: str) -> int | None:
    found = _WEIGHT.fullmatch(text)
    return round(float(found[1]) * _GRAMS[found[2]]) if found else None


def _money(text: str) -> Amount | None:
    found = _AMOUNT.fullmatch(text)
    return Amount.of(found[1], found[2]) if found else None


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text if pattern.fullmatch(text) else None


def _written(pattern: str, example: str) -> WithJsonSchema:
    """What an editor is told of a value: its form and an example."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": [example]})


_PARTS = r"(\d+(\.\d+)?\s*(ms|s|min|h|d)\s*)+"
#: Milliseconds.
Duration = Annotated[int, _reader(milliseconds, "duration"), _written(_PARTS, "5 min")]
#: Milliseconds after the scenario's clock, written ``+5 min``.
Offset = Annotated[int, _reader(_offset, "offset"), _written(r"\+\s*" + _PARTS, "+5 min")]
#: Grams.
Weight = Annotated[int, _reader(_weight, "weight"), _written(_WEIGHT.pattern, "400 g")]
Price = Annotated[Amount, _reader(_money, "money"), _written(_AMOUNT.pattern, "12.99 USD")]
Instant = Annotated[datetime, _reader(_instant, "instant"), WithJsonSchema({"type": "string"})]
Count = Annotated[
    int, _reader(_count, "count"), WithJsonSchema({"type": ["integer", "string"], "minimum": 0})
]
YesNo = Annotated[
    bool,
    _reader(lambda text: _YES.get(text.lower()), "yes_no"),
    WithJsonSchema({"enum": [*_YES, True, False]}),
]
#: A name that a scenario gives to a thing.
Name = Annotated[str, _reader(_matching(_NAME), "name"), _written(_NAME.pattern, "mug")]
#: A statement of the specification: ``W1``.
Statement = Annotated[str, _reader(_matching(_CODE), "statement"), _written(_CODE.pattern, "W1")]
#: Any text; an editor may take it for a number.
SCALAR = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, _reader(lambda text: text or None, "blank"), WithJsonSchema(SCALAR)]


class Spec(BaseModel):
    """A part of a scenario file: frozen, and a key it does not know is a problem."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_by_alias=True
    )


class Words(Spec):
    """A sentence in each language; plain text stands for every language."""

    en: Text
    fr: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"en": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Plain text will do."""
        return {"anyOf": [dict(SCALAR), handler(core)]}

    def said(self) -> dict[str, str]:
        """Language to sentence."""
        return {"en": self.en, "fr": self.fr or self.en}


def many(value: object) -> object:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) else value
