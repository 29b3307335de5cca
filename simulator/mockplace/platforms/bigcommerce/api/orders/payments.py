"""How a shop's orders were paid, and the resulting transactions.

A storefront order was paid by card through the test gateway; a copy of a marketplace order, or an
order written by a program, was paid outside the shop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel.after_sale import refunds
from mockplace.platforms.bigcommerce.api import find_order
from mockplace.platforms.bigcommerce.api.orders import render
from mockplace.platforms.bigcommerce.api.pagination_v3 import pages
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Refund
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

Json = dict[str, object]

GATEWAY, GATEWAY_NAME = "testgateway", "Test Payment Gateway"
CUSTOM, CUSTOM_NAME = "custom", "Custom"
STORE_CREDIT = "storecredit"
#: Maximum number of transactions of one order, used to build transaction ids.
_MOST = 1000


def is_by_gateway(order: PlatformOrder) -> bool:
    """Return True if the order was paid through the store's gateway, which can refund it."""
    return render.source_of(order) == render.STOREFRONT


def transaction_id(order: PlatformOrder, number: int) -> int:
    """Return a transaction's id; *number* is 0 for the purchase and counts refunds from 1."""
    return int(order.order_id) * _MOST + number


def list_transactions(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v3/orders/{id}/transactions``; 204 for an order paid outside the store."""
    order = find_order.order_of(world, account, params)
    if not is_by_gateway(order) or not order.paid:
        return None
    online = [(n, one) for n, one in enumerate(order.refunds, 1) if not one.offline]
    found = [_purchase(order), *(_refund(order, n, one) for n, one in online)]
    return {"data": found, "meta": {"pagination": pages(found, {"limit": "50"})}}


def _purchase(order: PlatformOrder) -> Json:
    return _transaction(order, 0, "purchase", refunds.paid(order), order.placed_at)


def _refund(order: PlatformOrder, number: int, refund: Refund) -> Json:
    return _transaction(order, number, "refund", refund.amount, refund.at)


def _transaction(order: PlatformOrder, number: int, event: str, minor: int, at: int) -> Json:
    return {
        "id": transaction_id(order, number),
        "order_id": order.order_id,
        "event": event,
        "method": "credit_card",
        "amount": minor / 100,
        "currency": order.currency,
        "gateway": GATEWAY,
        "gateway_transaction_id": f"{order.order_id}-{number}",
        "date_created": to_seconds(at).replace("Z", "+00:00"),
        "test": True,
        "status": "ok",
        "fraud_review": False,
        "reference_transaction_id": transaction_id(order, 0) if number else None,
        "offline": None,
        "custom": None,
        "payment_method_id": f"{GATEWAY}.card",
        "payment_instrument_token": None,
        "avs_result": {"code": "", "message": "", "street_match": "", "postal_match": ""},
        "cvv_result": {"code": "", "message": ""},
        "credit_card": {
            "card_type": "visa",
            "card_iin": "411111",
            "card_last4": "1111",
            "card_expiry_month": 12,
            "card_expiry_year": 2030,
        },
        "gift_certificate": None,
        "store_credit": None,
        "custom_provider_field_result": None,
    }
