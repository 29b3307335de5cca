"""Quantities with units, as scenarios write them: ``5 min``, ``12.99 USD``, ``400 g``.

Each reader converts text; for invalid text it raises a pydantic error whose type is a code of
``scenario.problem``. Readers pass on other values, such as numbers; pydantic then validates them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal, LiteralString, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from shiponce.domain.durations import milliseconds
from shiponce.domain.money import Money as Amount
from shiponce.domain.money import currencies, places
from shiponce.scenario import size_limits

T = TypeVar("T")

_GRAMS = {"g": 1, "kg": 1_000}
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*(g|kg)", re.ASCII)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CODE = re.compile(r"[A-Z][0-9]{1,2}")
#: Section of the specification → the number of the section's last statement.
_LAST = {
    "A": 7,
    "B": 11,
    "W": 10,
    "R": 9,
    "N": 12,
    "D": 5,
    "I": 3,
    "P": 5,
    "Q": 8,
    "O": 13,
    "L": 5,
    "K": 5,
    "X": 8,
}
#: Statements that are not in force yet.
_NOT_YET = frozenset({"K1", "K4"})
_YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def _reader(read: Callable[[str], T | None], code: str) -> BeforeValidator:
    """Return a validator for text, which reports the error *code* if *read* returns None."""

    def validate(value: object) -> object:
        if isinstance(value, (dict, list)):
            raise PydanticCustomError("string_type", "text is wanted")
        if not isinstance(value, str):
            return value
        result = read(value.strip())
        if result is None:
            raise _problem(code, value)
        return result

    return BeforeValidator(validate)


def _problem(code: LiteralString, text: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{text}", {"text": text, **facts})


def _duration(text: str) -> int | None:
    return _within(milliseconds(text), text)


def _offset(text: str) -> int | None:
    return _within(milliseconds(text[1:].strip()), text) if text.startswith("+") else None


def _within(span: int | None, text: str) -> int | None:
    if span is not None and span > size_limits.LONGEST:
        raise _problem("too_far", text, most=size_limits.MOST_DAYS)
    return span


def _weight(text: str) -> int | None:
    found = _WEIGHT.fullmatch(text)
    if found is None:
        return None
    grams = Decimal(found[1]) * _GRAMS[found[2]]
    if grams > size_limits.MOST_GRAMS:
        raise _problem("weight_size", text, most=size_limits.MOST_GRAMS // 1000)
    return round(grams)


def _money(text: str) -> Amount | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    currency = _currency(found[2])
    if Decimal(found[1]) > size_limits.DEAREST:
        raise _problem("money_size", text, most=size_limits.DEAREST)
    amount = Amount.of(found[1], currency)
    if len(found[1].partition(".")[2]) > places(currency):
        example = str(amount)
        raise _problem("money_places", text, currency=currency, n=places(currency), example=example)
    return amount


def hundredths(amount: Amount) -> int | None:
    """Return an amount in hundredths, in which the simulated platforms count every currency.

    Even yen have hundredths there. Return None for an amount that is not a whole number of
    hundredths, because it cannot be charged.
    """
    found = amount.amount * 100
    return int(found) if found == int(found) else None


def _currency(text: str) -> str:
    if text not in currencies():
        raise _problem("unknown_currency", text, near=" ".join(sorted(currencies())))
    return text


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    if not moment.tzinfo:
        return None
    if not size_limits.FIRST_YEAR <= moment.year <= size_limits.LAST_YEAR:
        raise _problem("year", text, first=size_limits.FIRST_YEAR, last=size_limits.LAST_YEAR)
    return moment


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _quantity(text: str) -> int | None:
    found = _count(text)
    if found is None:
        raise _problem("count", text)
    if not 1 <= found <= size_limits.MOST_UNITS:
        raise _problem("quantity", text, most=size_limits.MOST_UNITS)
    return found


def _statement(text: str) -> str | None:
    if not _CODE.fullmatch(text):
        return None
    if text not in statement_codes():
        raise _problem("unknown_statement", text, known=_ranges(), near=" ".join(statement_codes()))
    return text


@cache
def statement_codes() -> tuple[str, ...]:
    """Return the code of every statement of the specification."""
    return tuple(
        code
        for letter, last in _LAST.items()
        for n in range(1, last + 1)
        if (code := f"{letter}{n}") not in _NOT_YET
    )


def _ranges() -> str:
    """Return the statement codes as ranges: ``A1 - A7, B1 - B11``."""
    found: list[list[str]] = []
    for code in statement_codes():
        before = f"{code[0]}{int(code[1:]) - 1}"
        if found and found[-1][-1] == before:
            found[-1].append(code)
        else:
            found.append([code])
    return ", ".join(one[0] if len(one) == 1 else f"{one[0]} - {one[-1]}" for one in found)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text if pattern.fullmatch(text) else None


def _written(pattern: str, example: str) -> WithJsonSchema:
    """Return the schema of a value: its form and an example."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": [example]})


_PARTS = r"(\d+(\.\d+)?\s*(ms|s|min|h|d|w)\s*)+"
#: Milliseconds.
Duration = Annotated[int, _reader(_duration, "duration"), _written(_PARTS, "5 min")]
#: Milliseconds, or ``quiet`` to wait until nothing is due.
Waiting = Annotated[
    int | Literal["quiet"],
    _reader(lambda text: "quiet" if text == "quiet" else _duration(text), "wait"),
    _written(f"(quiet|{_PARTS})", "5 min"),
]
#: Milliseconds after the scenario's start time, written ``+5 min``.
Offset = Annotated[int, _reader(_offset, "offset"), _written(r"\+\s*" + _PARTS, "+5 min")]
#: Grams.
Weight = Annotated[int, _reader(_weight, "weight"), _written(_WEIGHT.pattern, "400 g")]
Price = Annotated[Amount, _reader(_money, "money"), _written(_AMOUNT.pattern, "12.99 USD")]
Instant = Annotated[datetime, _reader(_instant, "instant"), WithJsonSchema({"type": "string"})]
Count = Annotated[
    int, _reader(_count, "count"), WithJsonSchema({"type": ["integer", "string"], "minimum": 0})
]
#: Units that are bought or shipped: at least one.
Quantity = Annotated[
    int,
    _reader(_quantity, "quantity"),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1}),
]
Currency = Annotated[str, _reader(_currency, "unknown_currency"), _written("[A-Z]{3}", "USD")]
YesNo = Annotated[
    bool,
    _reader(lambda text: _YES.get(text.lower()), "yes_no"),
    WithJsonSchema({"enum": [*_YES, True, False]}),
]
#: The name of a scenario, or one that a scenario gives to a store, a purchase and so on.
Name = Annotated[str, _reader(_matching(_NAME), "name"), _written(_NAME.pattern, "mug")]
#: A statement of the specification: ``W1``.
Statement = Annotated[str, _reader(_statement, "statement"), _written(_CODE.pattern, "W1")]
#: Schema of any text. It also allows numbers and booleans, because an editor does not read ``12``
#: or ``true`` as text.
SCALAR = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, _reader(lambda text: text or None, "blank"), WithJsonSchema(SCALAR)]


class Spec(BaseModel):
    """A part of a scenario file; it is immutable, and an unknown key in it is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_by_alias=True
    )


class Words(Spec):
    """A sentence in each language; plain text is used for every language."""

    en: Text = Field(description="In English, and for every language that has no text.")
    fr: Text = Field(default="", description="In French.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"en": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow plain text in the schema."""
        return {"anyOf": [dict(SCALAR), handler(core)]}

    def said(self) -> dict[str, str]:
        """Return the sentence by language."""
        return {"en": self.en, "fr": self.fr or self.en}


def many(value: object) -> object:
    """Put a single name into a list; return any other value unchanged."""
    return [value] if isinstance(value, str) else value


#: The schema of a name or a list of names, for editors.
ONE_OR_MANY = WithJsonSchema({"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]})
Names = Annotated[
    tuple[Text, ...],
    Field(max_length=size_limits.MOST_ENTRIES),
    BeforeValidator(many),
    ONE_OR_MANY,
]
