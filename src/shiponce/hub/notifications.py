"""``hub.notifications``: list fulfillment notifications; retry, close or correct stopped ones."""

from __future__ import annotations

from shiponce.hub.carrier_as_received import with_carrier_there
from shiponce.persistence import notification_queries
from shiponce.persistence.database import Database
from shiponce.services.notifying.settle_notification import SettlingNotifications
from shiponce.services.recorded_actor import recorded_as
from shiponce.services.view_models import notification_views
from shiponce.views.notifications import NotificationView


class HubNotifications:
    """The fulfillment notifications of one file."""

    def __init__(self, db: Database, settling: SettlingNotifications) -> None:
        self._db = db
        self._settling = settling

    def rows(
        self, *, order_id: int | None = None, limit: int | None = None
    ) -> tuple[NotificationView, ...]:
        """Return notifications with their state, attempts and next try; open ones first.

        Without *limit*, return all of them.
        """
        found = notification_queries.listing(self._db.conn, order_id=order_id, limit=limit)
        views = (notification_views.notification_view(self._db.conn, row) for row in found)
        return tuple(map(with_carrier_there, views))

    def count(self, *, order_id: int | None = None) -> int:
        """Return how many notifications ``rows`` has without a limit."""
        return notification_queries.count(self._db.conn, order_id=order_id)

    def _row(self, notification_id: int) -> NotificationView:
        return next(one for one in self.rows() if one.id == notification_id)

    def retry(self, notification_id: int, *, anyway: bool = False) -> None:
        """Make a stopped notification due; the platform is read before the notification is sent.

        If the platform shows another package, the notification stops again; with *anyway* it is
        sent.
        """
        self._settling.again(notification_id, anyway=anyway)

    def close(self, notification_id: int, *, by: str | None = None) -> NotificationView:
        """End a stopped notification without sending it, because a person took care of it."""
        with recorded_as(self._db, by) as name:
            self._settling.close(notification_id, name)
        return self._row(notification_id)

    def correct(
        self,
        notification_id: int,
        *,
        carrier: str,
        tracking: str,
        same_package: bool = False,
        by: str | None = None,
    ) -> NotificationView:
        """Correct the carrier and tracking number of a stopped notification.

        The unsent notifications of its package are corrected too.

        A tracking number of another purchase is refused, unless both purchases are in the
        *same_package*.
        """
        with recorded_as(self._db, by) as name:
            self._settling.correct(
                notification_id, carrier, tracking, name, same_package=same_package
            )
        return self._row(notification_id)
