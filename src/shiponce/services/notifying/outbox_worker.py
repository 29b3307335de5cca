"""Send due notifications, one at a time; ``send_notification`` sends one notification."""

from __future__ import annotations

from shiponce.domain.settings import NotificationSettings
from shiponce.domain.shipment import NotificationState
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import Acting
from shiponce.services.notifying.recheck_notifications import Rechecking
from shiponce.services.notifying.send_notification import Sending


class Notifying:
    """Sends due notifications, and does the planned readings after them."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: NotificationSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)
        self._sending = Sending(db, connections, clock, settings)
        self._rechecking = Rechecking(db, connections, clock)

    def send_due(self, limit: int) -> tuple[int, int, int]:
        """Send up to *limit* due notifications; return how many were sent, put off, stopped."""
        if self._connections.read_only:
            return 0, 0, 0
        sent = put_off = stopped = 0
        for _ in range(limit):
            state = self._sending.next()
            if state is None:
                break
            sent += state in (NotificationState.SENT, NotificationState.ALREADY_KNOWN)
            put_off += state is NotificationState.PENDING
            stopped += state is NotificationState.STOPPED
        self._rechecking.run()
        return sent, put_off, stopped
