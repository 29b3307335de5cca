"""Feeds below any library: uploads, what a document may hold, what its parts do, and reports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from mockplace.clock import FROZEN
from mockplace.control.front import Front
from mockplace.control.worlds import Worlds, restored, saved
from mockplace.faults import Fault
from mockplace.platforms.amazon.auth import access_token
from mockplace.wire import Request
from mockplace.world.model import Account
from tests.wire.amazon.conftest import HOUR, MARKET, MINUTE, START, Seller

FEEDS, DOCUMENTS = "/feeds/2021-06-30/feeds", "/feeds/2021-06-30/documents"
FULFILLMENT, FLAT = "POST_ORDER_FULFILLMENT_DATA", "POST_FLAT_FILE_FULFILLMENT_DATA"
ACKNOWLEDGEMENT, LISTINGS = "POST_ORDER_ACKNOWLEDGEMENT_DATA", "JSON_LISTINGS_FEED"
KIND = "text/xml; charset=UTF-8"
SECOND = 1_000
LINES = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]


@dataclass
class Feeding:
    """A seller's program that works with feeds."""

    seller: Seller

    def document(self, kind: str = KIND) -> dict[str, str]:
        """A new document: its id and its address."""
        made = self.seller.call("POST", DOCUMENTS, json={"contentType": kind})
        assert made.status_code == 201, made.text
        found: dict[str, str] = made.json()
        return found

    def put(self, url: str, content: bytes, kind: str = KIND) -> httpx.Response:
        """An upload, without any token."""
        return self.seller.http.put(url, content=content, headers={"content-type": kind})

    def feed(self, kind: str, document: str, **more: object) -> httpx.Response:
        """A feed of a document."""
        asked = {"feedType": kind, "marketplaceIds": [MARKET], "inputFeedDocumentId": document}
        return self.seller.call("POST", FEEDS, json=asked | more)

    def done(self, kind: str, content: bytes, content_type: str = KIND) -> tuple[str, str]:
        """A feed that was carried out: its status and its report."""
        made = self.document(content_type)
        assert self.put(made["url"], content, content_type).status_code == 200
        feed_id = self.feed(kind, made["feedDocumentId"]).json()["feedId"]
        self.seller.world.advance_to(self.seller.world.now + 90 * SECOND)
        feed = self.seller.get(f"{FEEDS}/{feed_id}").json()
        result = self.seller.get(f"{DOCUMENTS}/{feed['resultFeedDocumentId']}").json()
        return feed["processingStatus"], self.seller.http.get(result["url"]).text


@pytest.fixture
def feeding(seller: Seller) -> Feeding:
    """The program, by each way in."""
    return Feeding(seller)


def envelope(kind: str, *messages: str) -> bytes:
    """A document of messages, numbered from 1."""
    inside = "".join(
        f"<Message><MessageID>{n}</MessageID><{kind}>{message}</{kind}></Message>"
        for n, message in enumerate(messages, 1)
    )
    head = "<Header><DocumentVersion>1.01</DocumentVersion></Header>"
    return (
        f"<AmazonEnvelope>{head}<MessageType>{kind}</MessageType>{inside}</AmazonEnvelope>"
    ).encode()


def shipped(order_id: str, *items: tuple[str, str], **changes: str) -> str:
    """A message of a package; an item is a line and a quantity, '' for all of it."""
    told = {
        "AmazonOrderID": order_id,
        "MerchantFulfillmentID": "7",
        "FulfillmentDate": "2026-11-20T09:30:00Z",
        "CarrierCode": "UPS",
        "ShipperTrackingNumber": "1Z",
    } | changes
    head, tail = list(told.items())[:3], list(told.items())[3:]
    listed = "".join(
        f"<Item><AmazonOrderItemCode>{line}</AmazonOrderItemCode>"
        + (f"<Quantity>{count}</Quantity>" if count else "")
        + "</Item>"
        for line, count in items
    )
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in tail)
    outer = "".join(f"<{name}>{text}</{name}>" for name, text in head)
    return f"{outer}<FulfillmentData>{inner}</FulfillmentData>{listed}"


def results(report: str) -> list[tuple[str, str]]:
    """Each result of an XML report: the message's number and the sentence."""
    root = ElementTree.fromstring(report)  # noqa: S314 - the simulator's own
    return [
        (one.findtext("MessageID") or "", one.findtext("ResultDescription") or "")
        for one in root.iter("Result")
    ]


def test_an_upload_needs_its_own_content_type(feeding: Feeding) -> None:
    """The type is part of what was signed; S3 says so in XML, and nothing was uploaded."""
    made = feeding.document()
    refused = feeding.put(made["url"], b"<x/>", "text/plain")
    assert refused.status_code == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in refused.text
    assert feeding.seller.world.state.documents[made["feedDocumentId"]].content is None
    assert feeding.put(made["url"], b"<x/>").status_code == 200


def test_an_address_is_good_for_five_minutes_and_one_method(feeding: Feeding) -> None:
    """An upload's address downloads nothing, and no letter of it may be changed."""
    made = feeding.document()
    http = feeding.seller.http
    assert http.get(made["url"]).status_code == 403
    assert feeding.put(made["url"][:-1] + "x", b"<x/>").status_code == 403
    forged = made["url"].replace("20261120T090000Z", "20261120T095900Z")
    assert feeding.put(forged, b"<x/>").status_code == 403
    feeding.seller.world.advance_to(START + 5 * MINUTE - 1)
    assert feeding.put(made["url"], b"<x/>").status_code == 200
    feeding.seller.world.advance_to(START + 5 * MINUTE)
    late = feeding.put(made["url"], b"<y/>")
    assert (late.status_code, "Request has expired" in late.text) == (403, True)
    again = feeding.seller.get(f"{DOCUMENTS}/{made['feedDocumentId']}").json()["url"]
    assert http.get(again).content == b"<x/>"


def test_a_feed_ships_part_after_part(feeding: Feeding) -> None:
    """Some units of a line, all of another, and then everything that is left."""
    order = feeding.seller.world.buy("mug", "amz", LINES)
    mug, candle = (line.line_id for line in order.lines)
    content = envelope(
        "OrderFulfillment",
        shipped(order.order_id, (mug, "1"), (candle, "")),
        shipped(order.order_id, MerchantFulfillmentID="8"),
    )
    status, report = feeding.done(FULFILLMENT, content)
    assert (status, results(report)) == ("DONE", [])
    first, second = order.parcels
    assert (first.parcel_id, dict(first.units)) == ("7", {mug: 1, candle: 1})
    assert (second.parcel_id, dict(second.units)) == ("8", {mug: 1})
    assert order.status == "shipped"


def test_every_refusal_of_a_confirmation_stands_in_the_report(feeding: Feeding) -> None:
    """Number by number, with the world's word; what can be done is done."""
    world = feeding.seller.world
    good = world.buy("good", "amz", LINES)
    unpaid = world.buy("unpaid", "amz", LINES, paid=False)
    afn = world.buy("afn", "amz", LINES, afn=True)
    messages = {
        "unknown-order": shipped("111-0000000-0000000"),
        "unpaid": shipped(unpaid.order_id),
        "not-ours": shipped(afn.order_id),
        "unknown-line": shipped(good.order_id, ("77", "1")),
        "quantity-too-large": shipped(good.order_id, (good.lines[0].line_id, "3")),
        "3-7-7": shipped("mug"),
        "Quantity": shipped(good.order_id, (good.lines[0].line_id, "many")),
        "FulfillmentDate": shipped(good.order_id, FulfillmentDate="yesterday"),
        "CarrierCode": shipped(good.order_id, CarrierCode=""),
    }
    content = envelope(
        "OrderFulfillment",
        *messages.values(),
        shipped(good.order_id),
        shipped(good.order_id, MerchantFulfillmentID="8"),
    )
    status, report = feeding.done(FULFILLMENT, content)
    found = results(report)
    assert status == "DONE"
    words = [*messages, "no-units"]
    assert [number for number, _ in found] == [*map(str, range(1, 10)), "11"]
    for word, (_, sentence) in zip(words, found, strict=True):
        assert word in sentence
    assert good.status == "shipped"
    assert "<MessagesSuccessful>1</MessagesSuccessful>" in report


def test_an_order_is_taken_or_cancelled(feeding: Feeding) -> None:
    """Success changes nothing, Failure cancels, and what was shipped is not cancelled."""
    world = feeding.seller.world
    kept, gone, sent = (world.buy(name, "amz", LINES) for name in ("kept", "gone", "sent"))
    world.ship_elsewhere("amz", sent.order_id, "UPS", "1Z")
    answers = ((kept, "Success"), (gone, "Failure"), (sent, "Failure"), (kept, "Perhaps"))
    content = envelope(
        "OrderAcknowledgement",
        *(
            f"<AmazonOrderID>{order.order_id}</AmazonOrderID><StatusCode>{word}</StatusCode>"
            for order, word in answers
        ),
    )
    status, report = feeding.done(ACKNOWLEDGEMENT, content)
    assert status == "DONE"
    assert [number for number, _ in results(report)] == ["3", "4"]
    assert "already-shipped" in report
    assert [order.status for order in (kept, gone, sent)] == ["open", "cancelled", "shipped"]


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<AmazonEnvelope>&b;</AmazonEnvelope>"
)
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><AmazonEnvelope/>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ill-formed"),
        (b"<AmazonEnvelope>\n<Message></AmazonEnvelope>", "line 2, column"),
        (b"\xff\xfe\x00", "ill-formed"),
        (b'<?xml version="1.0" encoding="nope"?><a/>', "ill-formed"),
        (b"<Other/>", "not an AmazonEnvelope"),
        (envelope("OrderAcknowledgement"), "not an AmazonEnvelope"),
        (BOMB.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (BOMB.encode("utf-16"), "document type"),
        (b"<a>" * 10_000, "too large"),
    ],
)
def test_a_document_that_is_no_feed_is_fatal(feeding: Feeding, content: bytes, said: str) -> None:
    """Nothing happens, and the report says why; entities are never expanded or fetched."""
    feeding.seller.world.buy("mug", "amz", LINES)
    status, report = feeding.done(FULFILLMENT, content)
    assert status == "FATAL"
    ((number, sentence),) = results(report)
    assert number == "0"
    assert said in sentence
    assert "aaaa" not in report


def test_a_feed_without_content_and_of_another_type_is_fatal(feeding: Feeding) -> None:
    """Both are taken and end FATAL with a report."""
    document = feeding.document()["feedDocumentId"]
    made = feeding.feed(FULFILLMENT, document)
    assert made.status_code == 202
    feeding.seller.world.advance_to(START + 90 * SECOND)
    feed = feeding.seller.get(f"{FEEDS}/{made.json()['feedId']}").json()
    assert feed["processingStatus"] == "FATAL"
    status, report = feeding.done("POST_PRODUCT_PRICING_DATA", b"<x/>")
    assert status == "FATAL"
    assert "POST_PRODUCT_PRICING_DATA" in report


def test_a_flat_file_ships_line_by_line(feeding: Feeding) -> None:
    """Columns by their names in any sequence; a short line and a wrong one are told of."""
    world = feeding.seller.world
    one, whole = world.buy("one", "amz", LINES), world.buy("whole", "amz", LINES)
    rows = (
        "tracking-number\tcarrier-code\tship-date\tquantity\torder-item-id\torder-id",
        f"1Z\tUPS\t2026-11-20\t1\t{one.lines[0].line_id}\t{one.order_id}",
        "",
        f"1Z2\tUPS\t2026-11-20T09:00:00Z\t\t\t{whole.order_id}",
        "1Z3\tUPS",
        f"1Z4\tUPS\t2026-11-20\t9\t{one.lines[0].line_id}\t{one.order_id}",
    )
    kind = "text/tab-separated-values; charset=UTF-8"
    status, report = feeding.done(FLAT, "\r\n".join(rows).encode(), kind)
    assert status == "DONE"
    assert "Number of records processed\t\t4" in report
    assert "Number of records successful\t\t2" in report
    assert [line.split("\t")[0] for line in report.splitlines()[5:]] == ["3", "4"]
    assert (one.status, whole.status) == ("partial", "shipped")


def test_a_flat_file_without_its_column_is_fatal(feeding: Feeding) -> None:
    """Somebody uploaded XML: the sentence is Amazon's."""
    status, report = feeding.done(FLAT, b"<?xml version='1.0'?><x/>")
    assert status == "FATAL"
    assert "0\t\t\t90012\tFatal\tThe required order-id field is missing" in report


PATCH = {"op": "replace", "path": "/title", "value": []}
DEEP: list[Any] = []
for _ in range(300):
    DEEP = [DEEP]
GOOD: dict[str, Any] = {
    "messageId": 1,
    "sku": "MUG",
    "operationType": "UPDATE",
    "productType": "MUG",
    "attributes": {"item_name": []},
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "'item_name' is required"),
        (
            {
                "sku": "MUG-SLATE",
                "operationType": "PATCH",
                "attributes": None,
                "patches": [PATCH],
            },
            "/attributes/NAME",
        ),
        ({"sku": "CUP", "operationType": "PARTIAL_UPDATE"}, "does not exist in the catalog: CUP"),
        ({"attributes": {"a": DEEP}}, "nested too deeply"),
        ({"messageId": 0}, "'messageId'"),
        ({"messageId": True}, "'messageId'"),
        ({"messageId": 10**30}, "'messageId'"),
        ({"sku": ""}, "'sku'"),
        ({"operationType": "MOVE"}, "'operationType'"),
        ({"operationType": ["UPDATE"]}, "'operationType'"),
        ({"patches": []}, "'patches' is not applicable to UPDATE"),
        ({"operationType": "DELETE"}, "is not applicable to DELETE"),
        ({"attributes": {}}, "'attributes'"),
        ({"productType": 7}, "'productType'"),
    ],
)
def test_a_message_of_listings_is_checked(
    feeding: Feeding, changes: dict[str, Any], said: str
) -> None:
    """By Amazon's schema; a message in good order comes to the one place that carries it out."""
    header = {"sellerId": "A2EXAMPLE", "version": "2.0"}
    message = {name: value for name, value in (GOOD | changes).items() if value is not None}
    content = {"header": header, "messages": [message]}
    status, report = feeding.done(LISTINGS, json.dumps(content).encode(), "application/json")
    told = json.loads(report)
    assert status == "DONE"
    assert said in told["issues"][0]["message"]
    assert told["summary"] == {
        "errors": len(told["issues"]),
        "warnings": 0,
        "messagesProcessed": 1,
        "messagesAccepted": 0,
        "messagesInvalid": 1,
    }


def test_listings_are_written_patched_and_ended(feeding: Feeding) -> None:
    """Message by message, as single calls would: the later of two goes on from the earlier."""
    world, market = feeding.seller.world, feeding.seller.account.market
    offer = {"our_price": [{"schedule": [{"value_with_tax": 9.99}]}], "currency": "USD"}
    stock = {"fulfillment_channel_code": "DEFAULT", "quantity": 3}
    attributes = {
        "item_name": [{"value": "Cup", "marketplace_id": market}],
        "condition_type": [{"value": "new_new"}],
        "purchasable_offer": [offer],
        "fulfillment_availability": [stock],
    }
    more = {"op": "replace", "path": "/attributes/fulfillment_availability"}
    patch = more | {"value": [stock | {"quantity": 2}]}
    bullet = {"bullet_point": [{"value": "Holds tea"}]}
    messages: list[dict[str, Any]] = [
        {"operationType": "UPDATE", "sku": "CUP", "productType": "CUP", "attributes": attributes},
        {"operationType": "PATCH", "sku": "CUP", "productType": "CUP", "patches": [patch]},
        {"operationType": "PARTIAL_UPDATE", "sku": "CUP", "productType": "CUP",
         "attributes": bullet},
        {"operationType": "DELETE", "sku": "MUG-SLATE"},
    ]  # fmt: skip
    header = {"sellerId": "A2EXAMPLE", "version": "2.0"}
    numbered = [{"messageId": n, **one} for n, one in enumerate(messages, 1)]
    content = {"header": header, "messages": numbered}
    assert world.offer("amz", "CUP") is None
    status, report = feeding.done(LISTINGS, json.dumps(content).encode(), "application/json")
    assert (status, json.loads(report)["issues"]) == ("DONE", [])
    cup, mug = world.offer("amz", "CUP"), world.offer("amz", "MUG-SLATE")
    assert cup is not None
    assert mug is not None
    assert (cup.stock, cup.listing, world.price("amz", "CUP")) == (2, "active", 999)
    assert mug.listing == "ended"
    path = "/listings/2021-08-01/items/A2EXAMPLE/CUP"
    asked = {"marketplaceIds": market, "includedData": "attributes"}
    shown = feeding.seller.get(path, **asked).json()["attributes"]
    assert (shown["bullet_point"][0]["value"], shown["item_name"][0]["value"]) == (
        "Holds tea",
        "Cup",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"[",
        b"[]",
        b'{"header": {"sellerId": "other", "version": "2.0"}, "messages": [{}]}',
        b'{"header": {"sellerId": "A2EXAMPLE", "version": "1.0"}, "messages": [{}]}',
        b'{"header": {"sellerId": "A2EXAMPLE", "version": "2.0"}, "messages": []}',
    ],
)
def test_listings_without_a_good_header_are_fatal(feeding: Feeding, content: bytes) -> None:
    """No message is looked at."""
    status, report = feeding.done(LISTINGS, content, "application/json")
    assert (status, json.loads(report)["summary"]["messagesProcessed"]) == ("FATAL", 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"feedType": "POST_NOTHING"},
        {"feedType": 1},
        {"marketplaceIds": []},
        {"marketplaceIds": [1]},
        {"marketplaceIds": ["x"] * 26},
        {"inputFeedDocumentId": "nope"},
        {"feedOptions": "none"},
    ],
)
def test_a_feed_that_cannot_be_is_refused(feeding: Feeding, changes: dict[str, object]) -> None:
    """400 with Amazon's code, and no feed is there."""
    refused = feeding.feed(FULFILLMENT, feeding.document()["feedDocumentId"], **changes)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert feeding.seller.world.state.feeds == {}


@pytest.mark.parametrize("kind", [None, 1, "", "xml", "a/b\r\nc: d", "a/" + "b" * 300])
def test_a_document_needs_a_content_type(feeding: Feeding, kind: object) -> None:
    """400 for what no header could say."""
    refused = feeding.seller.call("POST", DOCUMENTS, json={"contentType": kind})
    assert (refused.status_code, feeding.seller.world.state.documents) == (400, {})


def test_another_seller_sees_neither_feeds_nor_documents(feeding: Feeding) -> None:
    """An id is unique only together with its seller."""
    made = feeding.document()
    feed_id = feeding.feed(FULFILLMENT, made["feedDocumentId"]).json()["feedId"]
    world = feeding.seller.world
    other = Seller(world, feeding.seller.http, world.open_account(Account("b", "amazon", "A3")))
    assert other.get(f"{FEEDS}/{feed_id}").status_code == 404
    assert other.get(f"{DOCUMENTS}/{made['feedDocumentId']}").status_code == 404
    assert other.get(FEEDS, feedTypes=FULFILLMENT).json() == {"feeds": []}
    assert Feeding(other).feed(FULFILLMENT, made["feedDocumentId"]).status_code == 400


def test_feeds_are_filtered(feeding: Feeding) -> None:
    """By status, marketplace and time; feeds of more than ninety days ago are gone."""
    seller = feeding.seller
    feeding.feed("POST_PRODUCT_DATA", feeding.document()["feedDocumentId"])
    asked = {"feedTypes": "POST_PRODUCT_DATA"}
    for more, count in (
        ({"processingStatuses": "IN_QUEUE,DONE"}, 1),
        ({"processingStatuses": "DONE"}, 0),
        ({"marketplaceIds": MARKET}, 1),
        ({"marketplaceIds": "A1PA6795UKMFR9"}, 0),
        ({"createdSince": "2026-11-20T09:00:00Z"}, 1),
        ({"createdSince": "2026-11-20T09:00:01Z"}, 0),
        ({"createdUntil": "2026-11-20T08:59:59Z"}, 0),
    ):
        assert len(seller.get(FEEDS, **asked, **more).json()["feeds"]) == count, more
    for wrong in ({"pageSize": "0"}, {"pageSize": "٣"}, {"createdSince": "x"}, {"nextToken": "x"}):
        assert seller.get(FEEDS, **(asked | wrong)).status_code == 400
    seller.world.advance_to(START + 91 * 24 * HOUR)
    seller.tokens.clear()
    assert seller.get(FEEDS, **asked).json()["feeds"] == []


def test_a_feed_goes_on_in_a_copy_of_the_world(feeding: Feeding) -> None:
    """What waits is part of the world: a snapshot carries it out like the world itself."""
    order = feeding.seller.world.buy("mug", "amz", LINES)
    made = feeding.document()
    feeding.put(made["url"], envelope("OrderFulfillment", shipped(order.order_id)))
    feeding.feed(FULFILLMENT, made["feedDocumentId"])
    copies = [restored(saved(feeding.seller.world)) for _ in range(2)]
    for copy in copies:
        copy.advance_to(START + 90 * SECOND)
    assert [copy.orders["amz", order.order_id].status for copy in copies] == ["shipped"] * 2
    assert copies[0].state.feeds == copies[1].state.feeds
    assert order.status == "open"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("rate_limited", 503, "SlowDown"),
        ("server_error", 500, "InternalError"),
        ("auth_expired", 403, "AccessDenied"),
    ],
)
def test_an_upload_suffers_in_the_words_of_s3(
    feeding: Feeding, kind: Any, status: int, code: str
) -> None:
    """Planned for it by its name, like any other operation's."""
    feeding.seller.world.faults.add(Fault(kind, "uploadFeedDocument"))
    made = feeding.document()
    refused = feeding.put(made["url"], b"<x/>")
    assert (refused.status_code, f"<Code>{code}</Code>" in refused.text) == (status, True)
    assert feeding.put(made["url"], b"<x/>").status_code == 200


def test_the_control_plane_says_what_a_feed_changed(feeding: Feeding) -> None:
    """A call for a feed is explained like one for an order, and a fault may name it."""
    world = feeding.seller.world
    front = Front(Worlds(world, FROZEN))
    headers = {"x-amz-access-token": access_token(world, "amz")}
    body = b'{"contentType": "text/xml"}'
    made = front.answer(Request("POST", DOCUMENTS, "", headers, body))[0]
    assert made.status == 201
    why = json.loads(front.answer(Request("GET", "/_mockplace/why/last"))[0].body)
    assert why["changes"] == [{"event": "DocumentPut", "store": "amz", "order_id": ""}]
    fault = b'{"kind": "server_error", "operation": "uploadFeedDocument"}'
    assert front.answer(Request("POST", "/_mockplace/faults", body=fault))[0].status == 201
