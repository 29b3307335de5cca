"""``hub.imports``: import orders from the stores."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.domain.settings import ImportSettings
from shiponce.errors import BadInput, Refused
from shiponce.persistence import excluded_and_quarantined
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections
from shiponce.services.find_store import store_named, stores_named
from shiponce.services.importing import import_sequence
from shiponce.services.importing.import_all import import_all
from shiponce.services.importing.import_store import Importing
from shiponce.views.imports import ImportReport
from shiponce.views.sentence import Sentence


class HubImports:
    """Imports into one file."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, settings: ImportSettings
    ) -> None:
        self._db = db
        self._importing = Importing(db, connections, clock, settings)

    def run(self, store: str) -> ImportReport:
        """Network: import what changed in one store; the report contains any error."""
        with self._db.recording():
            return self._importing.run(store_named(self._db.conn, store))

    def run_all(self, order: Sequence[str] = ()) -> tuple[ImportReport, ...]:
        """Network: import every store, those in *order* first.

        The other stores follow in the sequence in which they were connected. Reconciling mode
        imports the marketplaces first in any case (W9).
        """
        chosen = stores_named(self._db.conn, order)
        with self._db.recording():
            return import_all(self._db.conn, self._importing, chosen)

    def warnings(self, chosen: Sequence[str] = (), *, every: bool = False) -> tuple[Sentence, ...]:
        """Return warnings (W9) for an import of the *chosen* stores in this sequence.

        With *every*, the other stores follow, as in ``run_all``.
        """
        conn = self._db.conn
        wanted = stores_named(conn, chosen)
        if every:
            wanted = import_sequence.everything(conn, wanted)
        return import_sequence.warnings(conn, wanted)

    def sweep(self, store: str) -> int:
        """Network: list a store by creation date; return how many orders were new to the hub."""
        with self._db.recording():
            return self._importing.sweep(store_named(self._db.conn, store))

    def retry_quarantined(self, store: str) -> int:
        """Network: read a store's quarantined orders again; return how many are imported now."""
        with self._db.recording():
            return self._importing.retry(store_named(self._db.conn, store))

    def let_in(self, excluded_id: int) -> int:
        """Network: import an excluded order although a rule excludes it (R6); return its id."""
        row = excluded_and_quarantined.one(self._db.conn, excluded_id)
        if row is None:
            raise BadInput("error.no_excluded", id=excluded_id)
        store = store_named(self._db.conn, row.store)
        order_id = self._importing.let_in(excluded_id, store, row.remote_id)
        if order_id is None:
            raise Refused("limit.stays_out", remote=row.remote_id, store=store.name)
        return order_id
