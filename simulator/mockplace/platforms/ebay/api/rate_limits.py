"""eBay's daily quotas for an application.

eBay counts an application's calls per resource and day. The day begins at midnight UTC-7, as in the
examples of eBay's documents. The quota of token calls is documented with OAuth. The quota of the
Fulfillment API is on no public page; 100,000 is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route, reply
from mockplace.kernel.call_quotas import DAY
from mockplace.platforms.ebay.api import access_token, errors, oauth
from mockplace.platforms.ebay.api.error_envelopes import entry, enveloped
from mockplace.platforms.ebay.rules.assumptions import FULFILLMENT_QUOTA
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockplace.kernel.world import World

_LIMIT_REACHED = "The request limit has been reached for the resource."
#: Milliseconds from midnight UTC to the beginning of eBay's day.
_BEGINS = 7 * 3_600_000


@dataclass(frozen=True, slots=True)
class Quota:
    """How many calls per day eBay allows to one resource, and the *source* of the number."""

    context: str
    api: str
    version: str
    resource: str
    calls: int
    source: str


FULFILLMENT = Quota(
    "sell",
    "Fulfillment",
    "v1",
    "sell.fulfillment",
    FULFILLMENT_QUOTA.number,
    FULFILLMENT_QUOTA.source,
)
TOKENS = Quota(
    "developer",
    "OAuth",
    "v1",
    "oauth2.token",
    50_000,
    "developer.ebay.com, OAuth rate limits: refresh tokens",
)
ANALYTICS = Quota(
    "developer", "Analytics", "v1_beta", "developer.analytics", 5_000, "assumed: the default quota"
)
NOTIFICATION = Quota(
    "commerce", "Notification", "v1", "commerce.notification", 10_000, "assumed: the default quota"
)
LOGISTICS = Quota(
    "sell", "Logistics", "v1_beta", "sell.logistics", 5_000, "assumed: the default quota"
)
CANCELLATIONS = Quota(
    "commerce",
    "PostOrder",
    "v2",
    "post-order.cancellation",
    5_000,
    "seen by third parties in getRateLimits; the names of the context and the API are assumed",
)
INVENTORY = Quota(
    "sell", "Inventory", "v1", "sell.inventory", 2_000_000, "assumed: on no public page"
)
QUOTAS = (FULFILLMENT, INVENTORY, LOGISTICS, CANCELLATIONS, TOKENS, ANALYTICS, NOTIFICATION)


#: The first segments of a path → the quota against which calls to the path count.
_PATHS = {
    "/identity/": TOKENS,
    "/developer/analytics/": ANALYTICS,
    "/sell/logistics/": LOGISTICS,
    "/post-order/": CANCELLATIONS,
    "/sell/inventory/": INVENTORY,
    "/commerce/notification/": NOTIFICATION,
    "/sell/fulfillment/": FULFILLMENT,
}


@dataclass(frozen=True, slots=True)
class DailyQuota:
    """Limits how many calls an application may send to one resource per day."""

    quota: Quota

    def admit(self, world: World, _route: Route, request: Request, _store: str) -> bool:
        """Count a call of an application; return False if the day's quota is used up."""
        client = access_token.counted_client(world, request)
        most = _calls(world, self.quota)
        key = _key(client, self.quota)
        return not client or world.limits.count_in_day(key, most, world.now - _BEGINS)


def rate_limits(routes: Iterable[Route]) -> dict[str, DailyQuota]:
    """Return operation → daily quota; operations without a quota are left out."""
    return {
        route.operation: DailyQuota(quota)
        for route in routes
        for start, quota in _PATHS.items()
        if route.template.startswith(start)
    }


def rate_limited(_world: World, route: Route, _store: str) -> Response:
    """Return 429."""
    found = entry(2001, "ACCESS", "REQUEST", "Too many requests.", _LIMIT_REACHED)
    return enveloped(route, 429, found)


def _calls(world: World, quota: Quota) -> int:
    """Return the allowed calls per day; for the Fulfillment API, from the world's assumptions."""
    if quota is FULFILLMENT:
        return world.state.assumptions.number(FULFILLMENT_QUOTA)
    return quota.calls


def get_rate_limits(world: World, request: Request, _params: Params) -> Response:
    """Answer ``getRateLimits``: each resource that matches the filter, with its quota.

    The answer is 204 if no resource matches.
    """
    try:
        client = access_token.application_of(world, request, (oauth.ROOT,))
    except errors.EbayError as error:
        return reply(error.status, {"errors": [error.entry]})
    wanted = request_parsing.fields(request.query)
    found = [
        _shown(world, client, quota)
        for quota in QUOTAS
        if wanted.get("api_context", quota.context).lower() == quota.context
        and wanted.get("api_name", quota.api).lower() == quota.api.lower()
    ]
    return reply(200, {"rateLimits": found}) if found else Response(204)


def _shown(world: World, client: str, quota: Quota) -> dict[str, object]:
    today = world.now - _BEGINS
    most = _calls(world, quota)
    used = world.limits.used_in_day(_key(client, quota), today)
    reset = (today // DAY + 1) * DAY + _BEGINS
    rate = {
        "count": used,
        "limit": most,
        "remaining": max(0, most - used),
        "reset": to_milliseconds(reset),
        "timeWindow": DAY // 1000,
    }
    return {
        "apiContext": quota.context,
        "apiName": quota.api,
        "apiVersion": quota.version,
        "resources": [{"name": quota.resource, "rates": [rate]}],
    }


def _key(client: str, quota: Quota) -> str:
    return f"{client}/{quota.resource}"
