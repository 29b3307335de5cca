"""The field types of the platforms' raw orders; one bad order does not invalidate its page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from shiponce.domain.money import Money
from shiponce.domain.order import Fetched, ImportedOrder, Unreadable
from shiponce.domain.platform import Platform
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import PlatformError
from shiponce.platforms.malformed_json import Broken

#: Maximum bytes that are stored of an order that cannot be parsed.
_LONGEST_PAYLOAD = 200_000
#: Maximum amount in minor units: no order costs more, and a database column could overflow.
_MOST_MONEY = 10**12
#: Maximum characters of an id. The longest known are eBay's legacy ids (item and transaction): 26.
_LONGEST_ID = 100
#: Maximum levels of nesting that are stored; the JSON encoder fails before a thousand levels.
_DEEPEST = 100
#: Longest plausible time from purchase to due day; no platform allows more, even for pre-orders.
_LONGEST_HANDLING = timedelta(days=2 * 366)
_DAY = timedelta(days=1)


class Fault(ValueError):
    """A value that can be parsed but makes no sense; its message quotes no personal data."""


class Lacking(Fault):
    """The platform did not give a part of the order; *momentary*: it may give the part later."""

    def __init__(self, part: str, *, momentary: bool) -> None:
        super().__init__(f"{part}: not to be had")
        self.momentary = momentary


def money(amount: str, currency: str, field: str) -> Money:
    """Return an amount: finite, not negative, in a known currency."""
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise Fault(f"{field}: not a currency")
    try:
        found = Money.of(amount, currency)
    except (ValueError, LookupError) as bad:
        raise Fault(f"{field}: not an amount") from bad
    if not 0 <= found.minor <= _MOST_MONEY:
        raise Fault(f"{field}: no amount that anybody pays")
    return found


def summed(minors: Sequence[int], currency: str, field: str) -> Money:
    """Return the sum of amounts; Fault if it is implausibly large."""
    if sum(minors) > _MOST_MONEY:
        raise Fault(f"{field}: no amount that anybody pays")
    return Money(sum(minors), currency)


class Raw(BaseModel):
    """The base class of a platform's raw objects; fields that are not declared are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Fault("text expected")
    return printable(str(value))


def moment(value: object) -> datetime:
    """Parse ISO 8601 or RFC 2822; a time without a zone is UTC."""
    if not isinstance(value, str):
        raise Fault("a time expected")
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (TypeError, IndexError, ValueError, OverflowError) as bad:
            raise Fault("a time expected") from bad
    try:
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (OverflowError, ValueError) as bad:
        raise Fault("a time of this century expected") from bad
    if not 1995 < found.year < 2100:
        raise Fault("a time of this century expected")
    return found


def units_of(value: object) -> int:
    """Return a number of units; Fault if it is none, or negative or implausibly large."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise Fault("a number of units expected")
    return value


def _id(value: object) -> str:
    """Return an id exactly as sent.

    Fault if the id would have to be cut or cleaned: the result could be another order's id.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        value = str(value) if value < 10**_LONGEST_ID else ""
    if not isinstance(value, str) or value in ("", "0") or printable(value, _LONGEST_ID) != value:
        raise Fault("an id expected")
    return value


#: Clean text; null is ''.
Text = Annotated[str, BeforeValidator(_text)]
#: Aware UTC.
Moment = Annotated[datetime, BeforeValidator(moment)]
#: Zero or more.
Units = Annotated[int, BeforeValidator(units_of)]
#: Neither empty nor '0'.
Id = Annotated[str, BeforeValidator(_id)]


def written(when: datetime) -> str:
    """Return a time in the form that Amazon and eBay accept: ISO 8601 with milliseconds and Z."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fetched(
    platform: Platform,
    raw: object,
    id_of: Callable[[object], object],
    order_of: Callable[[object], ImportedOrder],
) -> Fetched:
    """Return one order of a page, or the reason why it cannot be parsed."""
    if isinstance(raw, Broken):
        return _unreadable(platform, raw, id_of, raw.fault)
    try:
        return _with_own_lines(order_of(raw))
    except ValidationError as bad:
        return _unreadable(platform, raw, id_of, _fault(bad))
    except Lacking as bad:
        return _unreadable(platform, raw, id_of, str(bad), momentary=bad.momentary)
    except Fault as bad:
        return _unreadable(platform, raw, id_of, str(bad))
    except PlatformError:
        raise
    except Exception as bad:
        # One bad order must not invalidate its page. Keep only the exception's type: its message
        # may quote the order.
        return _unreadable(platform, raw, id_of, type(bad).__name__)


def _with_own_lines(order: ImportedOrder) -> ImportedOrder:
    """Return the order; Fault if two lines have one id: their units would be shipped twice."""
    names = [line.remote_id for line in order.lines]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Fault(f"two lines have the id {twice}")
    return order


def _unreadable(
    platform: Platform,
    raw: object,
    id_of: Callable[[object], object],
    fault: str,
    *,
    momentary: bool = False,
) -> Unreadable:
    remote_id, payload = _remote_id(raw, id_of), payload_of(raw)
    return Unreadable(platform, remote_id, printable(fault, 200), payload, momentary)


def _fault(bad: ValidationError) -> str:
    """Return the field and what is wrong with it, without quoting the content."""
    first = bad.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    said = first.get("ctx", {}).get("error")
    if first["type"] == "value_error" and not isinstance(said, Fault):
        return f"{field}: cannot be read"
    return f"{field}: {said or first['msg']}"


def hyphenated(order_id: str) -> str:
    """Return an eBay id made of item and transaction in one spelling: with a hyphen."""
    return order_id.replace("!", "-")


def due(when: datetime | None, placed_at: datetime) -> datetime | None:
    """Return a ship-by or deliver-by day; None if there is none or it is implausibly far away."""
    if when is None or not -_DAY <= when - placed_at <= _LONGEST_HANDLING:
        return None
    return when


def _remote_id(raw: object, id_of: Callable[[object], object]) -> str:
    try:
        return _id(id_of(raw))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def identity(raw: object, field: str) -> str:
    """Return the order id of a listing row, or a hash of the row if it has no valid id."""
    try:
        return _id(raw[field])  # type: ignore[index]  # guarded here
    except (ValueError, LookupError, TypeError):
        return hashlib.blake2b(payload_of(raw), digest_size=16).hexdigest()


def version(raw: object, id_: str, changed: str) -> str:
    """Return an order's id and time of change as sent; equal text means an unchanged order."""
    time = raw.get(changed) if isinstance(raw, dict) else None
    return f"{identity(raw, id_)} {time if isinstance(time, str) else ''}"


def as_list(value: object) -> list[object]:
    """Return *value* if it is a list; raise TypeError otherwise.

    Iterating over a JSON object would silently yield its keys.
    """
    if not isinstance(value, list):
        raise TypeError
    return value


def payload_of(raw: object) -> bytes:
    """Return the raw bytes, up to a limit, that are stored for an order that cannot be parsed."""
    if isinstance(raw, Broken):
        return raw.content[:_LONGEST_PAYLOAD]
    try:
        return json.dumps(_cut(raw, _DEEPEST)).encode()[:_LONGEST_PAYLOAD]
    except (TypeError, ValueError):
        return repr(_cut(raw, _DEEPEST)).encode("utf-8", "replace")[:_LONGEST_PAYLOAD]


def _cut(raw: object, levels: int) -> object:
    """Return the value with an ellipsis for everything nested deeper than *levels*."""
    if not isinstance(raw, dict | list):
        return raw
    if levels == 0:
        return "…"
    if isinstance(raw, list):
        return [_cut(one, levels - 1) for one in raw]
    return {name: _cut(one, levels - 1) for name, one in raw.items()}
