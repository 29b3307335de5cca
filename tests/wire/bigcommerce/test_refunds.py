"""Orders V3's payment actions: quotes, refunds, transactions, and what V2 shows of them."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.serving import webhook_sender
from tests.wire.bigcommerce.conftest import Shop

MINUTE = 60_000
CARD = "testgateway"


def bought(shop: Shop, name: str = "a", *, paid: bool = True) -> PlatformOrder:
    """Two mugs and a candle: 25.98 and 19.99, tax 2.08 and 1.60, and 5.99 for the shipping."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    return shop.world.buy(name, "shop", lines, paid=paid)


def product(
    order: PlatformOrder, place: int, quantity: int = 1, **more: object
) -> dict[str, object]:
    """A refund of units of a line."""
    ident = int(order.lines[place].line_id)
    return {"item_type": "PRODUCT", "item_id": ident, "quantity": quantity} | more


def shipping(order: PlatformOrder, amount: float) -> dict[str, object]:
    """A refund of the shipping."""
    return {"item_type": "SHIPPING", "item_id": order.address_id, "amount": amount}


def whole(order: PlatformOrder, amount: object) -> dict[str, object]:
    """A refund of the order at large."""
    return {"item_type": "ORDER", "item_id": int(order.order_id), "amount": amount}


def quote(shop: Shop, order: PlatformOrder, *items: object) -> httpx.Response:
    """What a refund would come to."""
    path = f"/v3/orders/{order.order_id}/payment_actions/refund_quotes"
    return shop.call("POST", path, json={"items": list(items)})


def refund(
    shop: Shop, order: PlatformOrder, *items: object, provider: str = CARD, **payment: object
) -> httpx.Response:
    """A refund by what its quote says."""
    quoted = quote(shop, order, *items).json()
    amount = quoted["data"]["total_refund_amount"] if "data" in quoted else 1
    paid = {"provider_id": provider, "amount": amount, "offline": False} | payment
    body = {"items": list(items), "payments": [paid]}
    return shop.call("POST", f"/v3/orders/{order.order_id}/payment_actions/refunds", json=body)


def shown(shop: Shop, order: PlatformOrder) -> Any:
    """The order by V2."""
    return shop.get(f"/v2/orders/{order.order_id}").json()


def test_a_quote_changes_nothing_and_says_the_ways(shop: Shop) -> None:
    """The sums, the card that it was paid by, and the way that the shop knows nothing of."""
    order = bought(shop)
    answer = quote(shop, order, product(order, 0), shipping(order, 5.99))
    assert answer.status_code == 201
    data = answer.json()["data"]
    assert data["total_refund_amount"] == 20.02
    assert data["total_refund_tax_amount"] == 1.04
    assert [[way["provider_id"] for way in ways] for ways in data["refund_methods"]] == [
        [CARD],
        ["custom"],
    ]
    assert shown(shop, order)["status_id"] == 11
    assert order.refunds == []


def test_a_refund_moves_the_status_and_the_sums(shop: Shop) -> None:
    """A part makes it partially refunded, the rest refunded."""
    order = bought(shop)
    answer = refund(shop, order, product(order, 0, reason="cracked"), shipping(order, 5.99))
    assert answer.status_code == 201, answer.text
    made = answer.json()["data"]
    assert (made["id"], made["order_id"], made["total_amount"], made["total_tax"]) == (
        1, int(order.order_id), 20.02, 1.04,
    )  # fmt: skip
    assert made["created"] == "2026-11-20T09:00:00+00:00"
    assert made["reason"] == "cracked"
    assert [item.get("quantity") for item in made["items"]] == [1, None]
    assert [item["requested_amount"] for item in made["items"]] == [12.99, 5.99]
    v2 = shown(shop, order)
    assert (v2["status_id"], v2["payment_status"]) == (14, "partially refunded")
    assert v2["refunded_amount"] == "20.0200"
    mug, candle = shop.get(f"/v2/orders/{order.order_id}/products").json()
    assert (mug["quantity_refunded"], mug["is_refunded"], mug["refund_amount"]) == (
        1, False, "14.0300",
    )  # fmt: skip
    assert candle["quantity_refunded"] == 0
    assert refund(shop, order, product(order, 0), product(order, 1)).status_code == 201
    v2 = shown(shop, order)
    assert (v2["status_id"], v2["payment_status"]) == (4, "refunded")
    assert v2["refunded_amount"] == v2["total_inc_tax"]
    assert shop.get(f"/v2/orders/{order.order_id}/products").json()[0]["is_refunded"]


def test_a_shipped_order_stays_shipped_when_it_is_refunded(shop: Shop) -> None:
    """Its units are on their way: only the money goes back."""
    order = bought(shop)
    shop.ship(order)
    assert refund(shop, order, whole(order, 1)).status_code == 201
    v2 = shown(shop, order)
    assert (v2["status_id"], v2["items_shipped"]) == (14, 3)
    assert order.status == "shipped"


def test_a_copy_is_refunded_outside_the_shop(shop: Shop) -> None:
    """Its money lies with the marketplace: there is no card, and no transaction."""
    shop.world.buy("copied", "bay", [("MUG-SLATE", 1, None)])
    shop.world.advance_to(shop.world.now + 2 * MINUTE)
    (copy,) = shop.world.orders_of("shop")
    ways = quote(shop, copy, whole(copy, 1)).json()["data"]["refund_methods"]
    assert [way["provider_id"] for (way,) in ways] == ["custom"]
    made = refund(shop, copy, whole(copy, 1), provider="custom").json()["data"]
    assert made["payments"][0]["offline"] is True
    assert shop.get(f"/v3/orders/{copy.order_id}/transactions").status_code == 204


def test_transactions_are_the_purchase_and_its_refunds(shop: Shop) -> None:
    """A refund names the purchase that it acts on; an offline one is none of the gateway's."""
    order = bought(shop)
    refund(shop, order, whole(order, 2.5))
    refund(shop, order, whole(order, 1), provider="custom")
    answer = shop.get(f"/v3/orders/{order.order_id}/transactions").json()
    purchase, back = answer["data"]
    assert (purchase["event"], purchase["amount"]) == ("purchase", 55.64)
    assert (back["event"], back["amount"]) == ("refund", 2.5)
    assert back["reference_transaction_id"] == purchase["id"]
    assert answer["meta"]["pagination"]["total"] == 2
    unpaid = bought(shop, "b", paid=False)
    assert shop.get(f"/v3/orders/{unpaid.order_id}/transactions").status_code == 204
    assert shop.get("/v3/orders/77/transactions").status_code == 404


def test_refunds_are_listed_by_order_and_by_store(shop: Shop) -> None:
    """Filtered by order, number, time and transaction, and in pages; empty past the end."""
    first, second = bought(shop, "a"), bought(shop, "b")
    for order, amount in ((first, 1), (second, 2), (first, 3)):
        refund(shop, order, whole(order, amount))
        shop.world.advance_to(shop.world.now + MINUTE)
    path = "/v3/orders/payment_actions/refunds"

    def ids(**query: str) -> list[int]:
        return [one["id"] for one in shop.get(path, **query).json()["data"]]

    own = shop.get(f"/v3/orders/{first.order_id}/payment_actions/refunds").json()["data"]
    assert [one["total_amount"] for one in own] == [1, 3]
    assert ids() == [1, 2, 3]
    assert ids(limit="2") == [1, 2]
    assert ids(limit="2", page="2") == [3]
    assert ids(page="9") == []
    assert ids(**{"order_id:in": f"{second.order_id},77"}) == [2]
    assert ids(**{"id:in": "1,3"}) == [1, 3]
    assert ids(**{"created:min": "2026-11-20T09:01:00+00:00"}) == [2, 3]
    assert ids(**{"created:max": "2026-11-20T09:01:00Z"}) == [1, 2]
    assert ids(transaction_id=own[1]["payments"][0]["transaction_id"]) == [3]
    assert shop.get(f"{path}/2").json()["data"]["total_amount"] == 2
    assert shop.get(f"{path}/4").status_code == 404


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([], "items"),
        (["all"], "items.0"),
        ([{"item_type": "PRODUCT", "item_id": 1, "quantity": 1}], "items.item_id"),
        ([{"item_type": "PRODUCT", "item_id": "MUG", "quantity": 3}], "items.0.item_id"),
        ([{"item_type": "PRODUCT", "item_id": 1}], "items.0.quantity"),
        ([{"item_type": "PRODUCT", "item_id": 1, "quantity": 0}], "items.0.quantity"),
        ([{"item_type": "GIFT_WRAPPING", "item_id": 1, "quantity": 1}], "items.0.item_type"),
        ([{"item_type": "MOOD", "item_id": 1}], "items.0.item_type"),
        ([{"item_type": "SHIPPING", "item_id": 1, "amount": 1}], "items.0.item_id"),
        ([{"item_type": ["ORDER"], "item_id": 1, "amount": 1}], "items.0.item_type"),
    ],
)
def test_items_that_cannot_be_are_422_with_their_place(
    shop: Shop, items: list[object], field: str
) -> None:
    """In V3's envelope, by the quote and by the refund alike."""
    order = bought(shop)
    for answer in (quote(shop, order, *items), refund(shop, order, *items)):
        assert answer.status_code == 422, answer.text
        assert field in answer.json()["errors"]
    assert order.refunds == []


@pytest.mark.parametrize("amount", [0, -1, 1.001, "a", None, True, [], 10**12])
def test_an_amount_that_is_none_is_422(shop: Shop, amount: object) -> None:
    """Above nothing, with two decimals at most."""
    order = bought(shop)
    answer = quote(shop, order, whole(order, amount))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["items.0.amount"])


def test_more_than_was_paid_is_422(shop: Shop) -> None:
    """Units that the line has not, more shipping than was charged, more than everything."""
    order, unpaid = bought(shop), bought(shop, "b", paid=False)
    assert quote(shop, order, product(order, 0, 3)).status_code == 422
    assert quote(shop, order, product(order, 0), product(order, 0, 2)).status_code == 422
    assert quote(shop, order, shipping(order, 6)).status_code == 422
    assert quote(shop, order, whole(order, 55.65)).status_code == 422
    assert quote(shop, order, whole(order, 55.64)).status_code == 201
    assert quote(shop, unpaid, whole(unpaid, 1)).status_code == 422
    assert shop.call("POST", "/v3/orders/77/payment_actions/refund_quotes").status_code == 404


def test_payments_have_to_be_what_the_quote_says(shop: Shop) -> None:
    """The sum, the provider, and no store credit for who has no account."""
    order = bought(shop)
    path = f"/v3/orders/{order.order_id}/payment_actions/refunds"
    assert shop.call("POST", path, json={"items": [whole(order, 1)]}).status_code == 422
    assert refund(shop, order, whole(order, 1), amount=2).status_code == 422
    assert refund(shop, order, whole(order, 1), provider="braintree").status_code == 422
    guest = refund(shop, order, whole(order, 1), provider="storecredit")
    assert guest.status_code == 422
    assert guest.json()["data"][0]["title"].startswith("Unable to provide store credit")
    assert order.refunds == []


def test_what_is_not_simulated_is_said(shop: Shop) -> None:
    """501, and nothing is dropped silently."""
    order = bought(shop)
    path = f"/v3/orders/{order.order_id}/payment_actions/refund_quotes"
    for body in (
        {"tax_adjustment_amount": 1},
        {"items": [product(order, 0, adjustments=[{"amount": -1}])]},
    ):
        assert shop.call("POST", path, json=body).status_code == 501


def test_the_shop_is_told_of_a_refund(shop: Shop) -> None:
    """With the refund's number, and of the status that follows."""
    hook = {"scope": "store/order/*", "destination": "http://127.0.0.1:9/in"}
    shop.call("POST", "/v3/hooks", json=hook)
    order = bought(shop)
    refund(shop, order, whole(order, 1))
    told: list[dict[str, Any]] = []

    def receive(request: httpx.Request) -> httpx.Response:
        told.append(json.loads(request.content))
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(receive)) as client:
        webhook_sender.deliver(shop.world, client)
    (found,) = [one for one in told if one["scope"] == "store/order/refund/created"]
    assert found["data"] == {
        "type": "order",
        "id": int(order.order_id),
        "refund": {"refund_id": 1},
    }
    moved = [one["data"] for one in told if one["scope"] == "store/order/statusUpdated"]
    assert moved[0]["status"]["new_status_id"] == 14
