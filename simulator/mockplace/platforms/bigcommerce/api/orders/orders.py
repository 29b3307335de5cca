"""Orders: list, count, read, archive, and update the few writable fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Params, Request
from mockplace.platforms.bigcommerce.api import endpoint, errors, find_order, page_and_limit
from mockplace.platforms.bigcommerce.api.order_statuses import STATUSES, rendered
from mockplace.platforms.bigcommerce.api.orders import render, search
from mockplace.platforms.bigcommerce.rules.commands import Archive, SetStatus, Write
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

Json = dict[str, object]

#: String fields that a client may write; they are shown unchanged.
_TEXTS = ("external_order_id", "staff_notes", "customer_message", "payment_method")
_LONGEST = 65_535
#: Maximum number of orders whose rendered JSON is cached (about 3 KB each).
_MOST_DRAWN = 5_000
#: Fields that are writable in BigCommerce but not simulated: refused with 501, never ignored.
NOT_SIMULATED = (
    "base_handling_cost", "base_shipping_cost", "base_wrapping_cost", "billing_address",
    "channel_id", "consignments", "customer_id", "customer_locale", "date_created",
    "default_currency_code", "discount_amount", "ebay_order_id", "external_source", "fees",
    "geoip_country", "geoip_country_iso2", "handling_cost_ex_tax", "handling_cost_inc_tax",
    "ip_address", "ip_address_v6", "is_deleted", "items_shipped", "items_total",
    "order_is_digital", "payment_provider_id", "products", "refunded_amount",
    "shipping_addresses", "shipping_cost_ex_tax", "shipping_cost_inc_tax", "subtotal_ex_tax",
    "subtotal_inc_tax", "tax_provider_id", "total_ex_tax", "total_inc_tax",
    "wrapping_cost_ex_tax", "wrapping_cost_inc_tax",
)  # fmt: skip
READ_ONLY = (
    "id", "status", "custom_status", "date_modified", "date_shipped", "external_id",
    "external_merchant_id", "order_source", "currency_id", "currency_code",
    "currency_exchange_rate", "default_currency_id", "coupon_discount", "coupons",
    "shipping_address_count", "cart_id", "payment_status", "store_credit_amount",
    "gift_certificate_amount", "subtotal_tax", "total_tax", "shipping_cost_tax",
    "handling_cost_tax", "wrapping_cost_tax", "credit_card_type", "is_email_opt_in",
    "is_tax_inclusive_pricing", "store_default_currency_code",
    "store_default_to_transactional_exchange_rate",
)  # fmt: skip


def list_orders(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v2/orders``."""
    asked = endpoint.query(request)
    return [_shown(world, order, asked) for order in search.page(world, account, asked)]


def count_orders(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v2/orders/count``: the total, and the count by status."""
    found = list(search.matching(world, account, endpoint.query(request)))
    statuses = [
        rendered(status_id)
        | {"count": sum(order.status_id == status_id for order in found), "sort_order": status_id}
        for status_id in STATUSES
    ]
    return {"statuses": statuses, "count": len(found)}


def get_order(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v2/orders/{id}``."""
    return _shown(world, find_order.order_of(world, account, params), endpoint.query(request))


def update_order(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v2/orders/{id}``: set the status and the writable string fields."""
    order = find_order.order_of(world, account, params)
    known = ("status_id", *_TEXTS, *NOT_SIMULATED)
    asked = endpoint.fields(request, read_only=READ_ONLY, known=known)
    ignored = [name for name in asked if name in NOT_SIMULATED]
    if ignored:
        raise errors.BigCommerceError(501, f"mockplace does not simulate writing '{ignored[0]}'.")
    texts = {name: _text(name, asked[name]) for name in _TEXTS if name in asked}
    status = _status(asked["status_id"]) if "status_id" in asked else None
    if texts:
        world.do(Write(order.store, order.order_id, texts))
    if status is not None:
        world.do(SetStatus(order.store, order.order_id, status))
    return render.order(world, order)


def archive_order(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``DELETE /v2/orders/{id}``: 204.

    The order is archived, and can still be read by its id.
    """
    order = find_order.order_of(world, account, params)
    world.do(Archive(order.store, order.order_id))
    return None


def list_products(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET …/products``."""
    order = find_order.order_of(world, account, params)
    lines = page_and_limit.paged(order.lines, endpoint.query(request))
    return [render.product(world, order, line) for line in lines]


def get_product(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET …/products/{id}``."""
    order = find_order.order_of(world, account, params)
    for line in order.lines:
        if line.line_id == params["productId"]:
            return render.product(world, order, line)
    raise errors.not_found()


def list_addresses(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET …/shipping_addresses`` and ``GET …/shippingaddresses``."""
    order = find_order.order_of(world, account, params)
    found = [render.address(world, order, number) for number in render.addresses(order)]
    return page_and_limit.paged(found, endpoint.query(request))


def get_address(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET …/shipping_addresses/{id}``."""
    order = find_order.order_of(world, account, params)
    for number in render.addresses(order):
        if params["addressId"] == str(number):
            return render.address(world, order, number)
    raise errors.not_found()


def get_consignments(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET …/consignments``."""
    order = find_order.order_of(world, account, params)
    wanted = request_parsing.listed(endpoint.query(request).get("include", ""))
    return render.consignment(world, order, with_lines="consignments.line_items" in wanted)


def list_coupons(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET …/coupons``: an empty list, because no simulated order has coupons."""
    find_order.order_of(world, account, params)
    return []


def _shown(world: World, order: PlatformOrder, asked: dict[str, str]) -> object:
    if "include" not in asked:
        return _drawn(world, order)
    shown = render.order(world, order)
    wanted = request_parsing.listed(asked.get("include", ""))
    if "consignments" in wanted or "consignments.line_items" in wanted:
        with_lines = "consignments.line_items" in wanted
        consignment = render.consignment(world, order, with_lines=with_lines)
        as_object = asked.get("consignment_structure") == "object"
        shown["consignments"] = consignment if as_object else [consignment]
    if "fees" in wanted:
        shown["fees"] = []
    return shown


def _drawn(world: World, order: PlatformOrder) -> object:
    """Return the order's JSON, from a cache if the order has not changed: clients poll often."""
    kept, key = world.drawn, (order.store, order.order_id, order.version)
    if key not in kept:
        kept[key] = orjson.Fragment(orjson.dumps(render.order(world, order)))
        if len(kept) > _MOST_DRAWN:
            del kept[next(iter(kept))]
    return kept[key]


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise errors.invalid(name)
    return value


def _status(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 2:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value not in STATUSES:
        raise errors.invalid("status_id")
    return value
