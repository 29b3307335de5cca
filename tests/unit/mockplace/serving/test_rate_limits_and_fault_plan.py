"""Token buckets, and which call a fault strikes."""

from __future__ import annotations

import pytest

from mockplace.kernel.call_quotas import CallCounts
from mockplace.kernel.fault_plan import Fault, FaultPlan
from mockplace.serving.dispatch import Response, Route, table
from mockplace.serving.route_table import RouteTable


def test_a_bucket_empties_and_fills_at_its_rate() -> None:
    """Amazon's getOrders: twenty at once, then one in a minute, and never more than twenty."""
    limits = CallCounts()

    def takes(now: int) -> bool:
        return limits.take_token("amz", "getOrdersV0", 0.0167, 20, now)

    assert all(takes(0) for _ in range(20))
    assert not takes(59_000)
    assert takes(60_000)
    assert not takes(60_001)
    assert sum(takes(10_000_000_000) for _ in range(30)) == 20


def test_asking_often_gains_nothing() -> None:
    """A client that asks every second gets its tokens back at the published rate, no faster."""
    limits = CallCounts()
    taken = sum(
        limits.take_token("amz", "searchOrders", 0.0056, 20, s * 1000) for s in range(20_000)
    )
    assert taken == 20 + 111


def test_callers_and_operations_have_buckets_of_their_own() -> None:
    """One seller's haste does not slow another, nor another operation."""
    limits = CallCounts()
    assert limits.take_token("amz", "getShipment", 1, 1, 0)
    assert not limits.take_token("amz", "getShipment", 1, 1, 0)
    assert limits.take_token("amz2", "getShipment", 1, 1, 0)
    assert limits.take_token("amz", "cancelShipment", 1, 1, 0)
    assert all(CallCounts(enforced=False).take_token("amz", "x", 1, 1, 0) for _ in range(9))


def test_a_fault_strikes_from_its_nth_call_as_often_as_it_says() -> None:
    """Only calls that match are counted."""
    plan = FaultPlan()
    plan.add(Fault("server_error", operation="getOrder", order_id="7", nth=2, times=2))
    struck = []
    for operation, order in (
        ("getOrder", "7"),
        ("getOrder", "8"),
        ("getOrders", ""),
        ("getOrder", "7"),
        ("getOrder", "7"),
        ("getOrder", "7"),
    ):
        struck.append(plan.strike("amazon", operation, order, "amz") is not None)
    assert struck == [False, False, False, True, True, False]


def test_times_zero_is_for_ever_and_clearing_ends_it() -> None:
    """A platform that is down stays down until the plan is cleared."""
    plan = FaultPlan()
    plan.add(Fault("reset", platform="ebay", times=0))
    assert all(plan.strike("ebay", "getOrders", "", "bay") for _ in range(5))
    assert plan.strike("amazon", "getOrders", "", "amz") is None
    plan.clear()
    assert plan.strike("ebay", "getOrders", "", "bay") is None


def test_a_fault_of_no_known_kind_is_refused() -> None:
    """A slip in a scenario must not be a fault that never strikes."""
    with pytest.raises(ValueError, match="timeout_before_commit"):
        Fault("timeout")  # type: ignore[arg-type]  # that is what is tested


def test_literal_steps_win_and_parameters_never_span_a_slash() -> None:
    """/orders/count is not the order named count."""

    def handler(*_: object) -> Response:
        return Response(200)

    routes = RouteTable(
        (
            Route("one", "amazon", "GET", "/orders/{orderId}", handler),
            Route("count", "amazon", "GET", "/orders/count", handler),
            Route("lines", "amazon", "GET", "/orders/{orderId}/lines", handler),
        )
    )
    found = {path: routes.find("GET", path) for path in ("/orders/count", "/orders/7", "/orders/")}
    assert [f and (f[0].operation, f[1]) for f in found.values()] == [
        ("count", {}),
        ("one", {"orderId": "7"}),
        None,
    ]
    falls_back = routes.find("GET", "/orders/count/lines")
    assert falls_back is not None
    assert falls_back[1] == {"orderId": "count"}
    assert routes.find("POST", "/orders/7") is None
    with pytest.raises(ValueError, match="two routes"):
        RouteTable((*routes.routes, routes.routes[0]))


def test_every_platform_is_in_the_table() -> None:
    """Each package's routes are served."""
    assert {route.platform for route in table().routes} == {
        "bigcommerce",
        "amazon",
        "ebay",
        "carrier",
    }
