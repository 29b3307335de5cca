"""The merchant's delays before notifications are sent; all hubs of one database share them."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import orjson

from shiponce.decisions.stores_to_notify import DueNotification
from shiponce.domain.settings import NotificationSettings
from shiponce.domain.shipment import Route
from shiponce.persistence import stores
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Timing
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms

#: The setting's name in the database: an old word, kept because older databases contain it.
_NAME = "notices"


@dataclass(frozen=True, slots=True)
class NotificationDelays:
    """The delays of notifications in milliseconds."""

    patience: int
    relay_time: int
    delay: int
    #: Time of day on the ship date; '' for none. It takes precedence over *delay*.
    until: str
    zone: str

    def due(self, at: int, route: Route) -> int:
        """Return when a notification of a label bought at *at* is sent (N9).

        Notifications of Amazon's own labels are not delayed: Amazon knows these labels at once.
        """
        if route is Route.BUY_SHIPPING:
            return at
        if not self.until:
            return at + self.delay
        zone = ZoneInfo(self.zone)
        day = from_ms(at).astimezone(zone).date()
        moment = datetime.combine(day, time.fromisoformat(self.until), zone)
        return max(at, to_ms(moment.astimezone(UTC)))

    def timing(
        self, one: DueNotification, at: int, route: Route, first: tuple[int, int] | None
    ) -> Timing:
        """Return when one notification of a label bought at *at* is sent.

        *first* is the id of the shipment's first notification and the time when it is sent (ms). A
        copy's notification waits for the first notification, for ``patience`` at most (N4). If a
        relay may notify the platform first, the notification is due after ``relay_time``.
        """
        due = self.due(at, route)
        if one.waits and first is not None:
            return Timing(due, first[0], max(due, first[1]) + self.patience)
        if one.verify:
            return Timing(at + self.relay_time)
        return Timing(due)


def stored_delays(conn: sqlite3.Connection) -> NotificationDelays:
    """Return the delays stored in the database, or the defaults."""
    kept = stores.setting(conn, _NAME)
    return _of(NotificationSettings()) if kept is None else NotificationDelays(**orjson.loads(kept))


def store_delays(db: Database, settings: NotificationSettings) -> None:
    """Store this hub's delays in the database; write nothing if they are unchanged."""
    wanted = _of(settings)
    if stored_delays(db.conn) == wanted:
        return
    with db.write() as conn:
        stores.choose(conn, _NAME, orjson.dumps(asdict(wanted)).decode())


def _of(settings: NotificationSettings) -> NotificationDelays:
    until = settings.delay_until
    return NotificationDelays(
        span_ms(settings.patience),
        span_ms(settings.relay_time),
        span_ms(settings.delay),
        "" if until is None else until.isoformat(),
        settings.delay_zone,
    )
