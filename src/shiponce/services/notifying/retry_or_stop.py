"""Stop a notification after a failed attempt, or put it off."""

from __future__ import annotations

from shiponce.domain.shipment import NotificationState
from shiponce.errors import (
    Declined,
    NotCorrectable,
    NotThere,
    Overtaken,
    PlatformError,
    RateLimited,
)
from shiponce.persistence import acts, outbox
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms
from shiponce.ports import Connections
from shiponce.services.notifying.notification_job import Job
from shiponce.services.notifying.read_after_refusal import refused_by_platform
from shiponce.services.notifying.record_outcome import Outcomes
from shiponce.services.notifying.retry_backoff import RetryBackoff


class FailedTries:
    """Stops a notification after a failed attempt, or puts it off until a later attempt."""

    def __init__(
        self, db: Database, connections: Connections, outcomes: Outcomes, backoff: RetryBackoff
    ) -> None:
        self._db = db
        self._connections = connections
        self._outcomes = outcomes
        self._backoff = backoff

    def failed(self, job: Job, trouble: PlatformError) -> NotificationState:
        """Stop the notification or put it off, depending on the platform's answer."""
        match trouble:
            case RateLimited() if not trouble.may_have_acted:
                until = self._backoff.after_rate_limit(job.store.id, job.attempts, trouble)
                return self._outcomes.put_off(job, until, trouble.code, trouble.facts)
            case NotThere():
                return self._gone(job, trouble)
            case NotCorrectable():
                return self._outcomes.finish(
                    job, NotificationState.STOPPED, trouble.code, trouble.facts
                )
            case Declined():
                return refused_by_platform(
                    job, trouble, self._outcomes, self._backoff, self._connections
                )
            case Overtaken():
                until = self._backoff.next_try(1)
                return self._outcomes.put_off(job, until, trouble.code, trouble.facts, tried=False)
        return self._troubled(job, trouble)

    def _gone(self, job: Job, gone: NotThere) -> NotificationState:
        """Handle an order that the platform does not have: try again for a while, then stop.

        If the label was voided meanwhile, there is nothing left to say.
        """
        if job.voided and job.act is None:
            state, code = NotificationState.WITHDRAWN, "notification.withdrawn"
            return self._outcomes.finish(job, state, code, {})
        now, settles = self._outcomes.now(), self._connections.platform(job.store).settles_after
        with self._db.write() as conn:
            since = outbox.gone(conn, job.notification_id, now)
        if job.act is None and now - since >= span_ms(settles):
            return self._outcomes.finish(job, NotificationState.STOPPED, gone.code, gone.facts)
        return self._outcomes.put_off(
            job, self._backoff.next_try(job.attempts), gone.code, gone.facts, gone=True
        )

    def _troubled(self, job: Job, trouble: PlatformError) -> NotificationState:
        """Put the notification off until the back-off is over.

        If the attempt may have taken effect, put the notification off until the platform is read.
        """
        act = acts.of_notification(self._db.conn, job.notification_id)
        if act is None or act.look_at is None:
            return self._outcomes.put_off(
                job, self._backoff.next_try(job.attempts), trouble.code, trouble.facts
            )
        facts: dict[str, object] = {"since_at": from_ms(act.at)}
        tried = job.act is None
        return self._outcomes.put_off(job, act.look_at, "notification.unknown", facts, tried=tried)
