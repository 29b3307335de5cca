"""Whose store a request is for, and whether its token opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce.errors import Problem
from mockplace.wire_types import Params, Request

if TYPE_CHECKING:
    from mockplace.world.model import Account
    from mockplace.world.world import World

NO_MATCH = (
    "Unauthorized - the v3 Auth client ID or token in the request are not a valid combination "
    "for this store."
)


def opened(world: World, request: Request, params: Params) -> Account:
    """The account of the store in the path, if ``X-Auth-Token`` is its token.

    What V2 says with 401 is on no public page; the words are V3's.
    """
    name = store_of(world, params["storeHash"])
    if not name or request.headers.get("x-auth-token", "") != world.accounts[name].token:
        raise Problem(401, NO_MATCH)
    return world.accounts[name]


def store_of(world: World, store_hash: str) -> str:
    """The name of the account with a store hash, '' where there is none."""
    for account in world.accounts.values():
        if account.platform == "bigcommerce" and account.account == store_hash:
            return account.name
    return ""
