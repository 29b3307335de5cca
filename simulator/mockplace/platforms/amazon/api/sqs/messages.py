"""SQS's operations on messages: send, receive, hide, delete; single and in batches."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api.notifications import notification_request
from mockplace.platforms.amazon.api.sqs.errors import SqsError, invalid, missing, refused

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.sqs.parse_request import Fields
    from mockplace.platforms.amazon.api.sqs.queues import Ask, Result
    from mockplace.platforms.amazon.rules.sqs_queues import Lying, Queue

_HIDDEN = (0, 43_200)
_ALLOWED = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
_SYSTEM = (
    "All",
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
)
_MOST_ATTRIBUTES = 10
#: The parts of a message attribute that are read; other parts are ignored.
_PARTS = ("DataType", "StringValue", "BinaryValue")


def receive_message(ask: Ask) -> Result:
    """Answer ``ReceiveMessage``: up to ten visible messages; an empty answer if there are none."""
    asked, queue = ask.fields, ask.queue
    most = asked.whole("MaxNumberOfMessages", 1, 10) or 1
    hidden = asked.whole("VisibilityTimeout", *_HIDDEN)
    asked.whole("WaitTimeSeconds", 0, 20)
    system = asked.names("MessageSystemAttributeNames") + asked.names("AttributeNames")
    for name in system:
        if name not in _SYSTEM:
            raise SqsError("InvalidAttributeName", f"Unknown Attribute {name[:100]}.")
    wanted = asked.names("MessageAttributeNames")
    ask.world.webhooks.due(ask.now)  # enqueue the notifications that are due by now
    taken = ask.queues.receive(queue, ask.now, most, None if hidden is None else hidden * 1000)
    shown = [_shown(ask.world, one, receipt, system, wanted) for one, receipt in taken]
    return {"Messages": shown} if shown else {}


def waiting(ask: Ask) -> int:
    """Return how many ms ``ReceiveMessage`` waits if there is no message.

    The request's ``WaitTimeSeconds`` applies; without it, the queue's setting.
    """
    own = ask.queue.seconds("ReceiveMessageWaitTimeSeconds")
    said = ask.fields.whole("WaitTimeSeconds", 0, 20)
    return own if said is None else said * 1000


def delete_message(ask: Ask) -> Result:
    """Answer ``DeleteMessage``; with an outdated receipt it succeeds but deletes nothing."""
    queue = ask.queue
    _delete(ask, queue, ask.fields)
    return {}


def delete_message_batch(ask: Ask) -> Result:
    """Answer ``DeleteMessageBatch``; each entry succeeds or fails independently."""
    queue = ask.queue
    return _each(ask, lambda entry: _delete(ask, queue, entry))


def change_message_visibility(ask: Ask) -> Result:
    """Answer ``ChangeMessageVisibility``: hide a message for the given time; 0 makes it visible."""
    queue = ask.queue
    _hide(ask, queue, ask.fields)
    return {}


def change_message_visibility_batch(ask: Ask) -> Result:
    """Answer ``ChangeMessageVisibilityBatch``; each entry succeeds or fails independently."""
    queue = ask.queue
    return _each(ask, lambda entry: _hide(ask, queue, entry))


def send_message(ask: Ask) -> Result:
    """Answer ``SendMessage``: enqueue a message that a client (usually a test) sends."""
    queue = ask.queue
    return _send(ask, queue, ask.fields)


def send_message_batch(ask: Ask) -> Result:
    """Answer ``SendMessageBatch``; each entry succeeds or fails independently.

    The size limit of one message also applies to all entries together.
    """
    queue, total = ask.queue, 0
    for entry in ask.fields.entries():
        total += len(entry.optional("MessageBody").encode())
    if total > int(queue.attributes["MaximumMessageSize"]):
        raise SqsError("BatchRequestTooLong", "Batch requests cannot be longer than one message.")
    return _each(ask, lambda entry: _send(ask, queue, entry))


def _each(ask: Ask, act: Callable[[Fields], Result]) -> Result:
    good: list[Result] = []
    bad: list[Result] = []
    for entry in ask.fields.entries():
        name = entry.text("Id")
        try:
            good.append({"Id": name, **act(entry)})
        except SqsError as error:
            sender = error.fault == "Sender"
            failed = {"Code": error.code, "Message": error.message, "SenderFault": sender}
            bad.append({"Id": name, **failed})
    return {"Successful": good, "Failed": bad}


def _delete(ask: Ask, queue: Queue, entry: Fields) -> Result:
    receipt = entry.text("ReceiptHandle")
    try:
        ask.queues.remove(queue, receipt)
    except Refusal as refusal:
        raise refused(refusal, receipt) from refusal
    return {}


def _hide(ask: Ask, queue: Queue, entry: Fields) -> Result:
    receipt, span = entry.text("ReceiptHandle"), entry.whole("VisibilityTimeout", *_HIDDEN)
    if span is None:
        raise missing("VisibilityTimeout")
    try:
        ask.queues.hide(queue, receipt, span * 1000, ask.now)
    except Refusal as refusal:
        raise refused(refusal, receipt) from refusal
    return {}


def _send(ask: Ask, queue: Queue, entry: Fields) -> Result:
    body, delay = entry.text("MessageBody"), entry.whole("DelaySeconds", 0, 900)
    attributes = _attributes(entry)
    size = len(body.encode()) + sum(
        len(text.encode()) for name, one in attributes.items() for text in (name, *one.values())
    )
    if size > int(queue.attributes["MaximumMessageSize"]):
        limit = queue.attributes["MaximumMessageSize"]
        raise invalid("MessageBody", f"of {size} bytes", f"Message must be shorter than {limit}.")
    if not _ALLOWED.fullmatch(body):
        raise SqsError("InvalidMessageContents", "The message has characters that XML has not.")
    sent = ask.queues.send(
        queue,
        body,
        ask.now,
        sender="AIDAMOCKPLACE",
        attributes=attributes,
        delay=None if delay is None else delay * 1000,
    )
    result: dict[str, object] = {"MessageId": sent.id, "MD5OfMessageBody": _md5(body.encode())}
    if attributes:
        result["MD5OfMessageAttributes"] = _md5_of(attributes)
    return result


def _shown(
    world: World, one: Lying, receipt: str, system: tuple[str, ...], wanted: tuple[str, ...]
) -> dict[str, object]:
    body = _body(world, one)
    entry: dict[str, object] = {
        "MessageId": one.id,
        "ReceiptHandle": receipt,
        "MD5OfBody": _md5(body.encode()),
        "Body": body,
    }
    known = {
        "SenderId": one.sender,
        "SentTimestamp": str(one.sent_at),
        "ApproximateReceiveCount": str(one.received),
        "ApproximateFirstReceiveTimestamp": str(one.first_received),
    }
    shown = {name: value for name, value in known.items() if name in system or "All" in system}
    if shown:
        entry["Attributes"] = shown
    carried = {name: dict(v) for name, v in one.attributes.items() if _asked_for(name, wanted)}
    if carried:
        entry["MessageAttributes"] = carried
        entry["MD5OfMessageAttributes"] = _md5_of(carried)
    return entry


def _body(world: World, one: Lying) -> str:
    if isinstance(one.content, str):
        return one.content
    return notification_request.webhook_request(world, one.content).body.decode()


def _asked_for(name: str, wanted: tuple[str, ...]) -> bool:
    return any(
        one in ("All", ".*", name) or (one.endswith(".*") and name.startswith(one[:-2]))
        for one in wanted
    )


def _attributes(entry: Fields) -> dict[str, dict[str, str]]:
    """Return the message attributes; refuse more than ten, and an invalid type or value."""
    found: dict[str, dict[str, str]] = {}
    for name, value in entry.map("MessageAttributes").items():
        parts = value if isinstance(value, dict) else {}
        texts = {p: parts[p] for p in _PARTS if isinstance(parts.get(p), str) and parts[p]}
        wanted = "BinaryValue" if texts.get("DataType", "").startswith("Binary") else "StringValue"
        if not _is_good(name, texts, wanted):
            raise invalid("MessageAttributes", name, "It needs a DataType and a value of it.")
        found[name] = {"DataType": texts["DataType"], wanted: texts[wanted]}
    if len(found) > _MOST_ATTRIBUTES:
        raise invalid("MessageAttributes", len(found), "Ten attributes at most.")
    return found


def _is_good(name: str, texts: Mapping[str, str], wanted: str) -> bool:
    kind = texts.get("DataType", "").partition(".")[0]
    plain = all(_ALLOWED.fullmatch(text) for text in (name, *texts.values()))
    named = re.fullmatch(r"[A-Za-z0-9_.-]{1,256}", name)
    if kind not in ("String", "Number", "Binary") or wanted not in texts or not plain or not named:
        return False
    return wanted != "BinaryValue" or _decoded(texts[wanted]) is not None


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _md5_of(attributes: Mapping[str, Mapping[str, str]]) -> str:
    """Return the MD5 of message attributes, as the SQS guide describes it.

    The attributes are sorted by name; the digest covers the name, type and value of each, and the
    lengths of these three.
    """
    parts = []
    for name in sorted(attributes):
        one = attributes[name]
        binary = "BinaryValue" in one
        value = (_decoded(one["BinaryValue"]) or b"") if binary else one["StringValue"].encode()
        for text in (name.encode(), one["DataType"].encode()):
            parts += [len(text).to_bytes(4, "big"), text]
        parts += [b"\x02" if binary else b"\x01", len(value).to_bytes(4, "big"), value]
    return _md5(b"".join(parts))
