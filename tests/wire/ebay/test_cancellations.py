"""Post-Order's cancellations: who asks, who answers, and what the order shows of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from tests.wire.ebay.conftest import ORDERS, Seller

BASE = "/post-order/v2/cancellation"
MINUTE = 60_000
DAY = 86_400_000
KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "keys.json").read_text("utf-8"))


def ask(
    seller: Seller, method: str, path: str = "", body: object = None, *, word: str = "IAF"
) -> httpx.Response:
    """One call, with the word before the token that most clients write."""
    headers = {"authorization": f"{word} {seller.token()}"}
    return seller.http.request(method, f"{BASE}{path}", json=body, headers=headers)


def bought(seller: Seller, name: str = "a", *, paid: bool = True) -> PlatformOrder:
    """One mug."""
    return seller.world.buy(name, "bay", [("MUG-SLATE", 1, None)], paid=paid)


def detail(seller: Seller, cancel_id: str) -> Any:
    """A cancellation as it is read alone."""
    return ask(seller, "GET", f"/{cancel_id}").json()["cancelDetail"]


def cancel_status(seller: Seller, order: PlatformOrder) -> Any:
    """What the Fulfillment API says of it."""
    return seller.call("GET", f"{ORDERS}/{order.order_id}").json()["cancelStatus"]


def number(answer: httpx.Response) -> int:
    """The number of a refusal, from Post-Order's own envelope."""
    (entry,) = answer.json()["errorMessage"]["error"]
    assert entry["httpStatusCode"] == str(answer.status_code)
    assert set(KEYS["post_order_error"]) == set(entry)
    found = entry["errorId"]
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("word", ["TOKEN", "IAF", "Bearer"])
def test_a_token_is_taken_behind_each_of_its_words(seller: Seller, word: str) -> None:
    """The two that are older than OAuth, and OAuth's own; elsewhere only OAuth's."""
    assert ask(seller, "GET", "/search", word=word).status_code == 200
    headers = {"authorization": f"IAF {seller.token()}"}
    assert seller.http.get(ORDERS, headers=headers).status_code == 401


def test_a_token_that_is_none_is_refused_in_the_envelope(seller: Seller) -> None:
    """401, at which clients fetch another."""
    answer = seller.http.get(f"{BASE}/search", headers={"authorization": "IAF v^1.1#nothing"})
    assert (answer.status_code, number(answer)) == (401, 1001)
    assert seller.http.get(f"{BASE}/search").status_code == 401


def test_a_request_waits_until_the_seller_approves(seller: Seller) -> None:
    """Then the order is cancelled and everything goes back, first on its way and then there."""
    order = bought(seller)
    made = seller.world.after_sale.request_cancellation("bay", order.order_id, "mistake")
    shown = detail(seller, made.cancel_id)
    assert (shown["cancelState"], shown["cancelStatus"]) == ("APPROVAL_PENDING", "CANCEL_REQUESTED")
    assert shown["cancelReason"] == "ORDER_MISTAKE"
    assert shown["sellerResponseDueDate"] == {"value": "2026-11-23T09:00:00.000Z"}
    assert shown["requestRefundAmount"] == {"value": 29.5, "currency": "USD"}
    status = cancel_status(seller, order)
    assert status["cancelState"] == "IN_PROGRESS"
    (request,) = status["cancelRequests"]
    assert request == {
        "cancelInitiator": "BUYER",
        "cancelReason": "ORDER_MISTAKE",
        "cancelRequestedDate": "2026-11-20T09:00:00.000Z",
        "cancelRequestId": made.cancel_id,
        "cancelRequestState": "REQUESTED",
    }
    answer = ask(seller, "POST", f"/{made.cancel_id}/approve")
    assert (answer.status_code, answer.content) == (200, b"")
    assert detail(seller, made.cancel_id)["cancelState"] == "REFUND_PENDING"
    seller.world.advance_to(seller.world.now + MINUTE)
    shown = detail(seller, made.cancel_id)
    assert (shown["cancelState"], shown["cancelStatus"], shown["cancelCloseReason"]) == (
        "CLOSED", "CANCEL_CLOSED_WITH_REFUND", "FULL_REFUNDED",
    )  # fmt: skip
    assert [one["activityType"] for one in shown["activityHistories"]] == [
        "BUYER_CREATE_CANCEL", "SELLER_APPROVE",
    ]  # fmt: skip
    body = seller.call("GET", f"{ORDERS}/{order.order_id}").json()
    assert body["orderPaymentStatus"] == "FULLY_REFUNDED"
    assert body["cancelStatus"]["cancelRequests"][0]["cancelRequestState"] == "COMPLETED"
    assert [one["amount"]["value"] for one in body["paymentSummary"]["refunds"]] == ["29.50"]
    assert ask(seller, "POST", f"/{made.cancel_id}/confirm", {}).status_code == 200
    assert number(ask(seller, "POST", f"/{made.cancel_id}/approve")) == 1606


def test_a_declined_request_leaves_the_order_to_be_shipped(seller: Seller) -> None:
    """It is closed as rejected, and the buyer may ask again."""
    order = bought(seller)
    made = seller.world.after_sale.request_cancellation("bay", order.order_id, "cheaper")
    assert number(ask(seller, "POST", f"/{made.cancel_id}/reject")) == 1601
    sent = {"shipmentDate": {"value": "2026-11-20T09:00:00.000Z"}, "trackingNumber": "1Z"}
    assert ask(seller, "POST", f"/{made.cancel_id}/reject", sent).status_code == 200
    shown = detail(seller, made.cancel_id)
    assert (shown["cancelStatus"], shown["cancelCloseReason"]) == (
        "CANCEL_REJECTED",
        "SELLER_DECLINE",
    )
    status = cancel_status(seller, order)
    assert status["cancelState"] == "NONE_REQUESTED"
    assert status["cancelRequests"][0]["cancelRequestState"] == "REJECTED"
    again = seller.world.after_sale.request_cancellation("bay", order.order_id, "cheaper")
    assert again.cancel_id != made.cancel_id
    assert seller.ship(order.order_id).status_code == 201
    assert number(ask(seller, "POST", f"/{again.cancel_id}/approve")) == 1607


@pytest.mark.parametrize(
    ("paid", "status", "reason", "state"),
    [
        (True, "CANCEL_CLOSED_NO_REFUND", "SELLER_APPROVE_TIMEOUT_PAID", "open"),
        (False, "CANCEL_CLOSED_FOR_COMMITMENT", "SELLER_APPROVE_TIMEOUT_UNPAID", "cancelled"),
    ],
)
def test_a_request_that_nobody_answers_runs_out_after_three_days(
    seller: Seller, paid: bool, status: str, reason: str, state: str
) -> None:
    """An order that was paid stands, one that was not is cancelled."""
    order = bought(seller, paid=paid)
    made = seller.world.after_sale.request_cancellation("bay", order.order_id)
    seller.world.advance_to(seller.world.now + 3 * DAY - 1)
    seller.tokens.clear()
    assert detail(seller, made.cancel_id)["cancelState"] == "APPROVAL_PENDING"
    seller.world.advance_to(seller.world.now + 1)
    shown = detail(seller, made.cancel_id)
    assert (shown["cancelStatus"], shown["cancelCloseReason"]) == (status, reason)
    assert (order.status, order.refunds) == (state, [])


def test_a_seller_cancels_on_his_own(seller: Seller) -> None:
    """He looks first, gives a reason of his, and the order is cancelled and refunded."""
    order = bought(seller)
    asked = {"legacyOrderId": order.order_id}
    eligible = ask(seller, "POST", "/check_eligibility", asked).json()
    assert eligible["eligible"] is True
    assert "OUT_OF_STOCK_OR_CANNOT_FULFILL" in eligible["eligibleCancelReason"]
    (line,) = eligible["itemEligibilityResult"]
    assert line["itemId"] == order.lines[0].listing_id
    given = asked | {"cancelReason": "OUT_OF_STOCK_OR_CANNOT_FULFILL", "buyerPaid": True}
    made = ask(seller, "POST", "", given).json()
    assert cancel_status(seller, order)["cancelRequests"][0]["cancelInitiator"] == "SELLER"
    assert detail(seller, made["cancelId"])["requestorType"] == "SELLER"
    assert ask(seller, "POST", "/check_eligibility", asked).json()["failureReason"] == [
        "CANCELLATION_EXIST"
    ]


def test_what_cannot_be_cancelled_is_told_without_an_id(seller: Seller) -> None:
    """A shipped order, and one of which a buyer's request is open."""
    shipped, open_one = bought(seller), bought(seller, "b")
    seller.ship(shipped.order_id)
    seller.world.after_sale.request_cancellation("bay", open_one.order_id)
    for order, why in ((shipped, "CANCEL_WINDOW_ELAPSED"), (open_one, "CANCELLATION_EXIST")):
        answer = ask(seller, "POST", "", {"legacyOrderId": order.order_id}).json()
        assert answer["orderEligibilityResult"]["failureReason"] == [why]
        assert "cancelId" not in answer
        assert order.status != "cancelled"


def test_a_seller_cancels_within_thirty_days(seller: Seller) -> None:
    """After that the order is told to be past its time."""
    order = bought(seller)
    seller.world.advance_to(seller.world.now + 30 * DAY)
    asked = {"legacyOrderId": order.order_id}
    assert ask(seller, "POST", "/check_eligibility", asked).json()["eligible"] is True
    seller.world.advance_to(seller.world.now + 1)
    answer = ask(seller, "POST", "", asked).json()
    assert answer["orderEligibilityResult"]["failureReason"] == ["CANCEL_WINDOW_ELAPSED"]
    assert order.status == "open"


def test_a_search_is_paged_and_goes_by_who_asked(seller: Seller) -> None:
    """Sellers' own are searched if nothing is said; an id overrides the rest."""
    orders = [bought(seller, name) for name in "abcde"]
    asked = []
    for order in orders[:4]:
        asked.append(seller.world.after_sale.request_cancellation("bay", order.order_id).cancel_id)
        seller.world.advance_to(seller.world.now + MINUTE)
    seller.world.after_sale.cancel_by_seller("bay", orders[4].order_id)

    def ids(query: str) -> list[str]:
        found = ask(seller, "GET", f"/search?{query}").json()["cancellations"]
        return [one["cancelId"] for one in found]

    own = orders[4].cancellations[0].cancel_id
    assert ids("") == [own]
    assert ids("role=BUYER") == asked
    assert ids("role=BUYER&sort=-CANCEL_REQUEST_DATE&limit=2&offset=1") == [asked[2], asked[1]]
    assert ids("role=BUYER&sort=%2BCANCEL_ID") == sorted(asked)
    assert ids(f"role=BUYER&legacy_order_id={orders[1].order_id}") == [asked[1]]
    assert ids(f"cancel_id={own}&role=BUYER") == [own]
    late = "creation_date_range_from=2026-11-20T09:02:00.000Z"
    assert ids(f"role=BUYER&{late}") == asked[2:]
    page = ask(seller, "GET", "/search?role=BUYER&limit=3").json()
    assert page["paginationOutput"] == {
        "limit": 3, "offset": 0, "totalEntries": 4, "totalPages": 2,
    }  # fmt: skip
    assert page["total"] == 4


@pytest.mark.parametrize(
    ("method", "path", "body", "wanted"),
    [
        ("POST", "", [], (400, 1601)),
        ("POST", "", {}, (400, 1602)),
        ("POST", "", {"legacyOrderId": "27-1"}, (404, 1603)),
        ("POST", "/check_eligibility", {"legacyOrderId": 5}, (400, 1602)),
        ("GET", "/5000000000", None, (404, 1605)),
        ("POST", "/5000000000/approve", None, (404, 1605)),
        ("GET", "/search?limit=501", None, (400, 1608)),
        ("GET", "/search?role=FRIEND", None, (400, 1608)),
        ("GET", "/search?sort=MOOD", None, (400, 1608)),
        ("GET", "/search?creation_date_range_to=soon", None, (400, 1608)),
    ],
)
def test_a_mistake_is_told_in_the_envelope(
    seller: Seller, method: str, path: str, body: object, wanted: tuple[int, int]
) -> None:
    """Each with its number, which is assumed; also where there is nothing to search."""
    bought(seller)
    answer = ask(seller, method, path, body)
    assert (answer.status_code, number(answer)) == wanted


def test_a_buyers_reason_is_not_a_sellers(seller: Seller) -> None:
    """Nothing is cancelled for it."""
    order = bought(seller)
    body = {"legacyOrderId": order.order_id, "cancelReason": "FOUND_CHEAPER_PRICE"}
    assert number(ask(seller, "POST", "", body)) == 1604
    assert order.status == "open"


def test_planned_trouble_speaks_the_envelope(seller: Seller) -> None:
    """A limit, an expired token and a broken server."""
    for kind, status in (("rate_limited", 429), ("auth_expired", 401), ("server_error", 500)):
        seller.world.faults.add(Fault(kind, "searchCancellations"))  # type: ignore[arg-type]  # one of them
        answer = ask(seller, "GET", "/search")
        assert answer.status_code == status
        assert number(answer)


def test_a_cancellation_has_its_keys_and_no_other(seller: Seller) -> None:
    """As CancelSummary and CancelDetail of Post-Order name them."""
    order = bought(seller)
    open_one = seller.world.after_sale.request_cancellation("bay", order.order_id)
    always, sometimes = set(KEYS["cancellation"]), set(KEYS["cancellation_sometimes"])
    (listed,) = ask(seller, "GET", "/search?role=BUYER").json()["cancellations"]
    assert always <= set(listed) <= always | sometimes
    shown = detail(seller, open_one.cancel_id)
    assert set(shown) == set(listed) | {"activityHistories"}
    short = ask(seller, "GET", f"/{open_one.cancel_id}?fieldgroups=SUMMARY").json()["cancelDetail"]
    assert set(short) == set(listed)
    ask(seller, "POST", f"/{open_one.cancel_id}/approve")
    seller.world.advance_to(seller.world.now + MINUTE)
    closed = detail(seller, open_one.cancel_id)
    assert {"cancelCloseDate", "cancelCloseReason"} <= set(closed) <= always | sometimes


def test_an_eligibility_has_its_keys_and_no_other(seller: Seller) -> None:
    """OrderEligibilityResult, before the order is cancelled and after; and what creating says."""
    order = bought(seller)
    always, sometimes = set(KEYS["eligibility"]), set(KEYS["eligibility_sometimes"])
    asked = {"legacyOrderId": order.order_id}
    before = ask(seller, "POST", "/check_eligibility", asked).json()
    assert list(ask(seller, "POST", "", asked).json()) == ["cancelId"]
    after = ask(seller, "POST", "", asked).json()
    assert list(after) == ["orderEligibilityResult"]
    for found in (before, after["orderEligibilityResult"]):
        assert always < set(found) <= always | sometimes
        for line in found["itemEligibilityResult"]:
            assert set(line) - {"failureReason"} == set(KEYS["eligible_line"])
