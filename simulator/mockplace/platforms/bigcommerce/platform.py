"""The registration of BigCommerce with the simulator: hosts, routes, rate limits, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.records import Account
from mockplace.platform_definition import Accounts, ErrorResponses, Platform
from mockplace.platforms.bigcommerce.api import fault_responses
from mockplace.platforms.bigcommerce.api.access_token import account_of
from mockplace.platforms.bigcommerce.api.order_statuses import status_word
from mockplace.platforms.bigcommerce.api.rate_limits import (
    StoreWindow,
    rate_limited,
    window_headers,
)
from mockplace.platforms.bigcommerce.api.routes import ROUTES
from mockplace.platforms.bigcommerce.api.webhook_signature import webhook_request
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.platforms.bigcommerce.platform_rules import RULES
from mockplace.platforms.shared.path_lookups import OrderAndLabelLookups, package_ids

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder


def _line_ids(order: PlatformOrder) -> list[str]:
    return [line.line_id for line in order.lines]


def _address_ids(order: PlatformOrder) -> list[str]:
    return [str(one) for one in (order.address_id, *order.destinations)]


def _status_id(order: PlatformOrder) -> int:
    return order.status_id


def _credentials(account: Account) -> str:
    return f"store hash {account.account}, token {account.token}"


PLATFORM = Platform(
    rules=RULES,
    hosts=("api.bigcommerce.com",),
    routes=ROUTES,
    rate_limits=dict.fromkeys((route.operation for route in ROUTES), StoreWindow()),
    errors=ErrorResponses(
        rate_limited=rate_limited,
        server_error=fault_responses.server_error,
        auth_expired=fault_responses.auth_expired,
    ),
    account_of=account_of,
    path_lookups=OrderAndLabelLookups(
        owner_parameters=("storeHash", "channelId"),
        order_parts={
            "shipmentId": package_ids,
            "productId": _line_ids,
            "addressId": _address_ids,
        },
    ),
    list_keys=("data", "items"),
    response_headers=window_headers,
    webhook_request=webhook_request,
    status_id=_status_id,
    status_word=status_word,
    connectors=tuple(PROFILES),
    accounts=Accounts(
        default=Account("shop", "bigcommerce", ""),
        credentials=_credentials,
    ),
)
