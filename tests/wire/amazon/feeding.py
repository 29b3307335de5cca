"""A seller's program that works with feeds, and the documents that it writes."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import httpx

from tests.wire.amazon.conftest import MARKET, Seller

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
