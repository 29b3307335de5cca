"""The hub that the command line, the screens, the scenarios and the tests work with.

``Hub`` opens a file and offers small interfaces: ``hub.orders``, ``hub.stores`` and so on. The
interfaces contain no rules: they look up orders and stores by name, call the services, and return
view models. Before they store text that a person typed, they clean it (``user_input``).

One ``Hub`` is one connection to the file and belongs to one thread; another thread works with a
``sibling()``. Two hubs on one file are safe. Calls marked *network* call platforms, and raise
PlatformError when such a call fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from shiponce.domain.actor import PROGRAM, actor_name
from shiponce.domain.printing import PrinterSettings
from shiponce.domain.settings import Settings
from shiponce.errors import ReadOnly
from shiponce.hub.acts import HubActs
from shiponce.hub.batches import HubBatches
from shiponce.hub.documents import HubDocuments
from shiponce.hub.imports import HubImports
from shiponce.hub.maintenance import HubMaintenance
from shiponce.hub.matching import HubMatching
from shiponce.hub.notifications import HubNotifications
from shiponce.hub.orders import HubOrders
from shiponce.hub.printing import HubPrinting
from shiponce.hub.shipping import HubShipping
from shiponce.hub.stores import HubStores
from shiponce.persistence import (
    acts,
    disconnected_orders,
    excluded_and_quarantined,
    order_queries,
    outbox,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms
from shiponce.platforms import registry
from shiponce.ports import Clock, Connections, IdGenerator, SystemClock, SystemIdGenerator
from shiponce.services.acts.settle_unknown_acts import Settling
from shiponce.services.importing import correct_future_times, import_sequence
from shiponce.services.importing.reprocess_rules import Reprocessing
from shiponce.services.notifying import notification_timing
from shiponce.services.notifying.outbox_worker import Notifying
from shiponce.services.notifying.settle_notification import SettlingNotifications
from shiponce.services.printing.label_files import LabelFiles
from shiponce.services.settings.automation_rules import Rulebook
from shiponce.services.settings.purge_personal_data import Purging
from shiponce.services.shipping.on_hold import Holding
from shiponce.services.view_models.lasting_warnings import lasting_warnings
from shiponce.views.hub import HubState, TickReport
from shiponce.views.sentence import Sentence

#: How many notifications one tick sends at most, so that the user interface stays responsive.
_SENT_IN_A_TICK = 50


class Hub:
    """An order hub on one file."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        ids: IdGenerator,
        settings: Settings,
        printers: Sequence[PrinterSettings] = (),
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._printers = tuple(printers)
        db.is_read_only = lambda: connections.read_only
        if not db.is_unwritable:
            with db.recording():  # these values come from the configuration, not from a person
                notification_timing.store_delays(db, settings.notifications)
        self._settling = Settling(db, connections, clock, settings.shipping)
        self._notifying = Notifying(db, connections, clock, settings.notifications)
        self._holding = Holding(db, clock)
        self._purging = Purging(db, clock)
        stale_after = settings.importing.stale_after
        self.orders = HubOrders(db, connections, clock)
        self.stores = HubStores(db, connections, clock, stale_after)
        self.imports = HubImports(db, connections, clock, settings.importing)
        self.matching = HubMatching(db, clock)
        self.shipping = HubShipping(db, connections, clock, ids, settings.shipping)
        self.batches = HubBatches(db, connections, clock, ids, settings.shipping)
        settling = SettlingNotifications(db, connections, clock)
        self.documents = HubDocuments(db, clock, settings.documents)
        files = LabelFiles(db, connections, clock, settings.shipping.label_format)
        self.printing = HubPrinting(db, clock, ids, files, self.documents, self._printers)
        self.acts = HubActs(db, self._settling, settling)
        self.notifications = HubNotifications(db, settling)
        self.rules = Rulebook(db, clock)
        self.reprocessing = Reprocessing(db, clock)
        self.maintenance = HubMaintenance(db, connections, clock, stale_after, self._purging)

    @classmethod
    def open(
        cls,
        file: Path | str,
        connections: Connections,
        *,
        clock: Clock | None = None,
        ids: IdGenerator | None = None,
        settings: Settings | None = None,
        printers: Sequence[PrinterSettings] = (),
        actor: str = PROGRAM,
        remembering: Path | None = None,
    ) -> Self:
        """Open or create a hub's file.

        Raise StoreFileError, and leave the file unchanged, if it is not a hub's file.

        *actor* is the name recorded with every act and event of this hub and its siblings.
        *remembering* is a folder in which the file's last act is recorded as well, so that the hub
        notices if the file is replaced by an older copy.
        """
        registry.load()
        return cls(
            Database(file, actor_name(actor) or PROGRAM, remembering),
            connections,
            clock or SystemClock(),
            ids or SystemIdGenerator(),
            settings or Settings(),
            printers,
        )

    def sibling(self) -> Self:
        """Return the same hub for another thread: the same file, its own connection."""
        found = type(self)(
            self._db.sibling(),
            self._connections,
            self._clock,
            self._ids,
            self._settings,
            self._printers,
        )
        found.stores.edit_check = self.stores.edit_check
        return found

    def explained(self, error: Exception) -> Exception:
        """Return a StoreFileError if the database file caused *error*, otherwise *error* itself."""
        return self._db.explained(error)

    @property
    def actor(self) -> str:
        """The name recorded with everything done through this hub."""
        return self._db.actor

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def state(self) -> HubState:
        """Return the hub's mode, method, stores, counts and current warnings, for every screen."""
        self._db.must_be_ours()
        conn = self._db.conn
        connected = stores.every(conn)
        mode, rows = stores.mode(conn), self.stores.rows()
        stale = tuple(row.stale for row in rows if row.stale is not None)
        return HubState(
            mode=mode,
            method=stores.method(conn),
            now=self._clock.now(),
            stores=rows,
            counts=order_queries.counts(conn),
            excluded=len(excluded_and_quarantined.every(conn)) + disconnected_orders.count(conn),
            notifications_open=outbox.count_open(conn),
            warnings=self._of_the_file()
            + lasting_warnings(conn, mode, connected)
            + stale
            + correct_future_times.warnings(conn, self._clock.now()),
            read_only=self._connections.read_only or self._db.is_unwritable,
            import_order=import_sequence.standing_warnings(conn),
            unknown=acts.count_unknown(conn),
        )

    @property
    def is_unwritable(self) -> bool:
        """Whether the file can only be read: then nothing is imported, bought or notified."""
        return self._db.is_unwritable

    def must_be_as_read(self) -> None:
        """Raise StoreFileError if the file can only be read and was changed since it was opened."""
        if self.is_unwritable:
            self._db.must_be_ours()

    def _of_the_file(self) -> tuple[Sentence, ...]:
        if not self.is_unwritable:
            return ()
        return (Sentence("warning.unwritable", {"file": str(self._db.file)}),)

    def tick(self, *, asked: bool = False) -> TickReport:
        """Network: do all due work once: end holds, read unknown acts, send notifications.

        A read-only hub does nothing. If a person *asked* for the work, however, it raises ReadOnly,
        or StoreFileError if the file cannot be written.
        """
        if self._connections.read_only or self.is_unwritable:
            if asked:
                self._db.must_be_writable()
                raise ReadOnly
            return TickReport(0, 0, 0, None)
        correct_future_times.set_right(self._db, self._clock)
        self._holding.end_holds()
        self._settling.ask(now=asked)
        self.printing.expire()
        self._purging.finish(patience=0)
        sent, put_off, stopped = self._notifying.send_due(_SENT_IN_A_TICK)
        conn = self._db.conn
        due = min(filter(None, (outbox.next_due(conn), acts.next_look(conn))), default=None)
        return TickReport(sent, put_off, stopped, None if due is None else from_ms(due))
