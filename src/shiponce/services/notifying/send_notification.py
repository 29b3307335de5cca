"""Send one notification at a time, with no transaction open.

Each attempt is recorded in the ledger of acts before its call. If its answer is lost, the platform
is read until it shows the package, or until two readings, both late enough, do not show it. Only
then is the notification sent again (N3).
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from shiponce.decisions.package_reference import package_reference
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.order import Package
from shiponce.domain.settings import NotificationSettings
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Store
from shiponce.errors import Overtaken, PlatformError, RateLimited
from shiponce.persistence import acts, outbox, packages_known_to_stores, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Notification
from shiponce.persistence.timestamps import span_ms, to_ms
from shiponce.ports import Clock, Connections, PlatformAdapter
from shiponce.services import rate_limits
from shiponce.services.acts.perform_act import Acting
from shiponce.services.notifying import notify_shipped_elsewhere as sent_elsewhere
from shiponce.services.notifying.conflicting_packages import (
    is_among,
    stop_at_missing_units,
)
from shiponce.services.notifying.notification_job import Job, job_of
from shiponce.services.notifying.notification_lines import Contents
from shiponce.services.notifying.read_before_sending import ReadBack
from shiponce.services.notifying.record_outcome import Outcomes
from shiponce.services.notifying.retry_backoff import RetryBackoff
from shiponce.services.notifying.retry_or_stop import FailedTries
from shiponce.services.notifying.stop_notification import forbidden
from shiponce.words.families import platform_word

#: After this time a claimed notification is due again, because its sender must have crashed. The
#: time is longer than the longest wait before a call plus the longest call.
LEASE = timedelta(minutes=5)


class Sending:
    """Sends due notifications, the most urgent first."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: NotificationSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)
        self._outcomes = Outcomes(db, clock)
        self._backoff = RetryBackoff(db, clock, settings)
        self._read_back = ReadBack(db, self._acting, self._outcomes, self._backoff)
        self._failures = FailedTries(db, connections, self._outcomes, self._backoff)

    def next(self) -> NotificationState | None:
        """Claim the most urgent due notification and send it.

        Return its new state, None if no notification is due, or SENDING if another sender has taken
        this one over meanwhile.
        """
        job = self._claim()
        if job is None:
            return None
        if job.act is not None and job.act.state is ActState.OPEN:  # its sender is still at work
            return self._outcomes.put_off(
                job, job.act.deadline, "notification.paced", {}, tried=False
            )
        return self._send(job) if job.ask is None else self._ask(job, *job.ask)

    def _claim(self) -> Job | None:
        now = self._outcomes.now()
        with self._db.write() as conn:
            row = outbox.claim(conn, now, now + span_ms(LEASE))
            if row is None:
                return None
            row = _referred(conn, row)
            act = acts.of_notification(conn, row.id)
            if act is not None:
                self._acting.expire(conn, act)
            return job_of(conn, row)

    def _ask(self, job: Job, market: Store, remote: str) -> NotificationState:
        """Ask the marketplace for the packages of a shipment that is not ours, then send."""
        with self._db.write() as conn:
            wait = rate_limits.take(conn, market.id, market.platform, "read", self._outcomes.now())
        if wait is not None:
            return self._outcomes.put_off(job, wait, "notification.paced", {}, tried=False)
        try:
            packages = self._connections.platform(market).packages(remote)
        except PlatformError as trouble:
            until = self._backoff.next_try(job.attempts)
            if isinstance(trouble, RateLimited):
                until = max(until, to_ms(trouble.not_before) if trouble.not_before else 0)
                with self._db.write() as conn:
                    rate_limits.hold_back(conn, market.id, "read", self._outcomes.now(), until)
            facts: dict[str, object] = {"platform": platform_word(market.platform)}
            return self._outcomes.put_off(job, until, "notification.asks_marketplace", facts)
        with self._db.write() as conn:
            row = outbox.one(conn, job.notification_id)
            assert row is not None, "it is claimed"  # noqa: S101
            sent_elsewhere.learn(conn, row.shipment_id, packages, self._outcomes.now())
            job = job_of(conn, row)
        return self._send(job)

    def _send(self, job: Job) -> NotificationState:
        looks = job.verify or job.attempts > 1 or job.act is not None
        wait = self._outcomes.token(job, "read") if looks else None
        wait = self._outcomes.token(job) if wait is None else wait
        if wait is not None:
            return self._outcomes.put_off(job, wait, "notification.paced", {}, tried=False)
        try:
            adapter = self._connections.platform(job.store)
            if looks:
                settled = self._read_back.look(job, adapter)
                if settled is not None:
                    return settled
            no = forbidden(job)
            if no is not None:
                return self._outcomes.finish(job, *no, {})
            old = self._replaced(adapter, job)
            if isinstance(old, NotificationState):
                return old
            act_id = self._tell(adapter, job, old)
        except PlatformError as trouble:
            return self._failures.failed(job, trouble)
        return self._outcomes.sent(job, act_id)

    def _replaced(self, adapter: PlatformAdapter, job: Job) -> Package | NotificationState | None:
        """Return the package that ours replaces at the platform; None if there is none.

        A package with other lines than ours is not returned: the label that now has those lines
        replaces it. If the store was notified of a package and does not show it, the notification
        is put off for a while, because the list may be incomplete. Sending at once could leave
        both packages there for ever.
        """
        if not job.replaces:
            return None
        shown = adapter.packages(job.confirmation.remote_order)
        old = next((one for one in shown if is_among(one, job.replaces)), None)
        if old is not None:
            if not job.can_change_it:  # a number of ours that was entered again with more units
                stopped = stop_at_missing_units(self._outcomes, job, shown)
                if stopped is not None:
                    return stopped
            return old if _shares_lines(job.confirmation.lines, old) else None
        if job.corrects not in job.replaces:
            return None
        now = self._outcomes.now()
        with self._db.write() as conn:
            since = outbox.gone(conn, job.notification_id, now)
        if now - since >= span_ms(adapter.settles_after):
            return None
        facts: dict[str, object] = {"tracking": job.corrects}
        until = self._backoff.next_try(max(1, job.attempts))
        return self._outcomes.put_off(job, until, "notification.old_missing", facts, gone=True)

    def _tell(self, adapter: PlatformAdapter, job: Job, old: Package | None) -> int:
        """Confirm the package, or correct the one that it replaces (N8); return the act's id."""
        with self._db.write() as conn:
            if not outbox.is_claimed(conn, job.notification_id, job.claim):
                raise Overtaken(
                    "error.act_overtaken", platform="word.ledger", operation="word.call.act"
                )
            act_id = self._acting.begin(
                conn,
                ActKind.CONFIRM if old is None else ActKind.CORRECT,
                key=job.confirmation.tracking,
                notification_id=job.notification_id,
                store_id=job.store.id,
                token=job.claim,
                replaces="" if old is None else old.tracking,
            )
        try:
            with self._acting.permitted(act_id):
                if old is None:
                    adapter.confirm(job.confirmation)
                else:
                    adapter.correct(job.confirmation, old)
        except PlatformError as trouble:
            if not trouble.may_have_acted:
                with self._db.write() as conn:
                    acts.settle(conn, act_id, ActState.REFUSED, self._outcomes.now())
            raise
        return act_id


def _referred(conn: sqlite3.Connection, notification: Notification) -> Notification:
    """Return a claimed notification with its package reference; choose one if it has none yet.

    The reference is recorded with the claim, so that every attempt and correction uses it.
    """
    if notification.reference:
        return notification
    shipment = shipments.one(conn, notification.shipment_id)
    assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
    seed = f"{shipment.reference}/{notification.target_remote}"
    found = package_reference(seed, packages_known_to_stores.references_taken(conn, notification))
    outbox.refer(conn, notification.id, found)
    return replace(notification, reference=found)


def _shares_lines(lines: Contents, package: Package) -> bool:
    """Return True if a package may hold units of these lines; no lines mean the whole order."""
    inside = {line for line, _ in package.lines}
    return not (lines and inside) or any(line in inside for line, _ in lines)
