"""What the three platforms' raw shapes share: clean text, and one bad order spoils no page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from shiponce.domain.money import Money
from shiponce.domain.order import Fetched, ImportedOrder, Unreadable
from shiponce.domain.platform import Platform
from shiponce.domain.text import printable

#: The longest payload kept for a later look, in bytes.
_LONGEST_PAYLOAD = 200_000
#: No order is worth a trillion minor units; an amount beyond would not even fit in a column.
_MOST_MONEY = 10**12


class Fault(ValueError):
    """An order whose fields can be read and make no sense; names the field, and no person."""


def loads(content: bytes) -> object:
    """The JSON of an answer; ValueError when it is none.

    NaN and lone surrogates are no JSON, and yet one order with either must not cost its whole
    page: what orjson refuses for them is read by the more lenient library, and the field that
    holds one is judged where it is needed.
    """
    try:
        return orjson.loads(content)
    except ValueError:
        try:
            found: object = json.loads(content.decode("utf-8", "replace"))
        except RecursionError as bad:
            raise ValueError("nested too deep") from bad
        return found


def money(amount: str, currency: str, field: str) -> Money:
    """An amount of money that exists: finite, not negative, of a currency with a code."""
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise Fault(f"{field}: not a currency")
    try:
        found = Money.of(amount, currency)
    except (ValueError, LookupError) as bad:
        raise Fault(f"{field}: not an amount") from bad
    if not 0 <= found.minor <= _MOST_MONEY:
        raise Fault(f"{field}: no amount that anybody pays")
    return found


class Raw(BaseModel):
    """A platform's own shape: what we do not need is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return printable(str(value))
    raise Fault("text expected")


def moment(value: object) -> datetime:
    """ISO 8601 or RFC 2822; a time without a zone is UTC."""
    if not isinstance(value, str):
        raise Fault("a time expected")
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (TypeError, IndexError, ValueError) as bad:
            raise Fault("a time expected") from bad
    found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    if not 1995 < found.year < 2100:
        raise Fault("a time of this century expected")
    return found


def _units(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise Fault("a number of units expected")
    return value


def _id(value: object) -> str:
    found = _text(value)
    if found in ("", "0"):
        raise Fault("an id expected")
    return found


#: Clean text; null is ''.
Text = Annotated[str, BeforeValidator(_text)]
#: Aware UTC.
Moment = Annotated[datetime, BeforeValidator(moment)]
#: Zero or more.
Units = Annotated[int, BeforeValidator(_units)]
#: Neither empty nor '0'.
Id = Annotated[str, BeforeValidator(_id)]


def written(when: datetime) -> str:
    """A time as Amazon and eBay take it: ISO 8601 with milliseconds and Z."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fetched(
    platform: Platform,
    raw: object,
    id_of: Callable[[object], object],
    order_of: Callable[[object], ImportedOrder],
) -> Fetched:
    """One order of a page, or the reason why nobody can read it."""
    try:
        return order_of(raw)
    except ValidationError as bad:
        fault = _fault(bad)
    except Fault as bad:
        fault = str(bad)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as bad:
        fault = type(bad).__name__  # its message may repeat what the platform sent
    return Unreadable(platform, _remote_id(raw, id_of), printable(fault, 200), _payload(raw))


def _fault(bad: ValidationError) -> str:
    """The field and what is wrong with it, in words that repeat nothing of what was sent."""
    first = bad.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    said = first.get("ctx", {}).get("error")
    if first["type"] == "value_error" and not isinstance(said, Fault):
        return f"{field}: cannot be read"
    return f"{field}: {said or first['msg']}"


def what_is_left(lines: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int], ...]:
    """Of (line, ordered, fulfilled) the units to confirm when a confirmation names none.

    When nothing is left it is everything: the platform then says itself that it is fulfilled,
    where an empty list would only be called invalid.
    """
    left = tuple((line, units - gone) for line, units, gone in lines if units > gone)
    return left or tuple((line, units) for line, units, _ in lines)


def _remote_id(raw: object, id_of: Callable[[object], object]) -> str:
    try:
        return _id(id_of(raw))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _payload(raw: object) -> bytes:
    try:
        return json.dumps(raw).encode()[:_LONGEST_PAYLOAD]
    except (TypeError, ValueError, RecursionError):
        return repr(raw).encode("utf-8", "replace")[:_LONGEST_PAYLOAD]
