"""URLs for the upload and the download of a document, valid for five minutes.

Amazon keeps documents in S3. Here the simulator keeps them, and errors use S3's words.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from mockplace.http_types import Params, Request, Response, Route
from mockplace.platforms.amazon.api.base_url import base_of
from mockplace.platforms.amazon.api.feeds.processing_reports import report
from mockplace.platforms.amazon.rules.feeds.commands import FillDocument
from mockplace.platforms.amazon.rules.feeds.process_feeds import records
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import parse, to_seconds
from mockplace.platforms.shared.opaque_tokens import keyed_hex

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.rules.feeds.records import FeedDocument

#: Seconds for which a URL is valid, according to Amazon's API model.
LIFETIME = 300
#: The path of a document, in the folder that Amazon's own feed URLs contain.
_TEMPLATE = "/NinetyDays/{feedDocumentId}"
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2}T[0-9]{2})([0-9]{2})([0-9]{2}Z)")


def address(world: World, request: Request, method: str, document: FeedDocument) -> str:
    """Return the URL to upload (PUT) or download (GET) a document, valid for five minutes."""
    date = to_seconds(world.now).replace("-", "").replace(":", "")
    signed = "content-type;host" if method == "PUT" else "host"
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": date,
        "X-Amz-SignedHeaders": signed,
        "X-Amz-Expires": str(LIFETIME),
        "X-Amz-Signature": _signature(world, method, document.document_id, date),
    }
    return f"{base_of(request)}/NinetyDays/{document.document_id}?{urlencode(query)}"


def _put(world: World, request: Request, params: Params) -> Response:
    document = _opened(world, request, params, "PUT")
    if isinstance(document, Response):
        return document
    given = request.headers.get("content-type", "").strip()
    if given != document.content_type:
        return _refused(403, "SignatureDoesNotMatch", _NOT_SIGNED)
    world.do(FillDocument(document.document_id, request.body))
    digest = hashlib.md5(request.body, usedforsecurity=False).hexdigest()
    return Response(200, {"etag": f'"{digest}"'})


def _get(world: World, request: Request, params: Params) -> Response:
    document = _opened(world, request, params, "GET")
    if isinstance(document, Response):
        return document
    feed = records(world.state).feeds.get((document.store, document.feed_id))
    if feed is not None:
        kind, content = report(world.accounts[document.store], feed)
        return Response(200, {"content-type": kind}, content)
    if document.content is None:
        return _refused(404, "NoSuchKey", "The specified key does not exist.")
    kind = document.content_type if _is_header(document.content_type) else "text/plain"
    return Response(200, {"content-type": kind}, document.content)


def _opened(world: World, request: Request, params: Params, method: str) -> FeedDocument | Response:
    """Return the document of a valid URL, or the error response for an invalid one."""
    query, name = request_parsing.fields(request.query), params["feedDocumentId"]
    date = query.get("X-Amz-Date", "")
    if query.get("X-Amz-Signature") != _signature(world, method, name, date):
        return _refused(403, "SignatureDoesNotMatch", _NOT_SIGNED)
    made = parse(_DATE.sub(r"\1-\2-\3:\4:\5", date))
    if made is None or world.now >= made + LIFETIME * 1000:
        return _refused(403, "AccessDenied", "Request has expired")
    document = records(world.state).documents.get(name)
    if document is None or (method == "PUT" and document.feed_id):
        return _refused(404, "NoSuchKey", "The specified key does not exist.")
    return document


_NOT_SIGNED = "The request signature we calculated does not match the signature you provided."


def _signature(world: World, method: str, name: str, date: str) -> str:
    return keyed_hex(world.seed, "signature", method, name, date, size=32)


def _refused(status: int, code: str, message: str) -> Response:
    said = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{said}</Error>'
    return Response(status, {"content-type": "application/xml"}, body.encode())


def _is_header(text: str) -> bool:
    """Return True if a text can be a header value."""
    return text.isascii() and text.isprintable()


_FAULTS = {
    "rate_limited": (503, "SlowDown", "Please reduce your request rate."),
    "auth_expired": (403, "AccessDenied", "Request has expired"),
    "server_error": (500, "InternalError", "We encountered an internal error. Please try again."),
}


def _fault_response(_world: World, _request: Request, kind: str) -> Response:
    return _refused(*_FAULTS[kind])


ROUTES = (
    Route("uploadFeedDocument", "amazon", "PUT", _TEMPLATE, _put, fault_response=_fault_response),
    Route("downloadFeedDocument", "amazon", "GET", _TEMPLATE, _get, fault_response=_fault_response),
)
