"""SQS's operations on queues: find, create, list, describe, purge, delete."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.base_url import base_of
from mockplace.platforms.amazon.api.sqs import parse_request
from mockplace.platforms.amazon.api.sqs.errors import SqsError, invalid
from mockplace.platforms.amazon.rules.sqs_queues import DEFAULTS, PREFIX, Queues

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.sqs.parse_request import Fields
    from mockplace.platforms.amazon.rules.sqs_queues import Queue

#: Account and region of a queue if the request names none; the account id is the one in the
#: examples of AWS's documentation.
ACCOUNT = "123456789012"
REGION = "us-east-1"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
#: Numeric attributes → lowest and highest value.
_LIMITS = {
    "VisibilityTimeout": (0, 43_200),
    "MessageRetentionPeriod": (60, 1_209_600),
    "MaximumMessageSize": (1024, 1_048_576),
    "DelaySeconds": (0, 900),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
}
#: Attributes that are stored and returned but have no effect in the simulator.
_KEPT = (
    "Policy",
    "RedrivePolicy",
    "RedriveAllowPolicy",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled",
)
_SHOWN = (
    *_LIMITS,
    *_KEPT,
    "QueueArn",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
_LONGEST_VALUE = 65_536


@dataclass(frozen=True, slots=True)
class Ask:
    """One parsed request to SQS."""

    world: World
    request: Request
    fields: Fields

    @property
    def queues(self) -> Queues:
        """The queues of the world."""
        return self.world.state.platform_state(Queues)

    @property
    def now(self) -> int:
        """The current time of the world, in ms UTC."""
        return self.world.now

    @property
    def queue(self) -> Queue:
        """Return the queue of the request."""
        account, name = parse_request.meant(self.request, self.fields)
        return self.queues.find(parse_request.region(self.request), account, name)


Result = Mapping[str, object]
Operation = Callable[[Ask], Result]


def get_queue_url(ask: Ask) -> Result:
    """Answer ``GetQueueUrl``: find a queue by name; search all accounts if no account is named."""
    owner = ask.fields.optional("QueueOwnerAWSAccountId") or parse_request.account(ask.request)
    name = ask.fields.text("QueueName")
    return {
        "QueueUrl": url_of(ask, ask.queues.find(parse_request.region(ask.request), owner, name))
    }


def list_queues(ask: Ask) -> Result:
    """Answer ``ListQueues``: the region's queues, in pages if ``MaxResults`` is given."""
    most = ask.fields.whole("MaxResults", 1, 1000)
    region, after = parse_request.region(ask.request), ask.fields.optional("NextToken")
    found = list(ask.queues.listed(region, ask.fields.optional("QueueNamePrefix")))
    found = [queue for queue in found if f"{queue.name} {queue.arn}" > after]
    page = found[: most or 1000]
    result: dict[str, object] = {"QueueUrls": [url_of(ask, queue) for queue in page]}
    if most and len(found) > most:
        result["NextToken"] = f"{page[-1].name} {page[-1].arn}"
    return result if page else {}


def create_queue(ask: Ask) -> Result:
    """Answer ``CreateQueue``; return the existing queue if name and attributes are the same."""
    name, wanted = ask.fields.text("QueueName"), _attributes(ask)
    if name.endswith(".fifo") or wanted.pop("FifoQueue", "false") == "true":
        raise SqsError("UnsupportedOperation", "This simulator serves standard queues only.")
    if not _NAME.fullmatch(name):
        raise invalid("QueueName", name, "Can only include alphanumeric characters, hyphens, or "
                      "underscores. 1 to 80 in length")  # fmt: skip
    region = parse_request.region(ask.request)
    owner = parse_request.account(ask.request)
    for queue in ask.queues.listed(region, name):
        if queue.name == name and owner in ("", queue.account):
            return _same(ask, queue, wanted)
    made = ask.queues.open(f"{PREFIX}{region or REGION}:{owner or ACCOUNT}:{name}", ask.now)
    made.attributes |= wanted
    return {"QueueUrl": url_of(ask, made)}


def delete_queue(ask: Ask) -> Result:
    """Answer ``DeleteQueue``: delete the queue with all its messages."""
    ask.queues.delete(ask.queue, ask.now)
    return {}


def purge_queue(ask: Ask) -> Result:
    """Answer ``PurgeQueue``: delete all messages of the queue at once."""
    ask.queues.purge(ask.queue, ask.now)
    return {}


def get_queue_attributes(ask: Ask) -> Result:
    """Answer ``GetQueueAttributes``: the requested attributes."""
    queue, wanted = ask.queue, ask.fields.names("AttributeNames")
    for name in wanted:
        if name not in (*_SHOWN, "All", "FifoQueue", "ContentBasedDeduplication",
                        "DeduplicationScope", "FifoThroughputLimit"):  # fmt: skip
            raise SqsError("InvalidAttributeName", f"Unknown Attribute {name[:100]}.")
    ask.world.webhooks.due(ask.now)  # enqueue the notifications that are due by now
    known = queue.attributes | queue.numbers(ask.now)
    known |= {
        "QueueArn": queue.arn,
        "CreatedTimestamp": str(queue.made_at // 1000),
        "LastModifiedTimestamp": str(queue.changed_at // 1000),
    }
    shown = {name: value for name, value in known.items() if name in wanted or "All" in wanted}
    return {"Attributes": shown} if shown else {}


def set_queue_attributes(ask: Ask) -> Result:
    """Answer ``SetQueueAttributes``: numeric attributes take effect at once.

    A policy is stored but not enforced.
    """
    queue, wanted = ask.queue, _attributes(ask)
    if "FifoQueue" in wanted:
        raise SqsError("InvalidAttributeName", "Unknown Attribute FifoQueue.")
    if not wanted:
        raise SqsError("MissingParameter", "The request must contain the parameter Attributes.")
    queue.attributes |= wanted
    queue.changed_at = ask.now
    return {}


def url_of(ask: Ask, queue: Queue) -> str:
    """Return the URL of a queue, below the base URL at which the caller reaches the simulator."""
    return f"{base_of(ask.request)}/{queue.account}/{queue.name}"


def _same(ask: Ask, queue: Queue, wanted: Mapping[str, str]) -> Result:
    if any(queue.attributes.get(name) != value for name, value in wanted.items()):
        raise SqsError(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for an attribute.",
        )
    return {"QueueUrl": url_of(ask, queue)}


def _attributes(ask: Ask) -> dict[str, str]:
    """Return the attributes to set; refuse an unknown name or an invalid value."""
    found = {}
    for name, value in ask.fields.map("Attributes").items():
        if name not in (*DEFAULTS, *_KEPT, "FifoQueue"):
            raise SqsError("InvalidAttributeName", f"Unknown Attribute {name[:100]}.")
        low, high = _LIMITS.get(name, (0, 0))
        text = value if isinstance(value, str) and len(value) <= _LONGEST_VALUE else None
        number = name in _LIMITS and (text is None or not _is_within(text, low, high))
        if text is None or number:
            raise SqsError("InvalidAttributeValue", f"Invalid value for the parameter {name}.")
        found[name] = str(int(text)) if name in _LIMITS else text
    return found


def _is_within(text: str, low: int, high: int) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,9}", text)) and low <= int(text) <= high
