"""Sweeps by creation date, and how many times a quarantined order was read again."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_SWEEPS = """
ALTER TABLE import_state ADD COLUMN swept_at INTEGER;
-- Orders that only a sweep has found, ever: what listings by change had missed.
ALTER TABLE import_state ADD COLUMN sweep_found INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listed ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listed ADD COLUMN tried_at INTEGER;
"""


@migrations()
def m007_importing(db: Database) -> None:
    """Record when a store was swept, and how many times a quarantined order was read again."""
    run(db, _SWEEPS)
