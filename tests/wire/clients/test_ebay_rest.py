"""ebay_rest, unmodified, as a judge of the simulated eBay.

Its hosts and its https are fixed. For tokens it is led to the simulator by the environment; for the
API by the settings of its configuration for a proxy and a certificate.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from mockplace.kernel.call_quotas import DAY
from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.rate_limits import FULFILLMENT
from tests.wire.clients.conftest import HOUR, START, Places, bought, every_kind
from tests.wire.messages.receiver import on_a_port

SINCE = "creationdate:[2026-11-01T00:00:00.000Z..]"
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def library() -> Any:
    """The library, imported by whoever needs it: it has every API of eBay's in it."""
    return pytest.importorskip("ebay_rest", reason="ebay_rest is not installed")


@pytest.fixture
def opened(
    library: Any,
    world: World,
    places: Places,
    environment: pytest.MonkeyPatch,
) -> Iterator[Opened]:
    """Opens the library with the seller's credentials, led to the simulator."""
    environment.setenv("HTTPS_PROXY", places.proxy)
    environment.setenv("REQUESTS_CA_BUNDLE", str(places.authority))
    places.stage.show(world)
    account = world.accounts["bay"]
    changed = []
    for name in ("sell_fulfillment", "developer_analytics", "commerce_notification"):
        kind = pytest.importorskip(f"ebay_rest.api.{name}").Configuration
        changed.append((kind, kind()))
        configuration = kind()
        configuration.proxy = places.proxy
        configuration.ssl_ca_cert = str(places.authority)
        kind.set_default(configuration)

    def open_(secret: str = "", **changes: object) -> Any:
        application = {
            "app_id": account.client_id,
            "cert_id": secret or account.client_secret,
            "dev_id": "judge",
            "redirect_uri": "judge",
        }
        user: dict[str, object] = {
            "email_or_username": "seller@example.test",
            "password": "unused",
            "refresh_token": account.token,
            "refresh_token_expiry": "2099-01-01T00:00:00.000Z",
        }
        header = {
            "accept_language": "en-US",
            "content_language": "en-US",
            "country": "US",
            "currency": "USD",
            "marketplace_id": "EBAY_US",
        }
        return library.API(application=application, user=user | changes, header=header)

    yield open_
    for kind, before in changed:
        kind.set_default(before)


@pytest.fixture
def judge(opened: Opened) -> Any:
    """The library with the scopes that it asks for if nothing is said."""
    return opened()


def _orders(judge: Any, **asked: object) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """What a listing yields: the orders, and the closing account of how many there were."""
    found = list(judge.sell_fulfillment_get_orders(**asked))
    return [one["record"] for one in found[:-1]], found[-1]["total"]


def _ship(judge: Any, order_id: str, **changes: object) -> Any:
    """Ships everything in an order, with parts of the body changed."""
    order = judge.sell_fulfillment_get_order(order_id)
    body: dict[str, object] = {
        "lineItems": [
            {"lineItemId": line["line_item_id"], "quantity": line["quantity"]}
            for line in order["line_items"]
        ],
        "shippedDate": "2026-11-20T09:30:00.000Z",
        "shippingCarrierCode": "USPS",
        "trackingNumber": "9400111899223000000017",
    }
    return judge.sell_fulfillment_create_shipping_fulfillment(
        body=body | changes, content_type="application/json", order_id=order_id
    )


def _refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, int]:
    """The status, which the library adds to a number of its own, and eBay's number."""
    (entry,) = json.loads(refused.value.detail)["errors"]
    return refused.value.number - 99_000, entry["errorId"]


def test_it_lists_by_the_offset(world: World, judge: Any) -> None:
    """It asks for 200 at a time, and goes by the total; here the pages are two."""
    ids = bought(world, "bay", 3)
    found, total = _orders(judge, filter=SINCE)
    assert sorted(order["order_id"] for order in found) == sorted(ids)
    assert total == {"records_yielded": 3, "records_available": 3}
    found, total = _orders(judge, filter=SINCE, limit=2)
    assert total == {"records_yielded": 2, "records_available": 3}
    for number in range(200):
        world.buy(f"more-{number}", "bay", [("CNDL-CEDAR", 1, None)])
    world.advance_to(world.now + HOUR)
    found, total = _orders(judge, filter=SINCE)
    assert len({order["order_id"] for order in found}) == 203
    assert [call.path for call in world.calls].count("/sell/fulfillment/v1/order") == 4


def test_it_reads_every_kind_of_order(world: World, judge: Any) -> None:
    """Its models take them all; one that is not paid for is not there."""
    ids = every_kind(world, "bay")
    unpaid = next(id_ for id_ in ids if world.orders["bay", id_].status == "unpaid")
    found, _ = _orders(judge, filter=SINCE)
    assert {order["order_id"] for order in found} == set(ids) - {unpaid}
    assert {order["order_fulfillment_status"] for order in found} == {
        "NOT_STARTED", "IN_PROGRESS", "FULFILLED",
    }  # fmt: skip
    for order in found:
        one = judge.sell_fulfillment_get_order(order["order_id"])
        assert [line["quantity"] for line in one["line_items"]] == [2, 1]
        assert one["buyer"]["username"]
        assert one["pricing_summary"]["total"]["currency"] == "USD"
        assert one["cancel_status"]["cancel_state"] in ("NONE_REQUESTED", "CANCELED")
    open_ones, _ = _orders(judge, filter="orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}")
    assert {order["order_fulfillment_status"] for order in open_ones} == {
        "NOT_STARTED", "IN_PROGRESS",
    }  # fmt: skip


def test_it_ships_and_reads_back(world: World, judge: Any) -> None:
    """The fulfilment has its tracking number for its id, and is listed and read by it."""
    (order_id,) = bought(world, "bay", 1)
    _ship(judge, order_id)
    listed = judge.sell_fulfillment_get_shipping_fulfillments(order_id)
    assert listed["total"] == 1
    (made,) = listed["fulfillments"]
    assert made["fulfillment_id"] == made["shipment_tracking_number"] == "9400111899223000000017"
    one = judge.sell_fulfillment_get_shipping_fulfillment(made["fulfillment_id"], order_id)
    assert one == made
    order = judge.sell_fulfillment_get_order(order_id)
    assert order["order_fulfillment_status"] == "FULFILLED"
    assert [href.rpartition("/")[2] for href in order["fulfillment_hrefs"]] == [
        made["fulfillment_id"]
    ]


def test_it_refunds_and_reads_what_went_back(library: Any, world: World, opened: Opened) -> None:
    """By line and as a whole; its models take both, and the refusal of too much."""
    root = "https://api.ebay.com/oauth/api_scope"
    judge = opened(scopes=[f"{root}/sell.fulfillment", f"{root}/sell.finances"])
    (order_id,) = bought(world, "bay", 1)
    line = world.orders["bay", order_id].lines[0].line_id

    def issue(**refund: object) -> Any:
        body = {"reasonForRefund": "ITEM_NOT_AS_DESCRIBED", "comment": "a crack"} | refund
        return judge.sell_fulfillment_issue_refund("application/json", order_id, body=body)

    amount = {"value": "3.00", "currency": "USD"}
    given = issue(refundItems=[{"lineItemId": line, "refundAmount": amount}])
    assert given["refund_status"] == "PENDING"
    world.advance_to(world.now + HOUR)
    order = judge.sell_fulfillment_get_order(order_id)
    (at_the_line,) = order["line_items"][0]["refunds"]
    assert (at_the_line["refund_id"], at_the_line["amount"]["value"]) == (
        given["refund_id"],
        "3.00",
    )
    assert order["order_payment_status"] == "PARTIALLY_REFUNDED"
    rest = order["payment_summary"]["total_due_seller"]
    issue(orderLevelRefundAmount=rest)
    found, _ = _orders(judge, filter=SINCE)
    assert found[0]["order_payment_status"] == "FULLY_REFUNDED"
    statuses = [one["refund_status"] for one in found[0]["payment_summary"]["refunds"]]
    assert statuses == ["REFUNDED", "PENDING"]
    with pytest.raises(library.Error) as refused:
        issue(orderLevelRefundAmount=amount)
    assert _refusal(refused) == (400, 34917)


def test_it_reads_a_request_to_cancel(world: World, judge: Any) -> None:
    """Alone with the request, and listed with its state only."""
    (order_id,) = bought(world, "bay", 1)
    made = world.after_sale.request_cancellation("bay", order_id, "too-late")
    status = judge.sell_fulfillment_get_order(order_id)["cancel_status"]
    assert status["cancel_state"] == "IN_PROGRESS"
    (request,) = status["cancel_requests"]
    assert request["cancel_request_id"] == made.cancel_id
    assert request["cancel_reason"] == "WONT_ARRIVE_IN_TIME"
    found, _ = _orders(judge, filter=SINCE)
    assert found[0]["cancel_status"]["cancel_requests"] in ([], None)


def test_it_reads_what_is_left_of_the_day(world: World, judge: Any) -> None:
    """With an application token, for which it tries every scope that it knows."""
    bought(world, "bay", 1)

    def left() -> int:
        limits = judge.developer_analytics_get_rate_limits()["rate_limits"]
        (own,) = [limit for limit in limits if limit["api_name"] == "Fulfillment"]
        rate = own["resources"][0]["rates"][0]
        assert rate["time_window"] == 86_400
        remaining = rate["remaining"]
        assert isinstance(remaining, int)
        return remaining

    before = left()
    _orders(judge, filter=SINCE)
    assert left() == before - 1


def test_it_subscribes_to_a_topic(library: Any, judge: Any) -> None:
    """It proves its address, subscribes, pauses, and takes both back."""
    topics = judge.commerce_notification_get_topics()["topics"]
    assert "ORDER_CONFIRMATION" in [topic["topic_id"] for topic in topics]
    with on_a_port() as receiver:
        told = {"endpoint": receiver.url, "verificationToken": receiver.token}
        judge.commerce_notification_create_destination(
            "application/json", body={"name": "mine", "status": "ENABLED", "deliveryConfig": told}
        )
    (destination,) = judge.commerce_notification_get_destinations()["destinations"]
    wanted = {"topicId": "ORDER_CONFIRMATION", "destinationId": destination["destination_id"]}
    judge.commerce_notification_create_subscription(
        "application/json", body=wanted | {"status": "ENABLED"}
    )
    (subscription,) = judge.commerce_notification_get_subscriptions()["subscriptions"]
    made = subscription["subscription_id"]
    judge.commerce_notification_disable_subscription(made)
    assert judge.commerce_notification_get_subscription(made)["status"] == "DISABLED"
    judge.commerce_notification_delete_subscription(made)
    judge.commerce_notification_delete_destination(destination["destination_id"])
    with pytest.raises(library.Error) as refused:
        judge.commerce_notification_get_subscription(made)
    assert _refusal(refused)[0] == 404


def test_it_meets_an_expired_token(library: Any, world: World, judge: Any) -> None:
    """It goes by its own clock, so that a token that ends early is a refusal to it."""
    bought(world, "bay", 1)
    assert _orders(judge, filter=SINCE)[0]
    world.advance_to(world.now + 2 * HOUR)
    with pytest.raises(library.Error) as refused:
        _orders(judge, filter=SINCE)
    assert _refusal(refused) == (401, 1001)


def test_it_meets_the_limit(library: Any, world: World, judge: Any) -> None:
    """429, in eBay's words; the next call is let in."""
    world.faults.add(Fault("rate_limited", "getOrders"))
    with pytest.raises(library.Error) as refused:
        _orders(judge, filter=SINCE)
    assert _refusal(refused) == (429, 2001)
    assert _orders(judge, filter=SINCE)[0] == []


def test_it_uses_up_a_day(library: Any, world: World, judge: Any) -> None:
    """The last calls of a day are let in, then none is; the next day has all of them again."""
    (order_id,) = bought(world, "bay", 1)
    world.advance_to(START + 21 * HOUR)  # an hour before midnight on eBay's clock
    read = judge.sell_fulfillment_get_order
    read(order_id)
    (counted,) = [key for key in world.limits.days if key.endswith(FULFILLMENT.resource)]
    today = world.limits.days[counted][0] * DAY
    while world.limits.used_in_day(counted, today) < FULFILLMENT.calls - 2:
        world.limits.count_in_day(counted, FULFILLMENT.calls, today)  # another program's calls
    assert read(order_id)["order_id"] == read(order_id)["order_id"] == order_id
    with pytest.raises(library.Error) as refused:
        read(order_id)
    assert _refusal(refused) == (429, 2001)
    assert [call.fault for call in world.calls if call.fault] == []
    world.advance_to(START + 22 * HOUR)
    assert read(order_id)["order_id"] == order_id


def test_it_meets_emptiness(judge: Any) -> None:
    """No orders, and no fulfilments of an order."""
    assert _orders(judge, filter=SINCE) == ([], {"records_yielded": 0, "records_available": 0})


def test_it_meets_what_is_not_there(library: Any, world: World, judge: Any) -> None:
    """404 for an order, and for a fulfilment of one."""
    (order_id,) = bought(world, "bay", 1)
    with pytest.raises(library.Error) as refused:
        judge.sell_fulfillment_get_order("00-00000-00000")
    assert _refusal(refused) == (404, 32100)
    with pytest.raises(library.Error) as refused:
        judge.sell_fulfillment_get_shipping_fulfillment("1Z", order_id)
    assert _refusal(refused) == (404, 32110)
    assert judge.sell_fulfillment_get_shipping_fulfillments(order_id)["total"] == 0


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"trackingNumber": "9400 1118 9922"}, 32300),
        ({"shippingCarrierCode": ""}, 32300),
        ({"lineItems": [{"lineItemId": "1", "quantity": 1}]}, 32200),
        ({"lineItems": []}, 32600),
        ({"shippedDate": "yesterday"}, 32500),
    ],
)
def test_it_meets_a_shipment_that_is_not_valid(
    library: Any, world: World, judge: Any, changes: dict[str, object], number: int
) -> None:
    """400 with the documented number, and nothing has happened."""
    (order_id,) = bought(world, "bay", 1)
    with pytest.raises(library.Error) as refused:
        _ship(judge, order_id, **changes)
    assert _refusal(refused) == (400, number)
    order = judge.sell_fulfillment_get_order(order_id)
    assert order["order_fulfillment_status"] == "NOT_STARTED"


@pytest.mark.parametrize(
    ("filter_", "number"),
    [
        ("colour:{blue}", 30700),
        ("orderfulfillmentstatus:{LOST}", 30800),
        ("creationdate:[yesterday..]", 30810),
    ],
)
def test_it_meets_a_filter_that_is_not_valid(
    library: Any, judge: Any, filter_: str, number: int
) -> None:
    """400 with the documented number."""
    with pytest.raises(library.Error) as refused:
        _orders(judge, filter=filter_)
    assert _refusal(refused) == (400, number)


def test_it_meets_a_wrong_secret(library: Any, opened: Opened) -> None:
    """Its own error, with the code of the token endpoint."""
    with pytest.raises(library.Error) as refused:
        _orders(opened(secret="wrong"), filter=SINCE)
    assert refused.value.number == 96_011
    assert "invalid_client" in refused.value.reason


def test_it_works_in_the_sandbox(world: World, opened: Opened) -> None:
    """Credentials of the sandbox lead it to the sandbox's host, where it asks for every scope."""
    (order_id,) = bought(world, "bay", 1)
    world.accounts["bay"] = replace(world.accounts["bay"], client_secret="SBX-judge")
    found, _ = _orders(opened(secret="SBX-judge"), filter=SINCE)
    assert [order["order_id"] for order in found] == [order_id]
    assert found[0]["line_items"][0]["quantity"] == 2


def test_it_meets_scopes_that_do_not_suffice(library: Any, opened: Opened) -> None:
    """403 for shipping with a token for reading, and no token for a scope that is none."""
    root = "https://api.ebay.com/oauth/api_scope"
    reader = opened(scopes=[f"{root}/sell.fulfillment.readonly"])
    with pytest.raises(library.Error) as refused:
        reader.sell_fulfillment_create_shipping_fulfillment(
            body={}, content_type="application/json", order_id="00-00000-00000"
        )
    assert _refusal(refused) == (403, 1100)
    with pytest.raises(library.Error) as refused:
        _orders(opened(scopes=[f"{root}/sell.moon"]), filter=SINCE)
    assert "invalid_scope" in refused.value.reason
