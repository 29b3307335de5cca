"""Code shared by the operations of the Inventory API: URL, pages, body."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from mockplace.kernel.inventory.stock_rules import MOST
from mockplace.platforms.ebay.api import endpoint, errors, oauth
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.http_types import Request, Route
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.endpoint import Operation

Json = dict[str, object]

BASE = "/sell/inventory/v1"
LONGEST_SKU = 50
#: The maximum number of entries in one bulk request.
MOST_IN_BULK = 25
_AMOUNT = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,2}))?")
_LANGUAGE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_READ = (oauth.INVENTORY_READ, oauth.INVENTORY)


def route(operation: str, method: str, path: str, run: Operation, *, reads: bool = False) -> Route:
    """Return a route below BASE that requires a scope of the Inventory API."""
    scopes = _READ if reads or method == "GET" else (oauth.INVENTORY,)
    return endpoint.route(operation, method, f"{BASE}{path}", run, scopes)


def body_of(request: Request) -> Json:
    """Return the JSON object in a body; raise error 25604 if it is missing or too deeply nested."""
    body = request_parsing.json_object(request.body)
    if body is None or not request_parsing.shallow(body):
        raise errors.documented_error(25604, additionalInfo="The body is not a JSON object.")
    return body


def documented(body: Json, names: tuple[str, ...]) -> Json:
    """Return the documented fields of a body (*names*); other fields are accepted and dropped."""
    return {name: body[name] for name in names if body.get(name) is not None}


def locale_of(request: Request) -> str:
    """Return the locale (such as ``en_US``) from the required header Content-Language."""
    language = request.headers.get("content-language", "")
    if not _LANGUAGE.fullmatch(language):
        raise wrong("header Content-Language")
    return language.replace("-", "_")


def wrong(field: str) -> errors.EbayError:
    """Return error 25709 for an invalid field."""
    return errors.documented_error(25709, fieldName=field)


def text(body: Mapping[str, object], name: str, where: str = "") -> str:
    """Return an optional string, '' if absent."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(where or name)
    return value.strip()


def part(body: Mapping[str, object], name: str) -> Json:
    """Return an optional object, empty if absent."""
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(name)
    return value


def units(body: Mapping[str, object], name: str) -> int | None:
    """Return an optional number of units, None if absent."""
    value = body.get(name)
    if value is not None and (type(value) is not int or not 0 <= value <= MOST):
        raise errors.documented_error(25004, additionalInfo=f"{name} is a whole number from 0.")
    return value if isinstance(value, int) else None


def price(world: World, body: Mapping[str, object], name: str = "price") -> int | None:
    """Return an optional ``Amount`` in minor units, None if absent."""
    given = part(body, name)
    if not given:
        return None
    found = _AMOUNT.fullmatch(text(given, "value", f"{name}.value"))
    if found is None or int(found[1]) + int(found[2] or 0) == 0:
        raise errors.documented_error(25003, additionalInfo=f"{name}.value is a positive amount.")
    if text(given, "currency", f"{name}.currency") != world.currency:
        raise errors.documented_error(25003, additionalInfo=f"{name}.currency is {world.currency}.")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def amount(world: World, minor: int) -> Json:
    """Return an amount in minor units as eBay's ``Amount`` object."""
    return {"value": f"{minor // 100}.{minor % 100:02d}", "currency": world.currency}


def page(
    request: Request,
    path: str,
    found: Sequence[str],
    show: Callable[[str], Json],
    name: str,
    *,
    default: int,
    by_page: bool,
) -> Json:
    """Return a page of *found*, with links to the next and previous page.

    *show* renders an entry. According to eBay's documents, ``offset`` is the number of the page for
    items and offers (*by_page*), and the number of entries to skip for locations.
    """
    asked = request_parsing.fields(request.query)
    limit, offset = _whole(asked, "limit", default, 1), _whole(asked, "offset", 0, 0)
    start, step = (offset * limit, 1) if by_page else (offset, limit)
    base = endpoint.base_of(request)
    kept = "".join(f"&{key}={quote(asked[key])}" for key in ("sku",) if asked.get(key))

    def link(at: int) -> str:
        return f"{base}{BASE}{path}?limit={limit}&offset={at}{kept}"

    shown = [show(one) for one in found[start : start + limit]]
    answer: Json = {"href": link(offset), "total": len(found), "limit": limit, name: shown}
    if by_page:
        answer["size"] = -(-len(found) // limit) if name == "inventoryItems" else len(shown)
    else:
        answer["offset"] = offset
    if start + limit < len(found):
        answer["next"] = link(offset + step)
    if offset:
        answer["prev"] = link(max(0, offset - step))
    return answer


def _whole(asked: Mapping[str, str], name: str, default: int, lowest: int) -> int:
    given = asked.get(name) or str(default)
    highest = 200 if name == "limit" else 10**8
    plain = given.isascii() and given.isdigit() and len(given) < 10
    if not plain or not lowest <= int(given) <= highest:
        raise errors.documented_error(25706, additionalInfo=f"{name} is {lowest} to {highest}.")
    return int(given)
