"""Find the store of a request, and check its access token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.platforms.bigcommerce.api.errors import BigCommerceError

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

NO_MATCH = (
    "Unauthorized - the v3 Auth client ID or token in the request are not a valid combination "
    "for this store."
)
NO_SCOPE = "You don't have a required scope to access the endpoint"
#: Start of a path → the scope that it needs; other paths need no scope.
_SCOPES = tuple(
    (re.compile(path), scope)
    for path, scope in (
        (r"/v3/orders/[^/]+/transactions", "store_v2_transactions"),
        (r"/v[23]/order", "store_v2_orders"),
        (r"/v2/(store|time)$|/v3/settings/", "store_v2_information"),
        (r"/v3/channels/[^/]+/listings", "store_channel_listings"),
        (r"/v3/channels", "store_channel_settings"),
        (r"/v2/products|/v3/catalog/", "store_v2_products"),
        (r"/v3/inventory/locations", "store_locations"),
        (r"/v3/inventory/", "store_inventory"),
    )
)


def authenticated(world: World, request: Request, params: Params) -> Account:
    """Return the account of the store in the path; refuse a wrong token or a missing scope.

    401: ``X-Auth-Token`` is not the store's token; the message of V2's 401 is on no public page, so
    V3's message is used. 403: the token lacks the scope that the path needs.
    """
    name = store_of(world, params["storeHash"])
    if not name or request.headers.get("x-auth-token", "") != world.accounts[name].token:
        raise BigCommerceError(401, NO_MATCH)
    account = world.accounts[name]
    if account.scopes and not _within(account.scopes, request):
        raise BigCommerceError(403, NO_SCOPE)
    return account


def _within(scopes: tuple[str, ...], request: Request) -> bool:
    """Return True if a token's scopes allow the request; a read-only scope allows GET only."""
    path = "/" + request.path.split("/", 3)[-1]
    for start, scope in _SCOPES:
        if start.match(path):
            reads = request.method == "GET" and f"{scope}_read_only" in scopes
            return reads or scope in scopes
    return True


def account_of(world: World, _request: Request, params: Params) -> str:
    """Return the account name of the store in the path, '' if unknown; do not check the token."""
    return store_of(world, params.get("storeHash", ""))


def store_of(world: World, store_hash: str) -> str:
    """Return the name of the account with a store hash, '' if there is none."""
    for account in world.accounts.values():
        if account.platform == "bigcommerce" and account.account == store_hash:
            return account.name
    return ""
