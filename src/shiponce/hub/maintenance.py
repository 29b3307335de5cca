"""``hub.maintenance``: check the set-up, back up and repair the file, and purge personal data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from shiponce.persistence import backup
from shiponce.persistence import reindex as reindex_module
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.settings import doctor
from shiponce.services.settings.purge_personal_data import Purging, Wanted
from shiponce.views.maintenance import BackupMade, Finding, Purge


class HubMaintenance:
    """Maintenance of one file; a store is stale if its last import is older than *stale_after*."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        stale_after: timedelta,
        purging: Purging,
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._stale_after = stale_after
        self._purging = purging

    def doctor(self) -> tuple[Finding, ...]:
        """Check this set-up without calling a platform; return the findings, most severe first."""
        return doctor.findings(self._db, self._connections, self._clock, self._stale_after)

    def reindex(self) -> None:
        """Rebuild the file's indexes from its tables; StoreFileError if the file stays damaged."""
        reindex_module.reindex(self._db)

    def backup(self, file: Path) -> BackupMade:
        """Write a checked backup while the database is in use; Refused if *file* exists."""
        self._db.must_be_ours()
        made = backup.make(self._db.conn, self._db.file, file, to_ms(self._clock.now()))
        return BackupMade(str(made.file), made.size, made.orders, made.shipments)

    def purge(
        self,
        *,
        orders: Sequence[str] = (),
        buyer: str = "",
        older_than: timedelta | None = None,
        confirmed: bool = False,
    ) -> Purge:
        """Remove personal data of *orders*, of a *buyer*, or of orders closed long ago.

        Without *confirmed*, nothing is changed, and the result is what would be removed.
        """
        wanted = Wanted(orders, buyer, older_than)
        return self._purging.purge(wanted) if confirmed else self._purging.plan(wanted)

    def finish_purge(self) -> bool:
        """Overwrite the personal data that an earlier purge left in the file's bytes.

        Return False if this has to wait because another connection is reading the file.
        """
        return self._purging.finish()
