"""Read what a platform shows already, before a notification is sent."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.act import Act, ActState
from shiponce.domain.order import ImportedOrder, OrderStatus, Package
from shiponce.domain.shipment import NotificationState
from shiponce.errors import PlatformError
from shiponce.persistence import acts, outbox
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms
from shiponce.ports import PlatformAdapter
from shiponce.services.acts.perform_act import Acting
from shiponce.services.notifying.conflicting_packages import (
    stop_at_conflict,
    stop_at_missing_units,
)
from shiponce.services.notifying.notification_job import Job
from shiponce.services.notifying.packages_shown import has_left
from shiponce.services.notifying.record_outcome import Outcomes
from shiponce.services.notifying.retry_backoff import RetryBackoff


class ReadBack:
    """Reads the platform; ends or puts off a notification that must not be sent now."""

    def __init__(
        self, db: Database, acting: Acting, outcomes: Outcomes, backoff: RetryBackoff
    ) -> None:
        self._db = db
        self._acting = acting
        self._outcomes = outcomes
        self._backoff = backoff

    def look(self, job: Job, adapter: PlatformAdapter) -> NotificationState | None:
        """Read the platform; return the new state, or None if the notification must be sent."""
        begun = self._outcomes.now()
        try:
            packages = adapter.packages(job.confirmation.remote_order)
            if job.act is not None:
                settled = self._settled(job, job.act, adapter, packages, begun)
                if settled is not None:
                    return settled
            return self._closed(job, adapter, packages) or self._read_back(job, packages)
        except PlatformError as trouble:
            if job.act is not None:
                with self._db.write() as conn:
                    self._acting.unread(conn, job.act, trouble)
            raise

    def _settled(
        self,
        job: Job,
        act: Act,
        adapter: PlatformAdapter,
        packages: Sequence[Package],
        begun: int,
    ) -> NotificationState | None:
        """Settle the earlier attempt whose outcome is unknown, or put the notification off.

        None means that the attempt did not take effect and that the notification can be sent now.
        """
        if job.is_shown(packages, act.key):
            if act.key == job.confirmation.tracking:
                return self._outcomes.sent(job, act.id, _accepted(job, packages, act.key))
            with self._db.write() as conn:  # corrected by a person since: send the new number next
                acts.settle(conn, act.id, ActState.DONE, self._outcomes.now())
                outbox.now_corrects(conn, job.notification_id, act.key)
            return self._outcomes.put_off(
                job, self._outcomes.now(), "notification.corrected_since", {}, tried=False
            )
        contradicted = not packages and has_left(adapter, job.confirmation.remote_order)
        with self._db.write() as conn:
            if contradicted:
                acts.looked(conn, act.id, self._outcomes.now(), None, code="act.contradicts")
                self._acting.unread(conn, act, None)
            ended = not contradicted and self._acting.heard_nothing(
                conn, act, begun, adapter.settles_after
            )
            current = acts.one(conn, act.id)
        if ended:
            until = (
                min(act.at, begun) + self._backoff.next_try(job.attempts - 1) - self._outcomes.now()
            )
            if until <= self._outcomes.now():
                return None
            return self._outcomes.put_off(job, until, "notification.not_taken", {}, tried=False)
        look_at = None if current is None else current.look_at
        facts: dict[str, object] = {"since_at": from_ms(act.at)}
        return self._outcomes.put_off(
            job, look_at or self._outcomes.now(), "notification.unknown", facts, tried=False
        )

    def _read_back(self, job: Job, packages: Sequence[Package]) -> NotificationState | None:
        """End a notification if the platform shows its package or a conflicting one; else None."""
        tracking = job.confirmation.tracking
        if job.is_shown(packages, tracking):
            if job.attempts > 1:
                return self._outcomes.finish(
                    job, NotificationState.SENT, _accepted(job, packages, tracking), {}
                )
            return self._outcomes.finish(
                job, NotificationState.ALREADY_KNOWN, "notification.passed_on", {}
            )
        if job.voided:
            return None
        if not job.can_change_it:
            stopped = stop_at_missing_units(self._outcomes, job, packages)
            if stopped is not None:
                return stopped
        expected = (*job.beside, *job.own, *job.dead)
        if not job.verify:
            return None
        return stop_at_conflict(self._outcomes, job, packages, expected)

    def _closed(
        self, job: Job, adapter: PlatformAdapter, packages: Sequence[Package]
    ) -> NotificationState | None:
        """End a notification of a shipment elsewhere if the shop has closed the copy (N11)."""
        if not job.elsewhere or job.is_shown(packages, job.confirmation.tracking):
            return None
        found = adapter.read(job.confirmation.remote_order)
        if not isinstance(found, ImportedOrder) or found.status.is_open:
            return None
        if found.status is OrderStatus.CANCELLED:
            return self._outcomes.finish(
                job, NotificationState.WITHDRAWN, "notification.copy_cancelled", {}
            )
        return self._outcomes.finish(
            job, NotificationState.ALREADY_KNOWN, "notification.copy_shipped", {}
        )


def _accepted(job: Job, packages: Sequence[Package], tracking: str) -> str:
    """Return the reason code for an attempt that took effect but whose answer was lost."""
    twice = job.times_shown(packages, tracking) > 1
    return "notification.recorded_twice" if twice else "notification.accepted_before"
