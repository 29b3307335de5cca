"""eBay's day: what an application has used of it, what is left, and what comes after."""

from __future__ import annotations

from mockplace.platforms.ebay.api import rate_limits
from mockplace.serving.dispatch import table
from tests.wire.ebay.conftest import Seller

RATES = "/developer/analytics/v1_beta/rate_limit/"
ROOT = "https://api.ebay.com/oauth/api_scope"
HOUR = 3_600_000


def app_token(seller: Seller) -> str:
    """The application's own token."""
    answer = seller.ask_token(grant_type="client_credentials", scope=ROOT)
    return str(answer.json()["access_token"])


def rate(seller: Seller, api: str = "Fulfillment") -> dict[str, object]:
    """The one rate of one API."""
    if "app" not in seller.tokens:
        seller.tokens["app"] = app_token(seller)
    answer = seller.call("GET", f"{RATES}?api_name={api}", token=seller.tokens["app"])
    (api_shown,) = answer.json()["rateLimits"]
    (resource,) = api_shown["resources"]
    found: dict[str, object] = resource["rates"][0]
    return found


def test_calls_are_counted_until_eBays_midnight(seller: Seller) -> None:
    """Each call takes one; at seven in the morning UTC the day begins anew."""
    before = rate(seller)
    seller.orders()
    seller.orders()
    after = rate(seller)
    assert (before["remaining"], after["remaining"]) == (100_000, 99_998)
    assert after["count"] == 2
    assert after["reset"] == "2026-11-21T07:00:00.000Z"
    assert after["timeWindow"] == 86_400
    seller.world.advance_to(seller.world.now + 22 * HOUR)
    seller.tokens.clear()
    assert rate(seller)["count"] == 0


def test_a_used_up_day_is_429_until_the_next(seller: Seller) -> None:
    """In eBay's own envelope, with its number 2001."""
    seller.world.choose("ebay.fulfillment-calls", "2")
    seller.world.limits.enforced = True
    assert [seller.orders().status_code for _ in range(4)] == [200, 200, 429, 429]
    assert seller.orders().json()["errors"][0]["errorId"] == 2001
    seller.world.advance_to(seller.world.now + 22 * HOUR)
    seller.tokens.clear()
    assert seller.orders().status_code == 200


def test_the_filters_choose_what_is_shown(seller: Seller) -> None:
    """By context and by name; what does not exist is 204 without a body."""
    token = app_token(seller)
    every = seller.call("GET", RATES, token=token).json()["rateLimits"]
    assert {one["apiName"] for one in every} == {quota.api for quota in rate_limits.QUOTAS}
    sell = seller.call("GET", f"{RATES}?api_context=sell", token=token).json()["rateLimits"]
    wanted = {quota.api for quota in rate_limits.QUOTAS if quota.context == "sell"}
    assert {one["apiName"] for one in sell} == wanted
    nothing = seller.call("GET", f"{RATES}?api_name=browse", token=token)
    assert (nothing.status_code, nothing.content) == (204, b"")


def test_the_view_needs_the_root_scope(seller: Seller) -> None:
    """A token of another scope is refused, and none is refused as missing."""
    assert seller.call("GET", RATES).json()["errors"][0]["errorId"] == 1100
    assert seller.http.get(RATES).json()["errors"][0]["errorId"] == 1002


def test_tokens_count_apart(seller: Seller) -> None:
    """Fetching a token takes nothing of the orders' day."""
    used = rate(seller, "OAuth")["count"]
    seller.ask_token()
    assert rate(seller, "OAuth")["count"] == int(str(used)) + 1
    assert rate(seller)["count"] == 0


def test_every_operation_counts_somewhere() -> None:
    """And every quota says where its number is from."""
    ebay = [route for route in table().routes if route.platform == "ebay"]
    limits = rate_limits.rate_limits(ebay)
    assert {limits[route.operation].quota for route in ebay} <= set(rate_limits.QUOTAS)
    assert all(quota.source for quota in rate_limits.QUOTAS)
