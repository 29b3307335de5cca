"""The actor of every event and every shipment."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_ACTORS = """
-- The name of who acted; '' for what is older than this column.
ALTER TABLE events ADD COLUMN by_ TEXT NOT NULL DEFAULT '';
ALTER TABLE shipments ADD COLUMN by_ TEXT NOT NULL DEFAULT '';
"""


@migrations()
def m008_actors(db: Database) -> None:
    """Add a column for the actor's name to events and shipments."""
    run(db, _ACTORS)
