"""The read operations of Orders v0; each answer is wrapped in a ``payload``.

With an access token, a client sees cities and relay e-mail addresses. To see names, streets and
phone numbers, it needs a restricted data token for the request's path.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors, status_words
from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.orders import order_facts
from mockplace.platforms.amazon.api.orders.personal_data_v0 import BUYER, address, buyer_info
from mockplace.platforms.amazon.api.orders.relay_email_and_phone import shows_address
from mockplace.platforms.amazon.api.orders.render_v0 import item_v0, order_v0
from mockplace.platforms.amazon.api.orders.search_orders import search
from mockplace.platforms.amazon.api.orders.search_parameters import MOST_IN_A_LIST, Dialect
from mockplace.platforms.amazon.api.restricted_data_tokens import granted_elements
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_Json = Mapping[str, object]

_DIALECT = Dialect(
    created=("CreatedAfter", "CreatedBefore"),
    updated=("LastUpdatedAfter", "LastUpdatedBefore"),
    statuses="OrderStatuses",
    status_words={word: status for status, word in status_words.STATUS_V0.items()}
    | dict.fromkeys(status_words.UNUSED_V0, ""),
    channels="FulfillmentChannels",
    channel_words={"MFN": "mfn", "AFN": "afn"},
    markets="MarketplaceIds",
    size="MaxResultsPerPage",
    token="NextToken",  # noqa: S106 - the name of a parameter
    repeats=False,
)


def get_orders(world: World, caller: Caller, request: Request, _params: dict[str, str]) -> _Json:
    """Answer ``getOrders``: a page of a search, or the orders that ``AmazonOrderIds`` names."""
    asked = request_parsing.fields(request.query)
    if not asked.get("MarketplaceIds"):
        raise errors.invalid(details="MarketplaceIds is missing.")
    seen = granted_elements(caller, request)
    named = request_parsing.listed(asked.get("AmazonOrderIds", ""))
    if named:
        orders = _named(world, caller, named)
        return {"payload": {"Orders": [order_v0(world, order, seen) for order in orders]}}
    page = search(world, caller.account, asked, _DIALECT)
    payload: dict[str, object] = {"Orders": [order_v0(world, order, seen) for order in page.orders]}
    if page.next_token:
        payload["NextToken"] = page.next_token
    end = "LastUpdatedBefore" if page.window.updated else "CreatedBefore"
    payload[end] = to_seconds(page.window.before)
    return {"payload": payload}


def get_order(world: World, caller: Caller, request: Request, params: dict[str, str]) -> _Json:
    """Answer ``getOrder``."""
    order = order_of(world, caller, params["orderId"])
    return {"payload": order_v0(world, order, granted_elements(caller, request))}


def get_items(world: World, caller: Caller, request: Request, params: dict[str, str]) -> _Json:
    """Answer ``getOrderItems`` with all items on one page."""
    order = order_of(world, caller, params["orderId"])
    seen = granted_elements(caller, request)
    items = [item_v0(world, order, line, seen) for line in order.lines]
    return {"payload": {"AmazonOrderId": order.order_id, "OrderItems": items}}


def get_address(world: World, caller: Caller, request: Request, params: dict[str, str]) -> _Json:
    """Answer ``getOrderAddress``."""
    order = order_of(world, caller, params["orderId"])
    payload: dict[str, object] = {"AmazonOrderId": order.order_id}
    if shows_address(order):
        payload["ShippingAddress"] = address(world, order, granted_elements(caller, request))
    return {"payload": payload}


def get_buyer_info(world: World, caller: Caller, request: Request, params: dict[str, str]) -> _Json:
    """Answer ``getOrderBuyerInfo``."""
    order = order_of(world, caller, params["orderId"])
    info = buyer_info(world, order, granted_elements(caller, request))
    return {"payload": {"AmazonOrderId": order.order_id} | info}


def get_items_buyer_info(
    world: World, caller: Caller, request: Request, params: dict[str, str]
) -> _Json:
    """Answer ``getOrderItemsBuyerInfo``: gifts and customisation, if *buyerInfo* is granted."""
    order = order_of(world, caller, params["orderId"])
    seen = BUYER in granted_elements(caller, request)
    items = [
        {"OrderItemId": line.line_id} | (order_facts.item_buyer_v0(order, line) if seen else {})
        for line in order.lines
    ]
    return {"payload": {"AmazonOrderId": order.order_id, "OrderItems": items}}


def _named(world: World, caller: Caller, ids: tuple[str, ...]) -> list[PlatformOrder]:
    if len(ids) > MOST_IN_A_LIST:
        raise errors.invalid()
    found = (world.orders.get((caller.account.name, order_id)) for order_id in ids)
    return [order for order in found if order is not None]
