"""Parse requests to SQS in its two protocols.

A request in AWS JSON 1.0 names the operation in ``X-Amz-Target``. A request in the older query
protocol is a form: ``Action`` is the operation, and the entries of a list have numbered names
(``AttributeName.1``). Signatures are not verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from mockplace.http_types import Request
from mockplace.platforms.amazon.api.sqs.errors import SqsError, invalid, missing
from mockplace.platforms.shared import request_parsing

TARGET = "AmazonSQS."
_QUEUE_PATH = re.compile(r"/([0-9]{12})/([A-Za-z0-9_.-]{1,80})")
_SCOPE = re.compile(r"Credential=([^/,\s]+)/[0-9]{8}/([a-z0-9-]+)/sqs/aws4_request")
_HOST = re.compile(r"sqs\.([a-z0-9-]+)\.amazonaws\.com")
_MOST_FIELDS = 500
#: The query protocol's name of a list → its name in JSON.
_LISTS = {
    "AttributeName": "AttributeNames",
    "MessageSystemAttributeName": "MessageSystemAttributeNames",
    "MessageAttributeName": "MessageAttributeNames",
    "DeleteMessageBatchRequestEntry": "Entries",
    "ChangeMessageVisibilityBatchRequestEntry": "Entries",
    "SendMessageBatchRequestEntry": "Entries",
}
#: Name of a map in the query protocol → its name in JSON. Each entry has a Name and a Value.
_MAPS = {"Attribute": "Attributes", "MessageAttribute": "MessageAttributes"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The parameters of a request, or of one entry of a batch."""

    content: Mapping[str, object]
    #: Whether the parameters came as a form, in which numbers are strings.
    loose: bool = False

    def text(self, name: str) -> str:
        """Return a required string."""
        value = self.optional(name)
        if not value:
            raise missing(name)
        return value

    def optional(self, name: str) -> str:
        """Return an optional string, '' if absent."""
        value = self.content.get(name)
        if value is not None and not isinstance(value, str):
            raise _mistyped(name)
        return value or ""

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return an integer from *low* to *high*, None if absent."""
        value = self.content.get(name)
        if value is None:
            return None
        if self.loose and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise invalid(name, value, "Must be an integer.") if self.loose else _mistyped(name)
        if not low <= value <= high:
            raise invalid(name, value, f"Must be between {low} and {high}, if provided.")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of strings, empty if absent."""
        value = self.content.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _mistyped(name)
        return tuple(value)

    def map(self, name: str) -> Mapping[str, object]:
        """Return the map called *name*, empty if absent."""
        value = self.content.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise _mistyped(name)
        return cast("dict[str, object]", value)

    def entries(self) -> list[Fields]:
        """Return the entries of a batch: one to ten, each with a unique Id."""
        value = self.content.get("Entries")
        if value is None or value == []:
            raise SqsError(
                "EmptyBatchRequest", "There should be at least one entry in the request."
            )
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise _mistyped("Entries")
        if len(value) > 10:
            said = f"Maximum number of entries per request are 10. You have sent {len(value)}."
            raise SqsError("TooManyEntriesInBatchRequest", said)
        found = [Fields(one, self.loose) for one in value]
        known = [one.text("Id") for one in found]
        for name in known:
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
                said = "A batch entry id can only contain alphanumeric characters, hyphens and "
                raise SqsError("InvalidBatchEntryId", f"{said}underscores. It can be 80 long.")
        if len(set(known)) < len(known):
            said = f"Id {next(n for n in known if known.count(n) > 1)} repeated."
            raise SqsError("BatchEntryIdsNotDistinct", said)
        return found


def is_json(request: Request) -> bool:
    """Return True if a request uses AWS JSON 1.0."""
    return request.headers.get("x-amz-target", "").startswith(TARGET)


def action(request: Request) -> str:
    """Return the operation that a request names, '' if it names none."""
    if is_json(request):
        return request.headers["x-amz-target"].removeprefix(TARGET)
    return _form(request).get("Action", "")


def place(request: Request) -> tuple[str, str] | None:
    """Return account and queue name if the request's path is that of a queue, else None."""
    found = _QUEUE_PATH.fullmatch(request.path.rstrip("/"))
    return (found[1], found[2]) if found else None


def fields(request: Request) -> Fields:
    """Return the parameters, named and nested as in the JSON protocol."""
    if is_json(request):
        content = request_parsing.json_object(request.body or b"{}")
        if content is None:
            raise SqsError("SerializationException", "The body is not a JSON object.")
        return Fields(content)
    return Fields(_nested(_form(request)), loose=True)


def meant(request: Request, asked: Fields) -> tuple[str, str]:
    """Return account and name of the requested queue: from ``QueueUrl``, else from the path."""
    url = asked.optional("QueueUrl")
    if not url:
        found = place(request)
        if found is None:
            raise missing("QueueUrl")
        return found
    try:
        steps = [step for step in urlsplit(url).path.split("/") if step]
    except ValueError:
        steps = []
    if len(steps) < 2:
        raise SqsError("QueueDoesNotExist", "The specified queue does not exist.")
    return steps[-2], steps[-1]


def region(request: Request) -> str:
    """Return the region in the signature, else the region in the host name, else ''."""
    found = _SCOPE.search(request.headers.get("authorization", ""))
    if found:
        return found[2]
    host = _HOST.match(request.headers.get("host", ""))
    return host[1] if host else ""


def account(request: Request) -> str:
    """Return the access key if it is an AWS account id (twelve digits), else ''."""
    found = _SCOPE.search(request.headers.get("authorization", ""))
    return found[1] if found and re.fullmatch(r"[0-9]{12}", found[1]) else ""


def _form(request: Request) -> dict[str, str]:
    text = request.query
    if request.method == "POST":
        text = "&".join(filter(None, (text, request.body.decode("utf-8", "replace"))))
    text = "&".join(text.split("&", _MOST_FIELDS)[:_MOST_FIELDS])
    return dict(parse_qsl(text, keep_blank_values=True, errors="replace"))


def _nested(form: Mapping[str, str]) -> dict[str, object]:
    """Convert numbered names to lists and maps; leave other names unchanged."""
    found: dict[str, object] = {}
    numbered: dict[str, dict[int, dict[str, str]]] = {}
    for name, value in form.items():
        head, dot, rest = name.partition(".")
        number, _, inner = rest.partition(".")
        if dot and head in _LISTS | _MAPS and re.fullmatch(r"[0-9]{1,4}", number):
            numbered.setdefault(head, {}).setdefault(int(number), {})[inner] = value
        else:
            found[name] = value
    for head, entries in numbered.items():
        inside = [entries[number] for number in sorted(entries)]
        if head in _MAPS:
            found[_MAPS[head]] = {one.get("Name", ""): _value(one) for one in inside}
        elif _LISTS[head] == "Entries":
            found["Entries"] = [_nested(one) for one in inside]
        else:
            found[_LISTS[head]] = [one.get("", "") for one in inside]
    return found


def _value(entry: Mapping[str, str]) -> object:
    """Return a map entry's Value: a string, or a dict with the parts of a message attribute."""
    parts = {
        name.removeprefix("Value."): value
        for name, value in entry.items()
        if name.startswith("Value.")
    }
    return parts or entry.get("Value", "")


def _mistyped(name: str) -> SqsError:
    return SqsError("SerializationException", f"{name} has a value of another type.")
