"""``issueRefund``, and what orders show of the money that went back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from mockplace.kernel.records import PlatformOrder
from tests.wire.ebay.conftest import ORDERS, Seller

FINANCES = "https://api.ebay.com/oauth/api_scope/sell.finances"
MINUTE = 60_000


def bought(seller: Seller, *, paid: bool = True) -> PlatformOrder:
    """Two mugs and a candle: 48.00 and 19.99, and 5.50 for the shipping."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    return seller.world.buy("two", "bay", lines, paid=paid)


def money(value: object, currency: object = "USD") -> dict[str, object]:
    """An amount as the API takes it."""
    return {"value": value, "currency": currency}


def issue(seller: Seller, order_id: str, **body: object) -> httpx.Response:
    """A refund with the scope that it needs, for a good reason."""
    sent = {"reasonForRefund": "OTHER_ADJUSTMENT"} | body
    kept = {name: value for name, value in sent.items() if value is not None}
    token = seller.token(FINANCES)
    return seller.call("POST", f"{ORDERS}/{order_id}/issue_refund", json=kept, token=token)


def shown(seller: Seller, order_id: str) -> Any:
    """The order, read alone."""
    return seller.call("GET", f"{ORDERS}/{order_id}").json()


def number(answer: httpx.Response) -> tuple[int, int]:
    """The status and eBay's number."""
    return answer.status_code, answer.json()["errors"][0]["errorId"]


def test_a_refund_of_the_order_is_pending_and_then_there(seller: Seller) -> None:
    """It stands in the order's payments under its id, and the seller gets so much less."""
    order = bought(seller)
    given = issue(seller, order.order_id, orderLevelRefundAmount=money("10.00")).json()
    assert given["refundStatus"] == "PENDING"
    body = shown(seller, order.order_id)
    (refund,) = body["paymentSummary"]["refunds"]
    assert refund == {
        "amount": money("10.00"),
        "refundId": given["refundId"],
        "refundStatus": "PENDING",
    }
    assert body["orderPaymentStatus"] == "PARTIALLY_REFUNDED"
    assert body["paymentSummary"]["totalDueSeller"] == money("63.49")
    seller.world.advance_to(seller.world.now + MINUTE)
    (refund,) = shown(seller, order.order_id)["paymentSummary"]["refunds"]
    assert (refund["refundStatus"], refund["refundDate"]) == (
        "REFUNDED",
        "2026-11-20T09:01:00.000Z",
    )
    assert refund["refundReferenceId"]


def test_a_refund_of_lines_stands_at_the_lines(seller: Seller) -> None:
    """Under its id there, and in the order's sum without it; listed as well as read alone."""
    order = bought(seller)
    mug, candle = order.lines
    items = [
        {"lineItemId": mug.line_id, "refundAmount": money("5.25")},
        {
            "legacyReference": {"legacyItemId": candle.listing_id, "legacyTransactionId": "1"},
            "refundAmount": money("19.99"),
        },
    ]
    given = issue(seller, order.order_id, refundItems=items).json()
    for body in (shown(seller, order.order_id), seller.orders().json()["orders"][0]):
        found = [[one["amount"]["value"] for one in line["refunds"]] for line in body["lineItems"]]
        assert found == [["5.25"], ["19.99"]]
        assert body["lineItems"][0]["refunds"][0]["refundId"] == given["refundId"]
        (refund,) = body["paymentSummary"]["refunds"]
        assert refund["amount"] == money("25.24")
        assert "refundId" not in refund


def test_everything_paid_back_is_fully_refunded(seller: Seller) -> None:
    """And after that there is nothing to refund."""
    order = bought(seller)
    assert issue(seller, order.order_id, orderLevelRefundAmount=money("73.49")).status_code == 200
    body = shown(seller, order.order_id)
    assert body["orderPaymentStatus"] == "FULLY_REFUNDED"
    assert body["paymentSummary"]["totalDueSeller"] == money("0.00")
    seller.world.advance_to(seller.world.now + MINUTE)
    assert number(issue(seller, order.order_id, orderLevelRefundAmount=money("0.01"))) == (
        400, 34917,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({}, (400, 34905)),
        ({"reasonForRefund": None, "orderLevelRefundAmount": money("1.00")}, (400, 34903)),
        ({"reasonForRefund": "MOOD", "orderLevelRefundAmount": money("1.00")}, (400, 34903)),
        ({"orderLevelRefundAmount": {"currency": "USD"}}, (400, 34906)),
        ({"orderLevelRefundAmount": money("0.00")}, (400, 34907)),
        ({"orderLevelRefundAmount": money("-1.00")}, (400, 34907)),
        ({"orderLevelRefundAmount": money("1.001")}, (400, 34907)),
        ({"orderLevelRefundAmount": money("NaN")}, (400, 34907)),
        ({"orderLevelRefundAmount": money("1.00", None)}, (400, 34908)),
        ({"orderLevelRefundAmount": money("1.00", "EUR")}, (400, 34909)),
        ({"orderLevelRefundAmount": money("73.50")}, (400, 34915)),
        ({"orderLevelRefundAmount": money("1.00"), "comment": "x" * 1001}, (400, 34921)),
        ({"refundItems": [{"refundAmount": money("1.00")}]}, (400, 34910)),
        ({"refundItems": [{"legacyReference": {"a": 1}}]}, (400, 34911)),
        ({"refundItems": [{"legacyReference": {"legacyItemId": "1"}}]}, (400, 34912)),
        ({"refundItems": [{"lineItemId": "1", "refundAmount": money("1.00")}]}, (400, 34914)),
        ({"refundItems": "all"}, (400, 34905)),
        ({"refundItems": ["all"]}, (400, 34910)),
    ],
)
def test_a_refund_that_cannot_be_has_its_number(
    seller: Seller, body: dict[str, object], wanted: tuple[int, int]
) -> None:
    """The documented one, and no money has moved."""
    order = bought(seller)
    assert number(issue(seller, order.order_id, **body)) == wanted
    assert shown(seller, order.order_id)["paymentSummary"]["refunds"] == []


def test_what_depends_on_the_order_has_its_number(seller: Seller) -> None:
    """No such order, not paid, a refund on its way, more than the line was paid with."""
    order = bought(seller, paid=False)
    one = money("1.00")
    assert number(issue(seller, "27-1", orderLevelRefundAmount=one)) == (404, 34913)
    assert number(issue(seller, order.order_id, orderLevelRefundAmount=one)) == (409, 34929)
    seller.world.pay("bay", order.order_id)
    item = {"lineItemId": order.lines[1].line_id, "refundAmount": money("20.00")}
    assert number(issue(seller, order.order_id, refundItems=[item])) == (409, 34924)
    assert issue(seller, order.order_id, orderLevelRefundAmount=one).status_code == 200
    assert number(issue(seller, order.order_id, orderLevelRefundAmount=one)) == (400, 34922)
    token = seller.token(FINANCES)
    empty = seller.call("POST", f"{ORDERS}/{order.order_id}/issue_refund", token=token)
    assert number(empty) == (400, 34902)


def test_a_refund_needs_the_scope_of_finances(seller: Seller) -> None:
    """The scope for shipping does not suffice."""
    order = bought(seller)
    path = f"{ORDERS}/{order.order_id}/issue_refund"
    body = {"reasonForRefund": "BUYER_CANCEL", "orderLevelRefundAmount": money("1.00")}
    assert number(seller.call("POST", path, json=body)) == (403, 1100)


def test_a_seller_who_has_to_sign_is_asked_for_the_headers(seller: Seller) -> None:
    """Off unless the account says so; the signature itself is not verified."""
    order = bought(seller)
    seller.world.accounts["bay"] = replace(seller.world.accounts["bay"], signs=True)
    answer = issue(seller, order.order_id, orderLevelRefundAmount=money("1.00"))
    assert number(answer) == (401, 215001)
    signed = dict.fromkeys(("x-ebay-signature-key", "signature", "signature-input"), "sig1=:x:")
    headers = {"authorization": f"Bearer {seller.token(FINANCES)}"} | signed
    body = {"reasonForRefund": "BUYER_CANCEL", "orderLevelRefundAmount": money("1.00")}
    path = f"{ORDERS}/{order.order_id}/issue_refund"
    assert seller.http.post(path, json=body, headers=headers).status_code == 200
