"""Perform an act: record it in the ledger first, and check it again right before it is sent.

No other module makes permits, and the transport sends no write without a permit. When an act ends,
the caller records the effect on shipments and notifications in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol

from shiponce import write_permits
from shiponce.decisions import unknown_act_not_done as decide
from shiponce.domain.act import Act, ActKind, ActState
from shiponce.domain.event import EventKind
from shiponce.errors import Overtaken, PlatformError, Refused
from shiponce.persistence import acts, event_log, shipments
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, span_ms, to_ms
from shiponce.ports import Clock

#: How long after an act was recorded its request may be sent. A process that was suspended for
#: longer sends nothing.
SEND_WITHIN = timedelta(minutes=2)
#: After this time the outcome of an act is read once more, if the act ended without effect or was
#: repeated. No request is assumed to live longer.
CONTROL_AFTER = timedelta(hours=1)
#: The ``settles_after`` to assume if the platform or carrier is unavailable: the longest that any
#: of them has.
UNASKED = timedelta(minutes=15)


class Settles(Protocol):
    """A platform or carrier, with the time after which a reading shows an act's outcome."""

    @property
    def settles_after(self) -> timedelta:
        """See ``ports.PlatformAdapter``."""
        ...


class Acting:
    """Records the acts of one database, and how they end."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def begin(
        self,
        conn: sqlite3.Connection,
        kind: ActKind,
        *,
        key: str,
        shipment_id: int | None = None,
        notification_id: int | None = None,
        store_id: int | None = None,
        token: int = 0,
        replaces: str = "",
        within: timedelta = SEND_WITHIN,
    ) -> int:
        """Record an act in the caller's transaction; the request is sent after the commit.

        Raise GuardError while another act on the same label or notification is unsettled.
        """
        at = to_ms(self._clock.now())
        return acts.begin(
            conn,
            kind,
            key=key,
            at=at,
            deadline=at + span_ms(within),
            shipment_id=shipment_id,
            notification_id=notification_id,
            store_id=store_id,
            token=token,
            replaces=replaces,
        )

    @contextmanager
    def permitted(self, act_id: int) -> Iterator[Leave]:
        """Provide the permit to send an act; without a certain answer, the act becomes unknown."""
        leave = Leave(self._db, self._clock, act_id)
        try:
            with write_permits.holding(leave):
                yield leave
        except PlatformError as trouble:
            if trouble.may_have_acted:
                self.lose(act_id, trouble)
            raise

    def lose(self, act_id: int, trouble: PlatformError) -> None:
        """Record that no certain answer came: the act is unknown."""
        now = to_ms(self._clock.now())
        look_at = decide.after_no_reading(now, 0)
        with self._db.write() as conn:
            acts.unknown(conn, act_id, now, look_at, code="act.no_answer", facts=_asked(trouble))
            act = acts.one(conn, act_id)
            if act is not None and act.kind is ActKind.VOID and act.shipment_id is not None:
                note_unknown(conn, act.shipment_id, act.kind, now)

    def expire(self, conn: sqlite3.Connection, act: Act) -> Act:
        """Mark an open act as unknown after its deadline, because its sender may have crashed."""
        if act.state is ActState.OPEN and act.deadline <= to_ms(self._clock.now()):
            acts.unknown(conn, act.id, act.deadline, act.deadline, code="act.no_word")
            if act.shipment_id is not None and act.notification_id is None:
                note_unknown(conn, act.shipment_id, act.kind, to_ms(self._clock.now()))
            found = acts.one(conn, act.id)
            assert found is not None, "acts are kept"  # noqa: S101
            return found
        return act

    def heard_nothing(
        self, conn: sqlite3.Connection, act: Act, begun: int, settles_after: timedelta
    ) -> bool:
        """Count a reading that began at *begun* (ms) and showed no effect of an unknown act.

        Return True if the act now ends as not done: two such readings began late enough, and far
        enough apart.
        """
        current = acts.one(conn, act.id)
        if current is None or current.state is not ActState.UNKNOWN:
            return False
        sent_by = current.deadline if current.sent_by is None else current.sent_by
        heard = decide.heard_nothing(
            sent_by, current.none_at, begun, span_ms(settles_after), current.looks
        )
        acts.looked(conn, act.id, heard.look_at, heard.none_at, sent_by=heard.sent_by)
        return heard.ends and acts.settle(conn, act.id, ActState.NONE, to_ms(self._clock.now()))

    def must_be_sure(self, act: Act, other_side: Callable[[], Settles]) -> None:
        """Refuse a person's statement "not done" about an act that may still take effect."""
        try:
            settles_after = other_side().settles_after
        except PlatformError:  # unavailable now, but perhaps not when the act was sent
            settles_after = UNASKED
        now = to_ms(self._clock.now())
        sent_by = act.deadline if act.sent_by is None else act.sent_by
        sure = decide.sure_from(sent_by, now, span_ms(settles_after))
        if now < sure:
            raise Refused("limit.too_early_for_none", act=act.id, from_at=from_ms(sure))

    def unread(self, conn: sqlite3.Connection, act: Act, trouble: PlatformError | None) -> int:
        """Record that an act's outcome could not be read; return when (ms) to read it again."""
        look_at = decide.after_no_reading(to_ms(self._clock.now()), act.looks)
        code, facts = ("act.not_read", _asked(trouble)) if trouble is not None else (None, {})
        acts.looked(conn, act.id, look_at, act.none_at, code=code, facts=facts)
        return look_at


def note_unknown(conn: sqlite3.Connection, shipment_id: int, kind: ActKind, at: int) -> None:
    """Record that an act is unknown, in the history of each order that its label covers."""
    for row in shipments.together(conn, shipment_id):
        facts: dict[str, object] = {"tracking": row.tracking}
        became: EventKind = "purchase_unknown" if kind is ActKind.BUY else "void_unknown"
        event_log.record(conn, at, (became, row.order_id, facts))


def _asked(trouble: PlatformError) -> dict[str, object]:
    """Return platform and operation of the failed call; the error's other facts do not apply."""
    return {"platform": trouble.platform, "operation": trouble.operation}


class Leave:
    """The permit for one act: valid until the act's deadline, or until the act is settled."""

    def __init__(self, db: Database, clock: Clock, act_id: int) -> None:
        self._db = db
        self._clock = clock
        self._act_id = act_id
        #: True once a request may have been sent. A later refusal may then mean that an earlier
        #: arrival of the same request took effect.
        self.was_used = False

    def use(self) -> None:
        """See ``write_permits.Permit``."""
        self._db.must_be_ours()
        deadline = acts.may_send(self._db.conn, self._act_id)
        where = {"platform": "word.ledger", "operation": "word.call.act"}
        if deadline is None:
            raise Overtaken("error.act_overtaken", **where)
        if to_ms(self._clock.now()) >= deadline:
            raise Overtaken("error.act_too_late", **where)
        self._db.remember(self._act_id)
        self.was_used = True
