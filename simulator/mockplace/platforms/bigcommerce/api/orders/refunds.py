"""Payment actions of Orders V3: quote, create and read refunds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, reply
from mockplace.kernel.commands import IssueRefund
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.bigcommerce.api import endpoint, errors, find_order, page_and_limit
from mockplace.platforms.bigcommerce.api.orders import payments, refund_request
from mockplace.platforms.shared import iso8601, request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Refund, RefundPart
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

Json = dict[str, object]

_TYPE = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"
_GUEST = "Unable to provide store credit for a guest customer."
#: The maximum number of ids in a filter.
_MOST_IDS = 500


def create_quote(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``POST …/refund_quotes``: 201 with the amount to refund and the ways to refund it."""
    order = find_order.order_of(world, account, params)
    given = refund_request.body(request)
    quoted = _quoted(world, order, refund_request.wish(order, given))
    whole = sum(part.amount for part in quoted.parts if part.kind == "order")
    content = {
        "order_id": int(order.order_id),
        "total_refund_amount": quoted.amount / 100,
        "total_refund_tax_amount": quoted.tax / 100,
        "order_level_refund_amount": whole / 100,
        "rounding": 0,
        "adjustment": 0,
        "tax_inclusive": False,
        "refund_methods": [[way] for way in _ways(order, quoted.amount)],
    }
    return reply(201, {"data": content, "meta": {}})


def create_refund(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``POST …/refunds``: 201; the payment must equal the amount that a quote shows."""
    order = find_order.order_of(world, account, params)
    given = refund_request.body(request)
    wish = refund_request.wish(order, given)
    quoted = _quoted(world, order, wish)
    payment = refund_request.payment(given)
    if payment.provider == payments.STORE_CREDIT:
        guest = {"status": 422, "title": _GUEST, "type": _TYPE}
        return reply(422, {"data": [guest]})
    ways = {way["provider_id"]: way for way in _ways(order, quoted.amount)}
    if payment.provider not in ways:
        raise refund_request.unprocessable("payments.0.provider_id", "it is none of the order's")
    if payment.minor != quoted.amount:
        wanted = f"the payments have to come to {quoted.amount / 100:.2f}"
        raise refund_request.unprocessable("payments", wanted)
    offline = payment.offline or payment.provider == payments.CUSTOM
    made = world.after_sale.issue(replace(wish, offline=offline))
    return reply(201, {"data": _shown(order, made), "meta": {}})


def list_refunds(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v3/orders/{id}/payment_actions/refunds``: an order's refunds, oldest first."""
    order = find_order.order_of(world, account, params)
    asked = endpoint.query(request)
    found = [_shown(order, one) for one in order.refunds]
    return {"data": [one for one in found if _has_transaction(one, asked)], "meta": {}}


def list_all_refunds(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/orders/payment_actions/refunds``: a store's refunds, filtered and paged."""
    asked = endpoint.query(request)
    since, until = _date(asked, "created:min"), _date(asked, "created:max")
    orders, ids = _listed(asked, "order_id:in"), _listed(asked, "id:in")
    found = [
        _shown(order, one)
        for order, one in _every(world, account)
        if (not orders or order.order_id in orders)
        and (not ids or one.refund_id in ids)
        and (since is None or one.at // 1000 >= since // 1000)
        and (until is None or one.at // 1000 <= until // 1000)
    ]
    wanted = [one for one in found if _has_transaction(one, asked)]
    return {"data": _page(wanted, asked), "meta": {}}


def get_refund(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v3/orders/payment_actions/refunds/{id}``."""
    for order, one in _every(world, account):
        if one.refund_id == params["refundId"]:
            return {"data": _shown(order, one), "meta": {}}
    raise errors.not_found()


def _quoted(world: World, order: PlatformOrder, wish: IssueRefund) -> Refund:
    try:
        return world.after_sale.quote(wish)
    except Refusal as refusal:
        field = refund_request.FIELDS.get(refusal.code, "items")
        raise refund_request.unprocessable(field, refusal.message) from refusal


def _ways(order: PlatformOrder, minor: int) -> list[Json]:
    """Return the refund methods: offline, and the gateway if the order was paid through it."""
    found = []
    if payments.is_by_gateway(order):
        found.append(_way(payments.GATEWAY, payments.GATEWAY_NAME, minor, ""))
    why = "This is an offline payment provider."
    return [*found, _way(payments.CUSTOM, payments.CUSTOM_NAME, minor, why)]


def _way(provider: str, name: str, minor: int, offline: str) -> Json:
    return {
        "provider_id": provider,
        "provider_description": name,
        "amount": minor / 100,
        "offline": bool(offline),
        "offline_provider": bool(offline),
        "offline_reason": offline,
    }


def _every(world: World, account: Account) -> list[tuple[PlatformOrder, Refund]]:
    """Return a store's refunds with their orders, oldest first."""
    found = []
    for (store, refund_id), order_id in world.state.refunds.items():
        order = world.orders.get((store, order_id)) if store == account.name else None
        made = [one for one in order.refunds if one.refund_id == refund_id] if order else []
        found += [(order, one) for one in made if order]
    return found


def _shown(order: PlatformOrder, refund: Refund) -> Json:
    number = order.refunds.index(refund) + 1
    provider = payments.CUSTOM if refund.offline else payments.GATEWAY
    payment: Json = {
        "id": payments.transaction_id(order, number),
        "provider_id": provider,
        "amount": refund.amount / 100,
        "offline": refund.offline,
        "is_declined": False,
        "declined_message": "",
        "transaction_id": str(payments.transaction_id(order, number)),
    }
    return {
        "id": int(refund.refund_id),
        "order_id": int(order.order_id),
        "user_id": 0,
        "created": iso8601.to_seconds(refund.at).replace("Z", "+00:00"),
        "reason": refund.comment or refund.reason,
        "total_amount": refund.amount / 100,
        "total_tax": refund.tax / 100,
        "uses_merchant_override_values": False,
        "items": [_item(order, part) for part in refund.parts],
        "payments": [payment],
    }


def _item(order: PlatformOrder, part: RefundPart) -> Json:
    """Return a refunded item; its amount is without tax, and only products have a quantity."""
    kinds = {
        "line": ("PRODUCT", part.line_id),
        "shipping": ("SHIPPING", str(order.address_id)),
        "order": ("ORDER", order.order_id),
    }
    kind, ident = kinds[part.kind]
    body: Json = {"item_type": kind, "item_id": int(ident), "reason": part.reason}
    counted: Json = {"quantity": part.quantity} if part.quantity else {}
    return body | counted | {"requested_amount": (part.amount - part.tax) / 100}


def _has_transaction(shown: Json, asked: Mapping[str, str]) -> bool:
    made = shown["payments"]
    wanted = asked.get("transaction_id")
    return not wanted or (isinstance(made, list) and made[0]["transaction_id"] == wanted)


def _listed(asked: Mapping[str, str], name: str) -> frozenset[str]:
    found = request_parsing.listed(asked.get(name, ""))
    if len(found) > _MOST_IDS or not all(one.isascii() and one.isdigit() for one in found):
        raise refund_request.unprocessable(name, "it has to be a list of numbers")
    return frozenset(found)


def _date(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    found = iso8601.parse(text.replace(" ", "+"))
    if found is None:
        raise refund_request.unprocessable(name, "it has to be a date of RFC 3339")
    return found


def _page(found: list[Json], asked: Mapping[str, str]) -> list[Json]:
    try:
        return page_and_limit.paged(found, asked)
    except errors.BigCommerceError as error:
        raise errors.BigCommerceError(422, error.message) from error
