"""What a platform would tell of by itself: the webhook topics of each event."""

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
    """One event of an order or product, as a topic of its platform."""

    platform: str
    store: str
    topic: str
    #: '' for what is about a product.
    order_id: str
    #: What the topic adds to the order: the package, the line, the status before and after.
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


def of(state: State, event: Event) -> Iterable[WebhookEvent]:
    """Return the topics of an event that is not recorded yet, so that what was before is known."""
    account = state.accounts.get(store_of(event))
    if account is None:
        return ()
    return PLATFORMS.selling(account.platform).webhooks.topics(state, event)


def of_order(order: PlatformOrder, topic: str, **facts: str) -> WebhookEvent:
    """Return a topic of an order."""
    return WebhookEvent(order.platform, order.store, topic, order.order_id, facts)
