"""What stands in a feed: what its parts do, what the report says, what is no feed at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wire.amazon.conftest import START, Seller
from tests.wire.amazon.feeding import (
    ACKNOWLEDGEMENT,
    FEEDS,
    FLAT,
    FULFILLMENT,
    LINES,
    LISTINGS,
    SECOND,
    Feeding,
    envelope,
    results,
    shipped,
)


@pytest.fixture
def feeding(seller: Seller) -> Feeding:
    """The program, by each way in."""
    return Feeding(seller)


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
    first, second = order.packages
    assert (first.package_id, dict(first.units)) == ("7", {mug: 1, candle: 1})
    assert (second.package_id, dict(second.units)) == ("8", {mug: 1})
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
    world.shipping.ship_elsewhere("amz", sent.order_id, "UPS", "1Z")
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


def test_a_row_of_a_flat_file_ends_where_its_line_does(feeding: Feeding) -> None:
    """Windows' ellipsis in a file that is said to be Latin-1 is a character like any other."""
    order = feeding.seller.world.buy("one", "amz", LINES)
    rows = (
        b"order-id\tship-method\tcarrier-code\tship-date",
        f"{order.order_id}\tGround\x85\tUPS\t2026-11-20".encode("latin-1"),
    )
    kind = "text/tab-separated-values; charset=ISO-8859-1"
    _, report = feeding.done(FLAT, b"\r".join(rows), kind)
    assert "Number of records processed\t\t1" in report
    assert order.status == "shipped"


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
        ({"sku": " "}, "sku is empty or longer"),
        ({"sku": "x" * 41}, "sku is empty or longer"),
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
    assert world.inventory.offer("amz", "CUP") is None
    status, report = feeding.done(LISTINGS, json.dumps(content).encode(), "application/json")
    assert (status, json.loads(report)["issues"]) == ("DONE", [])
    cup, mug = world.inventory.offer("amz", "CUP"), world.inventory.offer("amz", "MUG-SLATE")
    assert cup is not None
    assert mug is not None
    assert (cup.stock, cup.listing, world.inventory.price("amz", "CUP")) == (2, "active", 999)
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


def test_a_failure_of_an_item_without_a_code_cancels_nothing(feeding: Feeding) -> None:
    """It is wrong, rather than about the whole order."""
    order = feeding.seller.world.buy("mug", "amz", LINES)
    told = (
        f"<AmazonOrderID>{order.order_id}</AmazonOrderID><StatusCode>Failure</StatusCode>"
        "<Item><CancelReason>NoInventory</CancelReason></Item>"
    )
    _, report = feeding.done(ACKNOWLEDGEMENT, envelope("OrderAcknowledgement", told))
    assert "Item has no AmazonOrderItemCode." in results(report)[0][1]
    assert order.status == "open"
