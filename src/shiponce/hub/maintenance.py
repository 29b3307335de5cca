"""``hub.maintenance``: check the set-up, back the file up, mend it, and purge personal data."""

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
    """The upkeep of one file; an import counts as stale *stale_after* this time."""

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
        """Return what could go wrong with this set-up, the worst first; no platform is asked."""
        return doctor.findings(self._db, self._connections, self._clock, self._stale_after)

    def reindex(self) -> None:
        """Rebuild the file's indexes from its tables; StoreFileError if that does not mend it."""
        reindex_module.reindex(self._db)

    def backup(self, file: Path) -> BackupMade:
        """Write a checked copy of the database while others work; BadInput if *file* is there."""
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
        """Remove personal data of orders, of a buyer, or of what closed long ago.

        Until it is *confirmed* nothing is changed: the answer says what would be.
        """
        wanted = Wanted(orders, buyer, older_than)
        return self._purging.purge(wanted) if confirmed else self._purging.plan(wanted)

    def finish_purge(self) -> bool:
        """Overwrite what an earlier purge left in the file's bytes.

        Return False when that has to wait, because somebody reads the file.
        """
        return self._purging.finish()
