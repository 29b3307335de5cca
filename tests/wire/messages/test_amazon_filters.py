"""What a subscription leaves out: the eventFilter of a processingDirective."""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.platforms.amazon.rules.sqs_queues import Queues
from tests.wire.messages.test_amazon_notifications import QUEUE, START, Application

MARKET = "ATVPDKIKX0DER"


@pytest.fixture
def application() -> Application:
    """A seller of mugs in the United States."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market=MARKET))
    world.list_product(Product("MUG", "Slate mug", 1299, 400, ("amz",)))
    return Application(world)


def subscribed(application: Application, directive: object, kind: str = "ORDER_CHANGE") -> Any:
    """The answer to a subscription with a directive."""
    version = "1.0" if kind == "ORDER_CHANGE" else "2020-09-04"
    body = {
        "payloadVersion": version,
        "destinationId": application.destination(),
        "processingDirective": directive,
    }
    return application.call("POST", f"/subscriptions/{kind}", body, token=application.seller)


def event_filter(**more: object) -> dict[str, object]:
    """A directive with a filter of ORDER_CHANGE."""
    return {"eventFilter": {"eventFilterType": "ORDER_CHANGE"} | more}


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 1),
        ({"marketplaceIds": []}, 1),
        ({"marketplaceIds": [MARKET, "A1PA6795UKMFR9"]}, 1),
        ({"marketplaceIds": ["A1PA6795UKMFR9"]}, 0),
        ({"orderChangeTypes": ["OrderStatusChange"]}, 1),
        ({"orderChangeTypes": ["BuyerRequestedChange", "DeliveryTipChange"]}, 0),
        ({"marketplaceIds": [MARKET], "orderChangeTypes": ["BuyerRequestedChange"]}, 0),
        ({"aggregationSettings": {"aggregationTimePeriod": "FiveMinutes"}}, 1),
    ],
)
def test_only_what_is_asked_for_comes(
    application: Application, wanted: dict[str, object], count: int
) -> None:
    """Both lists have to let a change through; one that is empty lets everything."""
    made = subscribed(application, event_filter(**wanted))
    assert made.status_code == 200, made.text
    assert made.json()["payload"]["processingDirective"] == event_filter(**wanted)
    application.world.buy("mug", "amz", [("MUG", 1, None)])
    assert len(application.queued()) == count
    assert len(application.world.state.platform_state(Queues).queues[QUEUE].lying) == count


@pytest.mark.parametrize(
    "directive",
    [
        [],
        {"eventFilter": {}},
        {"eventFilter": {"eventFilterType": "ANY_OFFER_CHANGED"}},
        {"eventFilter": {"eventFilterType": ["ORDER_CHANGE"]}},
        event_filter(marketplaceIds=MARKET),
        event_filter(marketplaceIds=[1]),
        event_filter(orderChangeTypes=["Sold"]),
        event_filter(aggregationSettings={"aggregationTimePeriod": "OneHour"}),
        event_filter() | {"filterExpression": "x == `y`"},
        {"filterExpression": "x" * 257},
    ],
)
def test_a_directive_that_cannot_be_is_refused(application: Application, directive: object) -> None:
    """400, and nobody is subscribed."""
    refused = subscribed(application, directive)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert application.world.webhooks.subscriptions == {}


def test_a_type_without_filters_takes_none(application: Application) -> None:
    """Each type takes an eventFilter of its own name, and FEED_PROCESSING_FINISHED has none."""
    kind = "FEED_PROCESSING_FINISHED"
    assert subscribed(application, event_filter(), kind).status_code == 400
    bad = {"payloadVersion": "1.0", "destinationId": "x"}
    path = f"/subscriptions/{kind}"
    refused = application.call("POST", path, bad, token=application.seller)
    assert "2020-09-04" in refused.json()["errors"][0]["details"]


def test_an_event_bus_is_readable_as_ever(application: Application) -> None:
    """EventBridge is not served; its messages lie in the world under the bus's name."""
    bus = {"eventBridge": {"region": "us-east-1", "accountId": "123456789012"}}
    body = {"name": "bus", "resourceSpecification": bus}
    made = application.call("POST", "/destinations", body).json()["payload"]
    application.subscribe(made["destinationId"])
    application.world.buy("mug", "amz", [("MUG", 1, None)])
    name = made["resource"]["eventBridge"]["name"]
    assert len(application.queued(name)) == 1
    assert application.world.state.platform_state(Queues).queues == {}


def test_a_fifo_queue_is_no_destination(application: Application) -> None:
    """The Selling Partner API sends to standard queues only."""
    body = {"name": "x", "resourceSpecification": {"sqs": {"arn": f"{QUEUE}.fifo"}}}
    refused = application.call("POST", "/destinations", body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")
