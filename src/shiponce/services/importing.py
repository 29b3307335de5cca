"""Brings a store's orders in: page by page, each page one transaction, no call inside it.

The watermark moves after the last page only, to a time that the platform gave.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from shiponce.domain.order import PageOfOrders
from shiponce.domain.platform import Platform, Store
from shiponce.domain.settings import ImportSettings
from shiponce.errors import Declined, NotThere, PlatformError, RateLimited, Refused
from shiponce.ports import Clock, Connections, PlatformAdapter
from shiponce.services import pacing
from shiponce.services.buyer_emails import BuyerEmails
from shiponce.services.connected import must_be_connected
from shiponce.services.intake import Page, Tally
from shiponce.store import events, listed, orders, stores
from shiponce.store.database import Database
from shiponce.store.stores import Unfinished
from shiponce.store.times import from_ms, to_ms
from shiponce.views import ImportReport, Sentence

#: Amazon refuses a window that ends less than two minutes ago.
LAG = {Platform.AMAZON: timedelta(minutes=2, seconds=5)}
#: Amazon's page tokens are good for a day; a listing cut short longer ago begins anew.
RESUMABLE = timedelta(hours=20)
#: How many quarantined orders are read again at each import.
_AT_ONCE = 10
#: How long nobody asks again when a platform says "not now" without saying until when.
_BREATHER = timedelta(minutes=3)


class Importing:
    """Imports the orders of any store of one file."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: ImportSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._settings = settings
        self._emails = BuyerEmails(db, connections, clock)
        #: This import has put something aside, so the next one begins where it began.
        self._aside = False

    def run(self, store: Store) -> ImportReport:
        """One import: everything that changed since the last one that reached its last page."""
        must_be_connected(store)
        tally = Tally()
        self._aside = False
        try:
            adapter = self._connections.platform(store)
            report = self._pages(store, adapter, tally)
            if report.not_before is not None:
                return report
            self._emails.refresh(store, adapter)
            retried = self._retried(store, adapter)
            return replace(report, retried=retried, swept=self._swept(store, adapter))
        except PlatformError as trouble:
            return self._stopped(store, tally, trouble)
        except Refused as gone:  # disconnected or replaced while it was imported
            return tally.report(store, trouble=Sentence(gone.code, gone.facts))

    def retry(self, store: Store) -> int:
        """Network: read the quarantined orders of a store again. How many are in now."""
        must_be_connected(store)
        return self._retried(store, self._connections.platform(store))

    def sweep(self, store: Store) -> int:
        """Network: list a store by creation date now. How many orders only that has found.

        PlatformError when the platform does not answer; Refused while the pacing says "not now".
        """
        must_be_connected(store)
        return self._look_through(store, self._connections.platform(store))

    def _retried(self, store: Store, adapter: PlatformAdapter) -> int:
        """Ask for quarantined orders one by one; trouble ends it, and costs the import nothing."""
        found = 0
        for listed_id, remote_id in listed.unreadable(self._db.conn, store.id, _AT_ONCE):
            if self._token(store, "read") is not None:
                break
            try:
                fetched = adapter.read(remote_id)
            except NotThere:
                fetched = None
            except PlatformError:
                break
            with self._db.write() as conn:
                if fetched is not None:
                    Page(conn, store, self._now(), Tally()).take_in([fetched])
                listed.tried(conn, listed_id, self._now())
                found += bool(orders.known(conn, store.id, [remote_id]))
        return found

    def _swept(self, store: Store, adapter: PlatformAdapter) -> int | None:
        """The sweep, if one is due; trouble leaves it due."""
        at = stores.import_state(self._db.conn, store.id).swept_at
        if at is None:  # the first import reached back far enough by itself
            with self._db.write() as conn:
                stores.swept(conn, store.id, 0, self._now())
            return None
        if self._clock.now() - at < self._settings.sweep_every:
            return None
        try:
            return self._look_through(store, adapter)
        except (PlatformError, Refused):
            return None

    def _look_through(self, store: Store, adapter: PlatformAdapter) -> int:
        until = adapter.now() - LAG.get(store.platform, timedelta(0))
        tally = Tally()
        for page in adapter.created(until - self._settings.sweep_reach, until):
            if self._token(store) is not None:
                raise Refused("limit.sweep_paced", store=store.name)
            with self._db.write() as conn:
                Page(conn, store, self._now(), tally).take_in(page.orders)
        with self._db.write() as conn:
            stores.swept(conn, store.id, tally.added, self._now())
        return tally.added

    def _pages(self, store: Store, adapter: PlatformAdapter, tally: Tally) -> ImportReport:
        first = stores.import_state(self._db.conn, store.id).watermark is None
        window = self._window(store, adapter.now())
        pages = iter(adapter.listing(window.since, window.until, window.resume))
        wait = self._token(store)
        while wait is None:
            page = next(pages, None) or PageOfOrders((), window.until, last=True)
            wait = self.take_in(store, page, tally, window)
            if page.last:
                return tally.report(store, since=window.since, first=first)
        return tally.report(store, not_before=from_ms(wait), since=window.since, first=first)

    def _window(self, store: Store, there: datetime) -> Unfinished:
        """What to list: the rest of a listing that was cut short, or all since the watermark."""
        state = stores.import_state(self._db.conn, store.id)
        now = self._clock.now()
        if state.unfinished and now - state.unfinished.at < RESUMABLE:
            return state.unfinished
        until = there - LAG.get(store.platform, timedelta(0))
        behind = self._settings
        since = state.watermark - behind.overlap if state.watermark else there - behind.first_reach
        return Unfinished("", min(since, until), until, now)

    def _token(self, store: Store, operation: str = "listing") -> int | None:
        with self._db.write() as conn:
            return self._take(conn, store, operation)

    def _take(
        self, conn: sqlite3.Connection, store: Store, operation: str = "listing"
    ) -> int | None:
        return pacing.take(conn, store.id, store.platform, operation, self._now())

    def _stopped(self, store: Store, tally: Tally, trouble: PlatformError) -> ImportReport:
        not_before = None
        with self._db.write() as conn:
            if isinstance(trouble, RateLimited):
                not_before = trouble.not_before or self._clock.now() + _BREATHER
                pacing.hold_back(conn, store.id, "listing", self._now(), to_ms(not_before))
            elif isinstance(trouble, Declined):
                stores.import_goes_on(conn, store.id, None)  # it may be the page token it refuses
            stores.import_failed(conn, store.id, trouble.code, trouble.facts)
            events.record(conn, self._now(), ("import_stopped", None, {"store": store.name}))
        sentence = Sentence(trouble.code, trouble.facts)
        return tally.report(store, trouble=sentence, not_before=not_before)

    def _now(self) -> int:
        return to_ms(self._clock.now())

    def take_in(
        self, store: Store, page: PageOfOrders, tally: Tally, window: Unfinished
    ) -> int | None:
        """Record one page, whole, in one transaction; *tally* counts it.

        With the last page goes the watermark, with any other one the place where the listing can
        be taken up again and the token for the next call, which must be durable before it: a
        commit of its own would double the time that an import waits for the disk. Gives the time
        (ms) before which no token is to be had.
        """
        with self._db.write() as conn:
            counted = Tally()
            taken = Page(conn, store, self._now(), counted)
            taken.take_in(page.orders)
            self._aside |= taken.aside
            if page.last:
                counted.hidden += taken.matcher.switched_on_again(store)
            wait = self._go_on(conn, store, page, window)
        for name in Tally.__slots__:
            setattr(tally, name, getattr(tally, name) + getattr(counted, name))
        return wait

    def _go_on(
        self, conn: sqlite3.Connection, store: Store, page: PageOfOrders, window: Unfinished
    ) -> int | None:
        if page.last:
            reached = window.since + self._settings.overlap if self._aside else page.until
            stores.import_done(conn, store.id, reached, self._now())
            return None
        if page.resume:
            rest = replace(window, resume=page.resume, at=self._clock.now())
            stores.import_goes_on(conn, store.id, rest)
        return self._take(conn, store)

    def let_in(self, listed_id: int, store: Store, remote_id: str) -> int | None:
        """Fetch an order that was kept out and take it in past the rules; None if it stays out."""
        must_be_connected(store)
        fetched = self._connections.platform(store).read(remote_id)
        with self._db.write() as conn:
            listed.let_in(conn, listed_id, self._now())
            Page(conn, store, self._now(), Tally()).take_in([fetched])
            return next((k.id for k in orders.known(conn, store.id, [remote_id]).values()), None)
