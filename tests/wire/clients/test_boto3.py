"""boto3, unmodified, as a judge of the queues: what a program does that is told of orders.

It speaks AWS JSON 1.0 and signs what it sends; the simulator takes any signature. Retries are
switched off, so that a fault is seen at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from tests.wire.clients.amazons_own import amazons_client
from tests.wire.clients.conftest import HOUR, MINUTE, Places

boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
spapi = pytest.importorskip("spapi", reason="amzn-sp-api is not installed")
notes = pytest.importorskip("spapi.models.notifications_v1")
settings = pytest.importorskip("botocore.config")
broken = pytest.importorskip("botocore.exceptions")

SECOND = 1_000
DAY = 24 * HOUR


def client_of(
    endpoint: str | None, region: str = "us-east-1", key: str = "AKIAEXAMPLE", patience: float = 5
) -> Any:
    """boto3's client; without an endpoint it goes to Amazon's own host."""
    return boto3.client(
        "sqs",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key="any",
        config=settings.Config(retries={"total_max_attempts": 1}, read_timeout=patience),
    )


@pytest.fixture
def sqs(base: str) -> Iterator[Any]:
    """boto3 at the port."""
    client = client_of(base)
    yield client
    client.close()


@pytest.fixture
def queue(sqs: Any) -> str:
    """The URL of a queue."""
    return str(sqs.create_queue(QueueName="orders")["QueueUrl"])


def code(refused: pytest.ExceptionInfo[Any]) -> str:
    """The code of a refusal, as programs compare it."""
    return str(refused.value.response["Error"]["Code"])


def bodies(sqs: Any, queue: str, **more: object) -> list[str]:
    """What is received now, at most ten."""
    asked = {"MaxNumberOfMessages": 10} | more
    return [one["Body"] for one in sqs.receive_message(QueueUrl=queue, **asked).get("Messages", [])]


def destination(world: World, base: str, arn: str) -> tuple[Any, str]:
    """Amazon's own library: a destination of the application, and the seller's interface."""
    own = amazons_client(world, base, "sellingpartnerapi::notifications")
    resource = notes.DestinationResourceSpecification(sqs=notes.SqsResource(arn=arn))
    asked = notes.CreateDestinationRequest(name="orders", resource_specification=resource)
    made = spapi.NotificationsApi(own).create_destination(asked).payload
    return amazons_client(world, base), str(made.destination_id)


def test_it_is_told_of_an_order_and_takes_it(world: World, base: str, sqs: Any, queue: str) -> None:
    """Queue, destination, subscription, purchase, message, order, deleted: the whole way."""
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    client, wanted = destination(world, base, arn["QueueArn"])
    asked = notes.CreateSubscriptionRequest(payload_version="1.0", destination_id=wanted)
    spapi.NotificationsApi(client).create_subscription("ORDER_CHANGE", asked)
    order = world.buy("mug", "amz", [("MUG-SLATE", 2, None)])
    (message,) = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"]
    told = json.loads(message["Body"])["Payload"]["OrderChangeNotification"]
    assert told["AmazonOrderId"] == order.order_id
    found = spapi.GetOrderApi(client).get_order(told["AmazonOrderId"]).order
    assert [item.quantity_ordered for item in found.order_items] == [2]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    world.advance_to(world.now + HOUR)
    assert bodies(sqs, queue) == []


def test_python_amazon_sp_api_subscribes_as_well(
    world: World, base: str, sqs: Any, queue: str
) -> None:
    """The other library's Notifications client makes the same destination and subscription."""
    sp_api = pytest.importorskip("sp_api.api")
    tokens = pytest.importorskip("sp_api.auth").AccessTokenClient
    account = world.accounts["amz"]
    place = {"scheme": "http://", "host": base.removeprefix("http://")}
    kind = type("Tokens", (tokens,), place)
    market = type("Place", (), {"endpoint": base, "marketplace_id": "x", "region": "us-east-1"})
    given = {
        "refresh_token": account.token,
        "lwa_app_id": account.client_id,
        "lwa_client_secret": account.client_secret,
    }
    client = sp_api.Notifications(
        credentials=given, marketplace=market, auth_token_client_class=kind
    )
    arn = "arn:aws:sqs:us-east-1:123456789012:orders"
    made = client.create_destination(name="orders", arn=arn).payload["destinationId"]
    client.create_subscription("ORDER_CHANGE", destination_id=made)
    world.buy("mug", "amz", [("MUG-SLATE", 1, None)])
    (body,) = bodies(sqs, queue)
    assert json.loads(body)["NotificationType"] == "ORDER_CHANGE"
    client.close()
    client._auth._transport.close()  # what it fetches tokens with has no way to close it


def test_a_queue_that_a_destination_names_is_there(world: World, base: str, sqs: Any) -> None:
    """Whoever knows its name finds it, in whatever account; another region has none."""
    destination(world, base, "arn:aws:sqs:us-east-1:444455556666:named")
    url = sqs.get_queue_url(QueueName="named")["QueueUrl"]
    assert url.endswith("/444455556666/named")
    assert sqs.list_queues(QueueNamePrefix="na")["QueueUrls"] == [url]
    elsewhere = client_of(base, "eu-west-1")
    with pytest.raises(elsewhere.exceptions.QueueDoesNotExist):
        elsewhere.get_queue_url(QueueName="named")
    elsewhere.close()


def test_a_message_comes_back_until_it_is_deleted(world: World, sqs: Any, queue: str) -> None:
    """Hidden for thirty seconds of the world's clock, counted, and gone with its last receipt."""
    sent = sqs.send_message(QueueUrl=queue, MessageBody="mug")
    asked = {"QueueUrl": queue, "MessageSystemAttributeNames": ["All"]}
    (first,) = sqs.receive_message(**asked)["Messages"]
    assert first["MessageId"] == sent["MessageId"]
    assert first["MD5OfBody"] == sent["MD5OfMessageBody"]
    assert "Messages" not in sqs.receive_message(**asked)
    world.advance_to(world.now + 30 * SECOND)
    (again,) = sqs.receive_message(**asked)["Messages"]
    counts = [one["Attributes"]["ApproximateReceiveCount"] for one in (first, again)]
    assert counts == ["1", "2"]
    assert again["Attributes"]["SentTimestamp"] == first["Attributes"]["SentTimestamp"]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=first["ReceiptHandle"])  # taken, and in vain
    world.advance_to(world.now + 30 * SECOND)
    (third,) = sqs.receive_message(**asked)["Messages"]
    world.advance_to(world.now + HOUR)  # long visible again, and its receipt is still the last
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=third["ReceiptHandle"])
    assert bodies(sqs, queue) == []


def test_a_message_may_be_a_mebibyte_long(sqs: Any, queue: str) -> None:
    """The longest that SQS takes, in characters that JSON writes with six; not a byte more."""
    longest = "\u0141" * 2**19
    sqs.send_message(QueueUrl=queue, MessageBody=longest)
    assert bodies(sqs, queue) == [longest]
    with pytest.raises(broken.ClientError) as refused:
        sqs.send_message(QueueUrl=queue, MessageBody=longest + "x")
    assert code(refused) == "InvalidParameterValue"


def test_it_gives_a_message_back_and_keeps_one_longer(world: World, sqs: Any, queue: str) -> None:
    """A visibility of 0 is the way to say no; more time is counted from now."""
    sqs.send_message(QueueUrl=queue, MessageBody="mug")
    (message,) = sqs.receive_message(QueueUrl=queue, VisibilityTimeout=10)["Messages"]
    handle = message["ReceiptHandle"]
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=60)
    world.advance_to(world.now + 59 * SECOND)
    assert bodies(sqs, queue) == []
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=0)
    with pytest.raises(sqs.exceptions.MessageNotInflight) as refused:
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=9)
    assert code(refused) == "AWS.SimpleQueueService.MessageNotInflight"
    assert bodies(sqs, queue) == ["mug"]
    with pytest.raises(broken.ClientError) as refused:
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=9)
    assert code(refused) == "InvalidParameterValue"


def test_nothing_is_hidden_for_more_than_twelve_hours(world: World, sqs: Any, queue: str) -> None:
    """Counted from when it was received first."""
    sqs.send_message(QueueUrl=queue, MessageBody="mug")
    (message,) = sqs.receive_message(QueueUrl=queue, VisibilityTimeout=43_200)["Messages"]
    world.advance_to(world.now + MINUTE)
    asked = {"QueueUrl": queue, "ReceiptHandle": message["ReceiptHandle"]}
    with pytest.raises(broken.ClientError) as refused:
        sqs.change_message_visibility(**asked, VisibilityTimeout=43_200)
    assert "43200" in str(refused.value)
    sqs.change_message_visibility(**asked, VisibilityTimeout=43_140)


def test_a_message_is_kept_for_four_days(world: World, sqs: Any, queue: str) -> None:
    """And no longer; a queue may be told to keep it for less."""
    sqs.send_message(QueueUrl=queue, MessageBody="old")
    world.advance_to(world.now + 4 * DAY - SECOND)
    assert bodies(sqs, queue, VisibilityTimeout=0) == ["old"]
    world.advance_to(world.now + SECOND)
    assert bodies(sqs, queue) == []
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"MessageRetentionPeriod": "60"})
    sqs.send_message(QueueUrl=queue, MessageBody="short")
    world.advance_to(world.now + MINUTE)
    assert bodies(sqs, queue) == []


def test_it_works_in_batches(sqs: Any, queue: str) -> None:
    """Ten at once; each entry is taken or refused for itself."""
    entries = [{"Id": f"n{n}", "MessageBody": f"mug {n}"} for n in range(10)]
    sent = sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    assert [one["Id"] for one in sent["Successful"]] == [one["Id"] for one in entries]
    taken = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert [one["Body"] for one in taken] == [f"mug {n}" for n in range(10)]
    handles = [one["ReceiptHandle"] for one in taken]
    hidden = [
        {"Id": f"n{n}", "ReceiptHandle": handle, "VisibilityTimeout": 0}
        for n, handle in enumerate([*handles[:2], "nonsense"])
    ]
    changed = sqs.change_message_visibility_batch(QueueUrl=queue, Entries=hidden)
    (bad,) = changed["Failed"]
    assert (bad["Id"], bad["Code"], bad["SenderFault"]) == ("n2", "ReceiptHandleIsInvalid", True)
    gone = [{"Id": f"n{n}", "ReceiptHandle": handle} for n, handle in enumerate(handles)]
    assert len(sqs.delete_message_batch(QueueUrl=queue, Entries=gone)["Successful"]) == 10
    assert bodies(sqs, queue) == []


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ([], "EmptyBatchRequest"),
        ([{"Id": "a", "MessageBody": "x"}] * 2, "BatchEntryIdsNotDistinct"),
        ([{"Id": "a b", "MessageBody": "x"}], "InvalidBatchEntryId"),
        (
            [{"Id": f"n{n}", "MessageBody": "x"} for n in range(11)],
            "TooManyEntriesInBatchRequest",
        ),
    ],
)
def test_a_batch_that_cannot_be_is_refused(
    sqs: Any, queue: str, entries: list[dict[str, str]], error: str
) -> None:
    """As a whole, with a class of its own."""
    with pytest.raises(getattr(sqs.exceptions, error)) as refused:
        sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    assert code(refused) == f"AWS.SimpleQueueService.{error}"
    assert bodies(sqs, queue) == []


def test_attributes_of_a_message_travel_with_it(sqs: Any, queue: str) -> None:
    """Those that are asked for, by name or by the beginning of it, and their digest."""
    given = {
        "kind.a": {"DataType": "String", "StringValue": "é"},
        "kind.b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"},
        "other": {"DataType": "Number", "StringValue": "7"},
    }
    sent = sqs.send_message(QueueUrl=queue, MessageBody="mug", MessageAttributes=given)
    asked = {"QueueUrl": queue, "VisibilityTimeout": 0}
    (plain,) = sqs.receive_message(**asked)["Messages"]
    assert "MessageAttributes" not in plain
    (some,) = sqs.receive_message(**asked, MessageAttributeNames=["kind.*"])["Messages"]
    assert sorted(some["MessageAttributes"]) == ["kind.a", "kind.b"]
    (every,) = sqs.receive_message(**asked, MessageAttributeNames=["All"])["Messages"]
    assert every["MessageAttributes"] == given
    assert every["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]


def test_queues_are_made_once_listed_described_and_deleted(
    world: World, sqs: Any, queue: str
) -> None:
    """The same wish finds the queue, another one is refused; a deleted name rests for a minute."""
    assert sqs.create_queue(QueueName="orders")["QueueUrl"] == queue
    with pytest.raises(sqs.exceptions.QueueNameExists) as refused:
        sqs.create_queue(QueueName="orders", Attributes={"DelaySeconds": "5"})
    assert code(refused) == "QueueAlreadyExists"
    sqs.create_queue(QueueName="others")
    page = sqs.list_queues(MaxResults=1)
    assert page["QueueUrls"] == [queue]
    rest = sqs.list_queues(MaxResults=1, NextToken=page["NextToken"])
    assert rest["QueueUrls"][0].endswith("/others")
    assert "NextToken" not in rest
    sqs.send_message(QueueUrl=queue, MessageBody="mug", DelaySeconds=60)
    shown = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert shown["ApproximateNumberOfMessagesDelayed"] == "1"
    assert shown["VisibilityTimeout"] == "30"
    sqs.delete_queue(QueueUrl=queue)
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        sqs.receive_message(QueueUrl=queue)
    with pytest.raises(sqs.exceptions.QueueDeletedRecently):
        sqs.create_queue(QueueName="orders")
    world.advance_to(world.now + MINUTE)
    assert sqs.create_queue(QueueName="orders")["QueueUrl"] == queue


def test_a_queue_is_emptied_once_a_minute(world: World, sqs: Any, queue: str) -> None:
    """Purging is at once, and refused too soon."""
    sqs.send_message(QueueUrl=queue, MessageBody="mug")
    sqs.purge_queue(QueueUrl=queue)
    assert bodies(sqs, queue) == []
    with pytest.raises(sqs.exceptions.PurgeQueueInProgress):
        sqs.purge_queue(QueueUrl=queue)
    world.advance_to(world.now + MINUTE)
    sqs.purge_queue(QueueUrl=queue)


@pytest.mark.parametrize(
    ("operation", "asked", "error"),
    [
        ("receive_message", {"MaxNumberOfMessages": 11}, "InvalidParameterValue"),
        ("receive_message", {"WaitTimeSeconds": 21}, "InvalidParameterValue"),
        ("receive_message", {"MessageSystemAttributeNames": ["Nope"]}, "InvalidAttributeName"),
        ("delete_message", {"ReceiptHandle": "nonsense"}, "ReceiptHandleIsInvalid"),
        ("send_message", {"MessageBody": "\x01"}, "InvalidMessageContents"),
        ("send_message", {"MessageBody": "x", "DelaySeconds": 901}, "InvalidParameterValue"),
        ("set_queue_attributes", {"Attributes": {"Nope": "1"}}, "InvalidAttributeName"),
        (
            "set_queue_attributes",
            {"Attributes": {"VisibilityTimeout": "50000"}},
            "InvalidAttributeValue",
        ),
        ("list_queue_tags", {}, "AWS.SimpleQueueService.UnsupportedOperation"),
    ],
)
def test_a_request_that_cannot_be_is_refused(
    sqs: Any, queue: str, operation: str, asked: dict[str, Any], error: str
) -> None:
    """With SQS's own code."""
    with pytest.raises(broken.ClientError) as refused:
        getattr(sqs, operation)(QueueUrl=queue, **asked)
    assert code(refused) == error


def test_a_fifo_queue_is_neither_made_nor_a_destination(world: World, base: str, sqs: Any) -> None:
    """The Selling Partner API sends to standard queues only."""
    with pytest.raises(sqs.exceptions.UnsupportedOperation):
        sqs.create_queue(QueueName="orders.fifo", Attributes={"FifoQueue": "true"})
    with pytest.raises(spapi.ApiException) as refused:
        destination(world, base, "arn:aws:sqs:us-east-1:123456789012:orders.fifo")
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("rate_limited", "RequestThrottled"),
        ("auth_expired", "ExpiredToken"),
        ("server_error", "InternalFailure"),
    ],
)
def test_faults_of_a_call_are_in_the_words_of_sqs(
    world: World, sqs: Any, queue: str, kind: Any, wanted: str
) -> None:
    """Planned for one operation, whose address others share."""
    sqs.send_message(QueueUrl=queue, MessageBody="mug")
    world.faults.add(Fault(kind, "sqs.ReceiveMessage"))
    assert sqs.list_queues()["QueueUrls"] == [queue]
    with pytest.raises(broken.ClientError) as refused:
        sqs.receive_message(QueueUrl=queue)
    assert code(refused) == wanted
    assert bodies(sqs, queue) == ["mug"]


def test_a_lost_answer_hides_a_message_for_its_time(
    world: World, base: str, sqs: Any, queue: str
) -> None:
    """It was received, and nobody has it: it comes back by itself."""
    sqs.send_message(QueueUrl=queue, MessageBody="mug")
    world.faults.add(Fault("timeout_after_commit", "sqs.ReceiveMessage"))
    hasty = client_of(base, patience=0.2)
    with pytest.raises(broken.ReadTimeoutError):
        hasty.receive_message(QueueUrl=queue)
    hasty.close()
    assert bodies(sqs, queue) == []
    world.advance_to(world.now + 30 * SECOND)
    assert bodies(sqs, queue) == ["mug"]


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "us-west-2"])
def test_amazons_own_host_leads_here_through_the_proxy(
    world: World, places: Places, environment: pytest.MonkeyPatch, region: str
) -> None:
    """No endpoint is named: two variables lead it to the simulator, in each region of Amazon's."""
    places.stage.show(world)
    environment.setenv("HTTPS_PROXY", places.proxy)
    environment.setenv("AWS_CA_BUNDLE", str(places.authority))
    sqs = client_of(None, region)
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    assert url == f"https://sqs.{region}.amazonaws.com/123456789012/orders"
    sqs.send_message(QueueUrl=url, MessageBody="mug")
    assert bodies(sqs, url) == ["mug"]
    sqs.close()


def test_an_access_key_may_be_an_account(base: str) -> None:
    """Twelve digits, as other simulators of AWS take them; its queues are its own."""
    mine = client_of(base, key="111122223333")
    url = mine.create_queue(QueueName="mine")["QueueUrl"]
    assert url.endswith("/111122223333/mine")
    other = client_of(base, key="999999999999")
    with pytest.raises(other.exceptions.QueueDoesNotExist):
        other.get_queue_url(QueueName="mine")
    mine.close()
    other.close()
