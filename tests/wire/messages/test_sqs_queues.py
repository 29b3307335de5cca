"""SQS below any SDK: both protocols, the address of a queue, faults, and long polls."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds, restored, saved
from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account, Product
from mockplace.kernel.webhooks.subscriptions import Destination, Subscription
from mockplace.kernel.world import World
from mockplace.platforms.amazon.rules.sqs_queues import Queues
from mockplace.serving.clock import FROZEN, MANUAL, REAL, Pace, ServedClock
from mockplace.serving.dispatch import Request, answer
from mockplace.serving.httpx_transport import Transport
from mockplace.serving.server import site
from tests.doubles.server_thread import running

START = 1_795_165_200_000
ARN = "arn:aws:sqs:us-east-1:123456789012:orders"
PATH = "/123456789012/orders"
SPACE = "{http://queue.amazonaws.com/doc/2012-11-05/}"


@pytest.fixture
def world() -> World:
    """A seller of mugs who subscribed to changes of orders."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.list_product(Product("MUG", "Slate mug", 1299, 400, ("amz",)))
    world.state.platform_state(Queues).name(ARN, START)
    resource = {"sqs": {"arn": ARN}}
    to = Destination("d", "amazon", "mockplace", "orders", ARN, resource=resource)
    world.webhooks.destinations["d"] = to
    told = Subscription("s", "amazon", "amz", "mockplace", "ORDER_CHANGE", "d", True, START, START)
    world.webhooks.subscriptions["s"] = told
    return world


@dataclass
class Program:
    """Somebody who writes requests by hand."""

    world: World
    http: httpx.Client

    def json(self, action: str, asked: object, *, raw: bytes | None = None) -> httpx.Response:
        """A request of AWS JSON 1.0."""
        headers = {
            "x-amz-target": f"AmazonSQS.{action}",
            "content-type": "application/x-amz-json-1.0",
        }
        content = raw if raw is not None else json.dumps(asked).encode()
        return self.http.post("/", content=content, headers=headers)

    def form(self, action: str, path: str = PATH, **fields: str) -> httpx.Response:
        """A request of the query protocol."""
        named = {name.replace("_", "."): value for name, value in fields.items()}
        return self.http.post(path, data={"Action": action, "Version": "2012-11-05"} | named)

    def received(self) -> list[str]:
        """The orders of which messages tell, the queue's oldest message first."""
        found = self.json("ReceiveMessage", {"QueueUrl": PATH, "MaxNumberOfMessages": 10}).json()
        bodies = [json.loads(one["Body"]) for one in found.get("Messages", [])]
        return [one["Payload"]["OrderChangeNotification"]["AmazonOrderId"] for one in bodies]


@pytest.fixture(params=["in process", "over a port"])
def program(request: pytest.FixtureRequest, world: World) -> Iterator[Program]:
    """The same world by each way in."""
    if request.param == "in process":
        base = "https://sqs.us-east-1.amazonaws.com"
        client = httpx.Client(transport=Transport(world), base_url=base)
    else:
        client = request.getfixturevalue("served")(world)
    with client as http:
        yield Program(world, http)


def xml(response: httpx.Response) -> ElementTree.Element:
    """The document of an answer of the query protocol."""
    assert response.headers["content-type"] == "text/xml"
    return ElementTree.fromstring(response.content)  # noqa: S314 - the simulator's own


def test_the_query_protocol_sends_receives_and_deletes(program: Program) -> None:
    """At the queue's own address, with lists and maps as numbered names."""
    sent = xml(
        program.form(
            "SendMessage",
            MessageBody="a <mug> & more\r\n",
            MessageAttribute_1_Name="kind",
            MessageAttribute_1_Value_DataType="String",
            MessageAttribute_1_Value_StringValue="slate",
        )
    )
    number = sent.findtext(f"{SPACE}SendMessageResult/{SPACE}MessageId")
    got = xml(
        program.form(
            "ReceiveMessage", AttributeName_1="SentTimestamp", MessageAttributeName_1="All"
        )
    )
    (message,) = got.iter(f"{SPACE}Message")
    assert message.findtext(f"{SPACE}MessageId") == number
    assert message.findtext(f"{SPACE}Body") == "a <mug> & more\r\n"
    attribute = message.find(f"{SPACE}Attribute")
    assert attribute is not None
    assert attribute.findtext(f"{SPACE}Value") == str(START)
    value = message.find(f"{SPACE}MessageAttribute/{SPACE}Value")
    assert value is not None
    assert value.findtext(f"{SPACE}StringValue") == "slate"
    receipt = message.findtext(f"{SPACE}ReceiptHandle") or ""
    gone = xml(program.form("DeleteMessage", ReceiptHandle=receipt))
    assert gone.tag == f"{SPACE}DeleteMessageResponse"
    program.world.advance_to(START + 3_600_000)
    assert not list(xml(program.form("ReceiveMessage")).iter(f"{SPACE}Message"))


def test_the_query_protocol_works_in_batches_and_by_get(program: Program) -> None:
    """Entries are numbered; a queue is found by its name at the service's address."""
    sent = program.form(
        "SendMessageBatch",
        SendMessageBatchRequestEntry_1_Id="a",
        SendMessageBatchRequestEntry_1_MessageBody="one",
        SendMessageBatchRequestEntry_2_Id="b",
    )
    assert xml(sent).findtext(f".//{SPACE}SendMessageBatchResultEntry/{SPACE}Id") == "a"
    bad = xml(sent).find(f".//{SPACE}BatchResultErrorEntry")
    assert bad is not None
    assert bad.findtext(f"{SPACE}Code") == "MissingParameter"
    found = xml(program.http.get("/", params={"Action": "GetQueueUrl", "QueueName": "orders"}))
    assert (found.findtext(f".//{SPACE}QueueUrl") or "").endswith(PATH)


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("/123456789012/nope", {"Action": "ReceiveMessage"},
         "AWS.SimpleQueueService.NonExistentQueue"),
        (PATH, {"Action": "Nope"}, "InvalidAction"),
        (PATH, {"Action": "DeleteMessage", "ReceiptHandle": "x"}, "ReceiptHandleIsInvalid"),
        (PATH, {"Action": "DeleteMessage"}, "MissingParameter"),
        (PATH, {"Action": "ReceiveMessage", "MaxNumberOfMessages": "x"}, "InvalidParameterValue"),
        ("/", {"Action": "ReceiveMessage"}, "MissingParameter"),
        ("/", {"Action": "CreateQueue", "QueueName": "a b"}, "InvalidParameterValue"),
    ],
)  # fmt: skip
def test_the_query_protocol_refuses_in_xml(
    program: Program, path: str, fields: dict[str, str], code: str
) -> None:
    """400 and an ErrorResponse with the older codes."""
    refused = program.http.post(path, data=fields)
    assert refused.status_code == 400
    assert xml(refused).findtext(f"{SPACE}Error/{SPACE}Code") == code


@pytest.mark.parametrize(
    ("action", "raw", "name"),
    [
        ("ReceiveMessage", b"[", "SerializationException"),
        ("ReceiveMessage", b"[]", "SerializationException"),
        ("ReceiveMessage", b'{"QueueUrl": 1}', "SerializationException"),
        ("ReceiveMessage", b'{"QueueUrl": "http://[/a/b"}', "com.amazonaws.sqs#QueueDoesNotExist"),
        ("ReceiveMessage", b'{"QueueUrl": "/1/x"}', "com.amazonaws.sqs#QueueDoesNotExist"),
        ("ReceiveMessage", b"{}", "MissingParameter"),
        ("SendMessageBatch", b'{"QueueUrl": "/123456789012/orders", "Entries": [1]}',
         "SerializationException"),
        ("Nope", b"{}", "com.amazonaws.sqs#UnsupportedOperation"),
    ],
)  # fmt: skip
def test_the_json_protocol_refuses_in_json(
    program: Program, action: str, raw: bytes, name: str
) -> None:
    """400, the name under ``__type``, and the older code in a header."""
    refused = program.json(action, None, raw=raw)
    assert (refused.status_code, refused.json()["__type"]) == (400, name)
    assert refused.headers["content-type"] == "application/x-amz-json-1.0"
    assert refused.headers["x-amzn-query-error"].endswith(";Sender")


def test_what_is_no_request_to_sqs_is_unknown_as_ever(program: Program) -> None:
    """The root and two steps of a path belong to nobody unless an operation of SQS is named."""
    for path in ("/", PATH, "/some/where"):
        assert program.http.post(path, json={"any": "thing"}).status_code == 501
    assert program.http.post("/some/where", data={"Action": "ReceiveMessage"}).status_code == 501
    assert program.http.get("/").status_code == 501


def test_messages_wait_in_the_order_in_which_they_came(program: Program) -> None:
    """One of each purchase, and the call has a name that faults can be planned for."""
    orders = [program.world.buy(f"m{n}", "amz", [("MUG", 1, None)]).order_id for n in range(3)]
    assert program.received() == orders
    assert program.world.calls[-1].operation == "sqs.ReceiveMessage"
    assert program.world.calls[-1].platform == "amazon"


def test_messages_are_lost_doubled_overtaken_and_late(program: Program) -> None:
    """What befalls a message on its way befalls the queue."""
    world = program.world
    for n, kind in enumerate(("drop", "duplicate", "reorder"), 1):
        world.faults.add(Fault(kind, "ORDER_CHANGE", nth=n))  # type: ignore[arg-type]  # a kind
    world.faults.add(Fault("delay", "ORDER_CHANGE", nth=5, delay=90_000))
    ids = [world.buy(f"m{n}", "amz", [("MUG", 1, None)]).order_id for n in range(5)]
    _lost, twice, overtaken, next_one, late = ids
    assert program.received() == [twice, twice, next_one, overtaken]
    world.advance_to(START + 90_000)
    assert late in program.received()


def test_a_message_outlives_its_subscription(program: Program) -> None:
    """What lies in a queue stays there when nobody is told any more."""
    order = program.world.buy("mug", "amz", [("MUG", 1, None)])
    program.world.webhooks.unsubscribe("s")
    assert program.received() == [order.order_id]


def test_a_deleted_queue_takes_nothing(program: Program) -> None:
    """Amazon goes on sending, and nobody sees it."""
    program.form("DeleteQueue")
    program.world.buy("mug", "amz", [("MUG", 1, None)])
    assert program.form("ReceiveMessage").status_code == 400


def test_receipts_come_from_the_seed_and_outlive_a_snapshot(world: World) -> None:
    """The same world gives the same receipts, and a copy of it takes them."""
    world.buy("mug", "amz", [("MUG", 1, None)])
    kept = saved(world)
    receipts = []
    for copy in (restored(kept), restored(kept)):
        program = Program(copy, httpx.Client(transport=Transport(copy), base_url="https://x"))
        found = program.json("ReceiveMessage", {"QueueUrl": PATH}).json()["Messages"][0]
        receipts.append(found["ReceiptHandle"])
        later = restored(saved(copy))
        program = Program(later, httpx.Client(transport=Transport(later), base_url="https://x"))
        asked = {"QueueUrl": PATH, "ReceiptHandle": found["ReceiptHandle"]}
        assert program.json("DeleteMessage", asked).status_code == 200
        assert later.state.platform_state(Queues).queues[ARN].lying == {}
    assert receipts[0] == receipts[1]


@pytest.mark.parametrize(
    ("pace", "seconds"),
    [(FROZEN, 0.0), (MANUAL, 0.0), (REAL, 1.0), (Pace.read("x60"), 1 / 3)],
)
def test_an_empty_long_poll_waits_a_second_at_most(
    world: World, pace: Pace, seconds: float
) -> None:
    """And not at all while the clock stands still, when nothing could come."""
    front = WorldRouter(Worlds(world, pace))
    asked = b'{"QueueUrl": "/123456789012/orders", "WaitTimeSeconds": 20}'
    headers = {"x-amz-target": "AmazonSQS.ReceiveMessage"}
    response, waits = front.answer(Request("POST", "/", "", headers, asked))
    assert response.status == 200
    assert waits == pytest.approx(seconds)
    world.buy("mug", "amz", [("MUG", 1, None)])
    full = answer(world, Request("POST", "/", "", headers, asked))
    assert full.idle == 0
    assert ServedClock(world, pace).patience(full.idle) == 0.0


def test_a_world_of_its_own_gives_addresses_of_its_own(world: World) -> None:
    """A queue's URL leads back into the world that it is from, however that was named."""
    front = WorldRouter(Worlds(world, FROZEN))
    form = b"Action=GetQueueUrl&QueueName=orders"
    below = "/_mockplace/worlds/mine"
    for path, headers in ((f"{below}/", {}), ("/", {"x-mockplace-world": "mine"})):
        asked = Request("POST", path, "", {"host": "127.0.0.1:1", **headers}, form, "http")
        body = front.answer(asked)[0].body.decode()
        assert re.findall("<QueueUrl>(.*)</QueueUrl>", body) == [f"http://127.0.0.1:1{below}{PATH}"]


def test_a_cut_off_host_is_made_good(served: Callable[[World], httpx.Client], world: World) -> None:
    """python-amazon-sp-api cuts the first letter off; links lead to the server all the same."""
    with served(world) as http:
        place = http.base_url.netloc.decode()
        form = {"Action": "GetQueueUrl", "QueueName": "orders"}
        for host in (place, place[1:], f"ocalhost:{http.base_url.port}"):
            body = http.post("/", data=form, headers={"host": host}).text
            (url,) = re.findall("<QueueUrl>(.*)</QueueUrl>", body)
            assert url in (f"http://{place}{PATH}", f"http://localhost:{http.base_url.port}{PATH}")
        assert http.post("/", data=form, headers={"host": "a b"}).status_code == 421


def test_a_receipt_cannot_be_made_up(program: Program) -> None:
    """Nor is one of another queue good: both are refused, and the message stays."""
    for name in ("a", "b"):
        program.form("CreateQueue", path="/", QueueName=name)
    program.form("SendMessage", path="/123456789012/a", MessageBody="mug")
    asked = {"QueueUrl": "/123456789012/a"}
    receipt = program.json("ReceiveMessage", asked).json()["Messages"][0]["ReceiptHandle"]
    number, count, _mark = b64decode(receipt).decode().split(" ")
    forged = b64encode(f"{number} {count} {'x' * 20}".encode()).decode()
    for queue, handle in (("a", forged), ("b", receipt), ("a", "é"), ("a", receipt[:-4])):
        wanted = {"QueueUrl": f"/123456789012/{queue}", "ReceiptHandle": handle}
        refused = program.json("DeleteMessage", wanted)
        assert refused.json()["__type"] == "com.amazonaws.sqs#ReceiptHandleIsInvalid"
    program.world.advance_to(START + 60_000)
    assert len(program.json("ReceiveMessage", asked).json()["Messages"]) == 1


def test_the_control_plane_knows_queues_and_their_calls(world: World) -> None:
    """What came into a queue is listed, and a call to SQS is explained by its operation."""
    worlds = Worlds(world, FROZEN)
    front = WorldRouter(worlds)
    worlds.default.world.buy("mug", "amz", [("MUG", 1, None)])
    headers = {"x-amz-target": "AmazonSQS.ReceiveMessage"}
    front.answer(Request("POST", "/", "", headers, b'{"QueueUrl": "/123456789012/nope"}'))

    def read(path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            front.answer(Request("GET", f"/_mockplace/{path}"))[0].body
        )
        return found

    (message,) = read("messages")["messages"]
    assert (message["address"], message["outcome"]) == (ARN, "sent")
    why = read("why/last")
    assert why["route"] == "POST /"
    assert why["call"]["operation"] == "sqs.ReceiveMessage"
    assert "The specified queue does not exist." in why["call"]["cause"]["text"]


async def test_who_waits_for_a_message_keeps_nobody_else_waiting(world: World) -> None:
    """A long poll is held back outside the lock: other calls are answered meanwhile."""
    clock = ServedClock(world, Pace.read("x40"))  # 20 s are half of one
    headers = {"x-amz-target": "AmazonSQS.ReceiveMessage"}
    asked = {"QueueUrl": PATH, "WaitTimeSeconds": 20}
    with running(site(world, clock).answer) as base:
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
            poll = asyncio.create_task(http.post("/", json=asked, headers=headers))
            other = await http.post("/", data={"Action": "ListQueues"})
            assert (other.status_code, poll.done()) == (200, False)
            assert (await poll).json() == {}


def test_a_queue_does_not_become_one_of_another_kind(program: Program) -> None:
    """FifoQueue is said when a queue is made, never later."""
    asked = {"QueueUrl": PATH, "Attributes": {"FifoQueue": "true"}}
    refused = program.json("SetQueueAttributes", asked)
    assert (refused.status_code, "InvalidAttributeName" in refused.text) == (400, True)
    shown = program.json("GetQueueAttributes", {"QueueUrl": PATH, "AttributeNames": ["All"]})
    assert "FifoQueue" not in shown.json()["Attributes"]
