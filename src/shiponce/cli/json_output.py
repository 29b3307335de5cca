"""View models as JSON: their field names are the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum

from shiponce.domain.money import Money
from shiponce.domain.order import Visibility
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from shiponce.words import say


def plain_data(value: object, language: str) -> object:
    """Return a view model as JSON-compatible data.

    A time is ISO 8601 in UTC; money is minor units and a currency; a sentence is its code, its
    facts, and its text in *language*.
    """
    if isinstance(value, Sentence):
        text = say(value.code, language, **value.facts)
        facts = plain_data(value.facts, language)
        return {"code": value.code, "facts": facts, "text": text}
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return _nested(value, language)


#: Values whose names in JSON and in the database differ: the database's ``held`` is ``to_decide``.
_OTHER_NAMES: Mapping[object, str] = {Visibility.HELD: "to_decide", Grid.HELD: "to_decide"}


def _nested(value: object, language: str) -> object:
    if isinstance(value, Enum):
        return _OTHER_NAMES.get(value, value.value)
    if is_dataclass(value):
        return {f.name: plain_data(getattr(value, f.name), language) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(_nested(k, language)): plain_data(v, language) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain_data(item, language) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
