"""The ids of a request that may be shown in a refusal's reason, because they name no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import httpx

from shiponce.platforms.json_decoding import loads

#: The form of ids that name no person; ids of persons contain @ or blanks.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\-]{1,59}")
#: The ends of keys whose values are ids: ``orderItemId``, ``tracking_number``, ``carrierCode``.
_KEYS = re.compile(
    r"(ids?|sku|(tracking|order|item)[ _]?number|tracking|reference|carrier|provider|service"
    r"|(carrier|service|method)[ _]?(code|name)|quantity)$",
    re.IGNORECASE,
)
#: Values under keys with one of these words are personal data.
_PEOPLE = re.compile(r"address|recipient|buyer|contact|ship[ _]?(from|to)", re.IGNORECASE)


def known_values(request: httpx.Request) -> frozenset[str]:
    """Return the ids in a request's path and body."""
    found = set(request.url.path.split("/"))
    with suppress(ValueError, httpx.StreamError):  # no body, or none that is JSON
        found.update(_values(loads(request.content), key="", personal=False))
    return frozenset(one for one in found if _ID.fullmatch(one))


def _values(part: object, *, key: str, personal: bool) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            under = personal or (bool(_PEOPLE.search(name)) and isinstance(value, dict | list))
            yield from _values(value, key=name, personal=under)
    elif isinstance(part, list):
        for value in part:
            yield from _values(value, key=key, personal=personal)
    elif isinstance(part, str | int) and not personal and _KEYS.search(key):
        yield str(part)
