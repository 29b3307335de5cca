"""The six operations of Feeds 2021-06-30."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.feeds import document_urls, feed_types, parse_document
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.rules.feeds.commands import CancelFeed, CreateFeed, OpenDocument
from mockplace.platforms.amazon.rules.feeds.process_feeds import known, records
from mockplace.platforms.shared import iso8601, request_parsing
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller
    from mockplace.platforms.amazon.rules.feeds.records import Feed, FeedDocument

Json = dict[str, object]
Params = dict[str, str]

_STATUSES = ("CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE")
_BAD = "Invalid request parameters"
_MOST_MARKETS = 25
_LONGEST_TYPE = 200
#: Milliseconds for which feeds are kept.
_KEPT = 90 * 86_400_000
_SEALED = "feeds"
_FILTERS = ("feedTypes", "processingStatuses", "createdSince", "createdUntil", "pageSize")


def create_feed_document(world: World, caller: Caller, request: Request, _: Params) -> Json:
    """Answer ``createFeedDocument``: a URL that accepts uploads of the given content type only."""
    kind = Body.of(request.body).text("contentType").strip()
    if not 0 < len(kind) <= _LONGEST_TYPE or "/" not in kind or not kind.isprintable():
        raise errors.invalid(_BAD, "contentType is not valid.")
    world.do(OpenDocument(caller.account.name, kind))
    documents = records(world.state).documents
    made = documents[next(reversed(documents))]
    return {
        "feedDocumentId": made.document_id,
        "url": document_urls.address(world, request, "PUT", made),
    }


def get_feed_document(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``getFeedDocument``: the URL from which a document is downloaded.

    The content is never compressed.
    """
    document = _document(world, caller, params["feedDocumentId"])
    if document is None:
        raise errors.not_found("feed document")
    return {
        "feedDocumentId": document.document_id,
        "url": document_urls.address(world, request, "GET", document),
    }


def create_feed(world: World, caller: Caller, request: Request, _: Params) -> Json:
    """Answer ``createFeed``: parse the document and queue its parts for processing."""
    body = Body.of(request.body)
    kind, markets = body.text("feedType"), _markets(body)
    if kind not in feed_types.SERVED + feed_types.OTHERS:
        raise errors.invalid(f"feed type {kind[:100]} is invalid")
    document = _document(world, caller, body.text("inputFeedDocumentId"))
    if document is None or document.feed_id:
        raise errors.invalid(_BAD, "inputFeedDocumentId is not valid.")
    if body.has("feedOptions"):
        body.part("feedOptions")
    parts, fatal = parse_document.read(kind, caller.account, document)
    name = caller.account.name
    world.do(CreateFeed(name, kind, markets, document.document_id, parts, fatal))
    return {"feedId": next(reversed(records(world.state).feeds))[1]}


def get_feed(world: World, caller: Caller, _request: Request, params: Params) -> Json:
    """Answer ``getFeed``."""
    return _shown(_feed(world, caller, params["feedId"]))


def cancel_feed(world: World, caller: Caller, _request: Request, params: Params) -> Json:
    """Answer ``cancelFeed``: refused once processing of the feed has begun."""
    feed = _feed(world, caller, params["feedId"])
    try:
        world.do(CancelFeed(feed.store, feed.feed_id))
    except Refusal as refusal:
        said = f"The feed is {feed.status} and cannot be cancelled."
        raise errors.invalid(_BAD, said) from refusal
    return {}


def get_feeds(world: World, caller: Caller, request: Request, _: Params) -> Json:
    """Answer ``getFeeds``: a search's first page, or the page that a token names; newest first."""
    query = request_parsing.fields(request.query)
    asked = {name: query[name] for name in (*_FILTERS, "marketplaceIds") if name in query}
    if "nextToken" in query:
        if any(asked.get(name) for name in _FILTERS):
            raise errors.invalid(_BAD, "nextToken must be the only parameter.")
        content = decode_token(world.seed, _SEALED, query["nextToken"])
        if content is None or content.get("account") != caller.account.name:
            raise errors.invalid(_BAD, "nextToken is not valid.")
        asked = cast("dict[str, str]", content["asked"])
        after = str(content["after"])
    else:
        _check(asked)
        after = ""
    found, most = _matching(world, caller, asked, after), int(asked.get("pageSize") or 10)
    page = found[:most]
    result: Json = {"feeds": [_shown(feed) for feed in page]}
    if most < len(found):
        sealed: Json = {"account": caller.account.name, "asked": asked, "after": page[-1].feed_id}
        result["nextToken"] = encode_token(world.seed, _SEALED, sealed)
    return result


def _check(asked: dict[str, str]) -> None:
    types, statuses = (request_parsing.listed(asked.get(name, "")) for name in _FILTERS[:2])
    if not types:
        raise errors.invalid(_BAD, "Either feedTypes or nextToken is required.")
    if len(types) > 10 or any(status not in _STATUSES for status in statuses):
        raise errors.invalid(_BAD, "feedTypes or processingStatuses are not valid.")
    size = asked.get("pageSize", "10")
    if not (size.isascii() and size.isdigit() and len(size) < 4 and 1 <= int(size) <= 100):
        raise errors.invalid(_BAD, "pageSize is not between 1 and 100.")
    for name in ("createdSince", "createdUntil"):
        if asked.get(name) and iso8601.parse(asked[name]) is None:
            raise errors.invalid(_BAD, f"{name} is not a date.")


def _matching(world: World, caller: Caller, asked: dict[str, str], after: str) -> list[Feed]:
    """Return the caller's feeds that match every filter, newest first.

    *after* is '' or a feed's id: only the feeds that follow it are returned. The feed itself need
    not match the filters.
    """
    types, statuses = (request_parsing.listed(asked.get(name, "")) for name in _FILTERS[:2])
    markets = request_parsing.listed(asked.get("marketplaceIds", ""))
    since = iso8601.parse(asked.get("createdSince", "")) or world.now - _KEPT
    until = iso8601.parse(asked.get("createdUntil", ""))
    until = world.now if until is None else until
    own = [
        feed
        for feed in reversed(records(world.state).feeds.values())
        if feed.store == caller.account.name
    ]
    if after:
        names = [feed.feed_id for feed in own]
        own = own[names.index(after) + 1 :] if after in names else []
    return [
        feed
        for feed in own
        if feed.kind in types
        and (not statuses or feed.status in statuses)
        and (not markets or set(markets) & set(feed.markets))
        and max(since, world.now - _KEPT) <= feed.made_at <= until
    ]


def _shown(feed: Feed) -> Json:
    body: Json = {
        "feedId": feed.feed_id,
        "feedType": feed.kind,
        "marketplaceIds": list(feed.markets),
        "createdTime": iso8601.to_milliseconds(feed.made_at),
        "processingStatus": feed.status,
    }
    if feed.started_at:
        body["processingStartTime"] = iso8601.to_milliseconds(feed.started_at)
    if feed.ended_at:
        body["processingEndTime"] = iso8601.to_milliseconds(feed.ended_at)
    if feed.result_id:
        body["resultFeedDocumentId"] = feed.result_id
    return body


def _feed(world: World, caller: Caller, feed_id: str) -> Feed:
    try:
        return known(world.state, caller.account.name, feed_id)
    except Refusal as refusal:
        raise errors.not_found("feed") from refusal


def _document(world: World, caller: Caller, document_id: str) -> FeedDocument | None:
    document = records(world.state).documents.get(document_id)
    return document if document and document.store == caller.account.name else None


def _markets(body: Body) -> tuple[str, ...]:
    """Return the 1 to 25 marketplace ids; some clients send a single id as a string, not a list."""
    value = body.content.get("marketplaceIds")
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not 1 <= len(found) <= _MOST_MARKETS:
        raise errors.invalid(_BAD, "marketplaceIds names no marketplace, or too many.")
    if not all(isinstance(one, str) and 0 < len(one) <= _LONGEST_TYPE for one in found):
        raise body.wrong("marketplaceIds")
    return tuple(str(one) for one in found)
