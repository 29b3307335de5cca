"""ORDER_CHANGE: destinations, subscriptions, and the documents that lie in the queue."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from mockplace.serving.render_webhook import webhook_request
from tests.wire.reference import amazon_model

START = 1_795_165_200_000
QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders"


class Application:
    """A program with a seller's consent and with a token of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        base = "https://sellingpartnerapi-na.amazon.com"
        self.http = httpx.Client(transport=Transport(world), base_url=base)
        self.account = world.accounts["amz"]
        self.seller = self._token(grant_type="refresh_token", refresh_token=self.account.token)
        scope = "sellingpartnerapi::notifications"
        self.own = self._token(grant_type="client_credentials", scope=scope)

    def _token(self, **form: str) -> str:
        client = {
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
        }
        answer = self.http.post("https://api.amazon.com/auth/o2/token", data=client | form)
        return str(answer.json()["access_token"])

    def call(
        self, method: str, path: str, body: object = None, *, token: str = ""
    ) -> httpx.Response:
        """One call, with the application's own token where no other is given."""
        headers = {"x-amz-access-token": token or self.own}
        return self.http.request(method, f"/notifications/v1{path}", json=body, headers=headers)

    def destination(self, arn: str = QUEUE) -> str:
        """A new destination; its id."""
        body = {"name": "orders", "resourceSpecification": {"sqs": {"arn": arn}}}
        answer = self.call("POST", "/destinations", body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["payload"]["destinationId"])

    def subscribe(self, destination: str) -> httpx.Response:
        """A seller's subscription."""
        body = {"payloadVersion": "1.0", "destinationId": destination}
        return self.call("POST", "/subscriptions/ORDER_CHANGE", body, token=self.seller)

    def queued(self, arn: str = QUEUE) -> list[dict[str, Any]]:
        """The documents in a queue."""
        messages = self.world.webhooks.queues.get(arn, [])
        return [json.loads(webhook_request(self.world, message).body) for message in messages]


@pytest.fixture
def application() -> Application:
    """A seller of mugs."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.list_product(Product("MUG", "Slate mug", 1299, 400, ("amz",)))
    return Application(world)


def statuses(application: Application) -> list[str]:
    """The order's status in each document."""
    return [
        one["Payload"]["OrderChangeNotification"]["Summary"]["OrderStatus"]
        for one in application.queued()
    ]


def test_each_change_of_an_order_lies_in_the_queue(application: Application) -> None:
    """From the purchase to the last parcel, with the order as it stood then."""
    application.subscribe(application.destination())
    world = application.world
    order = world.buy("mug", "amz", [("MUG", 2, None)], paid=False)
    world.pay("amz", order.order_id)
    line = order.lines[0].line_id
    world.shipping.confirm(
        "amz", order.order_id, carrier="UPS", service="", tracking="1Z", units={line: 1},
        shipped_at=world.now, reference="1",
    )  # fmt: skip
    world.shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z2")
    assert statuses(application) == ["Pending", "Unshipped", "PartiallyShipped", "Shipped"]
    found = application.queued()[2]["Payload"]["OrderChangeNotification"]
    assert found["AmazonOrderId"] == order.order_id
    assert found["SellerId"] == "A2EXAMPLE"
    assert found["Summary"]["OrderItems"][0]["QuantityShipped"] == 1
    other = world.buy("other", "amz", [("MUG", 1, None)])
    world.cancel("amz", other.order_id)
    assert statuses(application)[-2:] == ["Unshipped", "Canceled"]


def test_a_buyers_request_is_told_with_its_line(application: Application) -> None:
    """As a change that the buyer asked for; what the seller makes of it is a change of status."""
    application.subscribe(application.destination())
    world = application.world
    world.list_product(Product("CUP", "Cup", 900, 300, ("amz",)))
    order = world.buy("two", "amz", [("MUG", 1, None), ("CUP", 1, None)])
    line = order.lines[1].line_id
    world.after_sale.request_cancellation("amz", order.order_id, lines=[line])
    world.after_sale.approve_cancellation("amz", order.order_id)
    told = [one["Payload"]["OrderChangeNotification"] for one in application.queued()]
    assert [one["OrderChangeType"] for one in told] == [
        "OrderStatusChange", "BuyerRequestedChange", "OrderStatusChange",
    ]  # fmt: skip
    assert told[1]["OrderChangeTrigger"]["ChangeReason"] == "Buyer Requested Cancel"
    items = told[1]["Summary"]["OrderItems"]
    assert [item["IsBuyerRequestedCancel"] for item in items] == [False, True]
    left = [one["Summary"]["NumberOfItemsUnshipped"] for one in told]
    assert left == [2, 2, 1]


def test_the_document_is_the_one_of_amazons_model(application: Application) -> None:
    """Required fields and enums, and no property that the model does not have."""
    application.subscribe(application.destination())
    application.world.buy("mug", "amz", [("MUG", 1, None)], prime=True)
    application.world.buy("gone", "amz", [("MUG", 1, None)], address=False)
    asked = application.world.buy("asked", "amz", [("MUG", 1, None)])
    application.world.after_sale.request_cancellation("amz", asked.order_id, "mistake")
    schema = amazon_model("OrderChangeNotification")
    for document in application.queued():
        jsonschema.validate(document, schema)
        _only_known(document, schema)


def _only_known(document: Any, schema: dict[str, Any]) -> None:
    if isinstance(document, list):
        (item,) = schema["items"].get("anyOf", [schema["items"]])
        for one in document:
            _only_known(one, item)
    elif isinstance(document, dict):
        assert set(document) <= set(schema["properties"])
        for key, value in document.items():
            _only_known(value, schema["properties"][key])


def test_what_was_never_asked_for_is_not_sent(application: Application) -> None:
    """Before the subscription, and after it was deleted."""
    application.world.buy("before", "amz", [("MUG", 1, None)])
    answer = application.subscribe(application.destination())
    subscription = answer.json()["payload"]["subscriptionId"]
    path = f"/subscriptions/ORDER_CHANGE/{subscription}"
    assert application.call("GET", path).json()["payload"]["subscriptionId"] == subscription
    assert application.call("DELETE", path).status_code == 200
    application.world.buy("after", "amz", [("MUG", 1, None)])
    assert application.queued() == []
    assert application.call("GET", path).status_code == 404


def test_who_may_ask_for_what(application: Application) -> None:
    """Destinations take a token without a seller, subscriptions one with a seller."""
    denied = application.call("GET", "/destinations", token=application.seller)
    assert (denied.status_code, denied.json()["errors"][0]["code"]) == (403, "Unauthorized")
    denied = application.call("GET", "/subscriptions/ORDER_CHANGE")
    assert denied.status_code == 403
    application.world.advance_to(application.world.now + 3_600_000)
    expired = application.call("GET", "/destinations").json()["errors"][0]["details"]
    assert expired == "The access token you provided has expired."


def test_destinations_are_listed_read_and_deleted(application: Application) -> None:
    """One that is in use is not deleted."""
    queue = application.destination()
    bus = {"eventBridge": {"region": "us-east-1", "accountId": "123456789012"}}
    body = {"name": "bus", "resourceSpecification": bus}
    made = application.call("POST", "/destinations", body).json()["payload"]
    assert made["resource"]["eventBridge"]["name"].startswith("aws.partner/sellingpartnerapi")
    listed = application.call("GET", "/destinations").json()["payload"]
    assert [one["destinationId"] for one in listed] == [queue, made["destinationId"]]
    one = application.call("GET", f"/destinations/{queue}").json()["payload"]
    assert one["resource"] == {"sqs": {"arn": QUEUE}}
    application.subscribe(queue)
    assert application.call("DELETE", f"/destinations/{queue}").status_code == 409
    assert application.call("DELETE", f"/destinations/{made['destinationId']}").status_code == 200
    assert application.call("GET", f"/destinations/{made['destinationId']}").status_code == 404


def test_one_subscription_of_a_type_is_enough(application: Application) -> None:
    """A second one is a conflict, and so is a second destination of one queue."""
    destination = application.destination()
    assert application.subscribe(destination).status_code == 200
    assert application.subscribe(destination).status_code == 409
    body = {"name": "again", "resourceSpecification": {"sqs": {"arn": QUEUE}}}
    assert application.call("POST", "/destinations", body).status_code == 409
    seller = application.seller
    found = application.call("GET", "/subscriptions/ORDER_CHANGE", token=seller).json()
    every = application.call("GET", "/subscriptions", token=seller).json()["payload"][
        "subscriptions"
    ]
    assert [one["subscriptionId"] for one in every] == [found["payload"]["subscriptionId"]]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "resourceSpecification": {}},
        {"name": "", "resourceSpecification": {"sqs": {"arn": QUEUE}}},
        {"name": "x", "resourceSpecification": {"sqs": {"arn": "queue"}}},
        {"name": "x", "resourceSpecification": {"eventBridge": {"region": "x", "accountId": "1"}}},
        {"resourceSpecification": {"sqs": {"arn": QUEUE}}},
        [],
    ],
)
def test_a_destination_that_cannot_be_is_refused(application: Application, body: object) -> None:
    """400 with Amazon's code, and nothing is made."""
    answer = application.call("POST", "/destinations", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert application.call("GET", "/destinations").json()["payload"] == []


def test_a_message_may_be_lost_or_doubled_on_its_way_to_the_queue(
    application: Application,
) -> None:
    """SQS delivers at least once, and in no promised sequence."""
    application.subscribe(application.destination())
    application.world.faults.add(Fault("drop", "ORDER_CHANGE"))
    application.world.faults.add(Fault("duplicate", "ORDER_CHANGE", nth=2))
    for name in ("lost", "twice"):
        application.world.buy(name, "amz", [("MUG", 1, None)])
    found = application.queued()
    assert len(found) == 2
    assert found[0]["NotificationMetadata"] == found[1]["NotificationMetadata"]


def test_a_late_message_comes_into_the_queue_in_its_time(application: Application) -> None:
    """Nobody has to carry it: looking for what is due fills the queues."""
    application.subscribe(application.destination())
    application.world.faults.add(Fault("delay", delay=60_000))
    application.world.buy("late", "amz", [("MUG", 1, None)])
    assert application.world.webhooks.due(application.world.now) == []
    assert application.queued() == []
    assert application.world.webhooks.next_due() == START + 60_000
    application.world.advance_to(START + 60_000)
    assert application.world.webhooks.due(application.world.now) == []
    assert len(application.queued()) == 1


def test_a_directive_that_no_answer_can_show_is_refused(application: Application) -> None:
    """Nothing is recorded of a document that is nested too deeply to be written again."""
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    body = {
        "payloadVersion": "1.0",
        "destinationId": application.destination(),
        "processingDirective": {"eventFilter": {"eventFilterType": "ORDER_CHANGE", "x": deep}},
    }
    path, token = "/subscriptions/ORDER_CHANGE", application.seller
    assert application.call("POST", path, body, token=token).status_code == 400
    assert application.world.webhooks.subscriptions == {}


def test_a_cancelled_item_waits_for_no_shipment(application: Application) -> None:
    """Of what is cancelled in part the rest is shipped; what is cancelled whole has no status."""
    application.subscribe(application.destination())
    world = application.world
    order = world.buy("mug", "amz", [("MUG", 1, None), ("MUG", 1, None)])
    world.after_sale.cancel_by_seller("amz", order.order_id, lines=[order.lines[0].line_id])
    world.shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z")
    summaries = [
        one["Payload"]["OrderChangeNotification"]["Summary"] for one in application.queued()
    ]
    told = [[item.get("OrderItemStatus") for item in one["OrderItems"]] for one in summaries]
    assert (told[0], told[-1]) == (["Unshipped"] * 2, [None, "Shipped"])
