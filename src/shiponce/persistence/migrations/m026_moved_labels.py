"""Record for which order the label of a combined order was bought."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_MOVED = """
-- The order that the label was bought for, if a combined order took the shipment over from it.
ALTER TABLE shipments ADD COLUMN bought_for INTEGER REFERENCES orders;
CREATE INDEX moved_labels ON shipments (bought_for) WHERE bought_for IS NOT NULL;
"""


@migrations()
def m026_moved_labels(db: Database) -> None:
    """Let a combined order take over the shipments of the orders that it replaced."""
    run(db, _MOVED)
