"""python-amazon-sp-api as a judge of feeds and sellers: its helpers upload and download as well."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from itertools import count

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from tests.wire.clients import selling_partner
from tests.wire.clients.conftest import HOUR, MARKET, MINUTE, START
from tests.wire.clients.selling_partner import Judge
from tests.wire.clients.test_feeds_amzn_sp_api import fulfillment

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
base_errors = pytest.importorskip("sp_api.base")
_numbers = count()
judge = selling_partner.judge
FULFILLMENT = "POST_ORDER_FULFILLMENT_DATA"
KIND = "text/xml; charset=UTF-8"


@pytest.fixture
def world() -> World:
    """Two orders; the library keeps tokens per refresh token, so each test has one of its own."""
    world = World(seed=7, start=START)
    token = f"Atzr|feeds-{next(_numbers)}"
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market=MARKET, token=token))
    world.list_product(Product("MUG-SLATE", "Slate mug, 12 oz", 1299, 400, ("amz",)))
    for n in range(2):
        world.buy(f"p{n}", "amz", [("MUG-SLATE", 2, None)])
    return world


def ids(world: World) -> list[str]:
    """The orders, oldest first."""
    return [order_id for _store, order_id in world.orders]


def test_it_asks_where_the_seller_sells(judge: Judge) -> None:
    """The first call of everybody, and the account."""
    client = judge("Sellers")
    (one,) = client.get_marketplace_participation().payload
    assert one["marketplace"]["id"] == MARKET
    assert client.get_account().payload["businessType"] == "PRIVATE_LIMITED"


def test_its_helper_submits_a_feed(world: World, judge: Judge) -> None:
    """One call makes the document, uploads it and makes the feed; the report is downloaded."""
    good, other = ids(world)
    world.cancel("amz", other)
    client = judge("Feeds")
    _, feed = client.submit_feed(FULFILLMENT, BytesIO(fulfillment(good, other)), KIND)
    feed_id = feed.payload["feedId"]
    assert client.get_feed(feed_id).payload["processingStatus"] == "IN_QUEUE"
    world.advance_to(world.now + 2 * MINUTE)
    done = client.get_feed(feed_id).payload
    assert done["processingStatus"] == "DONE"
    report = client.get_feed_document(done["resultFeedDocumentId"])
    assert "<MessagesProcessed>2</MessagesProcessed>" in report
    assert world.orders["amz", good].status == "shipped"


def test_its_flat_file_keeps_its_letters(world: World, judge: Judge) -> None:
    """It writes text files in Latin-1, which the type has to name."""
    order = world.orders["amz", ids(world)[0]]
    columns = "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name"
    row = f"{order.order_id}\t{order.lines[0].line_id}\t1\t2026-11-20\tOther\tPósta"
    kind = "text/tab-separated-values; charset=iso-8859-1"
    client = judge("Feeds")
    file = StringIO(f"{columns}\n{row}\n")
    _, feed = client.submit_feed("POST_FLAT_FILE_FULFILLMENT_DATA", file, kind)
    world.advance_to(world.now + 2 * MINUTE)
    done = client.get_feed(feed.payload["feedId"]).payload
    report = client.get_feed_document(done["resultFeedDocumentId"])
    assert "Number of records successful\t\t1" in report
    assert [parcel.carrier for parcel in order.packages] == ["Pósta"]


def test_its_listings_are_answered_message_by_message(world: World, judge: Judge) -> None:
    """A document in good order ends DONE; its report says what was not carried out, and why."""
    content = {
        "header": {"sellerId": "A2EXAMPLE", "version": "2.0"},
        "messages": [
            {"messageId": 1, "sku": "MUG-SLATE", "operationType": "DELETE"},
            {"messageId": 2, "sku": "MUG-SLATE", "operationType": "PATCH"},
        ],
    }
    client = judge("Feeds")
    file = BytesIO(json.dumps(content).encode())
    _, feed = client.submit_feed("JSON_LISTINGS_FEED", file, "application/json; charset=UTF-8")
    world.advance_to(world.now + 2 * MINUTE)
    done = client.get_feed(feed.payload["feedId"]).payload
    assert done["processingStatus"] == "DONE"
    report = json.loads(client.get_feed_document(done["resultFeedDocumentId"]))
    assert report["header"]["feedId"] == feed.payload["feedId"]
    assert [issue["messageId"] for issue in report["issues"]] == [2]
    assert "'productType' is required" in report["issues"][0]["message"]
    assert report["summary"]["messagesProcessed"] == 2
    offer = world.inventory.offer("amz", "MUG-SLATE")
    assert offer is not None
    assert offer.listing == "ended"


def test_it_lists_pages_and_cancels(judge: Judge) -> None:
    """Two pages by its token; a cancelled feed is still listed."""
    client = judge("Feeds")
    made = []
    for _ in range(2):
        _, feed = client.submit_feed("POST_PRODUCT_DATA", BytesIO(b"<x/>"), KIND)
        made.append(feed.payload["feedId"])
    client.cancel_feed(made[1])
    first = client.get_feeds(feedTypes=["POST_PRODUCT_DATA"], pageSize=1)
    second = client.get_feeds(nextToken=first.next_token)
    listed = [*first.payload["feeds"], *second.payload["feeds"]]
    assert [feed["feedId"] for feed in listed] == made[::-1]
    assert [feed["processingStatus"] for feed in listed] == ["CANCELLED", "IN_QUEUE"]
    assert second.next_token is None


def test_it_meets_refusals_emptiness_and_the_unknown(judge: Judge) -> None:
    """Exceptions of its own for 400 and 404; no feeds are an empty list."""
    client = judge("Feeds")
    assert client.get_feeds(feedTypes=["POST_PRODUCT_DATA"]).payload["feeds"] == []
    with pytest.raises(base_errors.SellingApiNotFoundException):
        client.get_feed("1")
    with pytest.raises(base_errors.SellingApiBadRequestException):
        client.create_feed("POST_NOTHING", "nope")
    with pytest.raises(base_errors.SellingApiBadRequestException):
        client.get_feeds(feedTypes=["POST_PRODUCT_DATA"], processingStatuses=["NOPE"])


def test_it_meets_an_expired_token_and_the_quota(world: World, judge: Judge) -> None:
    """403 and 429 are exceptions of its own."""
    client = judge("Sellers")
    client.get_account()
    world.faults.add(Fault("rate_limited", "getAccount"))
    with pytest.raises(base_errors.SellingApiRequestThrottledException):
        client.get_account()
    world.advance_to(world.now + HOUR)
    with pytest.raises(base_errors.SellingApiForbiddenException):
        client.get_account()
