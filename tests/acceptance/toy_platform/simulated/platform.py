"""Toybay, as the simulator registers it: one frozen ``Platform``."""

from __future__ import annotations

from mockplace.kernel.records import Account
from mockplace.platform_definition import Accounts, ErrorResponses, Platform
from mockplace.platforms.shared.path_lookups import OrderAndLabelLookups
from mockplace.platforms.shared.rate_limits import TokenBucket
from tests.acceptance.toy_platform.simulated.api import ROUTES, ToybayError, account_of
from tests.acceptance.toy_platform.simulated.rules import NAME, RULES

HOST = "api.toybay.example"

TOYBAY = Platform(
    rules=RULES,
    hosts=(HOST,),
    routes=ROUTES,
    rate_limits={
        "listPurchases": TokenBucket(rate=1.0, burst=20),
        "getPurchase": TokenBucket(rate=5.0, burst=50),
        "listDispatches": TokenBucket(rate=5.0, burst=50),
        "createDispatch": TokenBucket(rate=2.0, burst=10),
    },
    errors=ErrorResponses(
        rate_limited=lambda _world, _route, _store: ToybayError(
            429, "busy", "Slow down."
        ).response(),
        server_error=lambda _route: ToybayError(500, "broken", "Toybay is broken.").response(),
        auth_expired=lambda _route: ToybayError(
            401, "key", "The key is unknown or has expired."
        ).response(),
    ),
    account_of=account_of,
    path_lookups=OrderAndLabelLookups(),
    list_keys=("purchases", "dispatches"),
    accounts=Accounts(
        default=Account("toys", NAME, ""),
        credentials=lambda account: f"seller {account.account}, key {account.token}",
    ),
)
