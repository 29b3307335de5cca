"""What the platforms' raw orders share: clean text, amounts, times; one bad order costs no page."""

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

#: The longest payload kept for a later look, in bytes.
_LONGEST_PAYLOAD = 200_000
#: No order is worth a trillion minor units; an amount beyond would not even fit in a column.
_MOST_MONEY = 10**12
#: Of an id. eBay's ids of the time before, an item's and a transaction's, are the longest, at 26.
_LONGEST_ID = 100
#: Levels of nesting that a payload is kept with; the encoder gives up below a thousand.
_DEEPEST = 100
#: No platform takes an order for shipping later than this after it was placed: pre-orders included.
_LONGEST_HANDLING = timedelta(days=2 * 366)
_DAY = timedelta(days=1)


class Fault(ValueError):
    """An order whose fields parse but make no sense; names the field, never a person."""


class Lacking(Fault):
    """An order of which the platform withholds a part; *momentary* if it may come later."""

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
    """Return the sum of amounts; Fault if it is absurd."""
    if sum(minors) > _MOST_MONEY:
        raise Fault(f"{field}: no amount that anybody pays")
    return Money(sum(minors), currency)


class Raw(BaseModel):
    """A platform's own shape; fields that are not needed are ignored."""

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


def _units(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise Fault("a number of units expected")
    return value


def _id(value: object) -> str:
    """Return an id exactly as sent; one that must be cut or cleaned would be another order's."""
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
Units = Annotated[int, BeforeValidator(_units)]
#: Neither empty nor '0'.
Id = Annotated[str, BeforeValidator(_id)]


def written(when: datetime) -> str:
    """Return a time as Amazon and eBay take it: ISO 8601 with milliseconds and Z."""
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
        return order_of(raw)
    except ValidationError as bad:
        return _unreadable(platform, raw, id_of, _fault(bad))
    except Lacking as bad:
        return _unreadable(platform, raw, id_of, str(bad), momentary=bad.momentary)
    except Fault as bad:
        return _unreadable(platform, raw, id_of, str(bad))
    except PlatformError:
        raise
    except Exception as bad:
        # Whatever is wrong with one order, its page is read; a message may repeat what was sent.
        return _unreadable(platform, raw, id_of, type(bad).__name__)


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


def what_is_left(lines: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int], ...]:
    """Return the units to confirm when a confirmation names none, from (line, ordered, fulfilled).

    If nothing is left, everything is returned: the platform then answers that it is fulfilled,
    where it would only call an empty list invalid.
    """
    left = tuple((line, units - gone) for line, units, gone in lines if units > gone)
    return left or tuple((line, units) for line, units, _ in lines)


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
    """Return what identifies a row of a listing: the order's id, or the row itself without one."""
    try:
        return _id(raw[field])  # type: ignore[index]  # guarded here
    except (ValueError, LookupError, TypeError):
        return hashlib.blake2b(payload_of(raw), digest_size=16).hexdigest()


def version(raw: object, id_: str, changed: str) -> str:
    """Return an order's id and time of change as sent; equal text means an unchanged order."""
    time = raw.get(changed) if isinstance(raw, dict) else None
    return f"{identity(raw, id_)} {time if isinstance(time, str) else ''}"


def as_list(value: object) -> list[object]:
    """Return a list; TypeError if it is none, because an object would give its keys."""
    if not isinstance(value, list):
        raise TypeError
    return value


def payload_of(raw: object) -> bytes:
    """Return the bytes to keep of an order that cannot be parsed."""
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
