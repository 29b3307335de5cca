"""Several orders in one package."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_COMBINED = """
-- The shipment whose label this one shares: it was bought once, for all of them.
ALTER TABLE shipments ADD COLUMN combined_with INTEGER REFERENCES shipments;
CREATE INDEX combined ON shipments (combined_with) WHERE combined_with IS NOT NULL;
"""


@migrations()
def m005_shipping(db: Database) -> None:
    """Let shipments share a label."""
    run(db, _COMBINED)
