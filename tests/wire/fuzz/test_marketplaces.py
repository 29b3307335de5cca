"""Every Amazon and eBay route under thousands of good, half-good and senseless requests."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from mockplace.kernel.after_sale import refunds
from mockplace.platforms.amazon.api import routes as amazon
from mockplace.platforms.ebay.api import routes as ebay
from mockplace.serving.dispatch import Request, Response, Route, answer
from tests.wire.fuzz import surroundings
from tests.wire.fuzz.marketplaces import BODILESS, Fuzzer, is_about_stock

REQUESTS = 24_000


def _check(route: Route, request: Request, response: Response) -> None:
    where = f"{request.method} {request.path}?{request.query} {request.body!r}"
    assert response.status < 500, where
    if surroundings.check(route, response, where):
        return
    written = response.headers.get("content-type", "").startswith("application/json")
    content = json.loads(response.body) if written and response.body else {}
    bare = response.status == 204 or (response.status < 300 and route.operation in BODILESS)
    assert response.status == 201 or bare == (not response.body), where
    if response.status >= 400:
        assert "error" in content or content.get("errorMessage") or content["errors"], where
    assert all("\n" not in value and "\r" not in value for value in response.headers.values())


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_a_route(seed: int) -> None:
    """No exception and no 500, errors in the platform's envelope, and never a unit too many."""
    fuzzer = Fuzzer(seed)
    every = surroundings.one_of_each((*amazon.ROUTES, *ebay.ROUTES))
    routes = [one for one in every if not is_about_stock(one)]
    reached: Counter[tuple[str, str, bool]] = Counter()
    for _ in range(REQUESTS):
        route = fuzzer.chance.choice(routes)
        request = fuzzer.request(route)
        response = answer(fuzzer.world, request)
        _check(route, request, response)
        reached[route.platform, route.operation, response.status < 300] += 1
    for route in routes:
        if route.operation == "sqs.other":
            continue  # no operation of that name is ever answered well
        if route.operation != "token":
            assert reached[route.platform, route.operation, True], route.operation
            assert reached[route.platform, route.operation, False], route.operation
    for order in fuzzer.world.orders.values():
        assert all(line.fulfilled <= line.quantity for line in order.lines)
        assert order.status != "cancelled" or not order.packages
        assert refunds.refunded(order) <= max(refunds.paid(order), 0)
