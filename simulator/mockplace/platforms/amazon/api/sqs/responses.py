"""SQS's answers, in the protocol of the request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

import orjson

from mockplace.http_types import Request, Response
from mockplace.platforms.amazon.api.sqs.errors import SqsError
from mockplace.platforms.amazon.api.sqs.parse_request import is_json
from mockplace.platforms.shared.opaque_tokens import keyed_uuid

_NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/"
#: Characters that XML does not allow.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A carriage return is escaped, because XML parsers would turn it into a line feed.
_KEPT = {"\r": "&#13;"}
#: Name of a list in JSON → element name of its entries in XML.
_ENTRIES = {"Messages": "Message", "QueueUrls": "QueueUrl", "Failed": "BatchResultErrorEntry"}
#: Name of a map in JSON → element name of its entries in XML.
_PAIRS = {"Attributes": "Attribute", "MessageAttributes": "MessageAttribute"}
Json = Mapping[str, object]


def done(seed: int, now: int, request: Request, action: str, result: Json) -> Response:
    """Return 200 with an operation's result."""
    number = _request_id(seed, now, request)
    if is_json(request):
        return _json(200, number, result)
    inside = _written(action, result)
    if result or action in _WITH_RESULT:
        inside = f"<{action}Result>{inside}</{action}Result>"
    meta = f"<ResponseMetadata><RequestId>{number}</RequestId></ResponseMetadata>"
    return _xml(200, number, f"{action}Response", inside + meta)


def refused(seed: int, now: int, request: Request, error: SqsError) -> Response:
    """Return an error response; in JSON, a header repeats the error's query protocol code."""
    number = _request_id(seed, now, request)
    if is_json(request):
        code = {"x-amzn-query-error": f"{error.code};{error.fault}"}
        content = {"__type": error.kind, "message": error.message}
        return _json(error.status, number, content, code)
    parts = (("Type", error.fault), ("Code", error.code), ("Message", error.message))
    inside = "".join(_element(name, value) for name, value in parts)
    content_xml = f"<Error>{inside}<Detail/></Error><RequestId>{number}</RequestId>"
    return _xml(error.status, number, "ErrorResponse", content_xml)


#: Operations whose answer has a result element even if the result is empty.
_WITH_RESULT = ("ReceiveMessage", "ListQueues", "GetQueueAttributes")


def _json(
    status: int, number: str, content: Json, more: Mapping[str, str] | None = None
) -> Response:
    kind = {"content-type": "application/x-amz-json-1.0", "x-amzn-requestid": number}
    return Response(status, kind | dict(more or {}), orjson.dumps(content))


def _xml(status: int, number: str, root: str, inside: str) -> Response:
    kind = {"content-type": "text/xml", "x-amzn-requestid": number}
    body = f'<?xml version="1.0"?><{root} xmlns="{_NAMESPACE}">{inside}</{root}>'
    return Response(status, kind, body.encode())


def _written(action: str, content: Json) -> str:
    parts = []
    for name, value in content.items():
        if isinstance(value, list):
            inner = _ENTRIES.get(name, f"{action}ResultEntry")
            parts += [_one(action, inner, entry) for entry in value]
        elif name in _PAIRS and isinstance(value, dict):
            parts += [
                f"<{_PAIRS[name]}>{_element('Name', key)}{_one(action, 'Value', entry)}"
                f"</{_PAIRS[name]}>"
                for key, entry in value.items()
            ]
        else:
            parts.append(_element(name, value))
    return "".join(parts)


def _one(action: str, name: str, value: object) -> str:
    if isinstance(value, dict):
        return f"<{name}>{_written(action, value)}</{name}>"
    return _element(name, value)


def _element(name: str, value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name}>{escape(_NOT_IN_XML.sub('?', text), _KEPT)}</{name}>"


def _request_id(seed: int, now: int, request: Request) -> str:
    where = (request.method, request.path, request.headers.get("x-amz-target", ""))
    return keyed_uuid(seed, "sqs request", now, *where, request.body)
