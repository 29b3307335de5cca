"""Searching orders, by both versions of the Orders API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.wire.amazon.conftest import Seller

V2026 = "/orders/2026-01-01/orders"
V0 = "/orders/v0/orders"
MARKET = "ATVPDKIKX0DER"
MINUTE = 60_000


def _sold(seller: Seller, count: int) -> list[str]:
    """The ids of that many orders, bought a minute apart."""
    ids = []
    for n in range(count):
        ids.append(seller.world.buy(f"p{n}", "amz", [("MUG-SLATE", 1, None)]).order_id)
        seller.world.advance_to(seller.world.now + MINUTE)
    return ids


def _ids(answer: Any) -> list[str]:
    if "payload" in answer:
        return [order["AmazonOrderId"] for order in answer["payload"]["Orders"]]
    return [order["orderId"] for order in answer["orders"]]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        (V2026, {"createdAfter": "2026-11-20T09:01:00Z"}),
        (V2026, {"lastUpdatedAfter": "2026-11-20T09:01:00Z"}),
        (V0, {"CreatedAfter": "2026-11-20T09:01:00Z", "MarketplaceIds": MARKET}),
        (V0, {"LastUpdatedAfter": "2026-11-20T09:01:00Z", "MarketplaceIds": MARKET}),
    ],
)
def test_a_window_holds_what_was_placed_or_changed_in_it(
    seller: Seller, path: str, params: dict[str, str]
) -> None:
    """Both ends are included, and the answer says where its window ended."""
    ids = _sold(seller, 3)
    answer = seller.get(path, **params).json()
    assert _ids(answer) == ids[1:]
    ends = answer.get("payload", answer)
    name = next(name for name in params if name.lower().endswith("after")).replace(
        "After", "Before"
    )
    assert ends[name] == "2026-11-20T09:03:00Z"


def test_a_changed_order_is_found_by_its_change(seller: Seller) -> None:
    """A shipment moves an order in the window of updates and not in that of creation."""
    ids = _sold(seller, 2)
    since = "2026-11-20T09:02:00Z"
    assert _ids(seller.get(V2026, lastUpdatedAfter=since).json()) == []
    assert seller.confirm(ids[0]).status_code == 204
    assert _ids(seller.get(V2026, lastUpdatedAfter=since).json()) == [ids[0]]
    assert _ids(seller.get(V2026, createdAfter=since).json()) == []


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"createdAfter": "2026-11-01T00:00:00Z", "lastUpdatedAfter": "2026-11-01T00:00:00Z"},
        {"createdAfter": "2026-11-01T00:00:00Z", "lastUpdatedBefore": "2026-11-02T00:00:00Z"},
        {"createdBefore": "2026-11-01T00:00:00Z"},
        {"createdAfter": "yesterday"},
        {"createdAfter": "2026-11-10T00:00:00Z", "createdBefore": "2026-11-09T00:00:00Z"},
        # less than two minutes before the request at 09:00
        {"createdAfter": "2026-11-10T00:00:00Z", "createdBefore": "2026-11-20T08:58:01Z"},
        {"createdAfter": "2026-11-01T00:00:00Z", "fulfillmentStatuses": "CANCELED"},
        {"createdAfter": "2026-11-01T00:00:00Z", "fulfilledBy": "MFN"},
        {"createdAfter": "2026-11-01T00:00:00Z", "includedData": "EVERYTHING"},
        {"createdAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": "0"},
        {"createdAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": "101"},
        {"createdAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": "ten"},
        {"createdAfter": "2026-11-01T00:00:00Z", "paginationToken": "forged"},
        {"createdAfter": "2026-11-01T00:00:00Z", "marketplaceIds": ",".join(["A1"] * 51)},
    ],
)
def test_a_search_that_breaks_a_rule_is_400(seller: Seller, params: dict[str, str]) -> None:
    """InvalidInput, and an error list as always."""
    answer = seller.get(V2026, **params)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_two_minutes_before_now_is_late_enough(seller: Seller) -> None:
    """The rule's own border is allowed."""
    params = {"createdAfter": "2026-11-10T00:00:00Z", "createdBefore": "2026-11-20T08:58:00Z"}
    assert seller.get(V2026, **params).status_code == 200


def test_v0_wants_a_marketplace(seller: Seller) -> None:
    """MarketplaceIds is the one parameter that v0 always wants; 2026-01-01 does not."""
    assert seller.get(V0, CreatedAfter="2026-11-01T00:00:00Z").status_code == 400
    assert seller.get(V2026, createdAfter="2026-11-01T00:00:00Z").status_code == 200


def test_pages_hold_every_order_once(seller: Seller) -> None:
    """Following the tokens visits each order once, and the last page has no token."""
    ids = _sold(seller, 7)
    params = {"createdAfter": "2026-11-20T00:00:00Z", "maxResultsPerPage": "3"}
    seen, token = [], ""
    for size in (3, 3, 1):
        more = {"paginationToken": token} if token else {}
        answer = seller.get(V2026, **params, **more).json()
        assert len(answer["orders"]) == size
        seen += _ids(answer)
        token = answer.get("pagination", {}).get("nextToken", "")
    assert seen == ids
    assert token == ""


def test_v0_pages_by_its_token_alone(seller: Seller) -> None:
    """A v0 token carries the search; clients send it without the dates."""
    ids = _sold(seller, 4)
    first = seller.get(
        V0, CreatedAfter="2026-11-20T00:00:00Z", MarketplaceIds=MARKET, MaxResultsPerPage="3"
    ).json()
    token = first["payload"]["NextToken"]
    second = seller.get(V0, NextToken=token, MarketplaceIds=MARKET).json()
    assert _ids(first) + _ids(second) == ids
    assert "NextToken" not in second["payload"]


def test_a_change_between_pages_shifts_no_page(seller: Seller) -> None:
    """An order shipped while somebody pages leaves the window; nobody else is missed."""
    ids = _sold(seller, 5)
    params = {"lastUpdatedAfter": "2026-11-20T00:00:00Z", "maxResultsPerPage": "2"}
    first = seller.get(V2026, **params).json()
    seller.world.advance_to(seller.world.now + MINUTE)
    seller.confirm(ids[0])
    seller.confirm(ids[4])
    token = first["pagination"]["nextToken"]
    second = seller.get(V2026, **params, paginationToken=token).json()
    assert _ids(first) + _ids(second) == ids[:4]
    assert second["lastUpdatedBefore"] == first["lastUpdatedBefore"]
    following = {"lastUpdatedAfter": first["lastUpdatedBefore"]}
    assert _ids(seller.get(V2026, **following).json()) == sorted((ids[0], ids[4]))


def test_a_page_token_belongs_to_its_search_for_a_day(seller: Seller) -> None:
    """Other filters with the same token are refused, and so is a token of yesterday."""
    _sold(seller, 3)
    params = {"createdAfter": "2026-11-20T00:00:00Z", "maxResultsPerPage": "1"}
    token = seller.get(V2026, **params).json()["pagination"]["nextToken"]
    other = params | {"fulfillmentStatuses": "SHIPPED", "paginationToken": token}
    assert seller.get(V2026, **other).status_code == 400
    seller.world.advance_to(seller.world.now + 24 * 60 * MINUTE + 1)
    seller.tokens.clear()
    assert seller.get(V2026, **params, paginationToken=token).status_code == 400


def test_filters_select_by_status_channel_and_marketplace(seller: Seller) -> None:
    """Lists are comma-separated; a marketplace the seller is not on has no orders."""
    world = seller.world
    open_id = world.buy("open", "amz", [("MUG-SLATE", 1, None)]).order_id
    unpaid = world.buy("unpaid", "amz", [("MUG-SLATE", 1, None)], paid=False).order_id
    gone = world.buy("gone", "amz", [("MUG-SLATE", 1, None)]).order_id
    world.cancel("amz", gone)
    afn = world.buy("afn", "amz", [("MUG-SLATE", 1, None)], afn=True).order_id

    def found(**params: str) -> set[str]:
        return set(_ids(seller.get(V2026, createdAfter="2026-11-01T00:00:00Z", **params).json()))

    assert found(fulfillmentStatuses="PENDING,CANCELLED") == {unpaid, gone}
    assert found(fulfilledBy="AMAZON") == {afn}
    assert open_id in found(fulfilledBy="MERCHANT", fulfillmentStatuses="UNSHIPPED")
    assert found(fulfillmentStatuses="PENDING_AVAILABILITY,UNFULFILLABLE") == set()
    assert found(marketplaceIds="A1F83G8C2ARO7P") == set()
    assert len(found(marketplaceIds=f"A1F83G8C2ARO7P,{MARKET}")) == 4
    named = seller.get(V0, AmazonOrderIds=f"{gone},{afn}", MarketplaceIds=MARKET).json()
    assert set(_ids(named)) == {gone, afn}


def test_unknown_parameters_are_borne(seller: Seller) -> None:
    """A widespread client sends its marketplace under four names and leaks other keys."""
    (order_id,) = _sold(seller, 1)
    leaked = {
        "MarketplaceId": MARKET,
        "MarketplaceIds": MARKET,
        "marketplace_ids": MARKET,
        "marketplaceIds": MARKET,
        "path": "/orders",
        "original_path": "/orders",
    }
    answer = seller.get(V2026, createdAfter="2026-11-01T00:00:00Z", **leaked)
    assert _ids(answer.json()) == [order_id]


@pytest.mark.parametrize("path", [V2026, V0])
def test_an_order_that_is_not_there(seller: Seller, path: str) -> None:
    """A well-formed id of nobody is 404; what is no order id is 400."""
    missing = seller.get(f"{path}/111-0000000-0000000")
    assert (missing.status_code, missing.json()["errors"][0]["code"]) == (404, "NotFound")
    broken = seller.get(f"{path}/TEST_CASE_400")
    assert (broken.status_code, broken.json()["errors"][0]["code"]) == (400, "InvalidInput")
