"""Amazon's own library as a judge of feeds, sellers and notifications, in its strict models.

It uploads and downloads nothing itself: its documents' addresses are used as its guide says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from mockplace.kernel.world import World
from tests.wire.clients.amazons_own import amazons_client, refusal
from tests.wire.clients.conftest import HOUR, MARKET, MINUTE, bought

spapi = pytest.importorskip("spapi", reason="amzn-sp-api is not installed")
models = pytest.importorskip("spapi.models.feeds_v2021_06_30")
notes = pytest.importorskip("spapi.models.notifications_v1")

SECOND = 1_000
KIND = "text/xml; charset=UTF-8"


class Judge:
    """The library's interfaces, and what its guide leaves to its user."""

    def __init__(self, world: World, base: str, http: httpx.Client) -> None:
        self.client = amazons_client(world, base)
        self.feeds = spapi.FeedsApi(self.client)
        self.sellers = spapi.SellersApi(self.client)
        self.http = http

    def submit(self, kind: str, content: bytes, content_type: str = KIND) -> str:
        """A document, its content, a feed of it; the feed's id."""
        asked = models.CreateFeedDocumentSpecification(content_type=content_type)
        made = self.feeds.create_feed_document(asked)
        put = self.http.put(made.url, content=content, headers={"content-type": content_type})
        assert put.status_code == 200, put.text
        return self.feed(kind, made.feed_document_id)

    def feed(self, kind: str, document: str) -> str:
        """A feed of a document."""
        wanted = models.CreateFeedSpecification(
            feed_type=kind, marketplace_ids=[MARKET], input_feed_document_id=document
        )
        return str(self.feeds.create_feed(wanted).feed_id)

    def report(self, feed_id: str) -> str:
        """The processing report of a feed that is done."""
        feed = self.feeds.get_feed(feed_id)
        document = self.feeds.get_feed_document(feed.result_feed_document_id)
        return self.http.get(document.url).text


@pytest.fixture
def judge(world: World, base: str, served: Callable[[World], httpx.Client]) -> Iterator[Judge]:
    """The library at the port."""
    with served(world) as http:
        yield Judge(world, base, http)


def fulfillment(*order_ids: str) -> bytes:
    """A feed that tells of everything in these orders."""
    parts = [
        f"<Message><MessageID>{n}</MessageID><OrderFulfillment>"
        f"<AmazonOrderID>{order_id}</AmazonOrderID>"
        "<FulfillmentDate>2026-11-20T09:30:00Z</FulfillmentDate><FulfillmentData>"
        "<CarrierCode>UPS</CarrierCode><ShippingMethod>Ground</ShippingMethod>"
        f"<ShipperTrackingNumber>1Z{n}</ShipperTrackingNumber></FulfillmentData>"
        "</OrderFulfillment></Message>"
        for n, order_id in enumerate(order_ids, 1)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header>'
        "<DocumentVersion>1.01</DocumentVersion></Header>"
        f"<MessageType>OrderFulfillment</MessageType>{''.join(parts)}</AmazonEnvelope>"
    ).encode()


def test_its_models_take_where_a_seller_may_sell(judge: Judge) -> None:
    """The first call of everybody, and the account."""
    (one,) = judge.sellers.get_marketplace_participations().payload
    assert (one.marketplace.id, one.participation.is_participating) == (MARKET, True)
    account = judge.sellers.get_account().payload
    assert account.selling_plan == "PROFESSIONAL"
    assert account.marketplace_participation_list[0].marketplace.country_code == "US"


def test_a_feed_may_be_as_long_as_amazon_advises(world: World, judge: Judge) -> None:
    """Ten mebibytes, the order that is there in the last of them, among tens of thousands."""
    (order_id,) = bought(world, "amz", 1)
    others = [f"111-{n:07}-0000000" for n in range(29_000)]
    content = fulfillment(*others, order_id)
    assert 8 * 2**20 < len(content) < 10 * 2**20
    feed_id = judge.submit("POST_ORDER_FULFILLMENT_DATA", content)
    world.advance_to(world.now + 90 * SECOND)
    assert "<MessagesSuccessful>1</MessagesSuccessful>" in judge.report(feed_id)
    assert len(world.orders["amz", order_id].packages) == 1


def test_it_ships_by_a_feed_and_reads_the_report(world: World, judge: Judge) -> None:
    """From the queue to the report; what is refused stands in it, the rest has happened."""
    good, gone = bought(world, "amz", 2)
    world.cancel("amz", gone)
    feed_id = judge.submit("POST_ORDER_FULFILLMENT_DATA", fulfillment(good, gone))
    statuses = [judge.feeds.get_feed(feed_id).processing_status]
    for seconds in (30, 60):
        world.advance_to(world.now + seconds * SECOND)
        statuses.append(judge.feeds.get_feed(feed_id).processing_status)
    assert statuses == ["IN_QUEUE", "IN_PROGRESS", "DONE"]
    order = spapi.GetOrderApi(judge.client).get_order(good, included_data=["PACKAGES"]).order
    assert [package.tracking_number for package in order.packages] == ["1Z1"]
    report = judge.report(feed_id)
    assert "<MessagesSuccessful>1</MessagesSuccessful>" in report
    assert "(cancelled)" in report
    assert world.orders["amz", gone].status == "cancelled"


def test_it_lists_and_pages_feeds(world: World, judge: Judge) -> None:
    """The newest first; a page's token is the only parameter of the next one."""
    ids = []
    for _ in range(3):
        ids.append(judge.submit("POST_PRODUCT_DATA", b"<x/>"))
        world.advance_to(world.now + MINUTE)
    asked = {"feed_types": ["POST_PRODUCT_DATA"], "page_size": 2}
    page = judge.feeds.get_feeds(**asked)
    rest = judge.feeds.get_feeds(next_token=page.next_token)
    assert [feed.feed_id for feed in (*page.feeds, *rest.feeds)] == ids[::-1]
    assert rest.next_token is None
    with pytest.raises(spapi.ApiException) as refused:
        judge.feeds.get_feeds(next_token=page.next_token, page_size=2)
    assert refusal(refused)[0] == 400
    fatal = judge.feeds.get_feeds(feed_types=["POST_PRODUCT_DATA"], processing_statuses=["FATAL"])
    assert [feed.feed_id for feed in fatal.feeds] == [ids[1], ids[0]]
    assert "does not carry out" in judge.report(ids[0])


def test_it_cancels_what_has_not_begun(world: World, judge: Judge) -> None:
    """Once, and nothing of it happens; a feed that runs cannot be cancelled."""
    (order_id,) = bought(world, "amz", 1)
    feed_id = judge.submit("POST_ORDER_FULFILLMENT_DATA", fulfillment(order_id))
    judge.feeds.cancel_feed(feed_id)
    world.advance_to(world.now + HOUR // 2)
    assert judge.feeds.get_feed(feed_id).processing_status == "CANCELLED"
    assert world.orders["amz", order_id].status == "open"
    running = judge.submit("POST_ORDER_FULFILLMENT_DATA", fulfillment(order_id))
    world.advance_to(world.now + 30 * SECOND)
    for wrong in (feed_id, running):
        with pytest.raises(spapi.ApiException) as refused:
            judge.feeds.cancel_feed(wrong)
        assert refusal(refused) == (400, "InvalidInput")


def test_it_meets_what_is_not_there(judge: Judge) -> None:
    """404 for a feed and a document, 400 for a type and a document that cannot be used."""
    for read in (judge.feeds.get_feed, judge.feeds.cancel_feed, judge.feeds.get_feed_document):
        with pytest.raises(spapi.ApiException) as refused:
            read("1")
        assert refusal(refused) == (404, "NotFound")
    asked = models.CreateFeedDocumentSpecification(content_type=KIND)
    document = judge.feeds.create_feed_document(asked).feed_document_id
    for kind, wanted in (("POST_PRODUCT_DATA", "nope"), ("POST_NOTHING", document)):
        with pytest.raises(spapi.ApiException) as refused:
            judge.feed(kind, wanted)
        assert refusal(refused) == (400, "InvalidInput")
    with pytest.raises(spapi.ApiException) as refused:
        judge.feeds.get_feeds()
    assert refusal(refused) == (400, "InvalidInput")


def test_it_meets_emptiness(judge: Judge) -> None:
    """No feeds are an empty list."""
    page = judge.feeds.get_feeds(feed_types=["JSON_LISTINGS_FEED"])
    assert (page.feeds, page.next_token) == ([], None)


def test_it_meets_an_expired_token(world: World, judge: Judge) -> None:
    """Where it sells is refused like everything else."""
    judge.sellers.get_account()
    world.advance_to(world.now + HOUR)
    for call in (judge.sellers.get_marketplace_participations, judge.sellers.get_account):
        with pytest.raises(spapi.ApiException) as refused:
            call()
        assert refusal(refused) == (403, "Unauthorized")
    with pytest.raises(spapi.ApiException) as refused:
        judge.feeds.get_feeds(feed_types=["POST_PRODUCT_DATA"])
    assert refusal(refused) == (403, "Unauthorized")


def test_it_meets_the_quotas(world: World, judge: Judge) -> None:
    """Fifteen calls where it sells, ten lists of feeds, and a minute later one more each."""

    def feeds() -> Any:
        return judge.feeds.get_feeds(feed_types=["POST_PRODUCT_DATA"])

    for call, burst in ((judge.sellers.get_marketplace_participations, 15), (feeds, 10)):
        for _ in range(burst):
            call()
        with pytest.raises(spapi.ApiException) as refused:
            call()
        assert refusal(refused) == (429, "QuotaExceeded")
    world.advance_to(world.now + 2 * MINUTE)
    assert judge.sellers.get_marketplace_participations().payload
    assert feeds().feeds == []


def test_it_is_told_that_a_feed_is_finished(world: World, base: str, judge: Judge) -> None:
    """FEED_PROCESSING_FINISHED names the feed and its report, once."""
    own = spapi.NotificationsApi(amazons_client(world, base, "sellingpartnerapi::notifications"))
    arn = "arn:aws:sqs:us-east-1:123456789012:feeds"
    resource = notes.DestinationResourceSpecification(sqs=notes.SqsResource(arn=arn))
    asked = notes.CreateDestinationRequest(name="feeds", resource_specification=resource)
    wanted = notes.CreateSubscriptionRequest(
        payload_version="2020-09-04",
        destination_id=own.create_destination(asked).payload.destination_id,
    )
    sellers = spapi.NotificationsApi(judge.client)
    sellers.create_subscription("FEED_PROCESSING_FINISHED", wanted)
    feed_id = judge.submit("POST_PRODUCT_DATA", b"<x/>")
    world.advance_to(world.now + 10 * MINUTE)
    form = {"Action": "ReceiveMessage", "MaxNumberOfMessages": "10"}
    text = judge.http.post("/123456789012/feeds", data=form).text
    assert text.count("<Body>") == 1
    told = json.loads(text.partition("<Body>")[2].partition("</Body>")[0])
    feed = judge.feeds.get_feed(feed_id)
    assert told["payload"]["feedProcessingFinishedNotification"] == {
        "sellerId": "A2EXAMPLE",
        "accountId": "amzn1.merchant.o.A2EXAMPLE",
        "feedId": feed_id,
        "feedType": "POST_PRODUCT_DATA",
        "processingStatus": "FATAL",
        "resultFeedDocumentId": feed.result_feed_document_id,
    }
