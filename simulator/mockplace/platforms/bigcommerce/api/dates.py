"""Format and parse times of BigCommerce V2."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from mockplace.platforms.shared import iso8601

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A UTC offset whose "+" arrived as a space, because the client did not percent-encode it.
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")


@lru_cache(maxsize=65_536)
def rfc2822(ms: int) -> str:
    """Return a time as ``Fri, 20 Nov 2026 16:40:02 +0000``."""
    return format_datetime(_EPOCH + timedelta(seconds=ms // 1000))


def parse(text: str) -> int | None:
    """Parse RFC 2822, ISO 8601 or a Unix time to seconds since 1970; None for other text."""
    if text.isascii() and text.isdigit() and 9 <= len(text) <= 10:
        return int(text)
    text = _LOST_PLUS.sub("+", text.strip())
    ms = iso8601.parse(text)
    if ms is not None:
        return ms // 1000
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(seconds=1)
