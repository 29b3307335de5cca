"""Apply a person's decision on a stopped or unknown notification: correct, resend, end, settle."""

from __future__ import annotations

import sqlite3

from shiponce.domain.act import Act, ActState
from shiponce.domain.event import EventKind
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Store
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.persistence import (
    acts,
    event_log,
    outbox,
    shipments,
    stores,
    voided_labels,
)
from shiponce.persistence.database import Database
from shiponce.persistence.outbox import Notification
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.acts.perform_act import Acting
from shiponce.services.notifying.correct_notification import correct, must_be_sendable
from shiponce.services.notifying.notification_job import job_of


class SettlingNotifications:
    """Corrects, resends, ends or settles a notification when a person decides so."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)

    def correct(
        self, notification_id: int, carrier: str, tracking: str, by: str, *, same_package: bool
    ) -> None:
        """Correct a stopped notification; see ``correct_notification``."""
        correct(
            self._db, self._clock, notification_id, carrier, tracking, by, same_package=same_package
        )

    def again(self, notification_id: int, *, anyway: bool = False) -> None:
        """Make a stopped notification due again; the platform is read before it is sent.

        If the platform shows another package, the notification stops again; with *anyway* it is
        sent all the same, and the platform then shows both packages.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = outbox.one(conn, notification_id)
            if row is None:
                raise BadInput("error.no_notification", notification=notification_id)
            must_be_sendable(conn, row)
            if not outbox.send_again(conn, notification_id, at, verify=not anyway):
                raise Refused("limit.notification_not_stopped", notification=notification_id)
            self._note(conn, row, "notification_again", at)

    def close(self, notification_id: int, by: str) -> None:
        """End a stopped notification without sending it, because a person took care of it.

        If its label was voided, the warning about it ends: the person has corrected the store.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = outbox.one(conn, notification_id)
            if row is None:
                raise BadInput("error.no_notification", notification=notification_id)
            if voided_labels.is_dead(conn, row.shipment_id, row.id):
                outbox.say(conn, row.id, voided_labels.CLOSED, {"by": by})
                self._note(conn, row, "notification_closed", at)
                return
            must_be_sendable(conn, row)
            if row.state != NotificationState.STOPPED.value:
                raise Refused("limit.notification_not_stopped", notification=notification_id)
            code, facts = "notification.closed", {"by": by}
            outbox.finish(
                conn, notification_id, NotificationState.WITHDRAWN, at, code=code, facts={**facts}
            )
            act = acts.of_notification(conn, notification_id)
            if act is not None:
                acts.settle(conn, act.id, ActState.DONE, at, by=by)
            self._note(conn, row, "notification_closed", at)

    def _note(
        self, conn: sqlite3.Connection, notification: Notification, kind: EventKind, at: int
    ) -> None:
        shipment = shipments.one(conn, notification.shipment_id)
        assert shipment is not None, "a notification is about a shipment in the file"  # noqa: S101
        data: dict[str, object] = {"store": stores.one(conn, notification.store_id).name}
        event_log.record(conn, at, (kind, shipment.order_id, data))

    def settle(self, act: Act, *, happened: bool, by: str, saw: str) -> None:
        """Record a person's statement on a notification whose outcome is unknown.

        If it reached its platform, the notification counts as sent; otherwise it is due again.
        """
        assert act.notification_id is not None, "the act of a notification"  # noqa: S101
        store = stores.one(self._db.conn, act.store_id or 0)
        if happened:
            self._must_be_shown(act, store)
        else:
            self._acting.must_be_sure(act, lambda: self._connections.platform(store))
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            state = ActState.DONE if happened else ActState.NONE
            if not acts.settle(conn, act.id, state, at, by=by, saw=saw):
                raise Refused("limit.act_settled", act=act.id)
            row = outbox.one(conn, act.notification_id)
            assert row is not None, "notifications are kept"  # noqa: S101
            if happened:
                facts: dict[str, object] = {"by": by}
                code = "notification.person_saw"
                outbox.finish(conn, row.id, NotificationState.SENT, at, code=code, facts=facts)
            else:
                outbox.due_now(conn, row.id, at)
            self._note(conn, row, "notification_settled", at)

    def _must_be_shown(self, act: Act, store: Store) -> None:
        """Refuse the statement that a notification arrived if the store shows no such package."""
        row = outbox.one(self._db.conn, act.notification_id or 0)
        assert row is not None, "notifications are kept"  # noqa: S101
        try:
            packages = self._connections.platform(store).packages(row.target_remote)
        except PlatformError:
            return  # no answer from the platform: the person's statement counts
        with self._db.write() as conn:
            job = job_of(conn, row)
        if not job.is_shown(packages, act.key):
            facts = {"act": act.id, "store": store.name, "tracking": act.key}
            raise Refused("limit.not_shown_there", **facts)
