"""Record the outcomes of attempts to send a notification."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shiponce.domain.act import ActState
from shiponce.domain.event import EventKind
from shiponce.domain.order import Package
from shiponce.domain.redaction import harmless_number
from shiponce.domain.shipment import NotificationState
from shiponce.persistence import acts, event_log, imported_orders, outbox
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.ports import Clock
from shiponce.services import rate_limits
from shiponce.services.importing import derive_units_of_others
from shiponce.services.notifying import recheck_notifications
from shiponce.services.notifying.notification_job import Job

#: Final state of a notification → the event that records it.
_RECORDED: Mapping[NotificationState, EventKind] = {
    NotificationState.SENT: "notification_sent",
    NotificationState.ALREADY_KNOWN: "notification_already_known",
    NotificationState.STOPPED: "notification_stopped",
    NotificationState.WITHDRAWN: "notification_withdrawn",
}


class Outcomes:
    """Records the outcomes of attempts in one database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def token(self, job: Job, operation: str = "confirm") -> int | None:
        """Take a call from the store's quota; if none is left, return when (ms) to try again."""
        with self._db.write() as conn:
            return rate_limits.take(conn, job.store.id, job.store.platform, operation, self.now())

    def shown(self, job: Job, packages: Sequence[Package]) -> None:
        """Record the packages that a platform shows, so that the units of others are not due.

        A tracking number that somebody else entered is free text: what may be a name is left out.
        """
        if job.target is None:
            return
        packages = [replace(one, tracking=harmless_number(one.tracking)) for one in packages]
        with self._db.write() as conn:
            imported_orders.put_packages(conn, job.target, packages)
            derive_units_of_others.derive(conn, [job.target], self.now())

    def put_off(
        self,
        job: Job,
        until: int,
        code: str,
        facts: dict[str, object],
        *,
        tried: bool = True,
        gone: bool = False,
    ) -> NotificationState:
        """Put a notification off to *until* (ms); return SENDING if another sender claimed it."""
        with self._db.write() as conn:
            if not outbox.put_off(
                conn,
                job.notification_id,
                until,
                code=code,
                facts=facts,
                tried=tried,
                claim=job.claim,
                gone=gone,
            ):
                return NotificationState.SENDING
            if tried:
                data: dict[str, object] = {"store": job.store.name, "again_at": from_ms(until)}
                event_log.record(conn, self.now(), ("notification_put_off", job.order_id, data))
        return NotificationState.PENDING

    def sent(self, job: Job, act_id: int, code: str | None = None) -> NotificationState:
        """Record that a notification was accepted, even if another sender claimed it meanwhile."""
        with self._db.write() as conn:
            acts.settle(conn, act_id, ActState.DONE, self.now())
            recheck_notifications.after_sending(conn, act_id, self.now())
            return self._write(conn, job, NotificationState.SENT, code, {}, claim=None)

    def finish(
        self, job: Job, state: NotificationState, code: str | None, facts: dict[str, object]
    ) -> NotificationState:
        """End a notification in *state*; return SENDING if another sender has claimed it."""
        with self._db.write() as conn:
            found = self._write(conn, job, state, code, facts, claim=job.claim)
            if found is state:
                recheck_notifications.after_ending(conn, job, state, code, self.now())
            return found

    def _write(
        self,
        conn: sqlite3.Connection,
        job: Job,
        state: NotificationState,
        code: str | None,
        facts: dict[str, object],
        *,
        claim: int | None,
    ) -> NotificationState:
        at = self.now()
        if not outbox.finish(
            conn, job.notification_id, state, at, code=code, facts=facts, claim=claim
        ):
            return NotificationState.SENDING
        data: dict[str, object] = {
            "store": job.store.name,
            "tracking": job.confirmation.tracking,
        }
        event_log.record(conn, at, (_RECORDED[state], job.order_id, data))
        return state

    def now(self) -> int:
        """Return the current time in milliseconds."""
        return to_ms(self._clock.now())
