"""Amazon's limits, and answers that get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault

if TYPE_CHECKING:
    from mockplace.kernel.fault_plan import FaultKind
    from tests.wire.amazon.conftest import Seller

SEARCH = "/orders/2026-01-01/orders"
SINCE = {"createdAfter": "2026-11-01T00:00:00Z"}


def test_searches_are_rationed_as_published(seller: Seller) -> None:
    """Twenty at once, then one in 179 seconds; the refusal names no rate and is an error list."""
    seller.world.limits.enforced = True
    token = seller.token()
    for _ in range(20):
        assert seller.get(SEARCH, token=token, **SINCE).status_code == 200
    refused = seller.get(SEARCH, token=token, **SINCE)
    (entry,) = refused.json()["errors"]
    assert (refused.status_code, entry["code"]) == (429, "QuotaExceeded")
    assert "x-amzn-RateLimit-Limit" not in refused.headers
    seller.world.advance_to(seller.world.now + 179_000)
    assert seller.get(SEARCH, token=token, **SINCE).status_code == 200
    assert seller.get(SEARCH, token=token, **SINCE).status_code == 429


def test_each_operation_has_a_ration_of_its_own(seller: Seller) -> None:
    """An empty bucket for labels leaves the order readable."""
    seller.world.limits.enforced = True
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    tokens = [seller.restricted("POST", "/mfn/v0/shipments") for _ in range(3)]
    statuses = [
        seller.call("POST", "/mfn/v0/shipments", json={}, token=token).status_code
        for token in tokens
    ]
    assert statuses == [400, 400, 429]
    assert seller.get(f"{SEARCH}/{order.order_id}").status_code == 200


@pytest.mark.proves("N3")
@pytest.mark.parametrize(
    ("kind", "packages"), [("timeout_before_commit", 0), ("timeout_after_commit", 1)]
)
def test_a_lost_answer_looks_the_same_before_and_after_the_act(
    seller: Seller, kind: FaultKind, packages: int
) -> None:
    """The client sees a time-out both times; only reading back tells whether it happened."""
    order = seller.world.buy("a", "amz", [("MUG-SLATE", 1, None)])
    seller.world.faults.add(Fault(kind, operation="confirmShipment"))
    seller.token()
    patience, seller.http.timeout = seller.http.timeout, httpx.Timeout(0.3)
    with pytest.raises(httpx.ReadTimeout):
        seller.confirm(order.order_id)
    seller.http.timeout = patience
    assert len(order.packages) == packages
    assert seller.confirm(order.order_id).status_code == 204
    assert len(order.packages) == 1


def test_answers_are_dated_by_the_worlds_clock(seller: Seller) -> None:
    """Whoever sets a clock by the Date header lives in the world's time."""
    answer = seller.get(SEARCH, **SINCE)
    assert answer.headers.get_list("date") == ["Fri, 20 Nov 2026 09:00:00 GMT"]
