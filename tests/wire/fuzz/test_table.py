"""Every route of the table under thousands of good, half-good and senseless requests."""

from __future__ import annotations

from collections import Counter

import pytest

from mockplace.serving.dispatch import Route, answer
from tests.wire.fuzz.table import STORES, TableFuzzer, check, routes

#: Requests for each route, on average.
EACH = 120
#: Operations that write and must have been done at least once: a good body is known for them.
DONE = (
    "bigcommerce createShipment",
    "bigcommerce updateShipment",
    "bigcommerce deleteShipment",
    "bigcommerce updateOrder",
    "bigcommerce createHook",
    "bigcommerce updateHook",
    "bigcommerce deleteHook",
    "amazon confirmShipment",
    "amazon createShipment",
    "ebay createShippingFulfillment",
    "carrier buyLabel",
    "carrier findLabels",
    "carrier voidLabel",
    "carrier getDocument",
    "carrier track",
)


def _name(route: Route) -> str:
    return f"{route.platform} {route.operation}"


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_any_route(seed: int) -> None:
    """No exception, no 500, refusals in the platform's envelope; and every route is gone into.

    A route counts as gone into when a request has come past its door: found, let in by its token,
    and then answered or refused for what it said.
    """
    fuzzer = TableFuzzer(seed)
    done: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for _ in range(EACH * len(routes())):
        route = fuzzer.chance.choice(routes())
        request = fuzzer.request(route)
        response = answer(fuzzer.world, request)
        check(route, request, response)
        fuzzer.learn(route, request, response)
        if fuzzer.world.calls[-1].operation == route.operation:
            inside[_place(route)] += response.status not in (401, 403)
            refused[_place(route)] += response.status >= 400
            done[_name(route)] += response.status < 300
    for route in routes():
        assert inside[_place(route)] or "token" in route.operation, _place(route)
        assert refused[_place(route)], _place(route)
    assert [name for name in DONE if not done[name]] == []
    for order in fuzzer.world.orders.values():
        assert all(line.fulfilled <= line.quantity for line in order.lines)


def _place(route: Route) -> str:
    return f"{route.platform} {route.method} {route.template}"


def test_every_platform_of_the_table_has_an_account_in_the_fuzzed_market() -> None:
    """A platform that is added to the table is added here, or nothing of it is fuzzed."""
    assert {route.platform for route in routes()} == set(STORES)
