"""Feeds below any library: addresses of documents, what is refused, what is listed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds, restored, saved
from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account
from mockplace.platforms.amazon.api.login_with_amazon import access_token
from mockplace.platforms.amazon.rules.feeds.process_feeds import records
from mockplace.serving.clock import FROZEN
from mockplace.serving.dispatch import Request
from tests.wire.amazon.conftest import HOUR, MARKET, MINUTE, START, Seller
from tests.wire.amazon.feeding import (
    DOCUMENTS,
    FEEDS,
    FULFILLMENT,
    LINES,
    SECOND,
    Feeding,
    envelope,
    shipped,
)


@pytest.fixture
def feeding(seller: Seller) -> Feeding:
    """The program, by each way in."""
    return Feeding(seller)


def test_an_upload_needs_its_own_content_type(feeding: Feeding) -> None:
    """The type is part of what was signed; S3 says so in XML, and nothing was uploaded."""
    made = feeding.document()
    refused = feeding.put(made["url"], b"<x/>", "text/plain")
    assert refused.status_code == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in refused.text
    assert records(feeding.seller.world.state).documents[made["feedDocumentId"]].content is None
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
    assert records(feeding.seller.world.state).feeds == {}


@pytest.mark.parametrize("kind", [None, 1, "", "xml", "a/b\r\nc: d", "a/" + "b" * 300])
def test_a_document_needs_a_content_type(feeding: Feeding, kind: object) -> None:
    """400 for what no header could say."""
    refused = feeding.seller.call("POST", DOCUMENTS, json={"contentType": kind})
    assert (refused.status_code, records(feeding.seller.world.state).documents) == (400, {})


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


def test_a_page_goes_on_behind_a_feed_that_the_filters_no_longer_let_through(
    feeding: Feeding,
) -> None:
    """The feeds of the first page do not come again; behind a feed that is gone nothing comes."""
    kind, seller = "POST_PRODUCT_DATA", feeding.seller
    old, middle, new = (
        feeding.feed(kind, feeding.document()["feedDocumentId"]).json()["feedId"] for _ in range(3)
    )
    asked = {"feedTypes": kind, "processingStatuses": "IN_QUEUE", "pageSize": "2"}
    first = seller.get(FEEDS, **asked).json()
    assert [one["feedId"] for one in first["feeds"]] == [new, middle]
    assert seller.call("DELETE", f"{FEEDS}/{middle}").status_code == 200
    second = seller.get(FEEDS, nextToken=first["nextToken"]).json()
    assert ([one["feedId"] for one in second["feeds"]], "nextToken" in second) == ([old], False)
    del records(seller.world.state).feeds["amz", middle]
    assert seller.get(FEEDS, nextToken=first["nextToken"]).json() == {"feeds": []}


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
    assert records(copies[0].state).feeds == records(copies[1].state).feeds
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
    front = WorldRouter(Worlds(world, FROZEN))
    headers = {"x-amz-access-token": access_token(world, "amz")}
    body = b'{"contentType": "text/xml"}'
    made = front.answer(Request("POST", DOCUMENTS, "", headers, body))[0]
    assert made.status == 201
    why = json.loads(front.answer(Request("GET", "/_mockplace/why/last"))[0].body)
    assert why["changes"] == [{"event": "DocumentPut", "store": "amz", "order_id": ""}]
    fault = b'{"kind": "server_error", "operation": "uploadFeedDocument"}'
    assert front.answer(Request("POST", "/_mockplace/faults", body=fault))[0].status == 201
