"""Sends the notices that are due, one at a time and with no transaction open.

A notice is SENDING on disk before its call. So whatever happens to the answer, the next try knows
that there was one, and reads the platform first: an accepted notice is never sent twice (N3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import orjson

from shiponce.decisions.tracking import carrier_name, tracking_number
from shiponce.domain.order import ImportedOrder, OrderStatus, Package
from shiponce.domain.platform import Store
from shiponce.domain.settings import NoticeSettings
from shiponce.domain.shipment import Confirmation, NoticeState, ShipmentState
from shiponce.errors import (
    BadInput,
    Declined,
    NotCorrectable,
    NotThere,
    PlatformError,
    RateLimited,
    Refused,
)
from shiponce.ports import Clock, Connections, PlatformAdapter
from shiponce.services import elsewhere as sent_elsewhere
from shiponce.services import pacing
from shiponce.services.connected import must_not_be_disconnected
from shiponce.services.contents import Contents, contents
from shiponce.store import elsewhere, events, notices, orders, shipments, states, stores
from shiponce.store.database import Database
from shiponce.store.times import from_ms, span_ms, to_ms

#: A claimed notice is due again after this time: its sender must have died.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Job:
    """A claimed notice with everything its call needs: no read happens after this."""

    notice_id: int
    order_id: int
    store: Store
    confirmation: Confirmation
    attempts: int
    verify: bool
    #: The label was voided meanwhile: nothing is sent any more.
    voided: bool
    #: The buyer cancelled after the label (Q6): nothing is confirmed, and a person must see it.
    cancelled: bool
    #: A part was sent, and nobody can tell which of the store's own lines that is.
    riddle: bool
    #: The tracking number that the store was told of before; '' for none.
    corrects: str
    #: Somebody else has shipped it: the copy may be closed already (N11).
    elsewhere: bool = False
    #: The tracking numbers of the order's other packages that somebody else has sent.
    beside: tuple[str, ...] = ()
    #: The tracking numbers of our own other packages that this order was told of.
    told: tuple[str, ...] = ()
    #: The marketplace and its order, to be asked for the package first; None when that is known.
    ask: tuple[Store, str] | None = None


class Notifying:
    """The outbox at work."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: NoticeSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._settings = settings

    def send_due(self, limit: int) -> tuple[int, int, int]:
        """Send up to *limit* due notices: how many were sent, put off, stopped."""
        if self._connections.read_only:
            return 0, 0, 0
        sent = put_off = stopped = 0
        for _ in range(limit):
            job = self._claim()
            if job is None:
                break
            state = self._send(job) if job.ask is None else self._ask(job, *job.ask)
            sent += state in (NoticeState.SENT, NoticeState.ALREADY_KNOWN)
            put_off += state is NoticeState.PENDING
            stopped += state is NoticeState.STOPPED
        return sent, put_off, stopped

    def correct(self, notice_id: int, carrier: str, tracking: str, by: str) -> None:
        """A person corrects what a stopped notice says, and those of its parcel not sent yet."""
        if not (carrier.strip() and tracking.strip()):
            raise BadInput("error.correction_needs_all")
        carrier, tracking = carrier_name(carrier), tracking_number(tracking)
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = notices.one(conn, notice_id)
            if row is None:
                raise BadInput("error.no_notice", notice=notice_id)
            _must_be_sendable(conn, row)
            if not notices.correct(conn, notice_id, carrier, tracking, at):
                raise Refused("limit.notice_not_stopped", notice=notice_id)
            shipment = shipments.one(conn, row["shipment_id"])
            assert shipment is not None, "a notice speaks of a shipment in the file"  # noqa: S101
            data: dict[str, object] = {"carrier": carrier, "tracking": tracking, "by": by}
            events.record(conn, at, ("notice_corrected", shipment["order_id"], data))

    def again(self, notice_id: int, *, anyway: bool = False) -> None:
        """Make a stopped notification due; the platform is read before it is sent.

        Where it shows another package, it stops again: only *anyway* adds ours to that.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = notices.one(conn, notice_id)
            if row is None:
                raise BadInput("error.no_notice", notice=notice_id)
            _must_be_sendable(conn, row)
            if not notices.send_again(conn, notice_id, at, verify=not anyway):
                raise Refused("limit.notice_not_stopped", notice=notice_id)
            self._note(conn, row, "notice_again", at)

    def close(self, notice_id: int, by: str) -> None:
        """End a stopped notification: a person has seen to it that the platform knows, or need not.

        Nothing is sent, now or later.
        """
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = notices.one(conn, notice_id)
            if row is None:
                raise BadInput("error.no_notice", notice=notice_id)
            _must_be_sendable(conn, row)
            if row["state"] != NoticeState.STOPPED.value:
                raise Refused("limit.notice_not_stopped", notice=notice_id)
            code, facts = "notice.closed", {"by": by}
            notices.finish(conn, notice_id, NoticeState.WITHDRAWN, at, code=code, facts={**facts})
            self._note(conn, row, "notice_closed", at)

    def _note(self, conn: sqlite3.Connection, notice: sqlite3.Row, kind: str, at: int) -> None:
        shipment = shipments.one(conn, notice["shipment_id"])
        assert shipment is not None, "a notice speaks of a shipment in the file"  # noqa: S101
        data: dict[str, object] = {"store": stores.one(conn, notice["store_id"]).name}
        events.record(conn, at, (kind, shipment["order_id"], data))

    def _claim(self) -> _Job | None:
        now = to_ms(self._clock.now())
        with self._db.write() as conn:
            row = notices.claim(conn, now, now + span_ms(LEASE))
            return None if row is None else _job(conn, row)

    def _ask(self, job: _Job, market: Store, remote: str) -> NoticeState:
        """Ask the marketplace for the packages of a shipment that is not ours, then send."""
        with self._db.write() as conn:
            now = to_ms(self._clock.now())
            wait = pacing.take(conn, market.id, market.platform, "read", now)
        if wait is not None:
            return self._put_off(job, wait, "notice.paced", {}, tried=False)
        try:
            packages = self._connections.platform(market).packages(remote)
        except PlatformError as trouble:
            until = self._pause(job.attempts)
            if isinstance(trouble, RateLimited):
                until = max(until, to_ms(trouble.not_before) if trouble.not_before else 0)
                with self._db.write() as conn:
                    now = to_ms(self._clock.now())
                    pacing.hold_back(conn, market.id, "read", now, until)
            facts: dict[str, object] = {"platform": f"word.{market.platform.value}"}
            return self._put_off(job, until, "notice.asks_marketplace", facts)
        with self._db.write() as conn:
            row = notices.one(conn, job.notice_id)
            assert row is not None, "it is claimed"  # noqa: S101
            sent_elsewhere.learn(conn, row["shipment_id"], packages, to_ms(self._clock.now()))
            job = _job(conn, row)
        return self._send(job)

    def _send(self, job: _Job) -> NoticeState:
        looks = job.verify or job.attempts > 1
        wait = self._token(job, "read") if looks else None
        wait = self._token(job) if wait is None else wait
        if wait is not None:
            return self._put_off(job, wait, "notice.paced", {}, tried=False)
        try:
            adapter = self._connections.platform(job.store)
            remote = job.confirmation.remote_order
            if looks:
                packages = adapter.packages(remote)
                settled = self._closed(job, adapter, packages) or self._read_back(job, packages)
                if settled is not None:
                    return settled
            forbidden = _forbidden(job)
            if forbidden is not None:
                return self._finish(job, *forbidden, {})
            self._tell(adapter, job)
        except RateLimited as later:
            return self._throttled(job, later)
        except NotCorrectable as no:
            return self._finish(job, NoticeState.STOPPED, no.code, no.facts)
        except NotThere as gone:
            return self._finish(job, NoticeState.STOPPED, gone.code, gone.facts)
        except Declined as no:
            return self._declined(job, no)
        except PlatformError as trouble:
            return self._put_off(job, self._pause(job.attempts), trouble.code, trouble.facts)
        return self._finish(job, NoticeState.SENT, None, {})

    def _tell(self, adapter: PlatformAdapter, job: _Job) -> None:
        """Confirm the parcel, or correct the one that stands there for its order already (N8)."""
        if job.corrects:
            for package in adapter.packages(job.confirmation.remote_order):
                if _shows([package], job.corrects):
                    adapter.correct(job.confirmation, package)
                    return
        adapter.confirm(job.confirmation)

    def _token(self, job: _Job, operation: str = "confirm") -> int | None:
        with self._db.write() as conn:
            now = to_ms(self._clock.now())
            return pacing.take(conn, job.store.id, job.store.platform, operation, now)

    def _read_back(self, job: _Job, packages: Sequence[Package]) -> NoticeState | None:
        """What the platform shows already; None when the notice still has to be sent."""
        if _shows(packages, job.confirmation.tracking):
            if job.attempts > 1:
                return self._finish(job, NoticeState.SENT, "notice.accepted_before", {})
            return self._finish(job, NoticeState.ALREADY_KNOWN, "notice.passed_on", {})
        expected = [*job.beside, *job.told, *filter(None, [job.corrects])]
        others = [
            one for one in packages if not any(_shows([one], tracking) for tracking in expected)
        ]
        if job.verify and others and not job.voided:
            facts: dict[str, object] = {"tracking": others[0].tracking}
            return self._finish(job, NoticeState.STOPPED, "notice.conflict", facts)
        return None

    def _closed(
        self, job: _Job, adapter: PlatformAdapter, packages: Sequence[Package]
    ) -> NoticeState | None:
        """End a notification of somebody else's shipment whose copy needs none any more (N11)."""
        if not job.elsewhere or _shows(packages, job.confirmation.tracking):
            return None
        found = adapter.read(job.confirmation.remote_order)
        if not isinstance(found, ImportedOrder) or found.status.is_open:
            return None
        if found.status is OrderStatus.CANCELLED:
            return self._finish(job, NoticeState.WITHDRAWN, "notice.copy_cancelled", {})
        return self._finish(job, NoticeState.ALREADY_KNOWN, "notice.copy_shipped", {})

    def _declined(self, job: _Job, no: Declined) -> NoticeState:
        """A refusal may mean that a relay was faster: the same tracking is no alarm (N5).

        Without the quota to look, the next try looks first: it is no alarm before that either.
        """
        wait = self._token(job, "read")
        if wait is not None:
            return self._put_off(job, wait, "notice.paced", {})
        try:
            packages = self._connections.platform(job.store).packages(job.confirmation.remote_order)
        except PlatformError:
            packages = ()  # the refusal itself is what a person must see
        if _shows(packages, job.confirmation.tracking):
            return self._finish(job, NoticeState.ALREADY_KNOWN, "notice.passed_on", {})
        if packages:
            facts: dict[str, object] = {"tracking": packages[0].tracking}
            return self._finish(job, NoticeState.STOPPED, "notice.conflict", facts)
        return self._finish(job, NoticeState.STOPPED, no.code, no.facts)

    def _throttled(self, job: _Job, later: RateLimited) -> NoticeState:
        until = self._pause(job.attempts)
        if later.not_before is not None:
            until = max(to_ms(later.not_before), to_ms(self._clock.now()) + 1)
        with self._db.write() as conn:
            now = to_ms(self._clock.now())
            pacing.hold_back(conn, job.store.id, "confirm", now, until)
        return self._put_off(job, until, later.code, later.facts)

    def _pause(self, attempts: int) -> int:
        longest = self._settings.longest_pause
        pause = min(self._settings.first_pause * 2 ** min(attempts - 1, 12), longest)
        return to_ms(self._clock.now() + pause)

    def _put_off(
        self, job: _Job, until: int, code: str, facts: dict[str, object], *, tried: bool = True
    ) -> NoticeState:
        with self._db.write() as conn:
            notices.put_off(conn, job.notice_id, until, code=code, facts=facts, tried=tried)
            if tried:
                data: dict[str, object] = {"store": job.store.name, "again_at": from_ms(until)}
                at = to_ms(self._clock.now())
                events.record(conn, at, ("notice_put_off", job.order_id, data))
        return NoticeState.PENDING

    def _finish(
        self, job: _Job, state: NoticeState, code: str | None, facts: dict[str, object]
    ) -> NoticeState:
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            notices.finish(conn, job.notice_id, state, at, code=code, facts=facts)
            data: dict[str, object] = {
                "store": job.store.name,
                "tracking": job.confirmation.tracking,
            }
            events.record(conn, at, (f"notice_{state.value}", job.order_id, data))
        return state


def _must_be_sendable(conn: sqlite3.Connection, notice: sqlite3.Row) -> None:
    """Refuse what waits for a disconnected store: no hand can send it before that is connected."""
    must_not_be_disconnected(stores.one(conn, notice["store_id"]))
    shipment = shipments.one(conn, notice["shipment_id"])
    if shipment is not None and elsewhere.is_unread(shipment):
        store_id = shipments.stores_of(conn, [shipment["order_id"]])[shipment["order_id"]]
        must_not_be_disconnected(stores.one(conn, store_id))


def _forbidden(job: _Job) -> tuple[NoticeState, str] | None:
    """Why a notice must not be sent, though it is due; None when it may."""
    if job.voided:
        return NoticeState.WITHDRAWN, "notice.withdrawn"
    if job.cancelled and job.elsewhere:
        return NoticeState.WITHDRAWN, "notice.cancelled_elsewhere"
    if job.cancelled:
        return NoticeState.STOPPED, "notice.cancelled_there"
    return (NoticeState.STOPPED, "notice.lines_unknown") if job.riddle else None


def _job(conn: sqlite3.Connection, notice: sqlite3.Row) -> _Job:
    shipment = shipments.one(conn, notice["shipment_id"])
    assert shipment is not None, "a notice speaks of a shipment in the file"  # noqa: S101
    store = stores.one(conn, notice["store_id"])
    mode = stores.mode(conn)
    lines = contents(conn, shipment, notice["target_id"], store.platform, mode)
    return _Job(
        notice["id"],
        shipment["order_id"],
        store,
        _confirmation(conn, notice, shipment, store, lines or ()),
        notice["attempts"],
        bool(notice["verify"]),
        shipment["state"] == ShipmentState.VOIDED.value,
        _cancelled(conn, notice["target_id"], shipment["order_id"]),
        lines is None,
        notice["corrects"] or "",
        shipment["state"] == ShipmentState.ELSEWHERE.value,
        elsewhere.beside(conn, shipment) if not elsewhere.is_unread(shipment) else (),
        notices.told_of(conn, notice),
        _marketplace(conn, shipment) if elsewhere.is_unread(shipment) else None,
    )


def _marketplace(conn: sqlite3.Connection, shipment: sqlite3.Row) -> tuple[Store, str]:
    row = conn.execute(
        "SELECT store_id, remote_id FROM orders WHERE id = ?", (shipment["order_id"],)
    ).fetchone()
    return stores.one(conn, row[0]), row[1]


def _cancelled(conn: sqlite3.Connection, target: int | None, shipped: int) -> bool:
    """Whether the order to be told of, or the purchase itself, is cancelled on its platform."""
    purchase = states.original_of(conn, shipped) or shipped
    return any(
        orders.shown(conn, order_id)[0] is OrderStatus.CANCELLED
        for order_id in (target, purchase)
        if order_id is not None
    )


def _confirmation(
    conn: sqlite3.Connection,
    notice: sqlite3.Row,
    shipment: sqlite3.Row,
    store: Store,
    lines: Contents,
) -> Confirmation:
    target = notice["target_id"]
    return Confirmation(
        platform=store.platform,
        remote_order=notice["target_remote"],
        reference=str(shipment["id"]),
        carrier=notice["carrier"] or shipment["carrier"],
        service=shipment["service"],
        tracking=notice["tracking"] or shipment["tracking"],
        shipped_at=from_ms(shipment["settled_at"] or shipment["at"]),
        lines=lines,
        extra=_extra(conn, target),
    )


def _extra(conn: sqlite3.Connection, order_id: int | None) -> tuple[tuple[str, str], ...]:
    row = conn.execute("SELECT extra FROM orders WHERE id = ?", (order_id,)).fetchone()
    return tuple(sorted(orjson.loads(row[0]).items())) if row else ()


def _shows(packages: Sequence[Package], tracking: str) -> bool:
    """Whether the parcel of this tracking number is among those that a platform shows."""
    return any(_bare(package.tracking) == _bare(tracking) for package in packages)


def _bare(tracking: str) -> str:
    """Platforms keep tracking numbers with or without blanks and hyphens, and in either case."""
    return "".join(character for character in tracking if character.isalnum()).upper()
