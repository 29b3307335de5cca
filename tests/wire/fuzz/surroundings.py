"""Requests for Amazon's surroundings, queues and feeds, for the fuzzer of the marketplaces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from mockplace.platforms.amazon.api.feeds import document_urls, feed_types
from mockplace.platforms.amazon.api.login_with_amazon import access_token
from mockplace.platforms.amazon.rules.feeds.process_feeds import records
from mockplace.serving.dispatch import Request, Response, Route, answer

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from tests.wire.fuzz.marketplaces import Fuzzer

#: Milliseconds that pass with each of these requests: feeds go on, messages come back.
_STEP = 150
_NAMES = ("a", "b", "c")
_TYPES = (
    feed_types.FULFILLMENT, feed_types.FLAT_FULFILLMENT, feed_types.ACKNOWLEDGEMENT,
    feed_types.LISTINGS,
    "POST_PRODUCT_DATA",
)  # fmt: skip
#: Documents that are no feed, or would like to be more than one.
_HOSTILE = (
    b"", b"\xff\xfe", b"<a>" * 2000, b"[" * 5000, b"\x00" * 100, b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"<?xml version='1.0' encoding='utf-7'?><a/>", b"order-id\n\x00\t\t\t\n\n", b"{}",
    b"order-id\torder-id\tship-date\n1\t2\t3\t4", "order-id\n\u2028\u0664".encode(),
)  # fmt: skip
#: Names and values that no SDK would write into a form.
_ODD_FIELDS = (
    ("AttributeName.99999999999", "All"), ("AttributeName.1.2.3", "x"), ("Attribute.1", ""),
    ("Attribute.1.Value", "x"), ("MessageAttribute.1.Value.StringValue", "x"), (".1.", "x"),
    ("SendMessageBatchRequestEntry.1.AttributeName.1", "x"), ("QueueUrl", "http://[/a/b"),
    ("QueueUrl", "//"), ("DeleteMessageBatchRequestEntry.1", "x"), ("", "x"), ("Action", "%"),
)  # fmt: skip


def one_of_each(routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """A route of each operation: which address of SQS is meant is the fuzzer's choice."""
    return tuple({(route.platform, route.operation): route for route in routes}.values())


def request(fuzzer: Fuzzer, route: Route) -> Request | None:
    """A request for a queue or a feed; None for what is neither."""
    name = route.operation
    if not name.startswith("sqs.") and "feed" not in name.lower():
        return None
    fuzzer.world.advance_to(fuzzer.world.now + _STEP)
    if name.startswith("sqs."):
        return _to_a_queue(fuzzer, name.removeprefix("sqs."))
    if name in ("uploadFeedDocument", "downloadFeedDocument"):
        return _document(fuzzer, route)
    return _feeding(fuzzer, route)


def check(route: Route, response: Response, where: str) -> bool:
    """Whether the answer is in an envelope of AWS's, which is then as it should be."""
    kind = response.headers.get("content-type", "")
    if route.operation.startswith("sqs."):
        assert kind in ("application/x-amz-json-1.0", "text/xml"), where
        content = _read(kind, response.body)
        assert response.status < 400 or {"__type", "Error"} & set(content), where
        return True
    if route.operation in ("uploadFeedDocument", "downloadFeedDocument"):
        assert response.status < 400 or b"<Code>" in response.body, where
        return True
    if route.operation in ("createFeedDocument", "createFeed") and response.status < 300:
        assert json.loads(response.body), where
        return True
    return False


def _read(kind: str, body: bytes) -> dict[str, object]:
    if kind == "text/xml":
        root = ElementTree.fromstring(body)  # noqa: S314 - the simulator's own
        return {child.tag.partition("}")[2]: child.text for child in root}
    content: dict[str, object] = json.loads(body)
    return content


def _to_a_queue(fuzzer: Fuzzer, action: str) -> Request:
    chance, odd = fuzzer.chance, fuzzer.chance.random() < 0.3
    asked = _asked(fuzzer, action)
    host = {"host": chance.choice(["sqs.us-east-1.amazonaws.com", "127.0.0.1:80", "", "a b\r\nc"])}
    if action == "other":
        action = chance.choice(["Nope", "TagQueue", "é" * 200])
    if chance.random() < 0.6:
        for _ in range(chance.choice([1, 2]) if odd else 0):
            fuzzer.spoil(asked)
        body = json.dumps(asked).encode()
        if odd and chance.random() < 0.3:
            body = chance.choice([b"", b"[]", b"{", b"[" * 5000, b"\xff", b'{"Entries":[[]]}'])
        return Request("POST", "/", "", host | {"x-amz-target": f"AmazonSQS.{action}"}, body)
    form = [("Action", action), *_flat(asked)]
    if odd:
        form += chance.sample(_ODD_FIELDS[:-1], 2)
        form = [(name, chance.choice([text, text, "٣", "9" * 5000])) for name, text in form[1:]]
        form.insert(0, ("Action", action))
    path = chance.choice(["/", f"/123456789012/{chance.choice(_NAMES)}"])
    encoded = urlencode(form, errors="replace")
    if chance.random() < 0.3:
        return Request("GET", path, encoded, host)
    return Request("POST", path, "", host, encoded.encode())


def _asked(fuzzer: Fuzzer, action: str) -> dict[str, Any]:
    """Good parameters of an operation, in the shape of JSON."""
    chance = fuzzer.chance
    named = _NAMES[-1] if action == "DeleteQueue" else chance.choice((*_NAMES, *_NAMES, "none"))
    queue = f"http://x/123456789012/{named}"  # only the last one is ever deleted
    asked: dict[str, Any] = {"QueueUrl": queue}
    receipt = _receipt(fuzzer.world, queue) or "none"
    name = {"QueueName": chance.choice(_NAMES)}
    wholes: dict[str, dict[str, Any]] = {
        "CreateQueue": name | {"Attributes": {}},
        "GetQueueUrl": name,
        "ListQueues": {"MaxResults": chance.choice([1, 10, 5000]), "QueueNamePrefix": ""},
        "GetQueueAttributes": asked | {"AttributeNames": ["All"]},
        "SetQueueAttributes": asked | {"Attributes": {"VisibilityTimeout": "30", "Policy": "{}"}},
        "ReceiveMessage": asked | {"MaxNumberOfMessages": 10, "AttributeNames": ["All"]},
    }
    if action in wholes:
        return wholes[action]
    value = {"DataType": "String", "StringValue": "x"}
    entries: dict[str, dict[str, Any]] = {
        "SendMessage": {"MessageBody": "mug", "MessageAttributes": {"kind": value}},
        "ChangeMessageVisibility": {
            "ReceiptHandle": receipt,
            "VisibilityTimeout": chance.choice([0, 60]),
        },
        "DeleteMessage": {"ReceiptHandle": receipt},
    }
    one = entries.get(action.removesuffix("Batch"), {})
    if action.endswith("Batch"):
        return asked | {"Entries": [{"Id": "x", **one}]}
    return asked | one


def _receipt(world: World, queue: str) -> str:
    """The receipt of a message that is taken for it, '' where there is none."""
    asked = json.dumps({"QueueUrl": queue, "VisibilityTimeout": 600}).encode()
    headers = {"x-amz-target": "AmazonSQS.ReceiveMessage"}
    content = json.loads(answer(world, Request("POST", "/", "", headers, asked)).body)
    return next((one["ReceiptHandle"] for one in content.get("Messages", [])), "")


def _flat(asked: dict[str, Any]) -> list[tuple[str, str]]:
    """The parameters as the names and texts of a form, as far as they are simple."""
    simple = [(name, str(value)) for name, value in asked.items() if not isinstance(value, dict)]
    return [(name, text) for name, text in simple if name != "Entries"]


def _document(fuzzer: Fuzzer, route: Route) -> Request:
    chance, world = fuzzer.chance, fuzzer.world
    known = list(records(world.state).documents.values())[-20:]
    if not known or chance.random() < 0.2:
        return Request(route.method, "/NinetyDays/none", chance.choice(["", "X-Amz-Date=x"]))
    document = chance.choice(known)
    parts = urlsplit(document_urls.address(world, Request("GET", "/"), route.method, document))
    if route.method == "GET":
        return Request("GET", parts.path, parts.query)
    kind = chance.choice([document.content_type, document.content_type, "text/html"])
    content = chance.choice([*_HOSTILE, *(_content(fuzzer) for _ in range(20))])
    return Request("PUT", parts.path, parts.query, {"content-type": kind}, content)


def _content(fuzzer: Fuzzer) -> bytes:
    """A document of some type, good in most of its parts."""
    chance = fuzzer.chance
    order_id, number = chance.choice(fuzzer.ids), chance.choice(["1", "2", "x", "9" * 30])
    kind = chance.choice(["OrderFulfillment", "OrderAcknowledgement", "flat", "json"])
    if kind == "flat":
        row = f"{order_id}\t\t{number}\t2026-11-20\tUPS\t1Z"
        return f"order-id\torder-item-id\tquantity\tship-date\tcarrier-code\n{row}".encode()
    if kind == "json":
        message = {"messageId": 1, "sku": "x", "operationType": "DELETE"}
        feed = {"header": {"sellerId": "A2EXAMPLE", "version": "2.0"}, "messages": [message]}
        for _ in range(chance.choice([0, 1, 3])):
            fuzzer.spoil(feed)
        return json.dumps(feed).encode()
    inner = f"<AmazonOrderID>{order_id}</AmazonOrderID><StatusCode>Success</StatusCode>"
    if kind == "OrderFulfillment":
        parcel = "<FulfillmentData><CarrierCode>UPS</CarrierCode></FulfillmentData>"
        inner += f"<FulfillmentDate>2026-11-20T09:30:00Z</FulfillmentDate>{parcel}"
    message_xml = f"<Message><MessageID>{number}</MessageID><{kind}>{inner}</{kind}></Message>"
    head = f"<MessageType>{kind}</MessageType>"
    return f"<AmazonEnvelope>{head}{message_xml}</AmazonEnvelope>".encode()


def _feeding(fuzzer: Fuzzer, route: Route) -> Request:
    chance, state = fuzzer.chance, fuzzer.world.state
    headers = {"x-amz-access-token": access_token(fuzzer.world, "amz")}
    feeds = [feed_id for _, feed_id in list(records(state).feeds)[-20:]]
    known = list(records(state).documents)[-20:]
    path = route.template.replace("{feedId}", chance.choice([*feeds, "1"]))
    path = path.replace("{feedDocumentId}", chance.choice([*known, "none"]))
    if route.method != "POST":
        query = chance.choice(["", "nextToken=x", "feedTypes=POST_PRODUCT_DATA&pageSize=2"])
        return Request(route.method, path, query, headers)
    body: dict[str, Any] = {"contentType": "text/xml; charset=UTF-8"}
    if route.operation == "createFeed":
        document = chance.choice([*known, "none"])
        body = {"feedType": chance.choice(_TYPES), "inputFeedDocumentId": document}
        body["marketplaceIds"] = ["ATVPDKIKX0DER"]
    for _ in range(chance.choice([0, 0, 1])):
        fuzzer.spoil(body)
    return Request("POST", path, "", headers, json.dumps(body).encode())
