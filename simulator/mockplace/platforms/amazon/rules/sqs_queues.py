"""Amazon SQS queues: their messages, receipt handles and visibility timeouts.

A received message is hidden for a while. If it is not deleted by then, it can be received again.
Times are the world's times, and receipt handles are derived from the seed. Only standard queues are
simulated. The oldest message is received first, which SQS does not promise.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.state import State
    from mockplace.kernel.webhooks.subscriptions import Message

PREFIX = "arn:aws:sqs:"
#: The default attributes of a queue, in seconds and bytes, from SQS's API reference.
DEFAULTS = {
    "VisibilityTimeout": "30",
    "MessageRetentionPeriod": "345600",
    "MaximumMessageSize": "1048576",
    "DelaySeconds": "0",
    "ReceiveMessageWaitTimeSeconds": "0",
}
#: Maximum number of messages in one queue, to limit memory use; the oldest are dropped.
MOST_LYING = 10_000
MOST_QUEUES = 1_000
#: The minimum time in milliseconds between two purges of a queue, and between deleting a
#: queue and creating it again.
_A_MINUTE = 60_000
#: The longest time for which a message may be hidden after it was first received, in milliseconds.
_LONGEST_HIDDEN = 43_200_000
_LONGEST_HANDLE = 1024
#: The AWS account that sends Selling Partner API notifications, according to Amazon's documents.
_SENDER = "437568002678"


@dataclass(slots=True)
class Lying:
    """One message in a queue; *content* of type ``Message`` is rendered when it is received."""

    id: str
    content: str | Message
    sent_at: int
    visible_at: int
    sender: str
    #: Message attributes as sent: name → data type and value.
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    received: int = 0
    first_received: int = 0


@dataclass(slots=True)
class Queue:
    """One standard queue."""

    arn: str
    made_at: int
    changed_at: int
    attributes: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    lying: dict[str, Lying] = field(default_factory=dict)
    purged_at: int | None = None
    #: How many messages were ever sent to the queue; this count makes message ids unique.
    came: int = 0

    @property
    def region(self) -> str:
        """The AWS region in the queue's ARN."""
        return self.arn.split(":")[3]

    @property
    def account(self) -> str:
        """The AWS account in the queue's ARN."""
        return self.arn.split(":")[4]

    @property
    def name(self) -> str:
        """The name in the queue's ARN."""
        return self.arn.split(":", 5)[5]

    def seconds(self, attribute: str) -> int:
        """Return the value of an attribute that is in seconds, converted to milliseconds."""
        return int(self.attributes[attribute]) * 1000

    def tidy(self, now: int) -> None:
        """Delete messages older than the queue's retention."""
        oldest = now - self.seconds("MessageRetentionPeriod")
        for name in [one.id for one in self.lying.values() if one.sent_at <= oldest]:
            del self.lying[name]

    def numbers(self, now: int) -> dict[str, str]:
        """Return how many messages are available, in flight, and delayed."""
        self.tidy(now)
        taken = sum(one.visible_at > now and one.received > 0 for one in self.lying.values())
        later = sum(one.visible_at > now and not one.received for one in self.lying.values())
        return {
            "ApproximateNumberOfMessages": str(len(self.lying) - taken - later),
            "ApproximateNumberOfMessagesNotVisible": str(taken),
            "ApproximateNumberOfMessagesDelayed": str(later),
        }


class Queues:
    """Every queue of a world by its ARN."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.queues: dict[str, Queue] = {}
        #: ARN of a deleted queue → when it was deleted; notifications for it are dropped.
        self.gone: dict[str, int] = {}

    def open(self, arn: str, now: int) -> Queue:
        """Return the queue with *arn*; create it if it does not exist."""
        found = self.queues.get(arn)
        if found is not None:
            return found
        if now < self.gone.get(arn, now - _A_MINUTE) + _A_MINUTE:
            raise Refusal("deleted-recently", "a minute has to pass after a queue was deleted")
        if len(self.queues) >= MOST_QUEUES:
            raise Refusal("too-many", f"{MOST_QUEUES} queues are kept at most")
        self.gone.pop(arn, None)
        self.queues[arn] = Queue(arn, now, now)
        return self.queues[arn]

    def find(self, region: str, account: str, name: str) -> Queue:
        """Return the queue called *name*; '' as region or account means any."""
        for queue in self.queues.values():
            there = region in ("", queue.region) and account in ("", queue.account)
            if there and queue.name == name:
                return queue
        raise Refusal("unknown-queue", f"there is no queue {name}")

    def listed(self, region: str, prefix: str) -> Iterator[Queue]:
        """Yield a region's queues whose names start with *prefix*, by name; region '' means any."""
        for queue in sorted(self.queues.values(), key=lambda one: (one.name, one.arn)):
            if queue.name.startswith(prefix) and region in ("", queue.region):
                yield queue

    def delete(self, queue: Queue, now: int) -> None:
        """Delete a queue with all its messages."""
        del self.queues[queue.arn]
        self.gone[queue.arn] = now

    # -- messages

    def deliver(self, arn: str, message: Message, at: int) -> None:
        """Put a notification into a queue; create a missing queue, but not one that was deleted.

        A notification for a deleted queue is dropped.
        """
        self.name(arn, at)
        if arn in self.queues:
            self.send(self.queues[arn], message, at, sender=_SENDER)

    def name(self, arn: str, now: int) -> None:
        """Create a destination's queue, unless it was deleted or there are already MOST_QUEUES."""
        if arn not in self.gone and len(self.queues) < MOST_QUEUES:
            self.open(arn, now)

    def send(
        self,
        queue: Queue,
        content: str | Message,
        at: int,
        *,
        sender: str,
        attributes: Mapping[str, Mapping[str, str]] | None = None,
        delay: int | None = None,
    ) -> Lying:
        """Put a message into a queue; *delay* is in milliseconds, None for the queue's default."""
        queue.came += 1
        wait = queue.seconds("DelaySeconds") if delay is None else delay
        name = _uuid(self._seed, "queued", f"{queue.arn}/{queue.made_at}/{queue.came}")
        sent = Lying(name, content, at, at + wait, sender, attributes or {})
        queue.lying[name] = sent
        if len(queue.lying) > MOST_LYING:
            del queue.lying[next(iter(queue.lying))]
        return sent

    def receive(
        self, queue: Queue, now: int, most: int, hidden: int | None
    ) -> list[tuple[Lying, str]]:
        """Receive up to *most* messages, each with its receipt.

        The received messages are then hidden for *hidden* milliseconds, None for the queue's
        default.
        """
        queue.tidy(now)
        span = queue.seconds("VisibilityTimeout") if hidden is None else hidden
        free = [one for one in queue.lying.values() if one.visible_at <= now]
        taken = sorted(free, key=lambda one: one.sent_at)[:most]
        for one in taken:
            one.received += 1
            one.first_received = one.first_received or now
            one.visible_at = now + span
        return [(one, self._receipt(queue, one.id, one.received)) for one in taken]

    def remove(self, queue: Queue, receipt: str) -> None:
        """Delete a received message; only its latest receipt has an effect."""
        one, count = self._taken(queue, receipt)
        if one is not None and one.received == count:
            del queue.lying[one.id]

    def hide(self, queue: Queue, receipt: str, span: int, now: int) -> None:
        """Hide a received message for *span* milliseconds from now."""
        queue.tidy(now)
        one, count = self._taken(queue, receipt)
        if one is None or one.received != count:
            raise Refusal("not-there", "the message is gone, or was taken again")
        if one.visible_at <= now:
            raise Refusal("not-in-flight", "the message is not in flight")
        if now + span > one.first_received + _LONGEST_HIDDEN:
            raise Refusal("hidden-too-long", "a message is hidden for twelve hours at most")
        one.visible_at = now + span

    def purge(self, queue: Queue, now: int) -> None:
        """Empty a queue; refuse a second purge within a minute."""
        if queue.purged_at is not None and now < queue.purged_at + _A_MINUTE:
            raise Refusal("purging", "a queue is purged once in sixty seconds")
        queue.purged_at = now
        queue.lying.clear()

    # -- receipts

    def _receipt(self, queue: Queue, name: str, count: int) -> str:
        mark = ids.letters(20, self._seed, "receipt", f"{queue.arn}/{name}", count)
        return urlsafe_b64encode(f"{name} {count} {mark}".encode()).decode()

    def _taken(self, queue: Queue, receipt: str) -> tuple[Lying | None, int]:
        """Return the message of a receipt, and its receive count when the receipt was issued.

        The message is None if it was deleted. Refuse an invalid receipt.
        """
        try:
            text = urlsafe_b64decode(receipt.encode()[:_LONGEST_HANDLE]).decode()
            name, count, _ = text.split(" ")
            number = int(count[:9])
        except (binascii.Error, ValueError):
            raise Refusal("bad-receipt", "no such receipt") from None
        if receipt != self._receipt(queue, name, number):
            raise Refusal("bad-receipt", "no such receipt of this queue")
        return queue.lying.get(name), number


def enqueue(state: State, address: str, message: Message) -> None:
    """Put a notification into its SQS queue; do nothing if *address* is not the ARN of a queue."""
    if address.startswith(PREFIX):
        state.platform_state(Queues).deliver(address, message, message.due)


def _uuid(seed: int, kind: str, key: str) -> str:
    return ids.grouped(f"{ids.draw(seed, kind, key):016x}{ids.draw(seed, kind, key, 1):016x}")
