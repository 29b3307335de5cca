"""Limits, faults and requests that nobody should send."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from mockplace.serving.dispatch import Request, answer

from .conftest import START, Shop

HEADERS = (
    "x-rate-limit-time-window-ms",
    "x-rate-limit-time-reset-ms",
    "x-rate-limit-requests-quota",
    "x-rate-limit-requests-left",
)


def test_the_window_is_on_every_answer_and_ends_in_429(shop: Shop) -> None:
    """150 requests in 30 seconds; then 429 with the seconds to wait, until the window is over."""
    shop.world.limits.enforced = True
    for left in range(149, -1, -1):
        answered = shop.get("/v2/time")
        assert answered.status_code == 200
        assert [answered.headers[name] for name in HEADERS] == ["30000", "30000", "150", str(left)]
    shop.world.advance_to(START + 10_000)
    refused = shop.get("/v2/orders")
    assert refused.status_code == 429
    assert refused.headers["x-retry-after"] == "20"
    assert refused.headers["x-rate-limit-requests-left"] == "0"
    assert refused.headers["x-rate-limit-time-reset-ms"] == "20000"
    assert refused.json()[0]["status"] == 429
    shop.world.advance_to(START + 30_000)
    assert shop.get("/v2/time").headers["x-rate-limit-requests-left"] == "149"


def test_refusals_and_empty_answers_carry_the_window_too(shop: Shop) -> None:
    """204, 401 and 404 have the four headers: clients read them from every answer."""
    for answered in (
        shop.get("/v2/orders"),
        shop.get("/v2/orders/5"),
        shop.call("GET", "/v2/orders", token="none"),
    ):
        assert all(name in answered.headers for name in HEADERS)
    shop.world.faults.add(Fault("server_error"))
    broken = shop.get("/v2/time")
    assert broken.status_code == 500
    assert all(name in broken.headers for name in HEADERS)


@pytest.mark.parametrize(
    ("kind", "status"), [("rate_limited", 429), ("server_error", 500), ("malformed", 200)]
)
def test_a_planned_fault_strikes_its_call_and_no_other(shop: Shop, kind: str, status: int) -> None:
    """The second reading of one order suffers; other orders and other calls do not."""
    for name in ("one", "two"):
        shop.world.buy(name, "shop", [("MUG-SLATE", 1, None)])
    fault = Fault(kind, operation="getOrder", order_id="1002", nth=2)  # type: ignore[arg-type]  # a parameter of the test
    shop.world.faults.add(fault)
    paths = ("/v2/orders/1001", "/v2/orders/1002", "/v2/orders/1001", "/v2/orders/1002")
    seen = [shop.get(path).status_code for path in paths]
    assert seen == [200, 200, 200, status]
    assert shop.world.calls[-1].fault == kind
    assert shop.get("/v2/orders/1002").json()["id"] == 1002
    if kind == "rate_limited":
        shop.world.faults.add(Fault("rate_limited"))
        assert int(shop.get("/v2/time").headers["x-retry-after"]) >= 1


def test_an_unknown_address_is_explained(shop: Shop) -> None:
    """501 with the nearest routes, and a record of it."""
    answered = shop.get("/v2/orders/1001/shipmints")
    assert answered.status_code == 501
    message = answered.json()["errors"][0]["message"]
    assert "/v2/orders/{orderId}/shipments" in message
    assert (shop.world.calls[-1].status, shop.world.calls[-1].operation) == (501, "")


def test_calls_are_remembered_without_bodies(shop: Shop) -> None:
    """Operation, path, status and order: enough to count, nothing personal."""
    order = shop.world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    shop.get("/v2/orders", email=order.buyer.email)
    shop.ship(order)
    calls = [(c.seq, c.operation, c.status, c.order_id) for c in shop.world.calls]
    assert calls == [(1, "getOrders", 200, ""), (2, "createShipment", 201, "1001")]
    assert order.buyer.email not in repr(shop.world.calls)


_odd = st.text(max_size=12) | st.sampled_from(["1001", "-1", "9" * 30, "1e9", "٣", "\x00", "null"])
_names = st.sampled_from(
    ["items", "order_address_id", "order_product_id", "quantity", "status_id", "tracking_number"]
) | st.text(max_size=6)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _odd,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=8,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    path=st.sampled_from(
        ["orders", "orders/1001", "orders/1001/shipments", "orders/1001/shipments/10010"]
    ),
    names=st.lists(
        st.sampled_from(["page", "limit", "sort", "min_date_modified", "min_total", "include"]),
        max_size=3,
    ),
    value=_odd,
    body=_json,
)
def test_odd_requests_are_answered_and_never_crash(
    world: World, method: str, path: str, names: list[str], value: str, body: object
) -> None:
    """Whatever comes in, the answer is one that BigCommerce could give."""
    if ("shop", "1001") not in world.orders:
        world.buy("mug", "shop", [("MUG-SLATE", 1, None)])
    account = world.accounts["shop"]
    try:
        content = orjson.dumps(body)
    except TypeError:
        content = b"\xff{"
    asked = Request(
        method,
        f"/stores/{account.account}/v2/{path}",
        "&".join(f"{name}={value}" for name in names),
        {"x-auth-token": account.token},
        content,
    )
    assert answer(world, asked).status in (200, 201, 204, 400, 404, 413, 501)
