"""Import a store's orders page by page; each page is one transaction without a network call.

The watermark moves after the last page only, to a time that the platform gave.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shiponce.decisions import clock_skew, import_watermark
from shiponce.domain.order import Fetched, PageOfOrders
from shiponce.domain.platform import Capability
from shiponce.domain.settings import ImportSettings
from shiponce.domain.store import Store
from shiponce.errors import (
    Declined,
    Endless,
    PlatformError,
    RateLimited,
    Refused,
    ServerTrouble,
    ShiponceError,
)
from shiponce.persistence import (
    event_log,
    excluded_and_quarantined,
    imported_orders,
    restored_backup,
    search_index,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.stores import ImportState, Unfinished
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.ports import Clock, Connections, PlatformAdapter
from shiponce.services import rate_limits
from shiponce.services.importing import isolate_order, quarantine, retry_quarantined
from shiponce.services.importing.correct_future_times import set_right
from shiponce.services.importing.import_orders import import_orders
from shiponce.services.importing.import_page import import_page
from shiponce.services.importing.import_tally import Tally, identity
from shiponce.services.importing.page_context import PageContext
from shiponce.services.importing.supersede_combined import take_over_labels
from shiponce.services.matching.notifications_switched_on import match_open_copies
from shiponce.services.notifying.buyer_emails import BuyerEmails
from shiponce.services.notifying.recheck_notifications import Rechecking
from shiponce.services.settings.connection_checks import must_be_connected
from shiponce.views.imports import ImportReport
from shiponce.views.sentence import Sentence
from shiponce.words.families import platform_word

#: An interrupted listing is resumed for this long; Amazon's page tokens are valid for a day.
RESUMABLE = timedelta(hours=20)
#: Maximum number of quarantined orders that each import reads again.
_AT_ONCE = 10
#: A listing that is still unfinished after this time is replaced by a new one.
_LONGEST_LISTING = timedelta(days=30)
#: From this lag on, a report names the time up to which changes were read.
_WORTH_SAYING = timedelta(minutes=1)
#: How long to wait after a rate-limit error that names no time to retry.
_BREATHER = timedelta(minutes=3)


class Importing:
    """Imports the orders of the stores in one database."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: ImportSettings
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._settings = settings
        self._emails = BuyerEmails(db, connections, clock)
        self._rechecking = Rechecking(db, connections, clock)
        #: True if this import skipped an order for now; the next import then begins where this one
        #: began.
        self._aside = False
        #: The warning that this machine's clock and the platform's differ.
        self._clocks: Sentence | None = None
        #: The window that this import has requested.
        self._asked: Unfinished | None = None

    def run(self, store: Store) -> ImportReport:
        """Import everything that changed since the last completed import."""
        must_be_connected(store)
        set_right(self._db, self._clock)
        tally = Tally()
        self._aside, self._clocks, self._asked = False, None, None
        try:
            adapter = self._connections.platform(store)
            report = self._pages(store, adapter, tally)
            with self._db.write() as conn:
                search_index.index_pending(conn)
            if report.not_before is not None:
                return report
            self._emails.refresh(store, adapter)
            retried = self._retried(store, adapter)
            report = replace(report, retried=retried, swept=self._swept(store, adapter))
            self._rechecking.run(store.id)
            return report
        except PlatformError as trouble:
            return self._stopped(store, tally, trouble)
        except Refused as gone:  # disconnected or replaced while it was imported
            return tally.report(store, trouble=Sentence(gone.code, gone.facts))
        except (ShiponceError, AssertionError):
            raise
        except Exception as bad:
            return self._stopped(store, tally, isolate_order.unforeseen(store, bad))

    def retry(self, store: Store) -> int:
        """Read a store's quarantined orders again (network); return how many could be imported."""
        must_be_connected(store)
        return self._retried(store, self._connections.platform(store))

    def sweep(self, store: Store) -> int:
        """List a store's orders by creation date (network); return how many were new to the hub.

        PlatformError if the platform does not answer; Refused while a rate limit delays the calls.
        """
        must_be_connected(store)
        return self._look_through(store, self._connections.platform(store))

    def _retried(self, store: Store, adapter: PlatformAdapter) -> int:
        return retry_quarantined.retry(self._db, self._clock, store, adapter)

    def _swept(self, store: Store, adapter: PlatformAdapter) -> int | None:
        """Sweep if a sweep is due; return how many orders were new, or None without a sweep.

        After an error the sweep stays due.
        """
        at = stores.import_state(self._db.conn, store.id).swept_at
        if at is None:  # the first import reached back far enough by itself
            with self._db.write() as conn:
                stores.swept(conn, store.id, 0, self._now())
            return None
        if clock_skew.still_holds(at, self._clock.now(), self._settings.sweep_every):
            return None
        try:
            return self._look_through(store, adapter)
        except (PlatformError, Refused):
            return None

    def _look_through(self, store: Store, adapter: PlatformAdapter) -> int:
        until = adapter.now() - store.platform.traits.listing_lag
        tally = Tally()
        pages = iter(adapter.created(until - self._settings.sweep_reach, until))
        for page in isolate_order.foreseen(store, pages):
            if self._token(store) is not None:
                raise Refused("limit.sweep_paced", store=store.name)
            timely = quarantine.timely(page.orders, until)
            import_orders(self._db, self._clock, store, timely, tally)
        with self._db.write() as conn:
            stores.swept(conn, store.id, tally.added, self._now())
        return tally.added

    def _pages(self, store: Store, adapter: PlatformAdapter, tally: Tally) -> ImportReport:
        first = stores.import_state(self._db.conn, store.id).watermark is None
        there = adapter.now()
        self._clocks = clock = self._said_of_clocks(store, there)
        if restored_backup.restored(self._db.conn) is not None:
            with self._db.write() as conn:
                restored_backup.begin_import(conn, store.id, to_ms(there))
        window = self._window(store, there)
        listing = iter(adapter.listing(window.since, window.until, window.resume))
        pages = isolate_order.foreseen(store, listing)
        wait = self._token(store)
        if wait is not None:  # nothing was listed: the report names no window
            return tally.report(store, not_before=from_ms(wait), clock=clock)
        self._asked = window
        while wait is None:
            page = next(pages, None) or PageOfOrders((), window.until, last=True)
            wait = self.take_in(store, page, tally, window)
            if page.last:
                late = there - page.until >= _WORTH_SAYING
                until = page.until if late else None
                return tally.report(
                    store, since=window.since, until=until, first=first, clock=clock
                )
        not_before = from_ms(wait)
        return tally.report(
            store, not_before=not_before, since=window.since, first=first, clock=clock
        )

    def _window(self, store: Store, there: datetime) -> Unfinished:
        """Return the window to list: the rest of an interrupted one, or all since the watermark."""
        state = stores.import_state(self._db.conn, store.id)
        now = self._clock.now()
        rest = state.unfinished
        resumable = rest and clock_skew.still_holds(rest.at, now, RESUMABLE)
        if rest and resumable and abs(there - rest.until) < _LONGEST_LISTING:
            return rest
        until = there - store.platform.traits.listing_lag
        since = self._since(store, state, there)
        return Unfinished("", min(since, until), until, now)

    def _since(self, store: Store, state: ImportState, there: datetime) -> datetime:
        """Return the start of the listing.

        A watermark in the platform's future is moved back first.
        """
        how, here = self._settings, self._clock.now()
        if state.watermark is None:
            return there - how.first_reach
        since = import_watermark.begin(state.watermark, there, how.overlap)
        if since is not None:
            return since
        if import_watermark.is_nonsense(state.watermark, there, here):
            raise ServerTrouble(
                "error.clock_there",
                platform=platform_word(store.platform),
                operation="word.call.getTime",
                there_at=there,
            )
        since = import_watermark.begin_again(there, here, state.imported_at, how.first_reach)
        with self._db.write() as conn:
            stores.set_back(conn, store.id, since)
            data: dict[str, object] = {"store": store.name, "since_at": since}
            event_log.record(conn, self._now(), ("watermark_set_back", None, data))
        return since

    def _said_of_clocks(self, store: Store, there: datetime) -> Sentence | None:
        """Return a warning if this machine's clock and the platform's differ much."""
        here = self._clock.now()
        if abs(there - here) < clock_skew.WORTH_SAYING:
            return None
        facts = {"platform": platform_word(store.platform), "there_at": there, "here_at": here}
        return Sentence("import.clocks_apart", facts)

    def _said_of_window(self, trouble: PlatformError) -> Sentence | None:
        """Return a warning if the platform declined the window, because a clock may be wrong."""
        if self._asked is None or not isinstance(trouble, Declined):
            return None
        facts = {"since_at": self._asked.since, "until_at": self._asked.until}
        return Sentence("import.window_refused", facts)

    def _token(self, store: Store, operation: str = "listing") -> int | None:
        with self._db.write() as conn:
            return self._take(conn, store, operation)

    def _take(
        self, conn: sqlite3.Connection, store: Store, operation: str = "listing"
    ) -> int | None:
        return rate_limits.take(conn, store.id, store.platform, operation, self._now())

    def _stopped(self, store: Store, tally: Tally, trouble: PlatformError) -> ImportReport:
        not_before = None
        with self._db.write() as conn:
            if isinstance(trouble, RateLimited):
                not_before = trouble.not_before or self._clock.now() + _BREATHER
                rate_limits.hold_back(conn, store.id, "listing", self._now(), to_ms(not_before))
            elif isinstance(trouble, Declined | Endless):
                stores.import_goes_on(conn, store.id, None)  # the page token may be the cause
            stores.import_failed(conn, store.id, trouble.code, trouble.facts)
            event_log.record(conn, self._now(), ("import_stopped", None, {"store": store.name}))
        sentence = Sentence(trouble.code, trouble.facts)
        clock = self._clocks or self._said_of_window(trouble)
        return tally.report(store, trouble=sentence, not_before=not_before, clock=clock)

    def _now(self) -> int:
        return to_ms(self._clock.now())

    def take_in(
        self, store: Store, page: PageOfOrders, tally: Tally, window: Unfinished
    ) -> int | None:
        """Record one whole page in one transaction; *tally* counts it.

        The last page moves the watermark. Any other page records the resume token and takes a
        rate-limit token for the next call. Both must be durable before that call; a second commit
        would double the time spent waiting for the disk. Return the time (ms) before which no
        rate-limit token is available, or None.
        """

        def act(orders: Sequence[Fetched]) -> int | None:
            with self._db.write() as conn:
                counted, repeated = Tally(), Tally()
                first, again = tally.first_and_again(orders)
                taken = PageContext(conn, store, self._now(), counted)
                import_page(taken, first)
                self._aside |= taken.aside
                if again:
                    later = PageContext(conn, store, self._now(), repeated)
                    import_page(later, again)
                    self._aside |= later.aside
                counted.hidden += repeated.hidden
                if page.last:
                    counted.hidden += match_open_copies(taken.matcher, store)
                    if store.platform.can(Capability.COMBINES_ORDERS):
                        take_over_labels(taken.matcher, store.id)
                wait = self._go_on(conn, store, page, window)
            tally.add(counted)
            tally.seen.update(map(identity, orders))
            return wait

        timely = quarantine.timely(page.orders, window.until)
        return isolate_order.take_in(self._db, store, self._now(), timely, act)

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
        """Fetch an excluded order and import it regardless of rules; None if it stays excluded."""
        must_be_connected(store)
        fetched = retry_quarantined.read_order(self._connections.platform(store), store, remote_id)

        def act(fetched: Sequence[Fetched]) -> int | None:
            with self._db.write() as conn:
                excluded_and_quarantined.let_in(conn, listed_id, self._now())
                import_page(PageContext(conn, store, self._now(), Tally()), fetched)
                known = imported_orders.known(conn, store.id, [remote_id]).values()
                return next((one.id for one in known), None)

        return isolate_order.take_in(self._db, store, self._now(), [fetched], act)
