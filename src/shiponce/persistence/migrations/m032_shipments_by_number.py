"""An index of shipments by tracking number."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_INDEX = """
CREATE INDEX shipments_by_number ON shipments (upper(replace(tracking, ' ', '')))
    WHERE tracking <> '';
"""


@migrations()
def m032_shipments_by_number(db: Database) -> None:
    """Add the index, so that a platform's package is compared with all of ours."""
    run(db, _INDEX)
