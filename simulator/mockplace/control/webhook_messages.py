"""Webhook messages: waiting, delivered and given up."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.durations import written
from mockplace.kernel.webhooks.subscriptions import Message
from mockplace.kernel.world import World
from mockplace.serving.render_webhook import webhook_request


def messages(context: RequestContext) -> shapes.WebhookList:
    """Return the last webhook messages, including those that lie in a queue."""
    content: shapes.JournalQuery = context.content
    world = context.served.world
    world.webhooks.due(world.now)  # puts messages that are due into their queues
    known = list(world.webhooks.messages.values())
    return shapes.WebhookList(messages=[_view(world, one) for one in known[-content.limit :]])


def _view(world: World, message: Message) -> shapes.WebhookView:
    address = world.webhooks.address_of(message)
    return shapes.WebhookView(
        id=message.id,
        platform=message.webhook_event.platform,
        topic=message.webhook_event.topic,
        store=message.webhook_event.store,
        order_id=message.webhook_event.order_id,
        address=address,
        happened=written(message.made_at),
        due=written(message.due),
        tries=message.tries,
        outcome=message.status,
        status=message.answered,
        fault=message.fault,
        body=webhook_request(world, message).body.decode() if address else "",
    )
