"""Webhook subscriptions, and the messages that platforms send to them.

This module sends nothing. ``serving.webhook_sender`` takes due messages, delivers them, and reports
the result to ``retry_or_deactivate``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mockplace.kernel import ids
from mockplace.kernel.fault_plan import MESSAGE_KINDS, FaultPlan
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.stale_reads import remembered
from mockplace.kernel.state import State
from mockplace.kernel.webhooks import delivery_faults
from mockplace.kernel.webhooks.topics import WebhookEvent

DeliveryStatus = Literal["waiting", "sent", "dropped", "given up"]

#: How many messages are kept after they were sent, dropped or given up.
_MOST_SETTLED = 10_000


@dataclass(slots=True)
class Destination:
    """Where messages are sent: a URL or a queue."""

    id: str
    platform: str
    #: The client id of the application that made the destination.
    owner: str
    name: str
    #: An http(s) address, or the ARN of a queue.
    address: str
    #: The verification token, '' if the platform uses no such tokens.
    token: str = ""
    #: The resource as the platform's API shows it, on a platform that has such resources.
    resource: Mapping[str, object] = field(default_factory=dict)
    #: ENABLED, DISABLED or MARKED_DOWN.
    status: str = "ENABLED"
    #: Whether the destination's owner has answered the platform's challenge; until then only the
    #: challenge is sent. True on a platform that sends no challenge.
    proved: bool = True


@dataclass(slots=True)
class Subscription:
    """A subscription of one application to one topic."""

    id: str
    platform: str
    #: The account whose events are sent; '' for every account of the application.
    store: str
    owner: str
    #: The platform's name of the topic; it may end in ``/*``.
    topic: str
    #: The destination's id.
    destination: str
    active: bool
    created_at: int
    updated_at: int
    #: Other fields as the client gave them, such as the version and the headers to send along.
    extra: Mapping[str, object] = field(default_factory=dict)

    def wants(self, webhook_event: WebhookEvent) -> bool:
        """Return True if the subscription is active and covers this event."""
        if (
            not self.active
            or self.platform != webhook_event.platform
            or self.store not in ("", webhook_event.store)
        ):
            return False
        if self.topic.endswith("/*") and webhook_event.topic.startswith(self.topic[:-1]):
            return True
        rules = PLATFORMS.selling(self.platform).webhooks
        return self.topic == webhook_event.topic and rules.passes_filter(
            self.extra, webhook_event.facts
        )


@dataclass(slots=True)
class Message:
    """One message of one subscription, with the order as it was when the message was made."""

    id: str
    subscription: str
    webhook_event: WebhookEvent
    #: None for a message about no order, such as the challenge of a destination.
    order: PlatformOrder | None
    made_at: int
    due: int
    seq: int
    tries: int = 0
    status: DeliveryStatus = "waiting"
    #: The HTTP status of the last delivery attempt, 0 if it got no answer.
    answered: int | None = None
    #: The fault injected into the message's delivery, '' for none.
    fault: str = ""


class WebhookSubscriptions:
    """The subscriptions of a world and their messages."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._seed = state.seed
        self.destinations: dict[str, Destination] = {}
        self.subscriptions: dict[str, Subscription] = {}
        #: Every message by its id; the oldest settled messages are dropped if there are too many.
        self.messages: dict[str, Message] = {}
        #: queue (its ARN) → its messages, for destinations that are queues
        self.queues: dict[str, list[Message]] = {}
        self._made = 0
        self._held: dict[str, Message] = {}

    # -- subscriptions

    def new_id(self, kind: str, *parts: str) -> str:
        """Return an unused id for a destination or a subscription."""
        key, n = "/".join(parts), 0
        while (
            found := ids.uuid(self._seed, kind, key, n)
        ) in self.destinations | self.subscriptions:
            n += 1
        return found

    def unsubscribe(self, subscription_id: str) -> None:
        """Remove a subscription, and drop its waiting messages."""
        del self.subscriptions[subscription_id]
        for message in self.messages.values():
            if message.subscription == subscription_id and message.status == "waiting":
                message.status = "dropped"

    # -- new messages

    def add(
        self,
        found: Iterable[WebhookEvent],
        orders: Mapping[tuple[str, str], PlatformOrder],
        faults: FaultPlan,
        now: int,
    ) -> None:
        """Make one message for each event and each active subscription that covers the event."""
        for webhook_event in found:
            for subscription in list(self.subscriptions.values()):
                if subscription.wants(webhook_event):
                    order = orders.get((webhook_event.store, webhook_event.order_id))
                    seen = remembered(order) if order else None  # feeds and stock have no order
                    self._post(self._message(subscription, webhook_event, seen, now), faults, now)

    def prove(self, destination: Destination, now: int) -> None:
        """Make the challenge message; the destination's owner must answer it."""
        webhook_event = WebhookEvent(
            destination.platform, "", "challenge", "", {"destination": destination.id}
        )
        message = self._message(None, webhook_event, None, now)
        self.messages[message.id] = message

    def _message(
        self,
        subscription: Subscription | None,
        webhook_event: WebhookEvent,
        order: PlatformOrder | None,
        now: int,
    ) -> Message:
        self._made += 1
        about = subscription.id if subscription else webhook_event.facts["destination"]
        key = f"{about}/{webhook_event.topic}/{webhook_event.order_id}/{self._made}"
        name = ids.uuid(self._seed, "message", key)
        return Message(
            name,
            subscription.id if subscription else "",
            webhook_event,
            order,
            now,
            now,
            self._made,
        )

    def _post(self, message: Message, faults: FaultPlan, now: int) -> None:
        webhook_event = message.webhook_event
        fault = faults.strike(
            webhook_event.platform,
            webhook_event.topic,
            webhook_event.order_id,
            webhook_event.store,
            now,
            of=MESSAGE_KINDS,
        )
        message.fault = fault.kind if fault else ""
        self.messages[message.id] = message
        overtaken = self._held.pop(webhook_event.store, None)
        for one in delivery_faults.to_queue(message, fault, self._held, now):
            self.messages[one.id] = one
            self._queue(one)
        if overtaken and overtaken.status == "waiting":  # the later message was sent first
            self._made += 1
            overtaken.due, overtaken.seq = now, self._made
            self._queue(overtaken)
        self._forget()

    def _queue(self, message: Message) -> None:
        """Put a message for a queue into that queue; a message for a URL waits to be delivered."""
        address = self.address_of(message)
        if not address.startswith("http"):
            queue = self.queues.setdefault(address, [])
            queue.append(message)
            del queue[:-_MOST_SETTLED]  # nothing else removes messages
            PLATFORMS.selling(message.webhook_event.platform).webhooks.enqueue(
                self._state, address, message
            )
            message.status = "sent"

    # -- delivery

    def address_of(self, message: Message) -> str:
        """Return the address of a message, '' if its subscription or destination is gone."""
        destination = self.destination_of(message)
        return destination.address if destination else ""

    def destination_of(self, message: Message) -> Destination | None:
        """Return the destination of a message; None if the destination or subscription is gone."""
        if message.webhook_event.topic == "challenge":
            return self.destinations.get(message.webhook_event.facts["destination"])
        subscription = self.subscriptions.get(message.subscription)
        return self.destinations.get(subscription.destination) if subscription else None

    def due(self, now: int) -> list[Message]:
        """Return the messages to deliver to URLs now, in sequence.

        Also put due messages into their queues, and drop messages without a destination.
        """
        ready = [m for m in self.messages.values() if m.status == "waiting" and m.due <= now]
        found = []
        for message in sorted(ready, key=lambda one: (one.due, one.seq)):
            destination = self.destination_of(message)
            if destination is None:
                message.status = "dropped"
            elif not destination.address.startswith("http"):
                self._queue(message)
            elif destination.status == "ENABLED" and (
                destination.proved or message.webhook_event.topic == "challenge"
            ):
                found.append(message)
        return found

    def next_due(self) -> int | None:
        """Return when the next message is to be delivered."""
        return min((m.due for m in self.messages.values() if m.status == "waiting"), default=None)

    def _forget(self) -> None:
        if len(self.messages) <= 2 * _MOST_SETTLED:
            return
        over = [m.id for m in self.messages.values() if m.status != "waiting"][:_MOST_SETTLED]
        for message_id in over:
            del self.messages[message_id]


def without_filter(extra: Mapping[str, object], facts: Mapping[str, str]) -> bool:
    """Return True: subscriptions of this platform filter nothing."""
    return True


def without_queue(state: State, address: str, message: Message) -> None:
    """Do nothing: this platform sends to URLs only and has no queues."""
