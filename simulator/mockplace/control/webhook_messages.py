"""Webhooks on their way, delivered and given up."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import Visit
from mockplace.kernel.durations import written
from mockplace.kernel.webhooks.subscriptions import Message
from mockplace.kernel.world import World
from mockplace.serving.webhook_requests import webhook_request


def messages(visit: Visit) -> shapes.NewsList:
    """The last messages to subscribers; what lies in a queue of Amazon's is read here."""
    asked: shapes.JournalQuery = visit.asked
    world = visit.served.world
    world.webhooks.due(world.now)  # what had to wait is in its queue by now
    known = list(world.webhooks.messages.values())
    return shapes.NewsList(messages=[_news(world, one) for one in known[-asked.limit :]])


def _news(world: World, message: Message) -> shapes.NewsTold:
    address = world.webhooks.address_of(message)
    return shapes.NewsTold(
        id=message.id,
        platform=message.webhook_event.platform,
        topic=message.webhook_event.topic,
        store=message.webhook_event.store,
        order_id=message.webhook_event.order_id,
        address=address,
        happened=written(message.made_at),
        due=written(message.due),
        tries=message.tries,
        fate=message.status,
        status=message.answered,
        fault=message.fault,
        body=webhook_request(world, message).body.decode() if address else "",
    )
