"""What each platform answers when a request never reaches its operation: busy, broken, garbled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import JSON, Params, Request, Response, Route
from mockplace.kernel.assumptions import PLAN
from mockplace.kernel.rate_limits import WINDOW
from mockplace.platforms.amazon.api import login_with_amazon as amazon_auth
from mockplace.platforms.amazon.api.errors import Problem as AmazonProblem
from mockplace.platforms.amazon.api.errors import token_expired as amazon_token_expired
from mockplace.platforms.amazon.api.rate_limits import RATES
from mockplace.platforms.bigcommerce.api.access_token import NO_MATCH, store_of
from mockplace.platforms.carrier.api import endpoint as carrier
from mockplace.platforms.carrier.api.errors import busy as carrier_busy
from mockplace.platforms.ebay.api import oauth as ebay_auth
from mockplace.platforms.ebay.api import rate_limits
from mockplace.platforms.ebay.api.errors import Problem as EbayProblem
from mockplace.platforms.ebay.api.errors import problem as ebay_problem
from mockplace.platforms.ebay.api.post_order import errors as post_order

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: Bytes that no parser takes for JSON: an answer that was cut off.
GARBLED = b'{"orders":[{"id":'
#: How a gateway calls itself, and the statuses that it says while the platform has acted.
GATEWAY = "gateway"
_GATEWAY_STATUSES = (403, 200, 404, 400, 502, 401, 429)


def store_behind(world: World, route: Route, request: Request, params: Params) -> str:
    """The name of the account that a request speaks for, '' where its token does not say."""
    try:
        if route.platform == "amazon":
            return amazon_auth.caller_of(world, request).account.name
        if route.platform == "ebay":
            return ebay_auth.seller_of(world, request)
    except (AmazonProblem, EbayProblem):
        return ""
    if route.platform == "carrier":
        return ""  # it knows accounts of its own, and no store
    return store_of(world, params.get("storeHash", ""))


def admitted(world: World, route: Route, request: Request, store: str) -> bool:
    """Whether the platform's published limit lets the request through."""
    if route.platform == "ebay":
        return rate_limits.admitted(world, route, request)
    if route.platform == "carrier":
        account = carrier.account_of(request)
        return world.limits.take(account, "carrier", carrier.RATE, carrier.BURST, world.now)
    if not store:
        return True
    if route.platform == "amazon" and route.operation in RATES:
        rate, burst = RATES[route.operation]
        return world.limits.take(store, route.operation, rate, burst, world.now)
    if route.platform == "bigcommerce":
        return world.limits.request(store, world.now, world.state.chosen.number(PLAN))
    return True


def too_many(world: World, route: Route, store: str) -> Response:
    """429 in the platform's own words and headers."""
    if route.platform == "bigcommerce":
        headers = window_headers(world, store) | {"x-rate-limit-requests-left": "0"}
        wait = -(-world.limits.left(store, world.now)[1] // 1000)
        headers["x-retry-after"] = str(max(1, wait))
        return _json(429, _v2_or_v3(route, 429, "Too many requests"), headers)
    if route.platform == "amazon":
        message = "You exceeded your quota for the requested resource."
        entry = {"code": "QuotaExceeded", "message": message, "details": ""}
        return _json(429, {"errors": [entry]}, {"x-amzn-ErrorType": "TooManyRequestsException"})
    if route.platform == "carrier":
        return carrier_busy()
    found = _ebay(2001, "ACCESS", "REQUEST", "Too many requests.", _EBAY_LIMIT)
    return _ebays_words(route, 429, found)


def expired(route: Route) -> Response:
    """The refusal of a token that has had its time, at which clients fetch a new one."""
    if route.platform == "amazon":
        return _json(403, {"errors": [amazon_token_expired().entry]})
    if route.platform == "ebay":
        return _ebays_words(route, 401, ebay_problem(1001).entry)
    return _json(401, _v2_or_v3(route, 401, NO_MATCH))


def broken(route: Route) -> Response:
    """500 in the platform's own words."""
    if route.platform == "bigcommerce":
        return _json(500, _v2_or_v3(route, 500, "An internal error occurred."))
    if route.platform == "amazon":
        message = "We encountered an internal error. Please try again."
        return _json(500, {"errors": [{"code": "InternalFailure", "message": message}]})
    if route.template.startswith("/sell/logistics/"):
        return _json(500, {"errors": [ebay_problem(90000).entry]})
    if route.template.startswith("/sell/inventory/"):
        return _json(500, {"errors": [ebay_problem(25001).entry]})
    found = _ebay(30500, "API_FULFILLMENT", "APPLICATION", "System error", "")
    return _ebays_words(route, 500, found)


def garbled(response: Response) -> Response:
    """The answer with a body that cannot be read: it carries 200 like the good one."""
    status = 200 if response.status == 204 else response.status
    return Response(status, response.headers | {"content-type": JSON}, GARBLED)


def gateways(calls: int) -> Response:
    """The page of a gateway on the way, in place of an answer: its status says nothing of that."""
    status = _GATEWAY_STATUSES[calls % len(_GATEWAY_STATUSES)]
    page = b"<!doctype html><title>Gateway</title><p>Your request could not be shown.</p>"
    return Response(status, {"content-type": "text/html", "server": GATEWAY}, page)


def window_headers(world: World, store: str) -> dict[str, str]:
    """BigCommerce's four headers, which are on every answer."""
    quota = world.state.chosen.number(PLAN)
    left, reset = world.limits.left(store, world.now, quota)
    return {
        "x-rate-limit-time-window-ms": str(WINDOW),
        "x-rate-limit-time-reset-ms": str(reset),
        "x-rate-limit-requests-quota": str(quota),
        "x-rate-limit-requests-left": str(left),
    }


_EBAY_LIMIT = "The request limit has been reached for the resource."


def _v2_or_v3(route: Route, status: int, message: str) -> object:
    if "/v2/" in route.template:
        return [{"status": status, "message": message}]
    return {
        "status": status,
        "title": message,
        "type": "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes",
        "errors": {},
    }


def _ebay(number: int, domain: str, category: str, message: str, long: str) -> dict[str, object]:
    entry: dict[str, object] = {
        "errorId": number,
        "domain": domain,
        "category": category,
        "message": message,
    }
    return entry | ({"longMessage": f"{message} {long}"} if long else {})


def _ebays_words(route: Route, status: int, entry: dict[str, object]) -> Response:
    """An error in the envelope of the API that was called: Post-Order has one of its own."""
    if not route.template.startswith("/post-order/"):
        return _json(status, {"errors": [entry]})
    said = entry.get("longMessage", entry["message"])
    return post_order.enveloped(
        status, post_order.entry(status, entry["errorId"], entry["domain"], said, [])
    )


def _json(status: int, content: object, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status, {"content-type": JSON, **(headers or {})}, orjson.dumps(content))
