"""The number by which a platform knows the package of a notification."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_REFERENCES = """
-- '' until the first attempt. A notification that was tried before this column existed was sent
-- with its shipment's id.
ALTER TABLE notices ADD COLUMN reference TEXT NOT NULL DEFAULT '';
UPDATE notices SET reference = CAST(shipment_id AS TEXT) WHERE attempts > 0;
"""


@migrations()
def m021_package_references(db: Database) -> None:
    """Record the package reference that each notification is sent with."""
    run(db, _REFERENCES)
