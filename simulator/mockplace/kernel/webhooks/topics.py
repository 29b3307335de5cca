"""Webhook topics: the webhook events that a platform sends for an event of the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockplace.kernel.events import Event, store_of
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.state import State


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One event of an order or product, under the platform's own topic."""

    platform: str
    store: str
    topic: str
    #: '' if the event is about no order.
    order_id: str
    #: Further facts, such as the package, the line, the status before and after.
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


def of(state: State, event: Event) -> Iterable[WebhookEvent]:
    """Return the webhook events that a platform sends for an event of the world.

    Call this before the event is applied to *state*, because some topics depend on the old state.
    """
    account = state.accounts.get(store_of(event))
    if account is None:
        return ()
    return PLATFORMS.selling(account.platform).webhooks.topics(state, event)


def of_order(order: PlatformOrder, topic: str, **facts: str) -> WebhookEvent:
    """Return a webhook event about an order."""
    return WebhookEvent(order.platform, order.store, topic, order.order_id, facts)
