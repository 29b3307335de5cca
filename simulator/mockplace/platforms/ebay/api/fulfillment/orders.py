"""``getOrders`` and ``getOrder``."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import WeakKeyDictionary

from mockplace.http_types import Request, Response, reply
from mockplace.platforms.ebay.api import errors, find_order
from mockplace.platforms.ebay.api.endpoint import base_of
from mockplace.platforms.ebay.api.find_order import is_shown, order_of
from mockplace.platforms.ebay.api.fulfillment.filters import Filter, parse_filter
from mockplace.platforms.ebay.api.fulfillment.order_status import order_status
from mockplace.platforms.ebay.api.fulfillment.render import ebay_order
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockplace.kernel.order_index import Sequenced
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

#: (account name, change count of the account's orders, filter, end of the window in ms UTC)
_Search = tuple[str, int, Filter, int]
#: World → its last search, and the orders that this search found.
_LAST_SEARCH: WeakKeyDictionary[World, tuple[_Search, list[PlatformOrder]]] = WeakKeyDictionary()
_PATH = "/sell/fulfillment/v1/order"
_FIELD_GROUPS = ("TAX_BREAKDOWN",)
_MOST_IDS = 50


def get_orders(world: World, caller: Caller, request: Request, _params: dict[str, str]) -> Response:
    """Return a page of the seller's orders, with absolute links to the next and previous page."""
    asked = request_parsing.fields(request.query)
    _check_field_groups(asked)
    limit, offset = _limit(asked), _offset(asked)
    found = _found(world, caller.account, asked)
    base = base_of(request)

    def link(at: int) -> str:
        kept = [(name, asked[name]) for name in ("filter", "orderIds") if asked.get(name)]
        paged = [*kept, ("limit", str(limit)), ("offset", str(at))]
        query = "&".join(f"{name}={quote(value, safe=':,.')}" for name, value in paged)
        return f"{base}{_PATH}?{query}"

    answer: dict[str, object] = {"href": link(offset), "total": len(found)}
    if offset + limit < len(found):
        answer["next"] = link(offset + limit)
    if offset > 0:
        answer["prev"] = link(max(0, offset - limit))
    page = islice(found, offset, offset + limit)
    answer |= {
        "limit": limit,
        "offset": offset,
        "orders": [ebay_order(world, order, base, alone=False) for order in page],
    }
    return reply(200, answer)


def get_order(world: World, caller: Caller, request: Request, params: dict[str, str]) -> Response:
    """Answer ``getOrder``: one order, with its cancellation requests (``getOrders`` omits them)."""
    _check_field_groups(request_parsing.fields(request.query))
    order = order_of(world, caller, params["orderId"])
    return reply(200, ebay_order(world, order, base_of(request), alone=True))


def _found(world: World, account: Account, asked: Mapping[str, str]) -> list[PlatformOrder]:
    if asked.get("orderIds"):
        ids = dict.fromkeys(request_parsing.listed(asked["orderIds"]))
        if len(ids) > _MOST_IDS:
            raise errors.documented_error(30900)
        named = (find_order.by_any_id(world, account.name, order_id) for order_id in ids)
        return [order for order in named if order is not None and is_shown(order)]
    wanted = parse_filter(asked.get("filter", ""), world.now)
    return _matching(world, account, wanted)


def _matching(world: World, account: Account, wanted: Filter) -> list[PlatformOrder]:
    """Return all orders that a filter finds; reuse the last result if it is still valid.

    The last result is cached, because every page contains the total and a client that reads all
    pages repeats the same search hundreds of times.
    """
    end = min(wanted.end, world.now - account.listed_after)
    search = (account.name, world.state.stores[account.name].changes, wanted, end)
    known = _LAST_SEARCH.get(world)
    if known is not None and known[0] == search:
        return known[1]
    by: Sequenced = "modified" if wanted.modified else "placed"
    found = [
        order
        for order in world.between(account.name, by, wanted.start, end)
        if is_shown(order)
        and (not wanted.statuses or order_status(world.state, order) in wanted.statuses)
    ]
    _LAST_SEARCH[world] = (search, found)
    return found


def _limit(asked: Mapping[str, str]) -> int:
    text = asked.get("limit", "50")
    if not _whole(text) or not 1 <= int(text) <= 200:
        raise errors.documented_error(31100, limit=text)
    return int(text)


def _offset(asked: Mapping[str, str]) -> int:
    text = asked.get("offset", "0")
    if not _whole(text):
        raise errors.documented_error(31000, offset=text)
    return int(text)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _check_field_groups(asked: Mapping[str, str]) -> None:
    for group in request_parsing.listed(asked.get("fieldGroups", "")):
        if group not in _FIELD_GROUPS:
            raise errors.documented_error(32800, fieldGroup=group)
