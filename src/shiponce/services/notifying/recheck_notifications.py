"""Read stores again after notifications whose answer does not prove what the store recorded.

A gateway between hub and platform may repeat a request. A platform without idempotency keys then
records a partial package twice. A platform that accepts a package only once refuses the second
request, and the hub receives only this refusal. So the store is read again after the longest
assumed life of a request, and a package counts as missing only after two readings without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from shiponce.decisions import unknown_act_not_done
from shiponce.domain.act import Act
from shiponce.domain.order import Package
from shiponce.domain.shipment import NotificationState
from shiponce.errors import NotThere, PlatformError
from shiponce.persistence import (
    acts,
    event_log,
    order_states,
    outbox,
    packages_known_to_stores,
    voided_labels,
)
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Notification
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock, Connections
from shiponce.services import rate_limits
from shiponce.services.acts.perform_act import CONTROL_AFTER
from shiponce.services.notifying.notification_job import Job, job_of
from shiponce.services.notifying.notify_shipped_elsewhere import follow_platform
from shiponce.services.notifying.packages_shown import has_left

#: How long a notification is reserved for the hub that reads its store again.
LEASE = timedelta(minutes=5)
#: How long an empty list of packages is distrusted if the order is shown as shipped or is missing.
CONTRADICTED_FOR = timedelta(days=1)
#: Final states that mean, as far as the hub knows, that the store was not notified.
_NOT_NOTIFIED = (NotificationState.STOPPED, NotificationState.WITHDRAWN)
_NOTIFIED = (NotificationState.SENT, NotificationState.ALREADY_KNOWN)
_OPEN = (NotificationState.PENDING, NotificationState.SENDING)


def after_sending(conn: sqlite3.Connection, act_id: int, now: int) -> None:
    """Plan the reading that proves a sent notification: accepted is not confirmed (O7)."""
    acts.control_at(conn, act_id, now + span_ms(CONTROL_AFTER))


def after_ending(
    conn: sqlite3.Connection, job: Job, state: NotificationState, code: str | None, now: int
) -> None:
    """Plan a reading of a notification that ended without being accepted by the store.

    The store may have accepted an earlier arrival of the same request, or may have recorded a
    partial package twice. No reading is planned if another package explains the refusal.
    """
    untaken = state in _NOT_NOTIFIED
    unexplained = untaken and code != "notification.conflict"
    twice = not untaken and (job.is_part or code == "notification.recorded_twice")
    if unexplained or twice:
        look_at = now + span_ms(CONTROL_AFTER)
        acts.control_last(conn, job.notification_id, look_at, if_untaken=untaken)


def raise_missing_units(
    conn: sqlite3.Connection, job: Job, facts: dict[str, object], now: int
) -> None:
    """Stop a notification whose package its platform shows without some of the units (O7).

    *facts* are the tracking number and the missing items.
    """
    code, state = "notification.units_missing", NotificationState.STOPPED
    outbox.finish(conn, job.notification_id, state, now, code=code, facts=facts)
    event_log.record(
        conn, now, ("notification_units_missing", job.order_id, facts | {"store": job.store.name})
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a store shows of a notification, and when the reading began (ms)."""

    begun: int
    #: How often the store shows the package.
    times: int
    #: Either the order does not exist, or it counts as shipped but its list of packages is empty.
    contradicts: bool
    settles_after: int
    #: Names and units that are missing where the store shows the tracking number; '' if none are.
    missing: str = ""


class Rechecking:
    """Does the planned readings that are due, one notification after another."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock

    def run(self, store_id: int | None = None) -> None:
        """Do all planned readings that are due; a store that cannot be read ends the round.

        With *store_id*, only those of one store: an import lists what changed there, and an order
        whose notification was lost did not change.
        """
        act = acts.controlled(self._db.conn, self._now(), store_id)
        while act is not None and self._recheck(act):
            act = acts.controlled(self._db.conn, self._now(), store_id)

    def _recheck(self, act: Act) -> bool:
        """Read one store again; False when it could not be read now."""
        lease = self._now() + span_ms(LEASE)
        job = self._claim(act, lease)
        if job is None:
            return False
        try:
            reading = self._read(job, act)
        except PlatformError:
            with self._db.write() as conn:
                acts.control_at(conn, act.id, self._now() + span_ms(CONTROL_AFTER))
            return False
        with self._db.write() as conn:
            current = acts.one(conn, act.id)
            if current is not None and current.look_at == lease:  # else another reading was planned
                self._judge(conn, job, current, reading)
        return True

    def _read(self, job: Job, act: Act) -> _Reading:
        begun, order = self._now(), job.confirmation.remote_order
        adapter = self._connections.platform(job.store)
        packages: Sequence[Package] = ()
        try:
            packages = adapter.packages(order)
            has_more = not packages and has_left(adapter, order)
        except NotThere:  # the order may be missing for a moment
            has_more = True
        contradicts = has_more and begun < act.at + span_ms(CONTRADICTED_FOR)
        times = job.times_shown(packages, act.key)
        missing = job.missing_items(packages, act.key)
        return _Reading(begun, times, contradicts, span_ms(adapter.settles_after), missing)

    def _claim(self, act: Act, lease: int) -> Job | None:
        """Reserve a reading for this hub until *lease* (ms); None if it cannot be done now."""
        with self._db.write() as conn:
            acts.control_at(conn, act.id, lease)
            row = outbox.one(conn, act.notification_id or 0)
            if row is None:
                return None
            job = job_of(conn, row)
            place = job.store.id, job.store.platform
            wait = rate_limits.take(conn, *place, "read", self._now())
        return job if wait is None else None

    def _judge(self, conn: sqlite3.Connection, job: Job, act: Act, reading: _Reading) -> None:
        row = outbox.one(conn, job.notification_id)
        assert row is not None, "notifications are kept"  # noqa: S101
        state = NotificationState(row.state)
        if state in _OPEN:  # read before sending; when it ends, a new reading is planned
            acts.control_at(conn, act.id, None)
            return
        if reading.times and state in _NOT_NOTIFIED:
            self._was_notified(conn, job, act, row)
        if reading.times:
            packages_known_to_stores.confirm(conn, job.notification_id, self._now())
        elif not job.voided:
            packages_known_to_stores.doubt(conn, job.notification_id)
        if reading.times > 1:
            self._note_twice(conn, job, act, twice=True)
        if reading.times > 1 or reading.contradicts:
            acts.read_again(conn, act.id, self._now() + span_ms(CONTROL_AFTER), None)
            return
        if reading.times and state in _NOT_NOTIFIED:
            acts.read_again(conn, act.id, None, None)
            return
        self._heard_no_more(conn, job, act, reading)

    def _heard_no_more(
        self, conn: sqlite3.Connection, job: Job, act: Act, reading: _Reading
    ) -> None:
        """End the readings after two of them without a duplicate; before that, plan another."""
        heard = unknown_act_not_done.heard_nothing(
            act.deadline, act.none_at, reading.begun, reading.settles_after, act.looks
        )
        if not heard.ends:
            acts.read_again(conn, act.id, heard.look_at, heard.none_at)
            return
        acts.read_again(conn, act.id, None, None)
        self._note_twice(conn, job, act, twice=False)
        row = outbox.one(conn, job.notification_id)
        state = None if row is None else NotificationState(row.state)
        if reading.missing and state in _NOTIFIED:
            self._raise_missing_units(conn, job, act, reading)
        elif not reading.times and state is NotificationState.SENT:
            self._raise_not_shown(conn, job, act)
        elif not reading.times:
            purchase = order_states.original_of(conn, job.order_id) or job.order_id
            follow_platform(conn, purchase, self._now())

    def _raise_not_shown(self, conn: sqlite3.Connection, job: Job, act: Act) -> None:
        """Stop a notification that its platform accepted and, later, does not show (O7)."""
        if job.voided:  # a person removed it, as the order's warning asks
            outbox.say(conn, job.notification_id, voided_labels.REMOVED)
            return
        facts: dict[str, object] = {"accepted_at": from_ms(act.at)}
        code = "notification.not_shown"
        state = NotificationState.STOPPED
        outbox.finish(conn, job.notification_id, state, self._now(), code=code, facts=facts)
        data: dict[str, object] = {"store": job.store.name, "tracking": act.key}
        event_log.record(conn, self._now(), ("notification_not_shown", job.order_id, data))

    def _raise_missing_units(
        self, conn: sqlite3.Connection, job: Job, act: Act, reading: _Reading
    ) -> None:
        """Stop a notification whose package its platform shows without some of the units (O7)."""
        if job.voided:
            return
        facts: dict[str, object] = {"tracking": act.key, "items": reading.missing}
        raise_missing_units(conn, job, facts, self._now())

    def _was_notified(
        self, conn: sqlite3.Connection, job: Job, act: Act, row: Notification
    ) -> None:
        """Record that a store has the package although its notification was not accepted.

        A withdrawn notification changes only if its label was voided. Any other withdrawn
        notification was never sent, or a person took care of it.
        """
        if row.state == NotificationState.WITHDRAWN.value and row.code != "notification.withdrawn":
            return
        state = NotificationState.ALREADY_KNOWN
        outbox.finish(conn, job.notification_id, state, self._now(), code="notification.passed_on")
        data: dict[str, object] = {"store": job.store.name, "tracking": act.key}
        event_log.record(conn, self._now(), ("notification_already_known", job.order_id, data))

    def _note_twice(self, conn: sqlite3.Connection, job: Job, act: Act, *, twice: bool) -> None:
        """Mark a notification as recorded twice, or remove the mark if that is no longer true."""
        before = outbox.one(conn, job.notification_id)
        was = before is not None and before.code == "notification.recorded_twice"
        if was == twice:
            return
        outbox.say(conn, job.notification_id, "notification.recorded_twice" if twice else None)
        if not twice:
            return
        data: dict[str, object] = {"store": job.store.name, "tracking": act.key}
        event_log.record(conn, self._now(), ("recorded_twice", job.order_id, data))

    def _now(self) -> int:
        return to_ms(self._clock.now())
