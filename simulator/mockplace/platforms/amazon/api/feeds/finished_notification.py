"""FEED_PROCESSING_FINISHED: the notification that a feed is done or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.rules.feeds.process_feeds import records
from mockplace.platforms.shared.iso8601 import to_milliseconds

if TYPE_CHECKING:
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


def document(world: World, message: Message) -> dict[str, object]:
    """Return the notification; unlike in ORDER_CHANGE, its keys begin with a lower-case letter."""
    webhook_event, account = message.webhook_event, world.accounts[message.webhook_event.store]
    feed = records(world.state).feeds.get((webhook_event.store, webhook_event.facts["feed"]))
    happened = to_milliseconds(message.made_at)
    finished: dict[str, object] = {
        "sellerId": account.account,
        "accountId": f"amzn1.merchant.o.{account.account}",
        "feedId": webhook_event.facts["feed"],
        "feedType": feed.kind if feed else "",
        "processingStatus": feed.status if feed else "",
    }
    if feed and feed.result_id:
        finished["resultFeedDocumentId"] = feed.result_id
    return {
        "notificationVersion": "2020-09-04",
        "notificationType": webhook_event.topic,
        "payloadVersion": "2020-09-04",
        "eventTime": happened,
        "payload": {"feedProcessingFinishedNotification": finished},
        "notificationMetadata": {
            "applicationId": account.client_id,
            "subscriptionId": message.subscription,
            "publishTime": happened,
            "notificationId": message.id.partition("#")[0],
        },
    }
