"""Sends one notification at a time, with no transaction open.

The try is in the ledger of acts before its call. So whatever happens to the answer, the next try
knows that there was one: the platform is read until it shows the package, or was heard twice, late
enough, to have none. Only then is it sent again (N3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import timedelta

from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.event import EventKind
from shiponce.domain.order import ImportedOrder, OrderStatus, Package
from shiponce.domain.settings import NotificationSettings
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Store
from shiponce.errors import (
    Declined,
    NotCorrectable,
    NotThere,
    Overtaken,
    PlatformError,
    RateLimited,
)
from shiponce.persistence import acts, event_log, outbox
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock, Connections, PlatformAdapter
from shiponce.services import rate_limits
from shiponce.services.acts.perform_act import Acting
from shiponce.services.notifying import recheck_notifications
from shiponce.services.notifying import shipped_elsewhere as sent_elsewhere
from shiponce.services.notifying.notification_job import Job, forbidden, has_left, job_of, shows
from shiponce.services.notifying.notification_lines import Contents
from shiponce.words.families import platform_word

#: A claimed notice is due again after this time: its sender must have died. It is longer than an
#: act may wait for its call, and that call for its answer.
LEASE = timedelta(minutes=5)
#: The event of a notification that ends in a state.
_RECORDED: Mapping[NotificationState, EventKind] = {
    NotificationState.SENT: "notification_sent",
    NotificationState.ALREADY_KNOWN: "notification_already_known",
    NotificationState.STOPPED: "notification_stopped",
    NotificationState.WITHDRAWN: "notification_withdrawn",
}


class Sending:
    """Sends what is due, the most urgent first."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: NotificationSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._settings = settings
        self._acting = Acting(db, clock)

    def next(self) -> NotificationState | None:
        """Claim the most urgent due notification and send it; what became of it, None: none due.

        SENDING is said of one that another sender has taken over meanwhile.
        """
        job = self._claim()
        if job is None:
            return None
        if job.act is not None and job.act.state is ActState.OPEN:  # its sender is at it
            return self._put_off(job, job.act.deadline, "notification.paced", {}, tried=False)
        return self._send(job) if job.ask is None else self._ask(job, *job.ask)

    def _claim(self) -> Job | None:
        now = self._now()
        with self._db.write() as conn:
            row = outbox.claim(conn, now, now + span_ms(LEASE))
            if row is None:
                return None
            act = acts.of_notification(conn, row.id)
            if act is not None:
                self._acting.expire(conn, act)
            return job_of(conn, row)

    def _ask(self, job: Job, market: Store, remote: str) -> NotificationState:
        """Ask the marketplace for the packages of a shipment that is not ours, then send."""
        with self._db.write() as conn:
            wait = rate_limits.take(conn, market.id, market.platform, "read", self._now())
        if wait is not None:
            return self._put_off(job, wait, "notification.paced", {}, tried=False)
        try:
            packages = self._connections.platform(market).packages(remote)
        except PlatformError as trouble:
            until = self._pause(job.attempts)
            if isinstance(trouble, RateLimited):
                until = max(until, to_ms(trouble.not_before) if trouble.not_before else 0)
                with self._db.write() as conn:
                    rate_limits.hold_back(conn, market.id, "read", self._now(), until)
            facts: dict[str, object] = {"platform": platform_word(market.platform)}
            return self._put_off(job, until, "notification.asks_marketplace", facts)
        with self._db.write() as conn:
            row = outbox.one(conn, job.notification_id)
            assert row is not None, "it is claimed"  # noqa: S101
            sent_elsewhere.learn(conn, row.shipment_id, packages, self._now())
            job = job_of(conn, row)
        return self._send(job)

    def _send(self, job: Job) -> NotificationState:
        looks = job.verify or job.attempts > 1 or job.act is not None
        wait = self._token(job, "read") if looks else None
        wait = self._token(job) if wait is None else wait
        if wait is not None:
            return self._put_off(job, wait, "notification.paced", {}, tried=False)
        try:
            adapter = self._connections.platform(job.store)
            if looks:
                settled = self._look(job, adapter)
                if settled is not None:
                    return settled
            no = forbidden(job)
            if no is not None:
                return self._finish(job, *no, {})
            old = self._replaced(adapter, job)
            if isinstance(old, NotificationState):
                return old
            act_id = self._tell(adapter, job, old)
        except PlatformError as trouble:
            return self._failed(job, trouble)
        return self._sent(job, act_id)

    def _replaced(self, adapter: PlatformAdapter, job: Job) -> Package | NotificationState | None:
        """Find the package whose place ours takes there; None where there is none.

        One that holds other lines than ours keeps its place: what has them now will take it. One
        that this store was told of and does not show is looked for again for a while, because
        the list may lack it: beside ours it would stay for ever.
        """
        if not job.replaces:
            return None
        shown = adapter.packages(job.confirmation.remote_order)
        old = next((one for one in shown if _is_among(one, job.replaces)), None)
        if old is not None:
            return old if _shares_lines(job.confirmation.lines, old) else None
        if job.corrects not in job.replaces:
            return None
        now = self._now()
        with self._db.write() as conn:
            since = outbox.gone(conn, job.notification_id, now)
        if now - since >= span_ms(adapter.settles_after):
            return None
        facts: dict[str, object] = {"tracking": job.corrects}
        until = self._pause(max(1, job.attempts))
        return self._put_off(job, until, "notification.old_missing", facts, gone=True)

    def _tell(self, adapter: PlatformAdapter, job: Job, old: Package | None) -> int:
        """Confirm the package, or correct the one whose place it takes there (N8); the act's id."""
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
                    acts.settle(conn, act_id, ActState.REFUSED, self._now())
            raise
        return act_id

    # -- what the platform shows already

    def _look(self, job: Job, adapter: PlatformAdapter) -> NotificationState | None:
        """Read the platform; None when the notification has still to be sent."""
        begun = self._now()
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
        """End the unknown earlier try, or put the notification off; None: the try was none."""
        if shows(packages, act.key):
            if act.key == job.confirmation.tracking:
                return self._sent(job, act.id, _accepted(packages, act.key))
            with self._db.write() as conn:  # a person has corrected it since: that is told next
                acts.settle(conn, act.id, ActState.DONE, self._now())
                outbox.now_corrects(conn, job.notification_id, act.key)
            return self._put_off(job, self._now(), "notification.corrected_since", {}, tried=False)
        contradicted = not packages and has_left(adapter, job.confirmation.remote_order)
        with self._db.write() as conn:
            if contradicted:
                acts.looked(conn, act.id, self._now(), None, code="act.contradicts")
                self._acting.unread(conn, act, None)
            ended = not contradicted and self._acting.heard_nothing(
                conn, act, begun, adapter.settles_after
            )
            current = acts.one(conn, act.id)
        if ended:
            until = min(act.at, begun) + self._pause(job.attempts - 1) - self._now()
            if until <= self._now():
                return None
            return self._put_off(job, until, "notification.not_taken", {}, tried=False)
        look_at = None if current is None else current.look_at
        facts: dict[str, object] = {"since_at": from_ms(act.at)}
        return self._put_off(
            job, look_at or self._now(), "notification.unknown", facts, tried=False
        )

    def _read_back(self, job: Job, packages: Sequence[Package]) -> NotificationState | None:
        """What the platform shows already; None when the notice still has to be sent."""
        tracking = job.confirmation.tracking
        if shows(packages, tracking):
            if job.attempts > 1:
                return self._finish(job, NotificationState.SENT, _accepted(packages, tracking), {})
            return self._finish(job, NotificationState.ALREADY_KNOWN, "notification.passed_on", {})
        expected = (*job.beside, *job.own, *job.dead)
        others = [one for one in packages if not _is_among(one, expected)]
        if job.verify and others and not job.voided:
            facts: dict[str, object] = {"tracking": others[0].tracking}
            return self._finish(job, NotificationState.STOPPED, "notification.conflict", facts)
        return None

    def _closed(
        self, job: Job, adapter: PlatformAdapter, packages: Sequence[Package]
    ) -> NotificationState | None:
        """End a notification of somebody else's shipment whose copy needs none any more (N11)."""
        if not job.elsewhere or shows(packages, job.confirmation.tracking):
            return None
        found = adapter.read(job.confirmation.remote_order)
        if not isinstance(found, ImportedOrder) or found.status.is_open:
            return None
        if found.status is OrderStatus.CANCELLED:
            return self._finish(job, NotificationState.WITHDRAWN, "notification.copy_cancelled", {})
        return self._finish(job, NotificationState.ALREADY_KNOWN, "notification.copy_shipped", {})

    # -- when it was not accepted

    def _failed(self, job: Job, trouble: PlatformError) -> NotificationState:
        """Stop it, or put it off, as the platform's answer says."""
        match trouble:
            case RateLimited() if not trouble.may_have_acted:
                return self._throttled(job, trouble)
            case NotThere():
                return self._gone(job, trouble)
            case NotCorrectable():
                return self._finish(job, NotificationState.STOPPED, trouble.code, trouble.facts)
            case Declined():
                return self._declined(job, trouble)
            case Overtaken():
                until = self._pause(1)
                return self._put_off(job, until, trouble.code, trouble.facts, tried=False)
        return self._troubled(job, trouble)

    def _declined(self, job: Job, no: Declined) -> NotificationState:
        """A refusal may mean that a relay was faster: the same tracking is no alarm (N5).

        Without the quota to look, the next try looks first: it is no alarm before that either.
        """
        wait = self._token(job, "read")
        if wait is not None:
            return self._put_off(job, wait, "notification.paced", {})
        try:
            packages = self._connections.platform(job.store).packages(job.confirmation.remote_order)
        except PlatformError:  # an earlier arrival of the request may have been taken
            return self._put_off(job, self._pause(job.attempts), no.code, no.facts)
        if shows(packages, job.confirmation.tracking):
            return self._finish(job, NotificationState.ALREADY_KNOWN, "notification.passed_on", {})
        others = [one for one in packages if not _is_among(one, job.own)]
        if others:
            facts: dict[str, object] = {"tracking": others[0].tracking}
            return self._finish(job, NotificationState.STOPPED, "notification.conflict", facts)
        return self._finish(job, NotificationState.STOPPED, no.code, no.facts)

    def _gone(self, job: Job, gone: NotThere) -> NotificationState:
        """A platform that knows no such order for a moment is asked again; for long, it stops."""
        now, settles = self._now(), self._connections.platform(job.store).settles_after
        with self._db.write() as conn:
            since = outbox.gone(conn, job.notification_id, now)
        if job.act is None and now - since >= span_ms(settles):
            return self._finish(job, NotificationState.STOPPED, gone.code, gone.facts)
        return self._put_off(job, self._pause(job.attempts), gone.code, gone.facts, gone=True)

    def _troubled(self, job: Job, trouble: PlatformError) -> NotificationState:
        """Put it off; where the try may have taken effect, until the platform is read."""
        act = acts.of_notification(self._db.conn, job.notification_id)
        if act is None or act.look_at is None:
            return self._put_off(job, self._pause(job.attempts), trouble.code, trouble.facts)
        facts: dict[str, object] = {"since_at": from_ms(act.at)}
        tried = job.act is None
        return self._put_off(job, act.look_at, "notification.unknown", facts, tried=tried)

    def _throttled(self, job: Job, later: RateLimited) -> NotificationState:
        until = self._pause(job.attempts)
        if later.not_before is not None:
            until = max(to_ms(later.not_before), self._now() + 1)
        with self._db.write() as conn:
            rate_limits.hold_back(conn, job.store.id, "confirm", self._now(), until)
        return self._put_off(job, until, later.code, later.facts)

    # -- inside

    def _token(self, job: Job, operation: str = "confirm") -> int | None:
        with self._db.write() as conn:
            return rate_limits.take(conn, job.store.id, job.store.platform, operation, self._now())

    def _pause(self, attempts: int) -> int:
        longest = self._settings.longest_pause
        pause = min(self._settings.first_pause * 2 ** min(attempts - 1, 12), longest)
        return to_ms(self._clock.now() + pause)

    def _put_off(
        self,
        job: Job,
        until: int,
        code: str,
        facts: dict[str, object],
        *,
        tried: bool = True,
        gone: bool = False,
    ) -> NotificationState:
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
                event_log.record(conn, self._now(), ("notification_put_off", job.order_id, data))
        return NotificationState.PENDING

    def _sent(self, job: Job, act_id: int, code: str | None = None) -> NotificationState:
        """The platform has it: that is a fact, whoever has claimed the notification meanwhile."""
        with self._db.write() as conn:
            acts.settle(conn, act_id, ActState.DONE, self._now())
            twice = job.is_part or code == "notification.recorded_twice"
            recheck_notifications.after_sending(conn, act_id, self._now(), may_be_twice=twice)
            return self._write(conn, job, NotificationState.SENT, code, {}, claim=None)

    def _finish(
        self, job: Job, state: NotificationState, code: str | None, facts: dict[str, object]
    ) -> NotificationState:
        with self._db.write() as conn:
            found = self._write(conn, job, state, code, facts, claim=job.claim)
            if found is state:
                recheck_notifications.after_ending(conn, job, state, code, self._now())
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
        at = self._now()
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

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _is_among(package: Package, numbers: Sequence[str]) -> bool:
    """Return True if a package has one of these tracking numbers."""
    return any(shows([package], number) for number in numbers)


def _shares_lines(lines: Contents, package: Package) -> bool:
    """Return True if a package may hold units of these lines; no lines are all of an order."""
    inside = {line for line, _ in package.lines}
    return not (lines and inside) or any(line in inside for line, _ in lines)


def _accepted(packages: Sequence[Package], tracking: str) -> str:
    """The reason code of a try that took effect though its answer was lost."""
    twice = sum(shows([package], tracking) for package in packages) > 1
    return "notification.recorded_twice" if twice else "notification.accepted_before"
